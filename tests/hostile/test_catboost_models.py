"""CatBoost's native models: trees, features and tables must agree, as CatBoost looks nothing up with care."""

from __future__ import annotations

import json
import struct
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import catboost
import pytest

from .catboost_files import ModelFile
from .harness import Reader, Readers, judge
from .samples import start

Edit = Callable[[ModelFile], None]
FAR = 1 << 30


def items(name: str, kind: str, *values: float, index: int = 0) -> Edit:
    return lambda file: file.put_items(name, kind, *values, index=index)


def count(name: str, number: int) -> Edit:
    return lambda file: file.put_count(name, number)


def of_table(name: str, field: int, kind: str, value: float, index: int = 0) -> Edit:
    return lambda file: file.put_field(file.table(name, index), field, kind, value)


def dimensions(number: int) -> Edit:
    return lambda file: file.put_field(file.trees, 0, "i", number)


def of_categories(edit: Callable[[ModelFile, Any], None]) -> Edit:
    """A change of the first table of categories."""
    return lambda file: edit(file, file.tables_of_categories()[0])


def buckets(file: ModelFile, table: Any, *words: int) -> None:
    """All places of a table: two halves of a hash, and the row."""
    place, size = table.vector(1, 1)
    for number in range(size // 12):
        file.put(table.view.start + place + 12 * number, "III", *words)


def put_length(file: ModelFile, table: Any, field: int, length: int) -> None:
    file.put(table.view.start + table.vector(field, 1)[0] - 4, "I", length)


def data(edit: Callable[[bytearray], Any]) -> Edit:
    def change(file: ModelFile) -> None:
        edit(file.data)

    return change


def target_class(file: ModelFile) -> None:
    """A question for a class that the table does not have; the field is left out, so another is taken for it."""
    asked = file.table("tables").table(0)
    assert asked is not None
    start = asked.view.start + asked.place - asked.view.number(asked.place, "i")
    number = next(number for number, offset in enumerate(asked.fields) if offset and number > 1)
    file.put(start + 4 + 2, "H", asked.fields[number])
    file.put(asked.view.start + asked.place + asked.fields[number], "i", FAR)


def other_kind(file: ModelFile) -> None:
    """A table of sums where there are counts of classes."""
    base = file.tables_of_categories()[0].table(0)
    assert base is not None
    file.put(base.view.start + base.place + base.fields[1], "b", 3)


def told(key: str, text: str) -> Edit:
    """What the file says of itself, in the place of what CatBoost writes there."""

    def change(file: ModelFile) -> None:
        model = catboost.CatBoost()
        model.load_model(blob=bytes(file.data))
        model.get_metadata()[key] = text
        with tempfile.TemporaryDirectory() as folder:
            model.save_model(f"{folder}/model.cbm")
            file.data[:] = Path(folder, "model.cbm").read_bytes()

    return change


def parameters(**more: Any) -> Edit:
    return told("params", json.dumps({"loss_function": {"type": "Logloss", "params": {}}, **more}))


CATEGORIES: dict[str, Edit] = {
    "a question far away": items("splits", "i", FAR),
    "a question below zero": items("splits", "i", -7),
    "a tree of great depth": items("sizes", "i", 31),
    "a tree of a depth below zero": items("sizes", "i", -1),
    "a tree that is longer than it was": items("sizes", "i", 4),
    "a tree that begins elsewhere": items("starts", "i", 1, index=1),
    "a tree that begins far away": items("starts", "i", FAR),
    "a tree that begins before the first": items("starts", "i", -FAR),
    "fewer sizes than trees": count("sizes", 1),
    "more starts than trees": count("starts", 60),
    "no dimensions": dimensions(0),
    "dimensions below zero": dimensions(-1),
    "very many dimensions": dimensions(FAR),
    "fewer values than leaves": count("values", 3),
    "values beyond the end": count("values", 1 << 28),
    "fewer weights than leaves": count("weights", 1),
    "no questions": count("splits", 0),
    "questions beyond the end": count("splits", 1 << 28),
    "a feature below zero": of_table("floats", 1, "i", -5),
    "a feature far away": of_table("floats", 1, "i", 0x7FFFFFFF),
    "a feature at a place far away": of_table("floats", 2, "i", 0x7FFFFFFF),
    "a category far away": of_table("categories", 0, "i", 0x7FFFFFFF, index=1),
    "a category at a place below zero": of_table("categories", 1, "i", -2),
    "categories in no order": of_table("categories", 1, "i", 500),
    "a question for a category that is none": of_table("one_hot", 0, "i", FAR),
    "borders beyond the end": lambda file: put_length(file, file.table("floats"), 3, 1 << 28),
    "fewer borders than questions": lambda file: put_length(file, file.table("floats"), 3, 0),
    "a class that a table does not have": target_class,
    "a packed question far away": items("packed", "H", 60000),
    "fewer packed questions": count("packed", 1),
    "a table of another kind": other_kind,
    "a table in which a search does not end": of_categories(lambda file, table: buckets(file, table, 1, 1, 0)),
    "a table that leads out of itself": of_categories(
        lambda file, table: file.put(table.view.start + table.vector(1, 1)[0], "III", 5, 5, FAR)
    ),
    "a table whose size is no power of two": of_categories(lambda file, table: put_length(file, table, 1, 36)),
    "a table without places": of_categories(lambda file, table: put_length(file, table, 1, 0)),
    "places beyond the end": of_categories(lambda file, table: put_length(file, table, 1, 1 << 30)),
    "fewer counts than places": of_categories(lambda file, table: put_length(file, table, 2, 1)),
    "counts beyond the end": of_categories(lambda file, table: put_length(file, table, 2, 1 << 30)),
    "very many classes": of_categories(lambda file, table: file.put_field(table, 4, "i", FAR)),
    "classes below zero": of_categories(lambda file, table: file.put_field(table, 4, "i", -1)),
    "a table far away": of_categories(lambda file, table: file.put(table.view.start, "I", FAR)),
    "a table without fields": of_categories(
        lambda file, table: file.put(table.view.start + table.place - table.view.number(table.place, "i"), "H", 4)
    ),
    "billions of tables": lambda file: file.put(8 + struct.unpack_from("<I", file.data, 4)[0], "I", 0xFFFFFFFF),
    "a table longer than the file": lambda file: file.put(12 + struct.unpack_from("<I", file.data, 4)[0], "I", FAR),
    "tables that are not there": lambda file: file.replace(b"static_provider_v1", b"static_provider_v9"),
    "a part that is a path": lambda file: file.replace(b"static_provider_v1", b"../../../../passwd"),
    "trees longer than the file": data(lambda found: struct.pack_into("<I", found, 4, FAR)),
    "trees of a length to come": data(lambda found: struct.pack_into("<I", found, 4, 0xFFFFFFFF)),
    "a root far away": data(lambda found: struct.pack_into("<I", found, 8, FAR)),
    "cut in the middle": data(lambda found: found.__delitem__(slice(len(found) // 2, None))),
    "nothing": data(bytearray.clear),
    "no more than a head": data(lambda found: found.__delitem__(slice(4, None))),
    "a pickle": data(lambda found: found.__setitem__(slice(None), b"CBM1cos\nsystem\n(S'true'\ntR.")),
}
NODES: dict[str, Edit] = {
    "a node that leads out of its tree": items("steps", "H", 60000, 1),
    "a node that leads out of the last tree": items("steps", "H", 9, 9, index=2),
    "a leaf far away": lambda file: file.put_items("leaves", "I", *[FAR] * file.trees.vector(11, 4)[1]),
    "a leaf below zero": lambda file: file.put_items("leaves", "I", *[0xFFFFFFFF] * file.trees.vector(11, 4)[1]),
    "fewer nodes than questions": count("steps", 3),
    "fewer leaves than nodes": count("leaves", 3),
    "no leaves": count("leaves", 0),
    "a tree without nodes": items("sizes", "i", 0),
    "one tree of all nodes": items("sizes", "i", 1 << 20),
    "questions that are none": items("splits", "i", 5000),
}
ATTEMPTS: dict[str, tuple[str, Edit]] = {
    **{name: ("categories", edit) for name, edit in CATEGORIES.items()},
    **{name: ("nodes", edit) for name, edit in NODES.items()},
    "parameters of great depth": ("categories", told("params", "[" * 100_000)),
    "parameters of great depth behind texts": ("categories", told("params", '["]\\"",' * 100_000)),
}
"""Refused before CatBoost sees them."""


TOLD: dict[str, tuple[str, Edit]] = {
    "a folder for training": ("categories", parameters(train_dir="/tmp/elsewhere", allow_writing_files=True)),
    "a file of options": ("categories", parameters(training_options_file="/etc/passwd", snapshot_file="/tmp/x")),
    "a function of Python as loss": ("categories", told("params", '{"loss_function": {"type": "PythonUserDefined"}}')),
    "a loss of somebody else": (
        "categories",
        told("params", '{"loss_function": {"type": "PythonUserDefinedPerObject", "params": {}}}'),
    ),
    "a metric that is a path": ("categories", parameters(metrics={"eval_metric": {"type": "../../lib.so"}})),
    "parameters that are no JSON": ("categories", told("params", "os.system('true')")),
    "a name twice": ("categories", told("params", '{"loss_function": 1, "loss_function": 2}')),
    "no number": ("categories", told("params", '{"loss_function": NaN}')),
    "classes that are none": ("categories", told("class_params", '{"class_to_label": [1], "class_names": "x"}')),
    "very many classes": (
        "categories",
        told("class_params", '{"class_label_type": "Integer", "class_to_label": [0, 1000000000], "classes_count": 99}'),
    ),
    "a threshold that is none": ("categories", told("binclass_probability_threshold", "x")),
    "a history of another kind": ("categories", told("training", '{"metrics": 5}')),
    "values that are no numbers": ("categories", items("values", "d", float("nan"), float("inf"))),
    "borders that are no numbers": (
        "categories",
        lambda file: file.put(8 + file.table("floats").vector(3, 4)[0], "f", float("nan")),
    ),
    "a scale that is none": ("nodes", items("biases", "d", float("nan"))),
    "bytes behind the end": ("nodes", data(lambda found: found.extend(b"cos\nsystem\n."))),
    "another version": ("nodes", lambda file: file.replace(b"FlabuffersModel_v1", b"FlabuffersModel_v7")),
}
"""May be read, and do no harm."""
HAND_WRITTEN = {"catboost-cbm": [*ATTEMPTS, *TOLD]}
ROW = "[[0.5, 'ax', 'u']] * 3 if model.get_cat_feature_indices() else numpy.ones((3, 3))"
USES = {
    "predict": f"model.predict({ROW})",
    "chance": f"model.predict_proba({ROW})",
    "raw": f"model.predict({ROW}, prediction_type='RawFormulaVal')",
    "leaves": f"model.calc_leaf_indexes({ROW})",
    "staged": f"list(model.staged_predict({ROW}))",
    "parameters": "(model.get_params(), model.get_all_params())",
    "importance": "model.get_feature_importance()",
    "borders": "model.get_borders()",
    "weights": "(model.get_leaf_values(), model.get_leaf_weights(), model.get_tree_leaf_counts())",
    "shrink": "model.copy().shrink(1)",
    "bytes": "model._serialize_model()",
    "classes": "model.classes_",
}


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    return start(readers, "catboost-cbm", uses=USES)


def forged(kind: str, edit: Edit) -> Callable[[Path, Path], None]:
    def make(folder: Path, target: Path) -> None:
        file = ModelFile(kind)
        before = bytes(file.data)
        edit(file)
        assert bytes(file.data) != before
        file.write(folder)

    return make


@pytest.mark.parametrize("name", ATTEMPTS)
def test_the_library_never_sees_it(reader: Reader, tmp_path: Path, name: str) -> None:
    assert reader.check(forged(*ATTEMPTS[name]), tmp_path / "version").outcome == "refused"


@pytest.mark.parametrize("name", TOLD)
def test_what_it_says_of_itself_does_no_harm(reader: Reader, tmp_path: Path, name: str) -> None:
    assert reader.check(forged(*TOLD[name]), tmp_path / "version").outcome in ("loaded", "refused")
    assert judge("catboost-cbm", tmp_path / "version") == "parser"


@pytest.mark.parametrize("kind", ["categories", "nodes"])
def test_what_was_not_changed_is_read(reader: Reader, tmp_path: Path, kind: str) -> None:
    ModelFile(kind).write(tmp_path)
    assert judge("catboost-cbm", tmp_path) == "parser"
    report = reader.read_and_use(tmp_path)
    assert report.outcome == "loaded", report.error
    assert not report.harm, report.harm
    assert {use for use, error in report.used.items() if error} <= {"hash", "chance", "shrink"}, report.used
