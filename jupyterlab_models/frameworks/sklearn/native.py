"""State that compiled code of scikit-learn follows without a check: whether its places are in range.

Nodes of trees, boosting predictors and neighbour trees name other nodes and features; support vectors, centers and
labels have to fit each other. The numbers are read here, before any library sees them.
"""

from __future__ import annotations

from itertools import compress
from operator import ge
from typing import Any

from . import neighbors, shapes
from .npy import column, integers
from .records import Instance, Items, Stored
from .refused import Refused
from .skops_archive import Archive

TREE = "sklearn.tree._tree.Tree"
_OLD_NODE = (
    "[('left_child', '<i8'), ('right_child', '<i8'), ('feature', '<i8'), ('threshold', '<f8'), ('impurity', '<f8'), "
    "('n_node_samples', '<i8'), ('weighted_n_node_samples', '<f8')]"
)
_NODE = f"{_OLD_NODE[:-1]}, ('missing_go_to_left', '|u1'), ('', '|V7')]"
_PREDICTOR = (
    "[('value', '<f8'), ('count', '<u4'), ('feature_idx', '<i8'), ('num_threshold', '<f8'), "
    "('missing_go_to_left', '|u1'), ('left', '<u4'), ('right', '<u4'), ('gain', '<f8'), ('depth', '<u4'), "
    "('is_leaf', '|u1'), ('bin_threshold', '|u1'), ('is_categorical', '|u1'), ('bitset_idx', '<u4')]"
)
RECORDS = {_OLD_NODE: 56, _NODE: 64, _PREDICTOR: 56, neighbors.NODE: 32}
"""Types with fields that are known → bytes of one."""
_LEAF = -1
_GRADIENT = "sklearn.ensemble._gb.GradientBoosting"
_FIRST = ("sklearn.dummy.DummyClassifier", "sklearn.dummy.DummyRegressor")
_HISTOGRAM = "sklearn.ensemble._hist_gradient_boosting.gradient_boosting.HistGradientBoosting"
_PREDICTOR_CLASS = "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor"


def check(instance: Instance, archive: Archive) -> None:
    """Error `Refused` for places out of range."""
    name = instance.name
    if name == TREE:
        _tree(instance, archive)
    elif name.startswith("sklearn.tree._classes."):
        _estimator(instance)
    elif name.startswith(_GRADIENT):
        _gradient_boosting(instance)
    elif name.startswith(_HISTOGRAM):
        _histogram_boosting(instance, archive)
    elif name in neighbors.TREES:
        neighbors.check(instance, archive)
    shapes.check(instance, archive)


def _tree(tree: Instance, archive: Archive) -> None:
    features, classes, outputs = tree.arguments if len(tree.arguments) == 3 else (None, None, None)
    state = tree.attributes
    if type(features) is not int or type(outputs) is not int or not isinstance(classes, Stored) or features < 0:
        raise Refused("a tree whose state is not as scikit-learn writes it")
    if state.keys() != {"max_depth", "node_count", "nodes", "values"}:
        raise Refused("a tree whose state is not as scikit-learn writes it")
    many = integers(classes.array, archive.read(classes.member))
    nodes, values, count = state["nodes"], state["values"], state["node_count"]
    if not (isinstance(nodes, Stored) and nodes.array.dtype in (_NODE, _OLD_NODE) and len(nodes.array.shape) == 1):
        raise Refused("a tree whose state is not as scikit-learn writes it")
    if classes.array.shape != (outputs,) or outputs < 1 or min(many) < 1 or type(count) is not int or count < 1:
        raise Refused("a tree whose state is not as scikit-learn writes it")
    shape = (count, outputs, max(many))
    if nodes.array.shape != (count,) or not isinstance(values, Stored) or values.array.shape != shape:
        raise Refused("a tree with more or fewer nodes than it says")
    data = archive.read(nodes.member)
    left, right, feature = (column(nodes.array, data, offset, "q") for offset in (0, 8, 16))
    if min(left) < _LEAF or min(right) < _LEAF or max(left) >= count or max(right) >= count:
        raise Refused("a tree whose nodes are out of range")
    inner = [child != _LEAF for child in left]
    used = list(compress(feature, inner))
    if used and not (min(used) >= 0 and max(used) < features):
        raise Refused("a tree whose features are out of range")
    depth = _depth(left, right, inner)
    if type(state["max_depth"]) is not int or not depth <= state["max_depth"] <= count:
        raise Refused("a tree that is deeper than it says")


def _depth(left: list[int], right: list[int], inner: list[bool]) -> int:
    """Error `Refused` unless both children of a node come behind it, as they do in any tree that grew."""
    places = list(compress(range(len(left)), inner))
    ours, theirs = list(compress(left, inner)), list(compress(right, inner))
    if any(map(ge, places, ours)) or any(map(ge, places, theirs)):
        raise Refused("a tree whose nodes lead back")
    depths = [0] * len(left)
    for place, one, two in zip(places, ours, theirs):
        depths[one] = depths[two] = depths[place] + 1
    return max(depths)


