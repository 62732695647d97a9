"""Other clients on the kernel, and kernels that go away."""

from __future__ import annotations

import os
import queue
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.blocking.client import BlockingKernelClient

from ..kernels import CHANGES, MIME, PROBE, Kernel
from ..tickets import spool_way, ticket
from .visits import MODEL, Visits

LIBRARIES = "small"


def drain(client: Any) -> list[dict[str, Any]]:
    """What lies on iopub."""
    found = []
    while True:
        try:
            found.append(client.get_iopub_msg(timeout=0.5))
        except queue.Empty:
            return found


@pytest.fixture
def outside(kernel: Kernel) -> Any:
    """A second client, as a script or a console of another program has one."""
    client = BlockingKernelClient(connection_file=kernel.manager.connection_file)
    client.load_connection_file()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    yield client
    client.stop_channels()


def test_another_client_is_not_affected(kernel: Kernel, visits: Visits, outside: Any) -> None:
    drain(outside)
    parent = outside.execute("import time\ntime.sleep(0.8)\nfrom_outside = 7\nfrom_outside", allow_stdin=False)
    for _ in range(5):
        visits.look()
    reply = outside.get_shell_msg(timeout=120)
    assert reply["parent_header"]["msg_id"] == parent
    assert reply["content"]["status"] == "ok"
    visits.all()
    assert "from_outside" in visits.look()["names"]
    received = drain(outside)
    own = [message["msg_type"] for message in received if message["parent_header"].get("msg_id") == parent]
    assert own == ["status", "execute_input", "execute_result", "status"]
    # Of ours it sees the kernel's status, and nothing to show.
    assert {message["msg_type"] for message in received} <= {"status", "execute_input", "execute_result"}
    assert not [m for m in received if m["msg_type"] == "execute_input" and m["parent_header"].get("msg_id") != parent]


def test_two_pages_look_at_once(kernel: Kernel, visits: Visits, outside: Any) -> None:
    kernel.run("shared = [1]")
    content = {"type": "request", "seq": 1, "command": "richInspectVariables", "arguments": {"variableName": CHANGES}}
    for step in range(5):
        kernel.run(f"shared = [{step}]")
        outside.control_channel.send(outside.session.msg("debug_request", content))
        ours = kernel.changes()
        theirs = outside.get_control_msg(timeout=60)["content"]["body"]["data"][MIME]
        assert (theirs["revision"], theirs["changes"]) == (ours["revision"], ours["changes"])


def test_a_restart_from_elsewhere(kernel: Kernel, visits: Visits) -> None:
    before = visits.look()["boot"]
    kernel.manager.restart_kernel(now=True)
    kernel.client.wait_for_ready(timeout=60)
    kernel.run("import sys")
    answer = kernel.inspect(PROBE)
    assert (answer["success"], answer["body"]["data"]) == (True, {})
    kernel.install()
    kernel.run(MODEL)
    listing = visits.look()
    assert listing["boot"] != before
    assert "model" in listing["names"]
    stale = kernel.ask("check", variable="model", id=f"{before}:{listing['bound'][listing['names'].index('model')]}")
    assert stale["error"]["code"] == "rebound"


@pytest.mark.parametrize("end", ["killed", "aborted", "restarted"])
def test_a_kernel_that_dies_during_a_save(tmp_path: Path, end: str) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "slow_module.py").write_text(
        "import time\nfrom sklearn.base import BaseEstimator\nclass Slow(BaseEstimator):\n"
        "    def fit(self, X): self.fitted_ = True; return self\n"
        "    def __getstate__(self): open('begun', 'w').close(); time.sleep(60); return vars(self)\n"
    )
    kernel = Kernel(folder)
    try:
        kernel.install()
        kernel.run("import slow_module\nmodel = slow_module.Slow().fit(None)")
        spool = tmp_path / "spool"
        kernel.ask_later("save", variable="model", encoding="pickle", ticket=ticket([spool_way(spool)]))
        kernel.wait_for(folder / "begun")
        assert "model" in kernel.listing()["names"]
        if end == "restarted":
            kernel.manager.restart_kernel(now=True)
            kernel.client.wait_for_ready(timeout=60)
        else:
            os.kill(kernel.manager.provisioner.pid, signal.SIGKILL if end == "killed" else signal.SIGABRT)
            deadline = time.monotonic() + 60
            while kernel.manager.is_alive() and time.monotonic() < deadline:
                time.sleep(0.05)
            assert not kernel.manager.is_alive()
        # Nothing that the server could take for a finished save.
        assert not (spool / "done.json").exists()
    finally:
        kernel.close()
