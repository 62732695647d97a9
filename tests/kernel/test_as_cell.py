"""A library that a load or a save imports first configures itself as in a cell, and nothing is left of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .kernels import RUN, Kernel, running
from .tickets import load, save, spool_way, ticket

BUILTINS = (
    "{name: id(value) for name, value in vars(__import__('builtins')).items()}, id(__import__('sys').displayhook)"
)
PANDAS = "import pandas\nclass Holder: pass\nit = Holder()\nit.means = pandas.Series([1.0, 2.0], ['a', 'b'])"
PLOTS = "import matplotlib.pyplot as plt\ndef it(x): return plt.plot(x)"


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Kernel]:
    """A kernel in which nothing was imported."""
    yield from running(tmp_path)


def loaded(maker: Kernel, reader: Kernel, code: str, folder: Path, **options: Any) -> None:
    """Into `it`; as all operations, they leave builtins and display hook alone."""
    maker.run(code)
    before = maker.value(BUILTINS), reader.value(BUILTINS)
    version = save(maker, "it", folder / "spool")
    report = load(reader, "it", version, folder / "spool" / "files", folder / "load", **options)
    assert report["ok"], report
    assert (maker.value(BUILTINS), reader.value(BUILTINS)) == before


def test_pandas_shows_wide_frames_whole(kernel: Kernel, reader: Kernel, tmp_path: Path) -> None:
    loaded(kernel, reader, PANDAS, tmp_path)
    assert reader.value("float(it.means.sum())") == 3.0
    reader.run("import pandas")
    assert reader.value("pandas.get_option('display.max_columns')") == 20


def test_figures_are_drawn_below_the_cell(kernel: Kernel, reader: Kernel, tmp_path: Path) -> None:
    loaded(kernel, reader, PLOTS, tmp_path)
    assert reader.value("'matplotlib.pyplot' in __import__('sys').modules") is True
    reply = reader.request("drawn = it([1, 2])")
    assert any("image/png" in output.get("data", {}) for output in reply["outputs"]), reply
    assert reader.value("it.__globals__['plt'].get_backend()") == kernel.value("plt.get_backend()")


def test_what_a_library_does_with_warnings_stays(kernel: Kernel, reader: Kernel, tmp_path: Path) -> None:
    name = "its_warnings"
    (tmp_path / f"{name}.py").write_text("import warnings\nwarnings.filterwarnings('error', 'of its own')\n")
    reader.run(f"import sys; sys.path.insert(0, {str(tmp_path)!r})")
    before = reader.value("repr(__import__('warnings').filters)")
    loaded(
        kernel, reader, f"class It:\n    def __setstate__(self, state): import {name}\nit = It()\nit.x = 1", tmp_path
    )
    filters = reader.value("repr(__import__('warnings').filters)")
    assert "of its own" in filters
    assert filters.endswith(before.lstrip("["))


def test_names_that_the_user_put_into_builtins_are_untouched(kernel: Kernel, reader: Kernel, tmp_path: Path) -> None:
    reader.run("import builtins")
    reader.request("", {"_": "builtins.__dict__.update(get_ipython='mine', exit='my exit')"}, silent=True)
    loaded(kernel, reader, PANDAS, tmp_path)
    assert reader.value("builtins.get_ipython, builtins.exit") == ("mine", "my exit")


@pytest.mark.parametrize("raised", ["ValueError", "KeyboardInterrupt", "SystemExit"])
def test_after_a_failure_builtins_are_as_before(kernel: Kernel, tmp_path: Path, raised: str) -> None:
    kernel.run(f"class Bad:\n    def __getstate__(self): raise {raised}\nbad = Bad()")
    before = kernel.value(BUILTINS)
    answer = kernel.ask("save", variable="bad", encoding="cloudpickle", ticket=ticket([spool_way(tmp_path / "spool")]))
    assert not answer["ok"]
    assert kernel.value(BUILTINS) == before


def test_within_a_cell_its_builtins_stay_until_it_ends(kernel: Kernel) -> None:
    before = kernel.value(BUILTINS)
    request = json.dumps({"op": "check", "variable": "number"})
    kernel.run(
        f"import builtins\nnumber = 1\nheld = builtins.get_ipython\n{RUN}({request!r})\n"
        "assert builtins.get_ipython == held and not hasattr(builtins, 'exit')"
    )
    assert kernel.value(BUILTINS) == before
