"""Plain values as JSON and back, exactly: numbers, text, containers and NumPy arrays, never code.

JSON values stand for themselves; what JSON has no word for is an object {"$": kind, …}.
"""

from __future__ import annotations

import collections
import math
import sys
from typing import Any

HUGE = 1 << 4096
"""Integers from here on are written in base 16: Python limits the decimal digits that it reads."""
ROOM = 1 << 30
"""Bytes of one array that is read."""
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
    """Wider numbers (long double) have no exact JSON; of texts, NumPy gives each the room of the longest."""
    fits = dtype.itemsize * many <= ROOM
    return fits and dtype.kind in kinds and (dtype.itemsize <= 8 or dtype.kind in "UO")


def from_json(value: Any) -> Any:
    """The value that `to_json` was given."""
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
