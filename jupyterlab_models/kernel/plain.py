"""Plain values as JSON and back, exactly: numbers, text, containers and NumPy arrays, never code.

JSON values stand for themselves; what JSON has no word for is an object {"$": kind, …}.
"""

from __future__ import annotations

import collections
import json
import math
import re
import sys
from typing import Any

from . import hashing

HUGE = 1 << 4096
"""Integers from here on are written in base 16: Python limits the decimal digits that it reads."""
ROOM = 1 << 26
"""Bytes of one array: of texts, NumPy gives each the room of the longest."""
DEPTH = 60
"""Containers inside each other."""
DIGITS = 1300
"""Of an integer in base 10."""
FACTORIES: dict[str, Any] = {"OrderedDict": collections.OrderedDict, "dict": dict, "list": list}


class NotPlain(Exception):
    """A value that is no plain data; the message names its class."""


def to_json(value: Any) -> Any:
    """JSON of a plain value. Error `NotPlain`."""
    if value is None or type(value) in (bool, str):
        return value
    if type(value) is int:
        return value if -HUGE < value < HUGE else {"$": "int", "value": hex(value)}
    if type(value) is float:
        return value if math.isfinite(value) else {"$": "float", "value": repr(value)}
    if type(value) is complex:
        return {"$": "complex", "value": [to_json(value.real), to_json(value.imag)]}
    if type(value) in (bytes, bytearray):
        return {"$": type(value).__name__, "value": value.hex()}
    if type(value) is list:
        return [to_json(item) for item in value]
    if type(value) in (tuple, set, frozenset):
        return {"$": type(value).__name__, "items": [to_json(item) for item in value]}
    if type(value) is dict and all(type(key) is str and key != "$" for key in value):
        return {key: to_json(item) for key, item in value.items()}
    if type(value) in (dict, collections.OrderedDict, collections.defaultdict):
        return _mapping(value)
    return _numpy(value)


def _mapping(value: Any) -> Any:
    body: dict[str, Any] = {"$": type(value).__name__}
    if type(value) is collections.defaultdict:
        factory = value.default_factory
        if factory is not None and FACTORIES.get(factory.__name__) is not factory:
            raise NotPlain(f"a defaultdict of {factory!r}")
        body["factory"] = factory and factory.__name__
    body["items"] = [[to_json(key), to_json(item)] for key, item in value.items()]
    return body


def _numpy(value: Any) -> Any:
    numpy = sys.modules.get("numpy")
    if numpy is not None and type(value) is numpy.ndarray and _is_plain(value.dtype, "biufUO", value.size):
        items = [to_json(item) for item in value.reshape(-1).tolist()]
        return {"$": "array", "dtype": value.dtype.str, "shape": list(value.shape), "items": items}
    if numpy is not None and isinstance(value, numpy.generic) and _is_plain(value.dtype, "biufU"):
        return {"$": "scalar", "dtype": value.dtype.str, "value": to_json(value.item())}
    raise NotPlain(f"{type(value).__module__}.{type(value).__qualname__}")


def _is_plain(dtype: Any, kinds: str, many: int = 1) -> bool:
    """Wider numbers (long double) have no exact JSON."""
    fits = dtype.itemsize * many <= ROOM
    return fits and dtype.kind in kinds and (dtype.itemsize <= 8 or dtype.kind in "UO")


def read(text: bytes) -> Any:
    """The value of a JSON text, whose length the caller has limited.

    Error `ValueError`, whose message completes “it holds …”, as those of `check` do.
    """
    try:
        return json.loads(text.decode(), parse_int=_integer, parse_constant=_constant, object_pairs_hook=_members)
    except json.JSONDecodeError:
        raise ValueError("text that is no JSON") from None
    except UnicodeDecodeError:
        raise ValueError("bytes that are no text") from None
    except RecursionError:
        raise ValueError("values that are nested too deeply") from None


def _integer(text: str) -> int:
    if len(text) > DIGITS:
        raise ValueError("an integer of too many digits")
    return int(text)


def _constant(name: str) -> float:
    raise ValueError(f"{name}, which is no number of JSON")


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("an object with two members of one name")
    return members


def check(value: Any) -> None:
    """Error `ValueError` unless it is JSON that `to_json` writes; nothing is made of it."""
    level, room = [value], 0
    crowds: list[Any] = []
    for _ in range(DEPTH):
        room += sum(_room(one) for one in level)
        crowds += [one for one in level if isinstance(one, dict) and one.get("$") in _HASHED]
        level = [inner for one in level for inner in _checked(one)]
        if room > ROOM:
            raise ValueError("arrays that take too much memory")
        if not level:
            break
    else:
        raise ValueError("values that are nested too deeply")
    for one in crowds:
        _check_keys([item[0] for item in one["items"]] if one["$"] in _MAPPINGS else one["items"])


