"""Frameworks of third parties that are broken are left out with a warning; everything else works as before."""

from __future__ import annotations

import importlib
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_models.frameworks.service import Frameworks

from ..server import Servers
from .loaded import FRAMEWORKS, ROWS

ADAPTER = "from jupyterlab_models.kernel.adapter import Plan\nADAPTER = object()\n"
Files = dict[str, str]
Install = Callable[[str, Files], None]


def rows(**changes: Any) -> str:
    """A valid `rows.json` with some members changed."""
    family = {"family": "toy", "label": "Toy", "mark": "To", "color": "neutral", "shape": "square"}
    row = {"type": "toy.Model", "family": "toy", "kind": "model", "format": "toy", "encodings": ["toy-text"]}
    row |= {"risk": "parser", "requirements": ["toy"]}
    encoding = {"files": "`a`", "opens": "`b`", "restores": "c"}
    whole = {"families": [family], "rows": [row], "encodings": {"toy-text": encoding}}
    return json.dumps({**whole, **changes})


GOOD = {"__init__.py": "", "rows.json": rows(), "adapter.py": ADAPTER}


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs a package `toy_models` with these files and announces it under a name."""
    monkeypatch.syspath_prepend(tmp_path)

    def install(name: str, files: Files) -> None:
        (tmp_path / "toy_models").mkdir()
        for file, text in files.items():
            (tmp_path / "toy_models" / file).write_text(text)
        info = tmp_path / "toy_models-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: toy-models\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[jupyterlab_models.frameworks]\n{name} = toy_models\n")
        importlib.invalidate_caches()

    yield install
    for module in [module for module in sys.modules if module.partition(".")[0] == "toy_models"]:
        del sys.modules[module]


def test_a_good_one_is_the_last_in_the_table(install: Install, caplog: pytest.LogCaptureFixture) -> None:
    install("toy", GOOD)
    loaded = Frameworks.load()
    assert loaded.table["rows"][:-1] == ROWS
    assert loaded.table["rows"][-1]["type"] == "toy.Model"
    assert loaded.kernel_source["digest"] != FRAMEWORKS.kernel_source["digest"]
    assert caplog.messages == []


FAMILY = FRAMEWORKS.table["families"][0]
BROKEN: dict[str, tuple[str, Files, str]] = {
    "an import error": ("toy", {**GOOD, "judge.py": "import nowhere_to_be_found"}, "nowhere_to_be_found"),
    "a judge without judges": ("toy", {**GOOD, "judge.py": "judges = {}"}, "JUDGES"),
    "a syntax error": ("toy", {**GOOD, "load_code.py": "def ("}, "SyntaxError"),
    "a package that exits": ("toy", {**GOOD, "judge.py": "raise SystemExit(3)"}, "SystemExit"),
    "no rows.json": ("toy", {"__init__.py": ""}, "rows.json"),
    "bad JSON": ("toy", {**GOOD, "rows.json": "{"}, "JSONDecodeError"),
    "JSON of another shape": ("toy", {**GOOD, "rows.json": "[]"}, "rows.json is not valid"),
    "an unknown member": ("toy", {**GOOD, "rows.json": rows(colour="red")}, "colour"),
    "a row without adapter module": ("toy", {"__init__.py": "", "rows.json": rows()}, "adapter.py"),
    "a family that is taken": ("toy", {**GOOD, "rows.json": rows(families=[FAMILY])}, "The family “catboost” is taken"),
    "a family that nobody describes": ("toy", {**GOOD, "rows.json": rows(families=[])}, "the family “toy”"),
    "a type that is taken": (
        "toy",
        {**GOOD, "rows.json": rows().replace("toy.Model", "keras.Model")},
        "The type “keras.Model” is taken",
    ),
    "an encoding that is taken": (
        "toy",
        {**GOOD, "rows.json": rows().replace("toy-text", "onnx")},
        "The encoding “onnx” is taken",
    ),
    "an encoding of a framework that it does not build on": (
        "toy",
        {**GOOD, "rows.json": rows().replace('["toy-text"]', '["pickle"]')},
        "the encoding “pickle”",
    ),
    "a base that is not there": ("toy", {**GOOD, "rows.json": rows(builds_on=["jax"])}, "builds on “jax”"),
    "a judge for an encoding of ours": (
        "toy",
        {**GOOD, "judge.py": "JUDGES = {'skops': lambda file: 'data'}"},
        "“skops”, an encoding that it does not describe",
    ),
    "judges that are no functions": ("toy", {**GOOD, "judge.py": "JUDGES = {'toy-text': 'data'}"}, "dict of functions"),
    "judges that are no dict": ("toy", {**GOOD, "judge.py": "JUDGES = ['toy-text']"}, "dict of functions"),
    "an adapter that is no Python": ("toy", {**GOOD, "adapter.py": "ADAPTER = ("}, "adapter.py is not Python"),
    "containers without a row": ("toy", {**GOOD, "rows.json": rows(containers="toy.Other")}, "“toy.Other”"),
    "two rows of one type": (
        "toy",
        {**GOOD, "rows.json": rows(rows=json.loads(rows())["rows"] * 2)},
        "The type “toy.Model” is taken",
    ),
    "a name that is taken": ("torch", GOOD, "name is taken"),
    "the name of a module of ours": ("boosting", GOOD, "name is taken"),
    "a name that is no identifier": ("Toy-1", GOOD, "lower-case"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_one_is_left_out(case: str, install: Install, caplog: pytest.LogCaptureFixture) -> None:
    name, files, reason = BROKEN[case]
    install(name, files)
    with caplog.at_level(logging.WARNING):
        loaded = Frameworks.load()
    assert loaded.table == FRAMEWORKS.table
    assert loaded.kernel_source == FRAMEWORKS.kernel_source
    (message,) = caplog.messages
    assert f"“{name}” of the package toy-models is left out" in message
    assert reason in message
    assert "Upgrade or uninstall toy-models" in message


async def test_the_server_works_without_it(install: Install, servers: Servers, tmp_path: Path) -> None:
    install("toy", {**GOOD, "judge.py": "import nowhere_to_be_found"})
    path = os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH"))))
    server, client = await servers.start(PYTHONPATH=path)
    assert (await client.api.json("GET", "formats"))["rows"] == ROWS
    assert (await client.save())["state"] == "done"
    (line,) = [line for line in (server.home / "log").read_text().splitlines() if "“toy”" in line]
    assert "nowhere_to_be_found" in line
    assert "Upgrade or uninstall toy-models" in line


def test_it_may_use_what_it_builds_on(install: Install, caplog: pytest.LogCaptureFixture) -> None:
    text = rows(builds_on=["python"]).replace('["toy-text"]', '["toy-text", "pickle"]')
    install("toy", {**GOOD, "rows.json": text})
    assert Frameworks.load().row("toy", "pickle")["type"] == "toy.Model"
    assert caplog.messages == []


def test_a_judge_that_fails_makes_its_files_code(install: Install, tmp_path: Path) -> None:
    judge = "def judge(file):\n    raise ValueError('no such file format')\nJUDGES = {'toy-text': judge}\n"
    install("toy", {**GOOD, "judge.py": judge})
    (tmp_path / "a").write_text("a")
    assert Frameworks.load().risk("toy-text", tmp_path, ["a"]) == "code"
