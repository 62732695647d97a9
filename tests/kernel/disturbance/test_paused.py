"""Local variables of a function at a breakpoint: copied to a global for their save, which is gone afterwards."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ..kernels import RUN, Kernel, running
from ..tickets import load, spool_way, ticket, version_of
from .debugging import Debugging
from .visits import MODEL

HELD = "_jupyterlab_models_local_" + "a" * 32
TRAIN = """
def train():
    local = LinearRegression().fit([[0.0], [1.0], [2.0]], [1.0, 2.0, 3.0])
    count = (n for n in [1])
    return count
train()
"""
STOP = 4
LEFT = "[name for name in globals() if 'jupyterlab_models' in name]"


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """One that is not forked: in a fork debugpy takes seconds for a stop."""
    for found in running(tmp_path_factory.mktemp("work")):
        found.run(MODEL)
        yield found


@pytest.fixture(scope="module")
def debugger(kernel: Kernel) -> Iterator[Debugging]:
    session = Debugging(kernel)
    yield session
    session.close()


def copy(debugger: Debugging, frame: int, name: str = "local") -> None:
    arguments: dict[str, Any] = {"srcVariableName": name, "dstVariableName": HELD, "srcFrameId": frame}
    assert debugger.ask("copyToGlobals", **arguments)["success"]


def save_later(kernel: Kernel, folder: Path) -> str:
    return kernel.ask_later("save", variable="local", held=HELD, ticket=ticket([spool_way(folder)]))


def test_it_is_saved_when_the_cell_has_ended(kernel: Kernel, debugger: Debugging, tmp_path: Path) -> None:
    cell, frame = debugger.stop_in(TRAIN, STOP)
    copy(debugger, frame)
    saving = save_later(kernel, tmp_path / "save")
    debugger.go_on()
    assert kernel.answer(cell)["status"] == "ok"
    report = kernel.answer_of(saving)
    assert report["ok"], report
    assert report["class"] == "sklearn.linear_model._base.LinearRegression"
    assert kernel.value(LEFT) == []
    files = tmp_path / "save" / "files"
    assert load(kernel, "back", version_of(report, files), files, tmp_path / "load")["ok"]
    assert kernel.value("round(float(back.predict([[3.0]])[0]), 6)") == 4.0


def test_the_list_names_it_apart(kernel: Kernel, debugger: Debugging) -> None:
    cell, frame = debugger.stop_in(TRAIN, STOP)
    copy(debugger, frame)
    debugger.go_on()
    assert kernel.answer(cell)["status"] == "ok"
    for listing in (kernel.listing(), kernel.changes()):
        assert listing["held"] == [HELD]
        assert HELD not in listing.get("names", [])
    assert kernel.ask("release", held=HELD) == {"ok": True}
    assert kernel.value(LEFT) == []
    assert "held" not in kernel.listing()


@pytest.mark.parametrize("fate", ["cancelled", "not a model"])
def test_it_is_gone_when_it_was_not_saved(kernel: Kernel, debugger: Debugging, tmp_path: Path, fate: str) -> None:
    cell, frame = debugger.stop_in(TRAIN, STOP + 1)
    copy(debugger, frame, "count" if fate == "not a model" else "local")
    saving = save_later(kernel, tmp_path / "save")
    if fate == "cancelled":
        shutil.rmtree(tmp_path / "save")
    debugger.go_on()
    assert kernel.answer(cell)["status"] == "ok"
    assert not kernel.answer_of(saving)["ok"]
    assert kernel.value(LEFT) == []


def test_an_aborted_save_leaves_it_until_it_is_released(kernel: Kernel, debugger: Debugging, tmp_path: Path) -> None:
    cell, frame = debugger.stop_in(TRAIN + "1 / 0", STOP)
    copy(debugger, frame)
    saving = save_later(kernel, tmp_path / "save")
    debugger.go_on()
    assert kernel.answer(cell)["ename"] == "ZeroDivisionError"
    assert kernel.answer(saving)["status"] == "aborted"
    assert kernel.listing()["held"] == [HELD]
    assert kernel.ask("release", held=HELD) == {"ok": True}
    assert kernel.value(LEFT) == []


def test_a_local_of_a_module(kernel: Kernel, debugger: Debugging, tmp_path: Path) -> None:
    source = TRAIN.rpartition("train()")[0]
    path = kernel.cwd / "training.py"
    path.write_text(f"from sklearn.linear_model import LinearRegression\n{source}")
    kernel.run("import sys; sys.path.insert(0, '.'); import training")
    cell, frame = debugger.stop_in("training.train()", STOP + 1, str(path))
    copy(debugger, frame)
    saving = save_later(kernel, tmp_path / "save")
    debugger.go_on()
    assert kernel.answer(cell)["status"] == "ok"
    assert kernel.answer_of(saving)["ok"]
    assert kernel.value("[name for name in vars(training) if 'jupyterlab_models' in name]") == []


def test_without_it_the_save_fails_with_a_reason(kernel: Kernel, tmp_path: Path) -> None:
    report = kernel.answer_of(save_later(kernel, tmp_path / "save"))
    assert report["error"]["code"] == "gone"
    assert "breakpoint" in report["error"]["hint"]
    assert json.loads((tmp_path / "save" / "done.json").read_text()) == report


def test_no_other_global_is_taken(kernel: Kernel) -> None:
    call = f"{RUN}({json.dumps(json.dumps({'op': 'release', 'held': 'model'}))})"
    reply: Any = kernel.request("", {"reply": call}, silent=True)
    body = next(iter(reply["user_expressions"]["reply"]["data"].values()))
    assert body["error"]["code"] == "not_held"
    assert kernel.value("type(model).__name__") == "LinearRegression"
