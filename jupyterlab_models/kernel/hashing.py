"""Keys that a set or a dict would search one by one: a few hundred kilobytes of them keep a process busy for hours.

Python hashes numbers, and what is made of them, in the same way everywhere, so a file can hold many of one hash.
"""

from __future__ import annotations

import collections
from collections.abc import Iterable
from typing import Any

MOST = 100
"""Keys of one hash."""


def is_crowded(hashes: Iterable[int]) -> bool:
    return max(collections.Counter(hashes).values(), default=0) > MOST


def hash_of(value: Any) -> int:
    """The hash of what checked JSON of `plain` stands for; 0 for what has none, and for what equals nothing."""
    if isinstance(value, list) or value != value:
        return 0
    if not isinstance(value, dict):
        return hash(value)
    kind = value.get("$")
    inner: Any = value.get("items", value.get("value"))
    if kind in ("tuple", "frozenset"):
        inner = [hash_of(item) for item in inner]
        return hash(tuple(inner) if kind == "tuple" else frozenset(inner))
    if kind == "complex":
        return hash(complex(*(float(_number(part)) for part in inner)))
    if kind == "scalar":
        return hash_of(inner)
    if kind in ("bytes", "bytearray"):
        return hash(inner)
    return hash_of(_number(value)) if kind in ("int", "float") else 0


def _number(value: Any) -> Any:
    """Error `ValueError` for what is none."""
    if isinstance(value, dict) and value.get("$") in ("int", "float"):
        value = int(value["value"], 16) if value["$"] == "int" else float(value["value"])
    if not isinstance(value, (int, float)):
        raise ValueError("a number that is none")
    return value