def _checked(value: Any) -> list[Any]:
    """What is inside."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return []
    kind = value.get("$")
    if kind is None and "$" not in value:
        return list(value.values())
    shape = _SHAPES.get(kind) if isinstance(kind, str) else None
    if shape is None or value.keys() != {"$", *shape}:
        raise ValueError("a value of an unknown kind")
    inner = value[shape[-1]]
    if kind in ("int", "float", "bytes", "bytearray"):
        if not isinstance(inner, str):
            raise ValueError(f"a value of the kind {kind} that is no text")
        return []
    if kind == "scalar":
        _check_array(value["dtype"], [inner], [])
        return [inner]
    if not isinstance(inner, list):
        raise ValueError(f"a value of the kind {kind} without a list")
    if kind == "complex" and len(inner) != 2:
        raise ValueError("a complex number without two parts")
    if kind == "array":
        _check_array(value["dtype"], inner, value["shape"])
    if kind == "defaultdict" and value["factory"] is not None and value["factory"] not in tuple(FACTORIES):
        raise ValueError("a defaultdict of something else")
    if kind in _MAPPINGS and not all(isinstance(p, list) and len(p) == 2 for p in inner):
        raise ValueError(f"a {kind} without pairs")
    return inner


_SHAPES = {
    **dict.fromkeys(("int", "float", "bytes", "bytearray", "complex"), ("value",)),
    **dict.fromkeys(("tuple", "set", "frozenset", "dict", "OrderedDict"), ("items",)),
    "defaultdict": ("factory", "items"),
    "array": ("dtype", "shape", "items"),
    "scalar": ("dtype", "value"),
}
"""Kind → members beside `$`; the last one holds the content."""
_MAPPINGS = ("dict", "OrderedDict", "defaultdict")
_HASHED = ("set", "frozenset", *_MAPPINGS)
_DTYPE = re.compile(r"[<>|](b1|[iu][1248]|f[248]|U(?P<length>[0-9]{1,8})|O)")


def _check_array(dtype: Any, items: list[Any], shape: Any) -> None:
    found = _DTYPE.fullmatch(dtype) if isinstance(dtype, str) else None
    if found is None:
        raise ValueError("an array of a type that is never written")
    if not isinstance(shape, list) or len(shape) > 32 or not all(type(one) is int and one >= 0 for one in shape):
        raise ValueError("an array of an unusual shape")
    if math.prod(shape) != len(items) and shape:
        raise ValueError("an array that is longer or shorter than its shape says")


def _room(value: Any) -> int:
    """Bytes of an array of texts, of which each takes the room of the longest."""
    if not isinstance(value, dict) or value.get("$") not in ("array", "scalar"):
        return 0
    dtype, items = value.get("dtype"), value.get("items", [None])
    found = _DTYPE.fullmatch(dtype) if isinstance(dtype, str) else None
    return int(found["length"] or 0) * 4 * len(items) if found and isinstance(items, list) else 0


def _check_keys(keys: list[Any]) -> None:
    try:
        crowded = len(keys) > hashing.MOST and hashing.is_crowded(hashing.hash_of(key) for key in keys)
    except OverflowError:
        raise ValueError("a complex number that is too large") from None
    if crowded:
        raise ValueError("keys that would take hours to find")


def from_json(value: Any) -> Any:
    """The value that `to_json` was given; `check` comes first for what somebody else may have written."""
    if isinstance(value, list):
        return [from_json(item) for item in value]
    if not isinstance(value, dict):
        return value
    kind = value.get("$")
    if kind is None:
        return {key: from_json(item) for key, item in value.items()}
    if kind == "float":
        return float(value["value"])
    if kind == "int":
        return int(value["value"], 16)
    if kind == "complex":
        return complex(*from_json(value["value"]))
    if kind in ("bytes", "bytearray"):
        data = bytes.fromhex(value["value"])
        return data if kind == "bytes" else bytearray(data)
    if kind in ("array", "scalar"):
        return _from_numpy(kind, value)
    items = from_json(value["items"])
    if kind == "defaultdict":
        factory = value["factory"]
        return collections.defaultdict(FACTORIES[factory] if factory else None, items)
    makers: dict[str, Any] = {
        "tuple": tuple,
        "set": set,
        "frozenset": frozenset,
        "dict": dict,
        "OrderedDict": collections.OrderedDict,
    }
    return makers[kind](items)


def _from_numpy(kind: str, value: dict[str, Any]) -> Any:
    import numpy

    if not isinstance(value["dtype"], str):
        raise ValueError("a type of NumPy that is no text")
    dtype = numpy.dtype(value["dtype"])
    many = len(value["items"]) if kind == "array" else 1
    if not _is_plain(dtype, "biufUO" if kind == "array" else "biufU", many):
        raise ValueError(f"no type of NumPy that is written: {value['dtype'][:100]}")
    if kind == "scalar":
        return dtype.type(from_json(value["value"]))
    array = numpy.empty(len(value["items"]), dtype)
    for index, item in enumerate(value["items"]):
        array[index] = from_json(item)
    return array.reshape(value["shape"])
