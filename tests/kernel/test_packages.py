"""Which distribution gives a module, found by reading less than the standard library reads."""

from __future__ import annotations

import importlib.metadata
import sys
from pathlib import Path

import pytest

from jupyterlab_models.kernel import packages


def test_modules_of_this_environment() -> None:
    table = importlib.metadata.packages_distributions()
    # Some versions of Python list folders of data too.
    expected = {name: sorted(table[name]) for name in table.keys() & sys.modules.keys()}
    found = packages.distributions(["numpy", "of_nobody"])
    assert {name: sorted(found[name]) for name in expected} == expected
    assert found["of_nobody"] == []
    assert len(expected) > 10


FILES = {
    "declared": {"METADATA": "Name: Declared\n\nName: not this", "top_level.txt": "one\ntwo\n", "RECORD": "three.py,,"},
    "recorded": {"METADATA": "Metadata-Version: 2.1\nName: Re.corded", "RECORD": "pack/in.py,sha256=a,1\nalone.py,,\n"},
    "compiled": {"METADATA": "Name: compiled", "RECORD": "fast.cpython-311-x86_64-linux-gnu.so,,\nc.libs/x.so,,\n"},
    "scripts": {
        "METADATA": "Name: scripts",
        "RECORD": "../../bin/run.py,,\nscripts-1.dist-info/METADATA,,\ndata/x.txt,,",
    },
}


@pytest.mark.parametrize(
    ("folder", "name", "modules"),
    [
        ("declared", "Declared", {"one", "two"}),
        ("recorded", "Re.corded", {"pack", "alone"}),
        ("compiled", "compiled", {"fast"}),
        ("scripts", "scripts", set()),
    ],
)
def test_of_one_distribution(
    folder: str, name: str, modules: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = tmp_path / f"{folder}-1.dist-info"
    info.mkdir()
    for file, text in FILES[folder].items():
        (info / file).write_text(text)
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert packages._read() == {module: [name] for module in modules}
