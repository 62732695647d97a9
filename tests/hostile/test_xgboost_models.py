"""XGBoost's native models, in both encodings: trees, features and classes must agree, as the library follows them."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .harness import PASSES, Reader, Readers, judge
from .samples import SAMPLES
from .xgboost_files import FILES, MODELS, Json, encoded, model_of, saved, trees_of, write

Edit = Callable[[Json], Any]
FAR = 1 << 30


def node(name: str, place: int, value: float) -> Edit:
    """One number of the first tree."""

    def edit(model: Json) -> None:
        trees_of(model)[0][name][place] = value

    return edit


def tree(**values: Any) -> Edit:
    return lambda model: trees_of(model)[0].update(values)


def shorter(name: str) -> Edit:
    return lambda model: trees_of(model)[0][name].pop()


def of_tree(**values: Any) -> Edit:
    return lambda model: trees_of(model)[0]["tree_param"].update(values)


def of_booster(**values: Any) -> Edit:
    return lambda model: model["learner"]["gradient_booster"].update(values)


def of_model(**values: Any) -> Edit:
    return lambda model: model["learner"]["gradient_booster"]["model"].update(values)


def head(**values: Any) -> Edit:
    return lambda model: model["learner"]["learner_model_param"].update(values)


def learner(**values: Any) -> Edit:
    return lambda model: model["learner"].update(values)


def without(*path: str) -> Edit:
    def edit(model: Json) -> None:
        for name in path[:-1]:
            model = model[name]
        del model[path[-1]]

    return edit


def back(model: Json) -> None:
    """A node below the root that leads to itself, with its parent told so."""
    one = trees_of(model)[0]
    place = one["left_children"][0]
    one["left_children"][place], one["parents"][place] = place, place


def chain(model: Json) -> None:
    """One tree that is 100,000 nodes deep."""
    depth, one = 100_000, trees_of(model)[0]
    count = 2 * depth + 1
    one["left_children"] = [at + 1 if at < 2 * depth and at % 2 == 0 else -1 for at in range(count)]
    one["right_children"] = [at + 2 if at < 2 * depth and at % 2 == 0 else -1 for at in range(count)]
    one["parents"] = [0x7FFFFFFF] + [at - 2 + at % 2 for at in range(1, count)]
    for name in ("split_indices", "split_conditions", "default_left", "loss_changes", "sum_hessian", "base_weights"):
        one[name] = [0] * count
    one["split_type"] = [0] * count
    one["tree_param"]["num_nodes"] = str(count)


TREES: dict[str, Edit] = {
    "a child that is the root": node("left_children", 0, 0),
    "a node that leads to itself": back,
    "a child far away": node("right_children", 0, FAR),
    "a child below zero": node("left_children", 0, -7),
    "one child for two": lambda model: trees_of(model)[0]["right_children"].__setitem__(
        0, trees_of(model)[0]["left_children"][0]
    ),
    "one child alone": node("right_children", 0, -1),
    "a parent that is none": node("parents", 1, FAR),
    "a parent that is the child": node("parents", 1, 1),
    "a root with a parent": node("parents", 0, 2),
    "a very deep tree": chain,
    "a feature far away": node("split_indices", 0, FAR),
    "a feature one too far": node("split_indices", 0, 3),
    "a feature below zero": node("split_indices", 0, -1),
    "fewer conditions than nodes": shorter("split_conditions"),
    "fewer features than nodes": shorter("split_indices"),
    "fewer children than nodes": shorter("left_children"),
    "fewer parents than nodes": shorter("parents"),
    "fewer directions than nodes": shorter("default_left"),
    "fewer gains than nodes": shorter("loss_changes"),
    "fewer sums than nodes": shorter("sum_hessian"),
    "fewer weights than nodes": shorter("base_weights"),
    "fewer kinds than nodes": shorter("split_type"),
    "more nodes than there are": of_tree(num_nodes="100000"),
    "no nodes": of_tree(num_nodes="0"),
    "nodes below zero": of_tree(num_nodes="-1"),
    "nodes that are no number": of_tree(num_nodes="1e3"),
    "leaves of many numbers": of_tree(size_leaf_vector="1000000000"),
    "leaves of numbers below zero": of_tree(size_leaf_vector="-2"),
    "no children": lambda model: trees_of(model)[0].pop("left_children"),
    "children that are texts": tree(left_children=["1", "2", "3"]),
    "more trees than there are": lambda model: of_model(
        gbtree_model_param={"num_trees": "99", "num_parallel_tree": "1"}
    )(model),
    "trees below zero": of_model(gbtree_model_param={"num_trees": "-3", "num_parallel_tree": "1"}),
    "trees at once below zero": of_model(gbtree_model_param={"num_trees": "3", "num_parallel_tree": "-1"}),
    "a tree of a class far away": of_model(tree_info=[FAR, 0, 0]),
    "a tree of a class below zero": of_model(tree_info=[-1, 0, 0]),
    "fewer classes than trees": of_model(tree_info=[0]),
    "rounds far away": of_model(iteration_indptr=[0, 1, FAR, 3]),
    "rounds that go back": of_model(iteration_indptr=[0, 3, 1, 3]),
    "rounds below zero": of_model(iteration_indptr=[-5, 1, 2, 3]),
    "no trees": without("learner", "gradient_booster", "model", "trees"),
    "no features": head(num_feature="0"),
    "billions of features": head(num_feature="4294967295"),
    "features beyond any number": head(num_feature="99999999999999999999999"),
    "features below zero": head(num_feature="-1"),
    "a billion classes": head(num_class="1000000000"),
    "classes below zero": head(num_class="-2"),
    "a billion targets": head(num_target="1000000000"),
    "more scores than classes": head(base_score="[0.5,0.5,0.5]"),
    "a score that is none": head(base_score="import os"),
    "an objective of no classes": learner(
        objective={"name": "multi:softprob", "softmax_multiclass_param": {"num_class": "0"}}
    ),
    "an objective of other classes": learner(
        objective={"name": "multi:softmax", "softmax_multiclass_param": {"num_class": "7"}}
    ),
    "fewer names than features": learner(feature_names=["a"]),
    "more names than features": learner(feature_names=["a"] * 500),
    "names that are numbers": learner(feature_names=[1, 2, 3]),
    "fewer kinds than features": learner(feature_types=["c"]),
    "names of categories far away": of_model(
        cats={"enc": [{"offsets": [0, FAR], "values": [97]}] * 3, "feature_segments": [0, 1, 2, 3], "sorted_idx": []}
    ),
    "names of categories that go back": of_model(
        cats={"enc": [{"offsets": [0, 5, -5, 1], "values": [97]}], "feature_segments": [0, 3], "sorted_idx": []}
    ),
    "categories of features far away": of_model(
        cats={"enc": [{"type": 15, "values": [1, 2]}], "feature_segments": [0, FAR], "sorted_idx": [0, 1]}
    ),
    "an order of categories far away": of_model(
        cats={"enc": [{"type": 15, "values": [1, 2]}], "feature_segments": [0, 2], "sorted_idx": [FAR, -9]}
    ),
}
CATEGORIES: dict[str, Edit] = {
    "categories far away": lambda model: _with_categories(model)["categories_segments"].__setitem__(0, FAR),
    "categories before the first": lambda model: _with_categories(model)["categories_segments"].__setitem__(0, -FAR),
    "billions of categories": lambda model: _with_categories(model)["categories_sizes"].__setitem__(0, FAR),
    "no categories of a node": lambda model: _with_categories(model)["categories_sizes"].__setitem__(0, 0),
    "a category below zero": lambda model: _with_categories(model)["categories"].__setitem__(0, -1),
    "a category that takes much room": lambda model: _with_categories(model)["categories"].__setitem__(0, 0x7FFFFFFE),
    "categories of a node that is none": lambda model: _with_categories(model)["categories_nodes"].__setitem__(0, FAR),
    "fewer categories than nodes": lambda model: _with_categories(model)["categories_segments"].clear(),
}
OTHERS: dict[str, tuple[str, Edit]] = {
    "fewer weights than features": ("linear", of_booster(model={"boosted_rounds": 1, "weights": [0.5]})),
    "no weights": ("linear", of_booster(model={"boosted_rounds": 1, "weights": []})),
    "weights for more classes": ("linear", head(num_class="9")),
    "fewer weights than trees": ("dropped", of_booster(weight_drop=[1.0])),
    "a tree inside of a tree": ("dropped", of_booster(gbtree={"name": "dart"})),
    "trees for fewer classes": ("classes", head(num_class="2")),
    "a leaf without a value": ("vectors", lambda model: trees_of(model)[0]["right_children"].__setitem__(-1, FAR)),
    "fewer values than leaves": ("vectors", lambda model: trees_of(model)[0]["leaf_weights"].clear()),
    "values of another width": ("vectors", of_tree(size_leaf_vector="7")),
}


def _with_categories(model: Json) -> Json:
    return next(one for one in trees_of(model) if one["categories_nodes"])


REFUSED: dict[str, tuple[str, Edit]] = {
    **{name: ("trees", edit) for name, edit in TREES.items()},
    **{name: ("categories", edit) for name, edit in CATEGORIES.items()},
    **OTHERS,
}
"""Refused before XGBoost sees them."""


def deep(model: Json) -> None:
    value: list[Any] = []
    for _ in range(50):
        value = [value]
    model["learner"]["attributes"] = {"x": value}


ODD: dict[str, tuple[str, Edit]] = {
    "an objective that is a path": ("trees", learner(objective={"name": "../../../lib.so"})),
    "an objective of somebody else": ("trees", learner(objective={"name": "binary:elsewhere"})),
    "no objective": ("trees", learner(objective={"name": ""})),
    "a booster of another kind": ("trees", of_booster(name="gblinear", model={"weights": [0.0] * 4})),
    "a booster that is a path": ("trees", of_booster(name="/tmp/booster.so")),
    "a booster of the graphics card": ("trees", of_booster(name="gpu_coord_descent")),
    "attributes that are no texts": ("trees", learner(attributes={"best_iteration": 99, "x": [1]})),
    "a best iteration far away": ("trees", learner(attributes={"best_iteration": "999999999"})),
    "a best iteration that is code": ("trees", learner(attributes={"best_iteration": "__import__('os')"})),
    "an estimator of another class": (
        "trees",
        learner(attributes={"scikit_learn": '{"_estimator_type": "os.system"}'}),
    ),
    "values nested in attributes": ("trees", deep),
    "a cache of data": ("trees", learner(dsplit="col", cache_prefix="/tmp/cache", uri="file:///etc/passwd#cache")),
    "plugins": ("trees", learner(plugins=["/tmp/evil.so"], callbacks=["os.system"], custom_metric="eval")),
    "names that are paths": (
        "trees",
        learner(feature_names=["../../a", "/etc/passwd", "<img onerror=alert(1)>"]),
    ),
    "kinds that are none": ("trees", learner(feature_types=["eval", "exec", "c"])),
    "a very long name": ("trees", learner(feature_names=["a" * 10**6, "b", "c"])),
    "a version to come": ("trees", lambda model: model.update(version=[99, 0, 0])),
    "a version before all": ("trees", lambda model: model.update(version=[0, 0, 0])),
    "no version": ("trees", without("version")),
    "more members": ("trees", lambda model: model.update(jupyter={"x": 1})),
    "many trees at once": ("trees", of_model(gbtree_model_param={"num_trees": "3", "num_parallel_tree": "2147483647"})),
    "no trees at once": ("trees", of_model(gbtree_model_param={"num_trees": "3", "num_parallel_tree": "0"})),
    "deleted nodes that are none": ("trees", of_tree(num_deleted="1000")),
    "questions of a kind to come": ("trees", node("split_type", 0, 200)),
    "questions for categories without categories": ("trees", node("split_type", 0, 1)),
    "conditions that are no numbers": ("trees", node("split_conditions", 0, float("nan"))),
    "weights without bounds": ("trees", node("base_weights", 0, float("inf"))),
    "a score without bounds": ("trees", head(base_score="[1E30]")),
    "numbers as texts": ("trees", head(num_feature=3)),
    "quantiles that are none": (
        "trees",
        learner(objective={"name": "reg:quantileerror", "quantile_loss_param": {"quantile_alpha": "[9e9,-1]"}}),
    ),
    "a rank of too many": (
        "trees",
        learner(objective={"name": "rank:ndcg", "lambdarank_param": {"lambdarank_num_pair_per_sample": "4294967295"}}),
    ),
    "weights that are no numbers": ("linear", of_booster(model={"boosted_rounds": 1, "weights": [float("nan")] * 4})),
    "rounds beyond any number": (
        "linear",
        lambda model: model["learner"]["gradient_booster"]["model"].update(boosted_rounds=-5),
    ),
}
"""May be read, and do no harm."""
Bytes = Callable[[bytes], bytes]


def ubj(part: bytes) -> Bytes:
    """A value in the place of all that follows the head."""
    return lambda content: content[: content.index(b"{", 2) + 1] + part


def length(number: int) -> bytes:
    return b"L" + struct.pack(">q", number)


NAME = length(1) + b"a"
BINARY: dict[str, Bytes] = {
    "bytes behind the end": lambda content: content + b"x",
    "cut in the middle": lambda content: content[: len(content) // 2],
    "cut before the end": lambda content: content[:-1],
    "numbers beyond any memory": ubj(NAME + b"[$d#" + length(1 << 62)),
    "numbers below zero": ubj(NAME + b"[$d#" + length(-1)),
    "numbers without bytes": ubj(NAME + b"[$Z#" + length(1 << 62)),
    "numbers of an unknown kind": ubj(NAME + b"[$x#" + length(3) + b"xxx"),
    "numbers whose count is a text": ubj(NAME + b"[$d#S" + NAME),
    "a kind without a count": ubj(NAME + b"[$d" + bytes(8) + b"]}}"),
    "values beyond any memory": ubj(NAME + b"[#" + length(1 << 62)),
    "a text beyond the end": ubj(NAME + b"S" + length(1 << 40)),
    "a text below zero": ubj(NAME + b"S" + length(-(1 << 40))),
    "a name beyond the end": ubj(length(1 << 40) + b"a"),
    "a name that is a number": ubj(b"U\1aT}}"),
    "a value of an unknown kind": ubj(NAME + b"H}}"),
    "a name twice": ubj(NAME + b"T" + NAME + b"F}}"),
    "arrays in arrays": ubj(NAME + b"[" * 100_000),
    "arrays with counts in arrays": ubj(NAME + (b"[#" + length(1)) * 100_000),
    "objects in objects": ubj((NAME + b"{") * 100_000),
    "no operation": ubj(NAME + b"N}}" + b"N" * 1000),
}
TEXTS: dict[str, Bytes] = {
    "bytes behind the end": lambda content: content + b" {}",
    "cut in the middle": lambda content: content[: len(content) // 2],
    "cut before the end": lambda content: content[:-1],
    "a name twice": lambda content: content[:-1] + b',"learner":{}}',
    "a tree's name twice": lambda content: content.replace(
        b'"left_children":', b'"left_children":[],"left_children":', 1
    ),
    "arrays in arrays": lambda content: b'{"learner":{"attributes":' + b"[" * 100_000,
    "closed arrays in arrays": lambda content: content.replace(
        b'"attributes":{', b'"attributes":{"x":%b,' % (b"[" * 900 + b"]" * 900), 1
    ),
    "objects in objects": lambda content: b'{"learner":{' + b'"a":{' * 100_000,
    "a zero byte": lambda content: content.replace(b'"parents"', b'"par\0ents"', 1),
    "bytes that are no text": lambda content: content.replace(b'"parents"', b'"par\xff\xfeents"', 1),
    "a comment": lambda content: content.replace(b'"learner":{', b'"learner":{/* x */', 1),
    "an integer of a million digits": lambda content: content.replace(b'"id":0', b'"id":' + b"9" * 10**6, 1),
    "single quotes": lambda content: content.replace(b'"', b"'"),
    "UBJSON": lambda content: content[:11] + saved("trees", "xgboost-ubj")["model.ubj"],
}
BY_BYTES: dict[str, dict[str, Bytes]] = {"xgboost-ubj": BINARY, "xgboost-json": TEXTS}
HAND_WRITTEN = {encoding: [*REFUSED, *ODD, *BY_BYTES[encoding]] for encoding in FILES}
USES = {
    **SAMPLES["xgboost-ubj"].uses,
    "chance": "model.predict_proba(numpy.zeros((2, 3)))",
    "leaves": "model.apply(numpy.zeros((2, 3)))",
    "importance": "model.feature_importances_",
    "booster": "model.get_booster().get_dump(with_stats=True)",
    "shares": "model.get_booster().predict(xgboost.DMatrix(numpy.zeros((2, 3))), pred_contribs=True)",
    "table": "model.get_booster().save_config()",
    # Of boosters.
    "predict by it": "model.predict(xgboost.DMatrix(numpy.zeros((2, 3))))",
    "dump": "model.get_dump(dump_format='json')",
    "shares by it": "model.predict(xgboost.DMatrix(numpy.zeros((2, 3))), pred_contribs=True)",
    "leaves by it": "model.predict(xgboost.DMatrix(numpy.zeros((2, 3))), pred_leaf=True)",
    "scores": "model.get_score(importance_type='gain')",
    "slice": "model[0:1].get_dump()",
}


@pytest.fixture(scope="module", params=FILES)
def reader(request: pytest.FixtureRequest, readers: Readers) -> Reader:
    return started(readers, request.param)


def started(readers: Readers, encoding: str) -> Reader:
    # XGBoost looks for cupyx with every prediction.
    return readers.start("xgboost.adapter", encoding, "xgboost", "sklearn", "numpy", trusted=["cupyx"], uses=USES)


def changed(reader: Reader, kind: str, edit: Edit) -> Callable[[Path, Path], None]:
    def make(folder: Path, target: Path) -> None:
        model = model_of(kind)
        before = json.dumps(model)
        edit(model)
        assert json.dumps(model) != before
        write(folder, kind, reader.encoding, encoded(model, reader.encoding))

    return make


@pytest.mark.parametrize("name", REFUSED)
def test_the_library_never_sees_it(reader: Reader, tmp_path: Path, name: str) -> None:
    assert reader.check(changed(reader, *REFUSED[name]), tmp_path / "version").outcome == "refused"


@pytest.mark.parametrize("name", ODD)
def test_what_passes_does_no_harm(reader: Reader, tmp_path: Path, name: str) -> None:
    assert reader.check(changed(reader, *ODD[name]), tmp_path / "version").outcome in ("loaded", "refused")


@pytest.mark.parametrize(("encoding", "name"), [(encoding, name) for encoding in FILES for name in BY_BYTES[encoding]])
def test_bytes_that_are_none_are_refused(readers: Readers, tmp_path: Path, encoding: str, name: str) -> None:
    def make(folder: Path, target: Path) -> None:
        content = saved("trees", encoding)[FILES[encoding]]
        written = BY_BYTES[encoding][name](content)
        assert written != content
        write(folder, "trees", encoding, written)

    assert started(readers, encoding).check(make, tmp_path / "version").outcome == "refused"


@pytest.mark.parametrize("kind", MODELS)
def test_what_was_not_changed_is_read(reader: Reader, tmp_path: Path, kind: str) -> None:
    """Nor is it refused for how these tests write it."""
    write(tmp_path, kind, reader.encoding, encoded(model_of(kind), reader.encoding))
    assert judge(reader.encoding, tmp_path) in PASSES
    report = reader.read_and_use(tmp_path)
    assert report.outcome == "loaded", report.error
    assert not report.harm, report.harm
    assert not report.used["save"], report.used["save"]
