"""Whether a file is an ONNX model whose weights lie in itself or in the data file beside it.

The server and the kernel both ask here before anything else reads the file. ONNX has no magic bytes: the file is walked
as protobuf, as far as tensors and calls of functions are found, and nothing is built from it. A model runs nothing by
being read, checked, printed or written; operators of any domain are names, which only a runtime gives a meaning. What
could do harm is a name of another file, and a function that calls itself.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Union

DATA = "model.onnx.data"
FIELDS = 2_000_000
"""Looked at one by one, in a second or two; runs of numbers and short texts count as one."""
DEPTH = 64
KEYS = frozenset(("location", "offset", "length", "checksum"))
"""Of an entry of external data."""
_MODEL = {1, 2, 3, 4, 5, 6, 7, 8, 14, 20, 25, 26}
"""Fields of a ModelProto."""
_LOCATION, _ENTRIES = 14, 13
"""Fields of a TensorProto."""
# Message → field → message, as far as a tensor can be below.
_BELOW: dict[str, dict[int, str]] = {
    "model": {7: "main", 20: "training", 25: "function"},
    "training": {1: "graph", 2: "graph"},
    "function": {7: "node", 11: "attribute"},
    "main": {1: "node", 5: "weights", 15: "sparse"},
    "graph": {1: "node", 5: "tensor", 15: "sparse"},
    "node": {5: "attribute"},
    "attribute": {5: "tensor", 6: "graph", 10: "tensor", 11: "graph", 22: "sparse", 23: "sparse"},
    "sparse": {1: "tensor", 2: "tensor"},
}
_NAMES = {"node": (7, 4, 8), "function": (10, 1, 13)}
"""Message → fields with its domain, its name and its overload."""
_LENGTHS = {1: 8, 2: 0, 5: 4}
"""Kind of a field → bytes; those of kind 2 tell it themselves."""
_SHORT = b"|".join(b"\\x%02x.{%d}" % (length, length) for length in range(16))
_RUN = re.compile(
    rb"(?:\x3d.{4}){1,1000}|(?:\x40[\x80-\xff]{0,9}[\x00-\x7f]){1,1000}|(?:\x4a(?:" + _SHORT + rb")){1,1000}", re.DOTALL
)
"""Numbers and texts of an attribute: trees have millions of them."""
Bytes = Union[bytes, mmap.mmap]
Name = tuple[bytes, ...]
"""Domain, name and overload of an operator or function."""


class Odd(Exception):
    """Not what ONNX writes; the message says what."""


def first_refused(file: Path) -> str | None:
    """What is wrong with a model's file, in words, or None."""
    size = file.stat().st_size
    if size == 0:
        return "it is empty"
    beside = file.with_name(DATA)
    with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        walk = _Walk(data, beside.stat().st_size if beside.is_file() else 0)
        try:
            walk.model(len(data))
        except Odd as reason:
            return str(reason)
    return None


