"""As much of FlatBuffers as CatBoost's files need; no offset is followed before it is known to stay inside."""

from __future__ import annotations

import struct
import sys
from array import array
from typing import BinaryIO


def numbers(data: bytes, kind: str) -> array[int]:
    """Little-endian integers, by a letter of `array`."""
    found = array(kind, data)
    if sys.byteorder == "big":
        found.byteswap()
    return found


class View:
    """A part of a file; what lies outside of it is never read."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self.file = file
        self.start = start
        self.size = size

    def take(self, place: int, length: int) -> bytes:
        self._require(place, length)
        self.file.seek(self.start + place)
        return self.file.read(length)

    def part(self, place: int, length: int) -> View:
        self._require(place, length)
        return View(self.file, self.start + place, length)

    def numbers(self, place: int, kinds: str) -> tuple[int, ...]:
        """Little-endian numbers, by the letters of `struct`."""
        return struct.unpack(f"<{kinds}", self.take(place, struct.calcsize(f"<{kinds}")))

    def number(self, place: int, kind: str) -> int:
        return self.numbers(place, kind)[0]

    def root(self) -> Table:
        return Table(self, self.number(0, "I"))

    def _require(self, place: int, length: int) -> None:
        if place < 0 or length < 0 or place + length > self.size:
            raise ValueError("it names a place beyond its end")


class Table:
    """One table: fields by their number in the schema."""

    def __init__(self, view: View, place: int) -> None:
        self.view = view
        self.place = place
        names = place - view.number(place, "i")
        length, self.size = view.numbers(names, "HH")
        if length < 4 or length % 2:
            raise ValueError("it holds a table without fields")
        view.take(place, self.size)
        self.fields = view.numbers(names + 4, f"{length // 2 - 2}H")

    def number(self, field: int, kind: str, otherwise: int = 0) -> int:
        place = self._place(field, struct.calcsize(f"<{kind}"))
        return otherwise if place is None else self.view.number(place, kind)

    def table(self, field: int) -> Table | None:
        place = self._target(field)
        return None if place is None else Table(self.view, place)

    def vector(self, field: int, size: int) -> tuple[int, int]:
        """Where it begins and how many items of `size` bytes it has; (0, 0) where it is left out."""
        place = self._target(field)
        if place is None:
            return 0, 0
        count = self.view.number(place, "I")
        self.view.part(place + 4, count * size)
        return place + 4, count

    def array(self, field: int, kind: str, each: int = 1) -> array[int]:
        """The numbers of a vector whose items have `each` of them."""
        size = each * array(kind).itemsize
        place, count = self.vector(field, size)
        return numbers(self.view.take(place, count * size), kind)

    def tables(self, field: int) -> list[Table]:
        return [Table(self.view, place) for place in self._places(field)]

    def text(self, field: int) -> bytes:
        return self.view.take(*self.vector(field, 1))

    def texts(self, field: int) -> list[bytes]:
        return [self.view.take(place + 4, self.view.number(place, "I")) for place in self._places(field)]

    def _places(self, field: int) -> list[int]:
        """Where the items of a vector lie that has no more than their places."""
        place, count = self.vector(field, 4)
        return [place + 4 * index + offset for index, offset in enumerate(self.view.numbers(place, f"{count}I"))]

    def _place(self, field: int, length: int) -> int | None:
        offset = self.fields[field] if field < len(self.fields) else 0
        if offset and offset + length > self.size:
            raise ValueError("it holds a table that is shorter than its fields")
        return self.place + offset if offset else None

    def _target(self, field: int) -> int | None:
        place = self._place(field, 4)
        return None if place is None else place + self.view.number(place, "I")
