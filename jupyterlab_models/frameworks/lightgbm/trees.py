"""One tree in LightGBM's text: whether all that it names is in range. The library follows it wherever it leads."""

from __future__ import annotations

import re
from collections.abc import Mapping

_LINE = re.compile(rb"([a-z_]+|Tree)=([0-9a-zA-Z+. -]*)")
_INTEGERS = re.compile(rb"[0-9 -]*")
_DIGITS = 18
_OF_NODES = ("split_gain", "threshold", "internal_value", "internal_weight", "internal_count")
_OF_LEAVES = ("leaf_value", "leaf_weight", "leaf_count", "leaf_const")
_KNOWN = {
    *("Tree", "num_leaves", "num_cat", "split_feature", "decision_type", "left_child", "right_child", "shrinkage"),
    *("cat_boundaries", "cat_threshold", "is_linear", "num_features", "leaf_features", "leaf_coeff"),
    *_OF_NODES,
    *_OF_LEAVES,
}
_CATEGORY = 1
"""Bit of a decision that asks for categories."""


def check_tree(text: bytes, features: int) -> None:
    """Raises `ValueError`."""
    fields: dict[str, bytes] = {}
    for line in text.split(b"\n"):
        if not line:
            continue
        found = _LINE.fullmatch(line)
        name = found[1].decode() if found else ""
        if found is None or name not in _KNOWN or name in fields:
            raise ValueError("one of its trees has a line that no tree has")
        fields[name] = found[2]
    leaves, categories = _number(fields, "num_leaves"), _number(fields, "num_cat")
    if not text.startswith(b"Tree=") or not text.endswith(b"\n") or leaves < 1 or not 0 <= categories < leaves + 1:
        raise ValueError("one of its trees does not tell its leaves")
    nodes = leaves - 1
    for names, length in ((_OF_NODES, nodes), (_OF_LEAVES, leaves)):
        for name in names:
            if name in fields and len(_floats(fields, name)) != length and (nodes or name == "leaf_value"):
                raise ValueError(f"one of its trees has more or less {name} than it says")
    if "leaf_value" not in fields or (nodes and "threshold" not in fields):
        raise ValueError("one of its trees is without values")
    if nodes:
        _check_nodes(fields, nodes, features)
        _check_categories(fields, nodes, categories)
    if _number(fields, "is_linear", 0):
        _check_linear(fields, leaves, features)


def _check_nodes(fields: Mapping[str, bytes], nodes: int, features: int) -> None:
    split, kinds = _integers(fields, "split_feature"), _integers(fields, "decision_type")
    if len(split) != nodes or min(split) < 0 or max(split) >= features:
        raise ValueError("one of its trees asks for features out of range")
    if len(kinds) != nodes or min(kinds) < 0 or max(kinds) > 15:
        raise ValueError("one of its trees decides in an unknown way")
    for name in ("left_child", "right_child"):
        children = _integers(fields, name)
        if len(children) != nodes or min(children) < -nodes - 1 or max(children) >= nodes:
            raise ValueError("one of its trees leads out of range")
        # A node comes before its children, as it does in any tree that grew; a leaf is written below zero.
        if any(0 <= child <= place for place, child in enumerate(children)):
            raise ValueError("one of its trees leads back")


def _check_categories(fields: Mapping[str, bytes], nodes: int, categories: int) -> None:
    kinds, thresholds = _integers(fields, "decision_type"), _floats(fields, "threshold")
    asked = [threshold for kind, threshold in zip(kinds, thresholds) if kind & _CATEGORY]
    if any(not 0 <= place < categories for place in asked):
        raise ValueError("one of its trees asks for categories out of range")
    if categories:
        bounds, bits = _integers(fields, "cat_boundaries"), _integers(fields, "cat_threshold")
        if len(bounds) != categories + 1 or bounds[0] != 0 or bounds[-1] != len(bits) or bounds != sorted(bounds):
            raise ValueError("one of its trees has categories out of range")
        if any(not 0 <= word < 1 << 32 for word in bits):
            raise ValueError("one of its trees has categories out of range")


def _check_linear(fields: Mapping[str, bytes], leaves: int, features: int) -> None:
    many, used = _integers(fields, "num_features"), _integers(fields, "leaf_features")
    if len(many) != leaves or min(many) < 0 or sum(many) != len(used) or "leaf_const" not in fields:
        raise ValueError("one of its trees has more or fewer features in its leaves than it says")
    if any(not 0 <= feature < features for feature in used) or len(_floats(fields, "leaf_coeff")) != len(used):
        raise ValueError("one of its trees asks for features out of range")


def _number(fields: Mapping[str, bytes], name: str, otherwise: int | None = None) -> int:
    numbers = _integers(fields, name) if name in fields or otherwise is None else [otherwise]
    if len(numbers) != 1:
        raise ValueError(f"one of its trees does not tell {name}")
    return numbers[0]


def _integers(fields: Mapping[str, bytes], name: str) -> list[int]:
    text = fields.get(name, b"")
    words = text.split()
    if not _INTEGERS.fullmatch(text) or any(len(word) > _DIGITS for word in words):
        raise ValueError(f"one of its trees has {name} that are no numbers")
    return list(map(int, words))


def _floats(fields: Mapping[str, bytes], name: str) -> list[float]:
    return list(map(float, fields.get(name, b"").split()))
