"""The cell that bound a variable: found in the kernel's own history, and rather none than a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import zoo
from .kernels import Kernel
from .tickets import Json, load, save, spool_way, ticket

LIBRARIES = "small"

FIT = "LGBMClassifier(n_estimators=2, verbose=-1).fit(X, text)"


@pytest.fixture(scope="module")
def ready(kernel: Kernel) -> Kernel:
    kernel.run(zoo.IMPORTS + zoo.DATA)
    return kernel


def origin(kernel: Kernel, variable: str) -> str | None:
    cell = kernel.ask("check", variable=variable)["cell"]
    return None if cell is None else cell["source"]


@pytest.mark.parametrize(
    "source",
    [
        f"plain = {FIT}",
        f"first, plain = 1, {FIT}",
        f"if True:\n    plain: object = {FIT}",
        f"for plain in [{FIT}]:\n    pass",
        f"print(plain := {FIT})",
        f"with __import__('contextlib').nullcontext({FIT}) as plain:\n    pass",
        f"%%time\nplain = {FIT}",
        f"plain = {FIT}\n%matplotlib inline",
    ],
)
def test_the_cell_that_binds(ready: Kernel, source: str) -> None:
    ready.run("plain = None")
    ready.run(source)
    ready.run("plain.n_estimators\nplain.extra = 1\nother = [plain for plain in range(3)]")
    ready.run("def f(plain):\n    plain = 1\n    return plain")
    ready.run("class Holder:\n    plain = 1")
    assert origin(ready, "plain") == source


def test_the_number_is_the_cells_own(ready: Kernel) -> None:
    ready.run(f"counted = {FIT}")
    count = ready.value("get_ipython().execution_count")
    ready.run("1 + 1")
    assert ready.ask("check", variable="counted")["cell"]["count"] == count - 1


@pytest.mark.parametrize(
    "source",
    [
        "def train():\n    global hidden\n    hidden = 1",
        "exec('hidden = 1')",
        "globals()['hidden'] = 1",
        "%run -n nothing.py",
        "hidden = 1\nraise ValueError",
    ],
)
def test_none_rather_than_a_wrong_one(ready: Kernel, source: str) -> None:
    ready.run(f"hidden = {FIT}")
    assert origin(ready, "hidden") is not None
    ready.request(source)
    ready.request("1 / 0")
    ready.run(f"globals()['hid' + 'den'] = {FIT}")
    assert origin(ready, "hidden") is None


def test_what_was_loaded_has_no_cell(ready: Kernel, tmp_path: Path) -> None:
    ready.run(f"back = {FIT}")
    version = save(ready, "back", tmp_path / "saved")
    assert load(ready, "back", version, tmp_path / "saved" / "files", tmp_path / "loaded", overwrite=True)["ok"]
    assert origin(ready, "back") is None
    ready.run(f"back = {FIT}")
    assert origin(ready, "back") == f"back = {FIT}"


def test_a_save_reports_it_only_on_request(ready: Kernel, tmp_path: Path) -> None:
    ready.run(f"asked = {FIT}")

    def report(folder: str, **wanted: bool) -> Json:
        answer: Json = ready.ask("save", variable="asked", ticket=ticket([spool_way(tmp_path / folder)]), **wanted)
        assert answer["ok"], answer
        return answer

    assert report("one", cell=True)["cell"]["source"] == f"asked = {FIT}"
    assert report("two", cell=False)["cell"] is None
    assert report("three")["cell"] is None


def test_long_sources_and_halves_of_characters(ready: Kernel) -> None:
    ready.run(f"long = {FIT}\n#" + "x" * 70_000)
    assert len(origin(ready, "long") or "") == 65536


def test_numpy_is_reported_wherever_it_is_loaded(ready: Kernel) -> None:
    ready.run(f"told = {FIT}")
    assert "numpy" in ready.ask("check", variable="told")["libraries"]
