"""Flatbuffers, read strictly: nothing outside of the buffer, and no more steps than it has bytes.

For server and kernel alike.
"""

from __future__ import annotations

import struct

MOST = 64 << 20
"""Bytes of one buffer."""


class Refused(ValueError):
    """Something that is never written; the message completes “it holds …”."""


class Buffer:
    """The bytes, and how many tables and vectors may still be looked at."""

    def __init__(self, data: bytes) -> None:
        if len(data) > MOST:
            raise Refused("a description that is too long")
        self.data = data
        self._left = len(data) // 2 + 100

    def root(self) -> Table:
        return self.table(self.number("<I", 0))

    def number(self, kind: str, place: int) -> int:
        if place < 0:
            raise Refused("a description that is cut off")
        try:
            found: int = struct.unpack_from(kind, self.data, place)[0]
        except struct.error:
            raise Refused("a description that is cut off") from None
        return found

    def table(self, place: int) -> Table:
        # Tables may share their parts, so that a few bytes could stand for very many of them.
        self._left -= 1
        if self._left < 0:
            raise Refused("a description that says the same thing too often")
        return Table(self, place)

    def follow(self, place: int) -> int:
        """Where an offset leads, which is always further on."""
        return place + self.number("<I", place)

    def text(self, place: int) -> str:
        start = self.follow(place)
        length = self.number("<I", start)
        raw = self.data[start + 4 : start + 4 + length]
        try:
            if len(raw) != length:
                raise Refused("a description that is cut off")
            return raw.decode()
        except UnicodeDecodeError:
            raise Refused("a name that is no text") from None


class Table:
    def __init__(self, buffer: Buffer, place: int) -> None:
        self._buffer = buffer
        self._place = place
        self._fields = place - buffer.number("<i", place)
        self._length = buffer.number("<H", self._fields)
        if self._length < 4 or self._fields + self._length > len(buffer.data):
            raise Refused("a description that is cut off")

    def _at(self, field: int) -> int | None:
        entry = 4 + 2 * field
        if entry + 2 > self._length:
            return None
        offset = self._buffer.number("<H", self._fields + entry)
        return self._place + offset if offset else None

    def has(self, field: int) -> bool:
        return self._at(field) is not None

    def number(self, field: int, kind: str, default: int = 0) -> int:
        place = self._at(field)
        return default if place is None else self._buffer.number(kind, place)

    def text(self, field: int) -> str:
        place = self._at(field)
        return "" if place is None else self._buffer.text(place)

    def table(self, field: int) -> Table | None:
        place = self._at(field)
        return None if place is None else self._buffer.table(self._buffer.follow(place))

    def tables(self, field: int) -> list[Table]:
        start, count = self._vector(field, 4)
        return [self._buffer.table(self._buffer.follow(start + 4 * index)) for index in range(count)]

    def structs(self, field: int, kind: str) -> list[tuple[int, ...]]:
        """A vector of structs of numbers."""
        size = struct.calcsize(kind)
        start, count = self._vector(field, size)
        return list(struct.iter_unpack(kind, self._buffer.data[start : start + size * count]))

    def _vector(self, field: int, size: int) -> tuple[int, int]:
        place = self._at(field)
        if place is None:
            return 0, 0
        start = self._buffer.follow(place)
        count = self._buffer.number("<I", start)
        if start + 4 + count * size > len(self._buffer.data):
            raise Refused("a description that is cut off")
        return start + 4, count
