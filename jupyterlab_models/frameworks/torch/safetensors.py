"""The file format safetensors: a JSON header with names, types, shapes and places, then the bytes of all tensors.

This module knows the header alone and no library. What a file says is believed only after all of it was checked:
every type is known, every size fits its shape, and the places cover the file without an overlap or a hole.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any, BinaryIO

SIZES = {
    "BOOL": 1,
    "U8": 1,
    "I8": 1,
    "F8_E5M2": 1,
    "F8_E4M3": 1,
    "F8_E5M2FNUZ": 1,
    "F8_E4M3FNUZ": 1,
    "F8_E8M0": 1,
    "I16": 2,
    "U16": 2,
    "F16": 2,
    "BF16": 2,
    "I32": 4,
    "U32": 4,
    "F32": 4,
    "C64": 8,
    "F64": 8,
    "I64": 8,
    "U64": 8,
}
"""Data type → bytes of one element."""
MAX_HEADER = 4 << 20
METADATA = "__metadata__"
_LENGTH = 8
_ALIGNMENT = 64
"""Where the bytes begin, for types of any size; the format itself asks for 8."""
_MOST_DIMENSIONS = 64
_MOST_DIGITS = 20
_FIELDS = {"dtype", "shape", "data_offsets"}


class Damaged(ValueError):
    """The file is not what it should be; the message says where."""


@dataclass(frozen=True)
class Entry:
    """One tensor of a file."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    start: int
    """Where its bytes begin and end, counted from the beginning of the file."""
    stop: int


@dataclass(frozen=True)
class Head:
    """What the header of a file says."""

    entries: dict[str, Entry]
    metadata: dict[str, str]
    size: int
    """Of the whole file."""


def encode(tensors: list[tuple[str, str, tuple[int, ...]]], metadata: dict[str, str]) -> bytes:
    """The beginning of a file that holds these (name, type, shape) one after the other. Error `ValueError`."""
    body: dict[str, Any] = {METADATA: metadata} if metadata else {}
    place = 0
    for name, dtype, shape in tensors:
        if name in body or name == METADATA:
            raise ValueError(f"two tensors have the name {name[:60]!r}")
        stop = place + SIZES[dtype] * math.prod(shape)
        body[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [place, stop]}
        place = stop
    text = json.dumps(body, separators=(",", ":")).encode()
    if _LENGTH + len(text) + _ALIGNMENT > MAX_HEADER:
        raise ValueError(f"the header of {len(tensors)} tensors has {len(text)} bytes, more than {MAX_HEADER}")
    text += b" " * (-(_LENGTH + len(text)) % _ALIGNMENT)
    return len(text).to_bytes(_LENGTH, "little") + text


def read_head(stream: BinaryIO) -> Head:
    """Check and read the header of a file. Error `Damaged`."""
    size = stream.seek(0, 2)
    stream.seek(0)
    length = int.from_bytes(stream.read(_LENGTH), "little")
    begin = _LENGTH + length
    if size < _LENGTH or begin > min(size, MAX_HEADER):
        raise Damaged("it has no header")
    body = read_json(stream.read(length))
    if not isinstance(body, dict):
        raise Damaged("its header is not an object")
    metadata = body.pop(METADATA, {})
    if not isinstance(metadata, dict) or not all(type(value) is str for value in metadata.values()):
        raise Damaged("its metadata is not an object of texts")
    entries = {name: _entry(name, fields, begin) for name, fields in body.items()}
    place = begin
    for entry in sorted(entries.values(), key=lambda one: (one.start, one.stop)):
        if entry.start != place:
            raise Damaged(f"the bytes of {entry.name[:60]!r} do not follow on those before")
        place = entry.stop
    if place != size:
        raise Damaged("its length does not fit its tensors")
    return Head(entries, metadata, size)


def read_json(text: bytes | str) -> Any:
    """JSON without a name twice, and without numbers that are none or too long. Error `Damaged`."""
    try:
        decoded = text.decode() if isinstance(text, bytes) else text
        return json.loads(decoded, object_pairs_hook=_once, parse_constant=_no_constant, parse_int=_whole)
    except (ValueError, RecursionError) as error:
        raise Damaged(f"its header cannot be read ({str(error)[:100]})") from None


def _entry(name: str, fields: Any, begin: int) -> Entry:
    if not isinstance(fields, dict) or fields.keys() != _FIELDS:
        raise Damaged(f"the entry of {name[:60]!r} has other fields than it should")
    dtype, shape, offsets = fields["dtype"], fields["shape"], fields["data_offsets"]
    if type(dtype) is not str or dtype not in SIZES:
        raise Damaged(f"{name[:60]!r} has an unknown type")
    if not _counts(shape) or len(shape) > _MOST_DIMENSIONS or not _counts(offsets) or len(offsets) != 2:
        raise Damaged(f"shape or place of {name[:60]!r} is not a list of counts")
    if math.prod(max(one, 1) for one in shape) >= 1 << 60:
        raise Damaged(f"the shape of {name[:60]!r} is too large")
    if offsets[1] - offsets[0] != SIZES[dtype] * math.prod(shape):
        raise Damaged(f"the size of {name[:60]!r} does not fit its shape")
    return Entry(name, dtype, tuple(shape), begin + offsets[0], begin + offsets[1])


def _counts(value: Any) -> bool:
    return isinstance(value, list) and all(type(one) is int and 0 <= one < 1 << 63 for one in value)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name comes twice")
    return found


def _whole(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError("a number is too long")
    return int(digits)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")
