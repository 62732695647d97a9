"""XGBoost's files: whether trees, features and classes agree. The library follows them wherever they lead."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from . import ubjson

DEPTH = 2000
"""Of a tree: the library walks down by calling itself."""
FEATURES, CLASSES = 1 << 22, 1 << 20
"""To predict, it makes room for a number of each feature, and of each class."""
CATEGORIES = 1 << 31
"""Bits that all questions for categories take together."""
NESTED = 60
_ROOTS = (-1, 0x7FFFFFFF)
Json = Mapping[str, Any]
Numbers = Sequence[int]


def _pairs(numbers: Numbers) -> list[tuple[int, int]]:
    """Each number with the next."""
    return list(zip(numbers, numbers[1:]))


class Sizes:
    """What the head of a model says."""

    def __init__(self, learner: Json) -> None:
        told = learner["learner_model_param"]
        self.features = int(told["num_feature"])
        classes, targets = int(told["num_class"]), int(told.get("num_target", "1"))
        self.groups = max(classes, targets, 1)
        if not 0 <= self.features <= FEATURES or min(classes, targets) < 0 or self.groups > CLASSES:
            raise ValueError("its head tells numbers out of range")
        score = json.loads(told["base_score"])
        if isinstance(score, list) and len(score) not in (1, self.groups):
            raise ValueError("its head tells scores of other classes")
        objective = learner["objective"]
        own = [int(part["num_class"]) for part in objective.values() if isinstance(part, dict) and "num_class" in part]
        if any(number != classes for number in own) or ("multi:" in objective["name"] and classes < 1):
            raise ValueError("its objective is for other classes")
        for name in ("feature_names", "feature_types"):
            texts = learner.get(name, [])
            if len(texts) not in (0, self.features) or not all(isinstance(text, str) for text in texts):
                raise ValueError("its head names more or fewer features than there are")


def require_whole(path: Path) -> None:
    """Raises `ValueError`."""
    model = ubjson.read(path) if path.suffix == ".ubj" else _read_json(path)
    try:
        _check(model["learner"])
    except (KeyError, TypeError, AttributeError, IndexError, OverflowError) as error:
        raise ValueError(f"it is not as XGBoost writes it ({type(error).__name__}: {error})") from error


def _read_json(path: Path) -> Any:
    try:
        found = json.loads(path.read_bytes(), object_pairs_hook=_members)
    except RecursionError:
        raise ValueError("values that are nested too deeply") from None
    level = [found]
    for _ in range(NESTED):
        level = [inside for one in level for inside in _values(one) if isinstance(inside, (dict, list))]
    if level:
        raise ValueError("values that are nested too deeply")
    return found


def _values(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def _check(learner: Json) -> None:
    sizes = Sizes(learner)
    booster = learner["gradient_booster"]
    if booster["name"] == "gblinear":
        if len(booster["model"]["weights"]) != (sizes.features + 1) * sizes.groups:
            raise ValueError("it has more or fewer weights than features")
        return
    model = (booster["gbtree"] if booster["name"] == "dart" else booster)["model"]
    trees, groups = model["trees"], model["tree_info"]
    told = model["gbtree_model_param"]
    if int(told["num_trees"]) != len(trees) or len(groups) != len(trees) or int(told["num_parallel_tree"]) < 0:
        raise ValueError("it has more or fewer trees than it says")
    if trees and not 0 <= min(groups) <= max(groups) < sizes.groups:
        raise ValueError("it has trees of classes that are none")
    rounds = model.get("iteration_indptr", [0, len(trees)])
    if rounds and not (rounds[0] == 0 and rounds[-1] == len(trees) and all(a <= b for a, b in _pairs(rounds))):
        raise ValueError("its rounds are not those of its trees")
    if booster["name"] == "dart" and len(booster["weight_drop"]) != len(trees):
        raise ValueError("it has more or fewer weights than trees")
    if sum(_check_tree(tree, sizes) for tree in trees) > CATEGORIES:
        raise ValueError("it asks for too many categories")
    if "cats" in model:
        _check_names_of_categories(model["cats"])


def _check_tree(tree: Json, sizes: Sizes) -> int:
    """The number of bits that its questions for categories take."""
    told = tree["tree_param"]
    count, width = int(told["num_nodes"]), int(told.get("size_leaf_vector", "1"))
    left, right, parents = tree["left_children"], tree["right_children"], tree["parents"]
    asked, kinds = tree["split_indices"], tree.get("split_type", [])
    many = max(width, 1)
    values = [left, right, parents, asked, tree["split_conditions"], tree["default_left"]]
    # XGBoost 2 leaves these out where a leaf has many numbers.
    values += [tree[name] for name in ("loss_changes", "sum_hessian") if many == 1 or name in tree]
    if count < 1 or any(len(one) != count for one in values) or len(kinds) not in (0, count):
        raise ValueError("one of its trees has more or fewer nodes than it says")
    if width < 0 or len(tree["base_weights"]) != count * many or (many > 1 and many != sizes.groups):
        raise ValueError("one of its trees has more or fewer values than it says")
    leaves = len(tree["leaf_weights"]) // many if "leaf_weights" in tree else None
    if parents[0] not in _ROOTS:
        raise ValueError("one of its trees has no root")
    level, seen, depth = [0], 0, 0
    while level:
        seen, depth = seen + len(level), depth + 1
        inner = [node for node in level if left[node] != -1]
        if leaves is not None and any(not 0 <= right[node] < leaves for node in level if left[node] == -1):
            raise ValueError("one of its leaves has no value")
        if any(not 0 <= asked[node] < sizes.features for node in inner):
            raise ValueError("one of its trees asks for features out of range")
        level = [left[node] for node in inner] + [right[node] for node in inner]
        if any(not 0 < node < count for node in level) or [parents[node] for node in level] != inner + inner:
            raise ValueError("one of its trees leads out of range")
        if seen > count or depth > DEPTH:
            raise ValueError("one of its trees leads back, or too deep")
    return _check_categories(tree, count)


def _check_categories(tree: Json, count: int) -> int:
    nodes, starts, lengths = (tree.get(f"categories_{name}", []) for name in ("nodes", "segments", "sizes"))
    values = tree.get("categories", [])
    if len(starts) != len(nodes) or len(lengths) != len(nodes) or any(a >= b for a, b in _pairs(nodes)):
        raise ValueError("one of its trees has categories out of range")
    if nodes and not 0 <= nodes[0] <= nodes[-1] < count:
        raise ValueError("one of its trees has categories out of range")
    bits = 0
    for start, length in zip(starts, lengths):
        found = values[start : start + length] if start >= 0 and length > 0 else []
        if not found or len(found) != length or min(found) < 0:
            raise ValueError("one of its trees has categories out of range")
        bits += max(found) + 1
    return bits


def _check_names_of_categories(names: Json) -> None:
    """Texts or numbers of each feature, and their order."""
    sizes = []
    for one in names["enc"]:
        values, ends = one["values"], one.get("offsets")
        if ends is None:
            sizes.append(len(values))
            continue
        if len(ends) and not (ends[0] == 0 and ends[-1] <= len(values) and all(a <= b for a, b in _pairs(ends))):
            raise ValueError("it has names of categories out of range")
        sizes.append(max(len(ends) - 1, 0))
    starts, order = names["feature_segments"], names["sorted_idx"]
    if not len(starts) and not len(order):
        return
    if len(starts) != len(sizes) + 1 or starts[0] != 0 or [b - a for a, b in _pairs(starts)] != sizes:
        raise ValueError("it has categories of features out of range")
    if len(order) and sorted(order) != sorted(place for size in sizes for place in range(size)):
        raise ValueError("it has categories in no order")
