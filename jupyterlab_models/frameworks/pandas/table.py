"""What `frame.json` may say, and which columns of Arrow that fits. For server and kernel alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...kernel import plain
from .. import arrow_ipc
from ..arrow_ipc import Field
from ..flatbuffer import Refused

FRAME = "frame.arrow"
LABELS = "labels.arrow"
SIDE = "frame.json"
MOST = 16 << 20
"""Bytes of `frame.json`."""
DEPTH = 4
_NUMPY = {"bool": "bool", **{name: name for name in ("float16", "float32", "float64")}}
_NUMPY |= {f"{sign}int{bits}": f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)}
MASKED = {f"{sign}Int{bits}": f"{sign.lower()}int{bits}" for sign in ("", "U") for bits in (8, 16, 32, 64)}
MASKED |= {"Float32": "float32", "Float64": "float64", "boolean": "bool"}
"""Nullable type → the type of its numbers."""
UNITS = ("s", "ms", "us", "ns")
ZONES = {
    "zoneinfo": re.compile(r"[A-Z][A-Za-z0-9_+-]{1,30}(/[A-Z][A-Za-z0-9_+-]{1,30}){0,2}"),
    "pytz": re.compile(r"[A-Z][A-Za-z0-9_+-]{1,30}(/[A-Z][A-Za-z0-9_+-]{1,30}){0,2}"),
    "offset": re.compile(r"-?[0-9]{1,5}"),
}
"""How a time zone is made → its name, or its seconds."""
FREQ = re.compile(r"-?[0-9]{0,6}[A-Za-z]{1,8}(-[A-Z]{3}(-[A-Z]{3})?)?")
MISSING = ("None", "nan", "NA", "NaT")
OBJECTS = ("text", "json", "decimal", "date")
CLOSED = ("left", "right", "both", "neither")


def read(folder: Path) -> dict[str, Any]:
    """The checked description of the files in a folder. Error `Refused`."""
    path = folder / SIDE
    if path.stat().st_size > MOST:
        raise Refused(f"a description of more than {MOST >> 20} MiB")
    try:
        side = plain.read(path.read_bytes())
    except ValueError as error:
        raise Refused(str(error)) from None
    fields = arrow_ipc.read(folder / FRAME)
    labels = arrow_ipc.read(folder / LABELS) if (folder / LABELS).exists() else None
    check(side, fields, labels)
    return dict(side)


def check(side: Any, frame: arrow_ipc.Frame, labels: arrow_ipc.Frame | None) -> None:
    """Error `Refused`."""
    _members(side, "object", "vectors", "index", "columns", "name", "attrs", "duplicates")
    if side["object"] not in ("frame", "series", "index") or type(side["duplicates"]) is not bool:
        raise Refused("another object than a frame, a series or an index")
    for value in (side["name"], side["attrs"]):
        _plain(value)
    if not isinstance(side["attrs"], dict) or side["attrs"].keys() & {"$"}:
        raise Refused("attributes that are none")
    fields = iter(frame.fields)
    vectors = side["vectors"]
    if not isinstance(vectors, list) or len(vectors) != {"series": 1, "index": 0}.get(side["object"], len(vectors)):
        raise Refused("another count of columns than it says")
    for vector in vectors:
        _vector(vector, next(fields, None))
    _index(side["index"], fields, frame.rows)
    if next(fields, None) is not None:
        raise Refused("more columns than it says")
    if side["object"] != "frame":
        if side["columns"] is not None or labels is not None:
            raise Refused("names of columns that it does not have")
    elif isinstance(side["columns"], dict) and side["columns"].get("kind") == "names":
        _members(side["columns"], "kind", "vector", "name")
        _plain(side["columns"]["name"])
        _vector(side["columns"]["vector"], Field("", "large_utf8"))
        if side["columns"]["vector"]["kind"] not in ("string", "object") or labels is not None:
            raise Refused("names of columns that are none")
    else:
        places = iter(labels.fields if labels is not None else ())
        _index(side["columns"], places, labels.rows if labels is not None else len(vectors))
        if next(places, None) is not None or (labels is not None and labels.rows != len(vectors)):
            raise Refused("another count of names than of columns")


def _members(value: Any, *names: str) -> None:
    if not isinstance(value, dict) or value.keys() != {*names}:
        raise Refused("a description that is not as it is written")


def _plain(value: Any) -> None:
    try:
        plain.check(value)
    except ValueError as error:
        raise Refused(str(error)) from None


def _index(index: Any, fields: Iterator[Field], rows: int) -> None:
    kind = index.get("kind") if isinstance(index, dict) else None
    if kind == "range":
        _members(index, "kind", "start", "stop", "step", "name")
        numbers = [index[name] for name in ("start", "stop", "step")]
        if not all(type(one) is int and abs(one) < 1 << 62 for one in numbers) or not index["step"]:
            raise Refused("a range that is none")
        if len(range(*numbers)) > 1 << 62:
            raise Refused("a range that is too long")
        _plain(index["name"])
    elif kind == "flat":
        _members(index, "kind", "vector", "name", "freq")
        _plain(index["name"])
        _vector(index["vector"], next(fields, None))
        _text(index["freq"], FREQ, None)
        if index["freq"] is not None and index["vector"]["kind"] not in ("datetime", "timedelta"):
            raise Refused("a frequency of something else than times")
    elif kind == "multi":
        _members(index, "kind", "levels")
        if not isinstance(index["levels"], list) or not 0 < len(index["levels"]) <= 64:
            raise Refused("an index without levels")
        for level in index["levels"]:
            _members(level, "vector", "name")
            _plain(level["name"])
            _categories(level["vector"], next(fields, None))
    else:
        raise Refused("an index of an unusual kind")


def _text(value: Any, pattern: re.Pattern[str], other: Any = "") -> None:
    if value != other and not (isinstance(value, str) and pattern.fullmatch(value)):
        raise Refused("a name that is never written")


def _one_of(value: Any, known: Any) -> None:
    if not isinstance(value, str) or value not in known:
        raise Refused("a name that is never written")


def _categories(vector: Any, field: Field | None) -> None:
    """Values that are named by numbers."""
    if field is None or field.dictionary is None or field.index is None or not field.index.kind.startswith("int"):
        raise Refused("a column of another type than it says")
    if not isinstance(vector, dict) or vector.get("kind") in ("category", "sparse"):
        raise Refused("categories of categories")
    _vector(vector, Field("", field.kind, field.width, field.children))


def _vector(vector: Any, field: Field | None, depth: int = 0) -> None:
    """Whether a column is described as one, and the column of Arrow fits."""
    kind = vector.get("kind") if isinstance(vector, dict) else None
    if field is None or not isinstance(kind, str) or kind not in _CHECKS or depth > DEPTH:
        raise Refused("a column of an unusual kind")
    if kind == "category":
        _members(vector, "kind", "ordered", "categories")
        if type(vector["ordered"]) is not bool:
            raise Refused("a column of an unusual kind")
        _categories(vector["categories"], field)
        return
    if kind == "arrow":
        _members(vector, "kind")
        return
    if field.dictionary is not None:
        raise Refused("a column of another type than it says")
    if not _CHECKS[kind](vector, field, depth):
        raise Refused("a column of another type than it says")


def _numbers(vector: Any, field: Field, depth: int) -> bool:
    _members(vector, "kind", "dtype")
    _one_of(vector["dtype"], _NUMPY)
    return field.kind == _NUMPY[vector["dtype"]]


def _masked(vector: Any, field: Field, depth: int) -> bool:
    _members(vector, "kind", "dtype")
    _one_of(vector["dtype"], MASKED)
    return field.kind == MASKED[vector["dtype"]]


def _datetime(vector: Any, field: Field, depth: int) -> bool:
    _members(vector, "kind", "unit", "zone", "tz")
    _one_of(vector["unit"], UNITS)
    if vector["zone"] is None:
        return vector["tz"] is None and field.kind == f"timestamp[{vector['unit']}]"
    _one_of(vector["zone"], ZONES)
    _text(vector["tz"], ZONES[vector["zone"]])
    return vector["tz"] != "" and field.kind.startswith(f"timestamp[{vector['unit']}, ")


def _timedelta(vector: Any, field: Field, depth: int) -> bool:
    _members(vector, "kind", "unit")
    _one_of(vector["unit"], UNITS)
    return field.kind == f"duration[{vector['unit']}]"


def _string(vector: Any, field: Field, depth: int) -> bool:
    _members(vector, "kind", "storage", "na")
    _one_of(vector["storage"], ("python", "pyarrow"))
    _one_of(vector["na"], ("nan", "NA"))
    return field.kind == "large_utf8"


def _period(vector: Any, field: Field, depth: int) -> bool:
    _members(vector, "kind", "freq")
    _text(vector["freq"], FREQ, None)
    return vector["freq"] is not None and field.kind == "int64"


def _interval(vector: Any, field: Field, depth: int) -> bool:
    _members(vector, "kind", "closed", "sides")
    _one_of(vector["closed"], CLOSED)
    if field.kind != "struct" or [child.name for child in field.children] != ["left", "right"]:
        return False
    if not isinstance(vector["sides"], dict) or vector["sides"].get("kind") not in ("numpy", "datetime", "timedelta"):
        return False
    for child in field.children:
        _vector(vector["sides"], child, depth + 1)
    return True


def _sparse(vector: Any, field: Field, depth: int) -> bool:
    _members(vector, "kind", "fill", "values")
    _plain(vector["fill"])
    fill = vector["fill"]
    if not (isinstance(fill, (int, float)) or (isinstance(fill, dict) and fill.get("$") in ("float", "scalar"))):
        return False
    if not isinstance(vector["values"], dict) or vector["values"].get("kind") != "numpy":
        return False
    _vector(vector["values"], field, depth + 1)
    return True


def _object(vector: Any, field: Field, depth: int) -> bool:
    _members(vector, "kind", "values", "missing")
    _one_of(vector["values"], OBJECTS)
    _one_of(vector["missing"], MISSING)
    return field.kind == "large_utf8"


_CHECKS: dict[str, Any] = {
    "numpy": _numbers,
    "masked": _masked,
    "datetime": _datetime,
    "timedelta": _timedelta,
    "string": _string,
    "period": _period,
    "interval": _interval,
    "sparse": _sparse,
    "object": _object,
    "category": None,
    "arrow": None,
}
