"""Loading: names, missing libraries, versions, and that nothing is overwritten by accident."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from . import zoo
from .kernels import Kernel
from .tickets import Json, load, save

LIBRARIES = "small"


@pytest.fixture(scope="module")
def trained(kernel: Kernel) -> Kernel:
    kernel.run(zoo.IMPORTS + zoo.DATA + "light = LGBMClassifier(n_estimators=2, verbose=-1).fit(X, text)")
    return kernel


@pytest.fixture(scope="module")
def files(trained: Kernel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("saved") / "spool"


@pytest.fixture(scope="module")
def version(trained: Kernel, files: Path) -> Json:
    return save(trained, "light", files)


@pytest.mark.parametrize("name", ["1st", "a b", "class", "None", "a.b", "x)", "", "In", "get_ipython"])
def test_names_that_will_not_do(trained: Kernel, version: Json, files: Path, tmp_path: Path, name: str) -> None:
    answer = trained.ask("target", variable=name, version=version)
    assert (answer["ok"], answer["error"]["code"]) == (False, "invalid_variable")
    report = load(trained, name, version, files / "files", tmp_path / "load", overwrite=True)
    assert report["error"] == answer["error"]


@pytest.mark.parametrize(("name", "read"), [("ﬁt", "fit"), ("𝐦odel", "model"), ("e\u0301te", "éte")])
def test_names_that_code_reads_as_others(trained: Kernel, version: Json, name: str, read: str) -> None:
    error = trained.ask("target", variable=name, version=version)["error"]
    assert error["code"] == "invalid_variable"
    assert f"“{read}”" in error["message"]
    assert f"“{read}”" in error["hint"]


def test_a_skops_that_is_too_old_reads_nothing(trained: Kernel, tmp_path: Path) -> None:
    trained.run("scaler = StandardScaler().fit(X)")
    version = save(trained, "scaler", tmp_path / "spool", "skops")
    trained.run(
        "import importlib.metadata\n_version = importlib.metadata.version\n"
        "importlib.metadata.version = lambda name: '0.12' if name == 'skops' else _version(name)"
    )
    try:
        report = load(trained, "never", version, tmp_path / "spool" / "files", tmp_path / "load")
    finally:
        trained.run("importlib.metadata.version = _version")
    assert report["error"]["code"] == "too_old"
    assert "%pip install 'skops>=0.16'" in report["error"]["hint"]
    assert "this kernel has 0.12" in report["error"]["message"]
    assert trained.value("'never' in globals()") is False


def test_a_taken_name_is_reported_and_kept(trained: Kernel, version: Json, files: Path, tmp_path: Path) -> None:
    trained.run("mine = [1, 2]")
    answer = trained.ask("target", variable="mine", version=version)
    assert (answer["ok"], answer["taken"]) == (True, "builtins.list")
    report = load(trained, "mine", version, files / "files", tmp_path / "one")
    assert report["error"]["code"] == "taken"
    assert trained.value("mine") == [1, 2]
    assert load(trained, "mine", version, files / "files", tmp_path / "two", overwrite=True)["ok"]
    assert trained.value("type(mine).__name__") == "LGBMClassifier"


def test_a_free_name(trained: Kernel, version: Json) -> None:
    answer = trained.ask("target", variable="größe_2", version=version)
    memory = answer.pop("memory")
    assert memory["needed"] > sum(file["bytes"] for file in version["files"]) > 0
    assert memory["free"] is None or memory["free"] > 1 << 20
    assert answer == {"ok": True, "variable": "größe_2", "taken": None, "warnings": []}


def test_other_versions_are_reported_with_both_numbers(trained: Kernel, version: Json) -> None:
    libraries = {**version["libraries"], "lightgbm": "99.1", "numpy": "1.0.0", "nowhere-to-be-found": "2.0"}
    other = {**version, "libraries": libraries}
    light, missing, number = trained.ask("target", variable="free", version=other)["warnings"]
    assert "lightgbm 99.1" in light
    assert "older" in light
    assert version["libraries"]["lightgbm"] in light
    assert "nowhere-to-be-found 2.0" in missing
    assert "newer" in number
    pickled = {**version, "format": "skops", "encoding": "pickle", "risk": "code", "python": "3.8.1"}
    (python,) = trained.ask("target", variable="free", version=pickled)["warnings"]
    assert "3.8.1" in python
    with_code = {**pickled, "files": [*version["files"], {"path": "sources.json", "bytes": 2}]}
    answer = trained.ask("target", variable="free", version=with_code)
    assert answer["error"]["code"] == "other_python"
    assert "Python 3.8" in answer["error"]["hint"]


@pytest.mark.parametrize("name", ["xgboost", "xgboost-cpu", "tensorflow", "tensorflow_cpu"])
def test_a_library_under_another_name_is_there(trained: Kernel, version: Json, name: str) -> None:
    """Of xgboost and xgboost-cpu one is installed, and so of tensorflow."""
    (warning,) = trained.ask("target", variable="free", version={**version, "libraries": {name: "0.9"}})["warnings"]
    assert warning.startswith(f"It was saved with {name} 0.9; this kernel has the newer ")


def test_what_is_known_to_be_impossible(trained: Kernel, version: Json) -> None:
    pickled = {**version, "risk": "code", "libraries": {"numpy": "2.4.6"}}
    assert trained.ask("target", variable="free", version=pickled)["ok"]
    trained.run(
        "import importlib.metadata\n_version = importlib.metadata.version\n"
        "importlib.metadata.version = lambda name: '1.24.0' if name == 'numpy' else _version(name)"
    )
    try:
        answer = trained.ask("target", variable="free", version=pickled)
        parsed = trained.ask("target", variable="free", version={**pickled, "risk": "parser"})
    finally:
        trained.run("importlib.metadata.version = _version")
    assert (answer["ok"], answer["error"]["code"]) == (False, "too_old")
    assert "numpy 2.4.6, and this kernel has 1.24.0" in answer["error"]["message"]
    assert "%pip install 'numpy>=1.26'" in answer["error"]["hint"]
    assert parsed["ok"]


@pytest.mark.parametrize("encoding", ["xgboost-ubj", "xgboost-json"])
def test_an_older_xgboost_would_predict_other_numbers(trained: Kernel, version: Json, encoding: str) -> None:
    """Measured: 2.1.4 and 3.0.5 read what 3.2.0 wrote, and take 0.5 for the intercept."""
    model = {**version, "format": "xgb", "encoding": encoding, "libraries": {"xgboost-cpu": "3.2.0"}}
    assert trained.ask("target", variable="free", version=model)["ok"]
    older = {**model, "libraries": {"xgboost": "3.0.5"}}
    trained.run(
        "import importlib.metadata\n_version = importlib.metadata.version\n"
        "importlib.metadata.version = lambda name: '3.0.5' if name.startswith('xgboost') else _version(name)"
    )
    try:
        answer = trained.ask("target", variable="free", version=model)
        same = trained.ask("target", variable="free", version=older)
    finally:
        trained.run("importlib.metadata.version = _version")
    assert (answer["ok"], answer["error"]["code"]) == (False, "too_old")
    assert (
        "xgboost 3.2.0, and this kernel has 3.0.5. Before 3.1 XGBoost takes another intercept"
        in answer["error"]["message"]
    )
    assert same["ok"]


def test_a_missing_library_comes_with_the_command(fresh: Kernel, version: Json, files: Path, tmp_path: Path) -> None:
    fresh.run("import sys\nsys.modules['lightgbm'] = None")
    answer = fresh.ask("target", variable="light", version=version)
    assert answer["error"]["code"] == "missing_library"
    assert "%pip install lightgbm==" in answer["error"]["hint"]
    report = load(fresh, "light", version, files / "files", tmp_path / "load")
    assert report["error"] == answer["error"]
    fresh.run("del sys.modules['lightgbm']")
    assert load(fresh, "light", version, files / "files", tmp_path / "again")["ok"]


def test_an_unknown_format(trained: Kernel, version: Json) -> None:
    answer = trained.ask("target", variable="free", version={**version, "format": "lgbm9"})
    assert answer["error"]["code"] == "unsupported"


@pytest.mark.parametrize("name", ["Other", "os.system", "LGBMModel.__init__", "", None, ["Booster"]])
def test_only_classes_of_the_table_are_made(
    trained: Kernel, version: Json, files: Path, tmp_path: Path, name: Any
) -> None:
    forged = tmp_path / "forged"
    shutil.copytree(files / "files", forged)
    sidecar = forged / "estimator.json"
    sidecar.chmod(0o644)
    sidecar.write_text(json.dumps({**json.loads(sidecar.read_text()), "base": name}))
    report = load(trained, "never", version, forged, tmp_path / "load")
    assert report["error"]["code"] == "unsafe_file"
    assert trained.value("'never' in globals()") is False


def test_damaged_files_are_a_readable_error(trained: Kernel, version: Json, files: Path, tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    folder.mkdir()
    (folder / "model.txt").write_text("tree\nnothing")
    shutil.copy(files / "files" / "estimator.json", folder)
    report = load(trained, "never", version, folder, tmp_path / "load")
    assert report["error"]["code"] == "damaged"
    assert report["error"]["hint"]
    assert trained.value("'never' in globals()") is False