class _Walk:
    def __init__(self, data: Bytes, outside: int) -> None:
        self.data = data
        self.outside = outside
        """Bytes of the data file."""
        self.left = FIELDS
        self.calls: dict[Name, set[Name]] = {}
        """Function → what it calls."""

    def model(self, end: int) -> None:
        numbers = {number for number, _, _ in self.fields(0, end)}
        if not ({1, 7} <= numbers <= _MODEL):
            raise Odd("it is no ONNX model")
        self.message(0, end, "model", 0, set())
        self.require_no_cycle()

    def message(self, start: int, end: int, kind: str, depth: int, called: set[Name]) -> None:
        """Go down; `called` gets the operators of all nodes inside."""
        if depth > DEPTH:
            raise Odd("it is nested too deeply")
        below, names = _BELOW[kind], _NAMES.get(kind, ())
        texts: dict[int, bytes] = {}
        inside: set[Name] = set() if kind == "function" else called
        for number, value, stop in self.fields(start, end, runs=kind == "attribute"):
            if number in names and stop is not None:
                texts[number] = bytes(self.data[value:stop])
            inner = below.get(number)
            if inner is None:
                continue
            if stop is None:
                raise Odd("it is damaged")
            if inner in ("tensor", "weights"):
                self.tensor(value, stop, inner == "weights")
            else:
                self.message(value, stop, inner, depth + 1, inside)
        name = tuple(texts.get(number, b"") for number in names)
        if kind == "node":
            called.add(name)
        elif kind == "function":
            self.calls.setdefault(name, set()).update(inside)

    def tensor(self, start: int, end: int, weights: bool) -> None:
        """External data may lie in our data file alone, and only that of the graph's own weights."""
        places: list[dict[bytes, bytes]] = []
        external = False
        for number, value, stop in self.fields(start, end):
            if number == _LOCATION:
                external = external or value != 0 or stop is not None
            elif number == _ENTRIES:
                if stop is None:
                    raise Odd("it is damaged")
                entry = {
                    key: bytes(self.data[at:last]) for key, at, last in self.fields(value, stop) if last is not None
                }
                places.append({entry.get(1, b""): entry.get(2, b"")})
        if not external:
            return  # what is said about a place counts for nothing then
        found = {key: value for place in places for key, value in place.items()}
        if not weights or len(found) != len(places) or not found.keys() <= {key.encode() for key in KEYS}:
            raise Odd("data of another file is where ONNX has none")
        if found.get(b"location") != DATA.encode():
            raise Odd("its weights lie in another file")
        offset, length = (_number(found.get(key, b"0")) for key in (b"offset", b"length"))
        if offset + length > self.outside:
            raise Odd(f"its weights lie beyond the end of {DATA}")

    def require_no_cycle(self) -> None:
        """A function that calls itself would be followed without end."""
        state: dict[Name, int] = {}
        for first in self.calls:
            waiting = [(first, False)]
            while waiting:
                name, left = waiting.pop()
                if left:
                    state[name] = 2
                elif state.get(name) != 2:
                    state[name] = 1
                    waiting.append((name, True))
                    for called in self.calls[name]:
                        if called in self.calls and state.get(called) == 1:
                            raise Odd("a function of it calls itself")
                        if called in self.calls and called not in state:
                            waiting.append((called, False))

    def fields(self, start: int, end: int, runs: bool = False) -> Iterator[tuple[int, int, int | None]]:
        """Number, value and None of each plain field; number, begin and end of each that has a length."""
        data, at = self.data, start
        while at < end:
            self.left -= 1
            if self.left < 0:
                raise Odd("it has more parts than can be looked through")
            if runs:
                found = _RUN.match(data, at, end)
                if found is not None:
                    at = found.end()
                    continue
            tag = data[at]
            at += 1
            if tag >= 0x80:
                tag, at = self.varint(at - 1, end)
            number, kind = tag >> 3, tag & 7
            if kind == 2 and at < end and data[at] < 0x80:
                length = data[at]
                at += 1
            elif kind == 2:
                length, at = self.varint(at, end)
            elif kind == 0:
                value, at = self.varint(at, end)
                yield number, value, None
                continue
            elif kind in _LENGTHS:
                length = _LENGTHS[kind]
            else:
                raise Odd("it is damaged")
            if at + length > end:
                raise Odd("it is cut off")
            yield (number, at, at + length) if kind == 2 else (number, 0, None)
            at += length

    def varint(self, at: int, end: int) -> tuple[int, int]:
        value = shift = 0
        while at < end and shift < 64:
            byte = self.data[at]
            value |= (byte & 0x7F) << shift
            at, shift = at + 1, shift + 7
            if byte < 0x80:
                return value, at
        raise Odd("it is damaged")


def _number(text: bytes) -> int:
    if not text.isdigit() or len(text) > 18:
        raise Odd("a place of its weights is no number")
    return int(text)
