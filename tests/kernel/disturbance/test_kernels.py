"""Older kernels, kernels without a debugger and kernels of another language."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..kernels import PROBE, Kernel
from ..test_pythons import interpreters
from .visits import Visits

ROOT = Path(__file__).resolve().parents[3]
WITHOUT_DEBUGGER = "import sys; sys.modules['debugpy'] = None; import ipykernel.kernelapp as app"


def old_python() -> str:
    """The Python of an environment with ipykernel 6.29, which is made where it is not."""
    script = [sys.executable, str(ROOT / "scripts" / "old_kernel.py")]
    made = subprocess.run(script, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return made.stdout.strip()


def started(folder: Path, argv: list[str]) -> Iterator[Kernel]:
    kernel = Kernel(folder, argv)
    try:
        yield kernel
    finally:
        kernel.close()


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    yield from started(tmp_path_factory.mktemp("old"), [old_python(), "-m", "ipykernel_launcher"])


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    yield from started(
        tmp_path_factory.mktemp("plain"), [sys.executable, "-c", f"{WITHOUT_DEBUGGER}; app.launch_new_instance()"]
    )


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    script = str(Path(__file__).with_name("other_language.py"))
    yield from started(tmp_path_factory.mktemp("foreign"), [sys.executable, script])


def test_ipykernel_6(old: Kernel, tmp_path: Path) -> None:
    old.run("import ipykernel, sys")
    assert old.value("ipykernel.__version__").startswith("6.29")
    old.install()
    old.run("first = 1\nsecond = (n for n in [2])")
    old.request("1 / 0")
    state = "(_ if '_' in globals() else None, len(In), list(Out), id(sys.last_value), list(globals()))"
    before = old.value(state)
    listing = old.listing()
    assert listing["names"] == ["first", "second"]
    assert old.idle_listing() == listing
    assert old.ask("check", variable="second")["error"]["code"] == "unsupported"
    assert old.value(state) == before
    reply = Visits(old, tmp_path).while_running("import time\nthird = 3\ntime.sleep(0.8)\nfourth = 4")
    assert reply["status"] == "ok"
    changes = old.changes()
    assert "fourth" in changes["changes"][-1][1]
    assert changes["revision"] > listing["revision"]


def test_ipykernel_6_lists_while_it_is_busy(old: Kernel) -> None:
    old.install()
    parent = old.client.execute("import time\nbefore_sleep = 1\ntime.sleep(1)\nafter_sleep = 1", allow_stdin=False)
    found: list[str] = []
    while "before_sleep" not in found:
        found = old.listing()["names"]
    assert "after_sleep" not in found
    old.answer(parent)
    assert "after_sleep" in old.listing()["names"]


def test_without_debugger_the_idle_kernel_is_read_by_a_silent_request(plain: Kernel) -> None:
    features = plain.client.kernel_info(reply=True, timeout=30)["content"]["supported_features"]
    assert "debugger" not in features
    plain.install()
    plain.run("first = 1")
    plain.request("1 / 0")
    state = "(len(In), list(Out), id(__import__('sys').last_value), list(globals()))"
    before = plain.value(state)
    assert plain.idle_listing()["names"] == ["first"]
    assert plain.value(state) == before
    assert not (plain.inspect(PROBE) or {}).get("success")


def test_another_language_is_not_disturbed(foreign: Kernel) -> None:
    info = foreign.client.kernel_info(reply=True, timeout=30)["content"]
    assert info["language_info"]["name"] == "upper"
    reply = foreign.request("hello")
    assert reply["outputs"][0]["text"] == "HELLO"


@pytest.mark.parametrize(("version", "python"), sorted(interpreters().items()))
def test_sources_compile(version: str, python: str) -> None:
    files = sorted(str(path) for path in (ROOT / "jupyterlab_models" / "kernel").rglob("*.py"))
    code = "import sys\nfor path in sys.argv[1:]: compile(open(path, encoding='utf-8').read(), path, 'exec')"
    answer = subprocess.run([python, "-W", "error", "-c", code, *files], capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert len(files) > 15
