"""The JSON beside native models: it must not set what real objects do not have, nor lead the library elsewhere."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import catboost
import pytest

from jupyterlab_models.frameworks.catboost.sidecar_table import PARAMETERS, PATHS

from .harness import Reader, Readers, judge
from .samples import SAMPLES, start

Json = dict[str, Any]
Edit = Callable[[Json], Any]
FILE = "estimator.json"
PLACE = 0x4141414141414141


def put(part: str, name: str, value: Any) -> Edit:
    def edit(state: Json) -> None:
        state.setdefault(part, {})[name] = {"value": value}

    return edit


def array(**more: Any) -> Json:
    return {"$": "array", "dtype": "<f8", "shape": [1], "items": [1.0], **more}


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


COMMON: dict[str, Edit] = {
    "class elsewhere": lambda state: state.update(base="os.system"),
    "class of the library that is none of these": lambda state: state.update(base="Dataset"),
    "class that is no text": lambda state: state.update(base=["Booster"]),
    "own code that is not there": lambda state: state.update(own=True),
    "own that is no bool": lambda state: state.update(own=0),
    "another part": lambda state: state.update(dict={"a": {"value": 1}}),
    "parts that are a list": lambda state: state.update(attributes=[["a", 1]]),
    "value without its frame": lambda state: state["attributes"].update(note=1),
    "private attribute": put("attributes", "_private", 1),
    "dunder attribute": put("attributes", "__class__", "x"),
    "dict of attributes": put("attributes", "__dict__", {}),
    "method": put("attributes", "predict", 1),
    "native object": put("attributes", "_Booster", PLACE),
    "name that is no name": put("attributes", "a b", 1),
    "value of an unknown kind": put("attributes", "note", {"$": "object", "value": "x"}),
    "kind that is no text": put("attributes", "note", {"$": ["int"], "value": "x"}),
    "kind with more members": put("attributes", "note", {"$": "int", "value": "0x1", "more": 1}),
    "array of objects of a library": put("attributes", "note", array(dtype="O8")),
    "array of records": put("attributes", "note", array(dtype="i8,i8")),
    "many arrays of long texts": put("attributes", "note", [array(dtype="<U16000000", items=["a"])] * 40),
    "set of one hash": put("attributes", "note", {"$": "set", "items": [n * ((1 << 61) - 1) for n in range(60000)]}),
    "array that is longer than it is": put("attributes", "note", array(shape=[1 << 40])),
    "array of very long texts": put("attributes", "note", array(dtype="<U900000000", items=["a"])),
    "scalar of very long text": put("attributes", "note", {"$": "scalar", "dtype": "<U900000000", "value": "a"}),
    "more threads than any machine has": put("attributes", "n_jobs", 10**6),
    "very deep value": put("attributes", "note", nested(500)),
    "factory of another kind": put("attributes", "note", {"$": "defaultdict", "factory": "eval", "items": []}),
}
LIGHTGBM: dict[str, Edit] = {
    "place of the booster in version 3": put("booster", "handle", PLACE),
    "place of the booster": put("booster", "_handle", PLACE),
    "network": put("booster", "network", True),
    "buffer": put("booster", "_Booster__inner_predict_buffer", [PLACE]),
    "training data": put("booster", "train_set", 1),
    "list of machines": put("params", "machine_list_filename", "/tmp/machines"),
    "threads among other parameters": put("attributes", "_other_params", {"num_threads": 10**6}),
    "machines": put("params", "machines", "10.0.0.1:80"),
    "file of splits": put("params", "forcedsplits_filename", "/etc/passwd"),
    "parameter inside a parameter": put("params", "metric", "auc machines=10.0.0.1:80"),
    "parameter on a line of its own": put("params", "metric", ["auc\nmachines=10.0.0.1:80"]),
    "parameter inside an objective": put("attributes", "_objective", "binary\tmachines=10.0.0.1:80"),
    "path among other parameters": put("attributes", "_other_params", {"output_model": "/tmp/model"}),
    "labels of another kind": lambda state: state.update(labels={"$": "eval", "items": []}),
    "label encoder": put("attributes", "_le", {"$": "tuple", "items": []}),
}
XGBOOST: dict[str, Edit] = {
    "place of the booster": put("booster", "handle", PLACE),
    "callbacks": put("attributes", "callbacks", ["x"]),
    "labels beyond number": put("attributes", "n_classes_", 1 << 40),
    "objective that is no text": put("attributes", "objective", 5),
    "method of the booster": put("booster", "predict", 1),
    "settings that are a list": lambda state: state.update(config=[]),
    "settings with more": lambda state: state["config"].update(more=1),
    "settings of great depth": lambda state: state["config"].update(learner=nested(100)),
    "version that is a text": lambda state: state["config"].update(version="3"),
    "estimator with a booster of a number": put("attributes", "get_booster", 5),
}
CATBOOST: dict[str, Edit] = {
    "native object of CatBoost": put("attributes", "_object", PLACE),
    "parameters of the constructor": put("attributes", "_init_params", {"a": 1}),
    "folder": put("parameters", "train_dir", "/tmp/elsewhere"),
    "threads": put("parameters", "thread_count", 10**6),
    "file of options": put("parameters", "training_options_file", "../elsewhere"),
    "list of machines": put("parameters", "file_with_hosts", "/tmp/machines"),
    "snapshot": put("parameters", "snapshot_file", "/tmp/elsewhere"),
    "borders": put("parameters", "output_borders", "/tmp/elsewhere"),
    "callback": put("parameters", "callback", 1),
    "importances that are a text": put("attributes", "_prediction_values_change", "x"),
    "canonical parameters": put("attributes", "_canonized_params", {"train_dir": "/tmp/elsewhere"}),
}
ALL = {
    "lightgbm-text": {**COMMON, **LIGHTGBM},
    "xgboost-ubj": {**COMMON, **XGBOOST},
    "catboost-cbm": {**COMMON, **CATBOOST},
}
CASES = [(encoding, name) for encoding, edits in ALL.items() for name in edits]


@pytest.fixture(scope="module")
def started(readers: Readers) -> dict[str, Reader]:
    return {}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("written")
    for encoding in ALL:
        SAMPLES[encoding].write(encoding, folder / encoding)
    return {encoding: folder / encoding for encoding in ALL}


@pytest.mark.parametrize(("encoding", "name"), CASES)
def test_nothing_of_it_is_set(
    readers: Readers,
    started: dict[str, Reader],
    written: dict[str, Path],
    tmp_path: Path,
    encoding: str,
    name: str,
) -> None:
    reader = started.get(encoding) or started.setdefault(encoding, start(readers, encoding))

    def forged(folder: Path, target: Path) -> None:
        for file in written[encoding].iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
        state = json.loads((folder / FILE).read_text())
        ALL[encoding][name](state)
        (folder / FILE).write_text(json.dumps(state))

    report = reader.check(forged, tmp_path / "version")
    assert judge(encoding, tmp_path / "version") == "code"
    assert report.outcome == "refused"


def test_parameters_of_catboost_are_those_of_its_constructors() -> None:
    classes = (catboost.CatBoostClassifier, catboost.CatBoostRegressor, catboost.CatBoostRanker)
    found = {name for cls in classes for name in inspect.signature(cls.__init__).parameters}
    assert found - PATHS == PARAMETERS


TEXTS = {
    "a name twice": '{"base": "Booster", "base": "Dataset", "own": false}',
    "an integer of a million digits": '{"base": "Booster", "own": false, "params": {"a": {"value": '
    + "9" * 10**6
    + "}}}",
    "no number": '{"base": "Booster", "own": false, "params": {"a": {"value": NaN}}}',
    "great depth": "[" * 10**5,
    "no object": "[1]",
    "nothing": "",
}


@pytest.mark.parametrize("name", TEXTS)
def test_json_that_is_none_is_refused(
    readers: Readers, started: dict[str, Reader], written: dict[str, Path], tmp_path: Path, name: str
) -> None:
    reader = started.get("lightgbm-text") or started.setdefault("lightgbm-text", start(readers, "lightgbm-text"))

    def forged(folder: Path, target: Path) -> None:
        (folder / "model.txt").write_bytes((written["lightgbm-text"] / "model.txt").read_bytes())
        (folder / FILE).write_text(TEXTS[name])

    report = reader.check(forged, tmp_path / "version")
    assert judge("lightgbm-text", tmp_path / "version") == "code"
    assert report.outcome == "refused"
