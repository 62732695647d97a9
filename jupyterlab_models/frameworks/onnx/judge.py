"""Whether a file is an ONNX model whose weights lie in itself or in the data file beside it.

ONNX has no magic bytes: the file is walked as protobuf, as far as tensors are found, and nothing is built from it.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from pathlib import Path

from ...risk.judging import Judge, Risk, sidecar

DATA = "model.onnx.data"
_DEPTH = 64
_MODEL = {1, 2, 3, 4, 5, 6, 7, 8, 14, 20, 25, 26}
"""Fields of a ModelProto."""
_LOCATION, _ENTRIES = 14, 13
"""Fields of a TensorProto."""
# Message → field → message, as far as a tensor can be below.
_BELOW: dict[str, dict[int, str]] = {
    "model": {7: "graph", 20: "training", 25: "function"},
    "training": {1: "graph", 2: "graph"},
    "function": {7: "node", 11: "attribute"},
    "graph": {1: "node", 5: "tensor", 15: "sparse"},
    "node": {5: "attribute"},
    "attribute": {5: "tensor", 6: "graph", 10: "tensor", 11: "graph", 22: "sparse", 23: "sparse"},
    "sparse": {1: "tensor", 2: "tensor"},
}


_LENGTHS = {1: 8, 2: 0, 5: 4}
"""Kind of a field → bytes; those of kind 2 tell it themselves."""


class _Odd(Exception):
    """Not what ONNX writes."""


def onnx_file(file: Path) -> Risk | None:
    if file.name == DATA:
        return None  # numbers alone, wherever the model says they begin
    if file.suffix == ".json":
        return sidecar(file)
    return "parser" if is_onnx(file) else "code"


def is_onnx(file: Path) -> bool:
    """False for anything else, and for a model that would have other files opened."""
    if file.stat().st_size == 0:
        return False
    with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        try:
            numbers = {number for number, _, _ in _fields(data, 0, len(data))}
            if not ({1, 7} <= numbers <= _MODEL):
                return False
            _walk(data, 0, len(data), "model", 0)
        except _Odd:
            return False
    return True


def _walk(data: mmap.mmap, start: int, end: int, message: str, depth: int) -> None:
    if depth > _DEPTH:
        raise _Odd
    for number, value, stop in _fields(data, start, end):
        below = _BELOW[message].get(number)
        if below is None:
            continue
        if stop is None:
            raise _Odd
        if below == "tensor":
            _tensor(data, value, stop)
        else:
            _walk(data, value, stop, below, depth + 1)


def _tensor(data: mmap.mmap, start: int, end: int) -> None:
    """External data may lie in our data file alone."""
    places = []
    external = False
    for number, value, stop in _fields(data, start, end):
        if number == _LOCATION:
            external = external or value != 0 or stop is not None
        elif number == _ENTRIES:
            if stop is None:
                raise _Odd
            entry = {key: data[at:last] for key, at, last in _fields(data, value, stop) if last is not None}
            if entry.get(1) == b"location":
                places.append(entry.get(2))
    if (places and places != [DATA.encode()]) or (external and not places):
        raise _Odd


def _fields(data: mmap.mmap, start: int, end: int) -> Iterator[tuple[int, int, int | None]]:
    """Number, value and None of each plain field; number, begin and end of each that has a length."""
    at = start
    while at < end:
        tag, at = _varint(data, at, end)
        number, kind = tag >> 3, tag & 7
        if kind == 0:
            value, at = _varint(data, at, end)
            yield number, value, None
            continue
        if kind not in _LENGTHS:
            raise _Odd
        length, at = _varint(data, at, end) if kind == 2 else (_LENGTHS[kind], at)
        if at + length > end:
            raise _Odd
        yield (number, at, at + length) if kind == 2 else (number, 0, None)
        at += length


def _varint(data: mmap.mmap, at: int, end: int) -> tuple[int, int]:
    value = shift = 0
    while at < end and shift < 64:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at
    raise _Odd


JUDGES: dict[str, Judge] = {"onnx": onnx_file}
