"""XGBoost's binary JSON, read by us: every length in it has to stay inside the file. The library reads on behind it."""

from __future__ import annotations

import mmap
import struct
import sys
from array import array
from pathlib import Path
from typing import Any

_DEPTH = 60
_NUMBERS = {"i": "b", "U": "B", "I": "h", "u": "H", "l": "i", "m": "I", "L": "q", "M": "Q", "d": "f", "D": "d"}
"""Mark of a number → letter of `struct` and `array`."""
_OTHERS = {"T": True, "F": False, "Z": None, "N": None}


class _Walk:
    def __init__(self, data: bytes | mmap.mmap) -> None:
        self.data = data
        self.place = 0

    def take(self, length: int) -> bytes:
        if length < 0 or self.place + length > len(self.data):
            raise ValueError("a length that goes beyond the end")
        self.place += length
        return self.data[self.place - length : self.place]

    def mark(self) -> str:
        return self.take(1).decode("latin-1")

    def follows(self, mark: bytes) -> bool:
        return self.data[self.place : self.place + 1] == mark

    def length(self) -> int:
        if self.mark() != "L":
            raise ValueError("a length that is none")
        number: int = struct.unpack(">q", self.take(8))[0]
        return number

    def text(self) -> str:
        return self.take(self.length()).decode("utf-8", "surrogateescape")

    def value(self, mark: str, depth: int) -> Any:
        if depth > _DEPTH:
            raise ValueError("values that are nested too deeply")
        if mark in _NUMBERS:
            kind = _NUMBERS[mark]
            return struct.unpack(f">{kind}", self.take(struct.calcsize(f">{kind}")))[0]
        if mark in _OTHERS:
            return _OTHERS[mark]
        if mark == "S":
            return self.text()
        if mark == "[":
            return self.items(depth)
        if mark == "{":
            return self.members(depth)
        raise ValueError("a value of an unknown kind")

    def members(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not self.follows(b"}"):
            name = self.text()
            if name in found:
                raise ValueError("a name twice")
            found[name] = self.value(self.mark(), depth + 1)
        self.take(1)
        return found

    def items(self, depth: int) -> Any:
        kind, many = "", -1
        if self.follows(b"$"):
            self.take(1)
            kind = self.mark()
            if kind not in _NUMBERS:
                raise ValueError("an array of an unknown kind")
        if self.follows(b"#"):
            self.take(1)
            many = self.length()
        if kind:
            return self.numbers(_NUMBERS[kind], many)
        if many >= 0:
            return [self.value(self.mark(), depth + 1) for _ in range(many)]
        found = []
        while not self.follows(b"]"):
            found.append(self.value(self.mark(), depth + 1))
        self.take(1)
        return found

    def numbers(self, kind: str, many: int) -> array[Any]:
        found = array(kind)
        found.frombytes(self.take(many * struct.calcsize(f">{kind}")))
        if sys.byteorder == "little":
            found.byteswap()
        return found


def read(path: Path) -> Any:
    """The value in the file. Raises `ValueError`."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        walk = _Walk(data)
        found = walk.value(walk.mark(), 0)
        if walk.place != len(data):
            raise ValueError("more behind its end")
        return found
