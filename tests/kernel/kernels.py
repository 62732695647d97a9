"""A bare kernel process and a client that talks to it as the page does."""

from __future__ import annotations

import ast
import json
import queue
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from ..frameworks.loaded import SOURCE

MIME = "application/vnd.jupyterlab-models+json"
RUN = "getattr(__import__('sys').modules.get('_jupyterlab_models'), 'run', lambda r: None)"
PROBE = "__jupyterlab_models_probe__"
CHANGES = "__jupyterlab_models_changes__"


class Kernel:
    """Execute, list and ask; every request waits for its reply."""

    def __init__(self, cwd: Path, argv: list[str] | None = None) -> None:
        """`argv` starts another kernel than the environment's own; `{connection_file}` follows it."""
        self.cwd = cwd
        self.manager: Any = KernelManager(kernel_name="python3")
        if argv:
            spec = {"argv": [*argv, "-f", "{connection_file}"], "display_name": "other", "language": "any"}
            (cwd / "specs" / "other").mkdir(parents=True)
            (cwd / "specs" / "other" / "kernel.json").write_text(json.dumps(spec))
            specs = KernelSpecManager(kernel_dirs=[str(cwd / "specs")], ensure_native_kernel=False)
            self.manager = KernelManager(kernel_name="other", kernel_spec_manager=specs)
        self.manager.start_kernel(cwd=str(cwd))
        self.client: Any = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    def close(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def request(self, code: str, expressions: dict[str, str] | None = None, silent: bool = False) -> dict[str, Any]:
        """The reply's content, with the messages on iopub as `outputs`."""
        parent = self.client.execute(
            code,
            silent=silent,
            store_history=not silent,
            user_expressions=expressions or {},
            allow_stdin=False,
            stop_on_error=False,
        )
        return self.answer(parent)

    def answer(self, parent: str) -> dict[str, Any]:
        outputs = []
        while True:
            message = self.client.get_iopub_msg(timeout=120)
            if message["parent_header"].get("msg_id") != parent:
                continue
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                break
            if message["msg_type"] not in ("status", "execute_input"):
                outputs.append(message["content"])
        reply = self.client.get_shell_msg(timeout=120)
        while reply["parent_header"].get("msg_id") != parent:
            reply = self.client.get_shell_msg(timeout=120)
        return {**reply["content"], "outputs": outputs}

    def run(self, code: str) -> None:
        """A cell that has to succeed."""
        reply = self.request(code)
        assert reply["status"] == "ok", "\n".join(reply.get("traceback", []))

    def value(self, expression: str) -> Any:
        """The value of an expression, carried over by its `repr`; leaves no trace in the history."""
        result = self.request("", {"value": expression}, silent=True)["user_expressions"]["value"]
        assert result["status"] == "ok", result
        return ast.literal_eval(result["data"]["text/plain"])

    def wait_for(self, path: Path) -> None:
        """Until code in the kernel has made the file."""
        deadline = time.monotonic() + 60
        while not path.exists():
            assert time.monotonic() < deadline, f"{path} never came"
            time.sleep(0.01)

    def install(self) -> None:
        """Put in probe and agent as the page does."""
        for name in ("probe", "agent"):
            reply = self.request("", {"put_in": SOURCE[name]}, silent=True)
            assert reply["user_expressions"]["put_in"]["status"] == "ok", reply
            assert reply["outputs"] == []

    def inspect(self, name: str = PROBE, timeout: float = 60) -> dict[str, Any]:
        """The whole answer of the debugger's request that the page reads the probe with."""
        content = {"type": "request", "seq": 1, "command": "richInspectVariables", "arguments": {"variableName": name}}
        message = self.client.session.msg("debug_request", content)
        self.client.control_channel.send(message)
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            try:
                reply = self.client.get_control_msg(timeout=1)
            except queue.Empty:
                continue
            if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                return reply["content"]  # type: ignore[no-any-return]
        raise TimeoutError("no answer on the control channel")

    def listing(self, name: str = PROBE) -> dict[str, Any]:
        """What the probe answers on the control channel, at once even while a cell runs."""
        return self.inspect(name)["body"]["data"][MIME]  # type: ignore[no-any-return]

    def idle_listing(self, name: str = PROBE) -> dict[str, Any]:
        """The same by a silent request on the main shell, for kernels without debugger."""
        reply = self.request("", {"answer": f"getattr(__import__('builtins'), '{name}', None)"}, silent=True)
        assert reply["outputs"] == []
        return reply["user_expressions"]["answer"]["data"][MIME]  # type: ignore[no-any-return]

    def changes(self) -> dict[str, Any]:
        """The schema `KernelChanges`, on the control channel."""
        return self.listing(CHANGES)

    def variables(self) -> dict[str, list[str]]:
        """Names in the listing with the names of their types."""
        listing = self.listing()
        return {name: listing["types"][kind] for name, kind in zip(listing["names"], listing["kinds"], strict=True)}

    def ids(self) -> dict[str, str]:
        """Names in the listing with what the agent takes as `id`."""
        listing = self.listing()
        pairs = zip(listing["names"], listing["bound"], strict=True)
        return {name: f"{listing['boot']}:{bound}" for name, bound in pairs}

    def ask(self, op: str, **members: Any) -> dict[str, Any]:
        """One request to the agent; nothing of it may show in the user's output."""
        return self.answer_of(self.ask_later(op, **members))

    def ask_later(self, op: str, **members: Any) -> str:
        """Send a request to the agent, which queues behind what runs."""
        call = f"{RUN}({json.dumps(json.dumps({'op': op, **members}))})"
        options = {"silent": True, "store_history": False, "allow_stdin": False, "stop_on_error": False}
        parent: str = self.client.execute("", user_expressions={"reply": call}, **options)
        return parent

    def answer_of(self, parent: str) -> dict[str, Any]:
        """What the agent answered."""
        reply = self.answer(parent)
        assert reply["outputs"] == []
        result = reply["user_expressions"]["reply"]
        assert result["status"] == "ok", result
        body: dict[str, Any] = result["data"][MIME]
        return body


def running(folder: Path, argv: list[str] | None = None) -> Iterator[Kernel]:
    """For fixtures: a kernel with probe and agent in it, and its end."""
    found = Kernel(folder, argv)
    try:
        found.install()
        yield found
    finally:
        found.close()
