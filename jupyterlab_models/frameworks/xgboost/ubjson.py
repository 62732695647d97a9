"""XGBoost's binary JSON: whether every length in it stays inside the file. The library reads on behind the end."""

from __future__ import annotations

import mmap
import struct
from pathlib import Path

_DEPTH = 60
_NUMBERS = {"i": 1, "U": 1, "I": 2, "l": 4, "L": 8, "d": 4, "D": 8, "T": 0, "F": 0, "Z": 0, "N": 0}
"""Mark of a value → its bytes."""


class _Walk:
    def __init__(self, data: bytes | mmap.mmap) -> None:
        self.data = data
        self.place = 0

    def skip(self, length: int) -> None:
        if length < 0 or self.place + length > len(self.data):
            raise ValueError("a length that goes beyond the end")
        self.place += length

    def take(self, length: int) -> bytes:
        self.skip(length)
        return self.data[self.place - length : self.place]

    def mark(self) -> str:
        return self.take(1).decode("latin-1")

    def length(self) -> int:
        if self.mark() != "L":
            raise ValueError("a length that is none")
        number: int = struct.unpack(">q", self.take(8))[0]
        return number

    def value(self, mark: str, depth: int) -> None:
        if depth > _DEPTH:
            raise ValueError("values that are nested too deeply")
        if mark in _NUMBERS:
            self.skip(_NUMBERS[mark])
        elif mark == "S":
            self.skip(self.length())
        elif mark == "[":
            self.array(depth)
        elif mark == "{":
            while self.data[self.place : self.place + 1] != b"}":
                self.skip(self.length())
                self.value(self.mark(), depth + 1)
            self.take(1)
        else:
            raise ValueError("a value of an unknown kind")

    def array(self, depth: int) -> None:
        kind, many = "", -1
        if self.data[self.place : self.place + 1] == b"$":
            self.take(1)
            kind = self.mark()
            if _NUMBERS.get(kind, 0) == 0:
                raise ValueError("an array of an unknown kind")
        if self.data[self.place : self.place + 1] == b"#":
            self.take(1)
            many = self.length()
        if kind:
            self.skip(many * _NUMBERS[kind])
        elif many >= 0:
            for _ in range(many):
                self.value(self.mark(), depth + 1)
        else:
            while self.data[self.place : self.place + 1] != b"]":
                self.value(self.mark(), depth + 1)
            self.take(1)


def require_whole(path: Path) -> None:
    """Raises `ValueError`."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        walk = _Walk(data)
        walk.value(walk.mark(), 0)
        if walk.place != len(data):
            raise ValueError("more behind its end")