def _estimator(estimator: Instance) -> None:
    """A tree takes its features from data whose width is compared with the estimator's alone."""
    tree = estimator.attributes.get("tree_")
    if tree is None:
        return
    if not isinstance(tree, Instance) or tree.name != TREE:
        raise Refused("an estimator whose tree is none")
    width = estimator.attributes.get("n_features_in_", estimator.attributes.get("n_features_"))
    if type(width) is not int or width != tree.arguments[0]:
        raise Refused("a tree for other features than its estimator has")


def _gradient_boosting(boosting: Instance) -> None:
    estimators = boosting.attributes.get("estimators_")
    if estimators is None:
        return
    if not isinstance(estimators, Items) or len(estimators.shape) != 2:
        raise Refused("a boosting whose trees are not as scikit-learn writes them")
    many = _iterations(boosting)
    _check_start(boosting, many)
    for row in estimators.items:
        for one in row if isinstance(row, list) and len(row) == estimators.shape[1] == many else [None]:
            tree = one.attributes.get("tree_") if isinstance(one, Instance) else None
            if not isinstance(tree, Instance) or tree.arguments[0] != boosting.attributes.get("n_features_in_"):
                raise Refused("a boosting whose trees are for other features or classes")
            if tree.arguments[2] != 1:
                raise Refused("a boosting whose trees have more than one output")


def _check_start(boosting: Instance, many: int) -> None:
    """What is predicted begins with as many columns as the first estimator and the loss give."""
    told, init, loss = (boosting.attributes.get(name) for name in ("n_trees_per_iteration_", "init_", "_loss"))
    if told not in (None, many) or type(told) not in (int, type(None)):
        raise Refused("a boosting for other classes than it has")
    of_loss = loss.attributes.get("n_classes") if isinstance(loss, Instance) else many
    if of_loss not in ((None, 1, 2) if many == 1 else (many,)):
        raise Refused("a boosting whose loss is for other classes")
    if init == "zero":
        return
    first = init.attributes if isinstance(init, Instance) and init.name in _FIRST else {}
    classified = "classes_" in boosting.attributes
    begin = first.get("class_prior_" if classified else "constant_")
    expected = (_classes(boosting),) if classified else (1, 1)
    fits = isinstance(begin, Stored) and begin.array.shape == expected and first.get("n_outputs_") == 1
    if not fits or (classified and first.get("strategy") != "prior"):
        raise Refused("a boosting that begins with other classes than it has, or with an estimator of its own")


def _iterations(boosting: Instance) -> int:
    """Columns of what is predicted, into which each tree of a row writes."""
    if boosting.name.endswith("Regressor"):
        return 1
    many = _classes(boosting)
    return 1 if many == 2 else many


def _classes(boosting: Instance) -> int:
    return shapes.length(boosting.attributes.get("classes_")) or 0


def _histogram_boosting(boosting: Instance, archive: Archive) -> None:
    attributes = boosting.attributes
    if attributes.get("_preprocessor") is not None:
        raise Refused("a boosting of categories, whose width cannot be told")
    rows = attributes.get("_predictors", [])
    if type(rows) is not list:
        raise Refused("a boosting whose predictors are not as scikit-learn writes them")
    for row in rows:
        for one in row if type(row) is list else [row]:
            if not isinstance(one, Instance) or one.name != _PREDICTOR_CLASS:
                raise Refused("a boosting whose predictors are not as scikit-learn writes them")
            _predictor(one, attributes.get("n_features_in_"), archive)
    mapper = attributes.get("_bin_mapper")
    flags = mapper.attributes.get("is_categorical_") if isinstance(mapper, Instance) else None
    if rows and not (isinstance(flags, Stored) and not any(integers(flags.array, archive.read(flags.member)))):
        raise Refused("a boosting of categories, whose places cannot be told")


def _predictor(predictor: Instance, width: Any, archive: Archive) -> None:
    nodes = predictor.attributes.get("nodes")
    if not (isinstance(nodes, Stored) and nodes.array.dtype == _PREDICTOR and len(nodes.array.shape) == 1):
        raise Refused("a predictor whose nodes are not as scikit-learn writes them")
    count = nodes.array.size
    if not count or type(width) is not int:
        raise Refused("a predictor without nodes or features")
    data = archive.read(nodes.member)
    fields = {"feature": (12, "q"), "left": (29, "I"), "right": (33, "I"), "leaf": (49, "B"), "category": (51, "B")}
    found = {name: column(nodes.array, data, *place) for name, place in fields.items()}
    if any(found["category"]):
        raise Refused("a boosting of categories, whose places cannot be told")
    inner = [not leaf for leaf in found["leaf"]]
    places, used = list(compress(range(count), inner)), list(compress(found["feature"], inner))
    if used and not (min(used) >= 0 and max(used) < width):
        raise Refused("a predictor whose features are out of range")
    for side in ("left", "right"):
        children = list(compress(found[side], inner))
        if children and (max(children) >= count or any(map(ge, places, children))):
            raise Refused("a predictor whose nodes are out of range")
