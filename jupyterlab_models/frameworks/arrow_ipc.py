"""Files of Arrow (IPC, also called Feather), as server and kernel check them before a library reads them.

Everything that says how the bytes lie is read here: columns of listed types, no extension types (some of them are
pickles), nothing packed, and buffers that lie in the file one after the other and are as long as their type asks for.
What is in them (places of texts, indices of categories) is for the library to check.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from .flatbuffer import Buffer, Refused, Table

MAGIC = b"ARROW1"
MOST_COLUMNS = 100_000
MOST_BATCHES = 100_000
MOST_DEPTH = 12
SPARE = 1 << 20
"""Rows that may have no bytes at all."""
_UNITS = ("s", "ms", "us", "ns")
Metadata = dict[str, str]
Allowed = Callable[[str, Metadata], bool]
"""Whether a column of this name may have this metadata."""


@dataclass(frozen=True)
class Field:
    """A column, or a part of one."""

    name: str
    kind: str
    """`int64`, `utf8`, `timestamp[ns, UTC]`, `list`, …"""
    width: int = 0
    """Bits of one value, where all have as many; of lists of one length how many values they have."""
    children: tuple[Field, ...] = ()
    dictionary: int | None = None
    """Id of its categories; `kind` is that of the categories then."""
    index: Field | None = None
    """The type of what names the categories."""
    ordered: bool = False
    metadata: Metadata = field(default_factory=dict)


@dataclass(frozen=True)
class Frame:
    fields: tuple[Field, ...]
    rows: int


def read(path: Path, allowed: Allowed = lambda name, metadata: not metadata) -> Frame:
    """What is in a file. Error `Refused`."""
    with path.open("rb") as stream:
        try:
            return _File(stream, allowed).frame()
        except struct.error:
            raise Refused("a description that is cut off") from None


class _File:
    def __init__(self, stream: BinaryIO, allowed: Allowed) -> None:
        self._stream = stream
        self._allowed = allowed
        self._size = stream.seek(0, 2)
        self._count = 0
        self._dictionaries: dict[int, Field] = {}

    def frame(self) -> Frame:
        if self._size < 30 or self._at(0, 8) != MAGIC + b"\0\0" or self._at(self._size - 6, 6) != MAGIC:
            raise Refused("bytes that are no Arrow file")
        (length,) = struct.unpack("<i", self._at(self._size - 10, 4))
        begin = self._size - 10 - length
        if length <= 0 or begin < 8:
            raise Refused("a description that is cut off")
        footer = Buffer(self._at(begin, length)).root()
        schema = footer.table(1)
        if schema is None or footer.has(4):
            raise Refused("a file without a description of its columns, or with more than that")
        fields = self._schema(schema)
        blocks = [(*block, True) for block in footer.structs(2, "<qi4xq")]
        blocks += [(*block, False) for block in footer.structs(3, "<qi4xq")]
        if len(blocks) > MOST_BATCHES:
            raise Refused("too many pieces")
        blocks.sort()
        place = self._first(fields, blocks[0][0] if blocks else begin)
        rows = 0
        for offset, head, body, is_dictionary in blocks:
            if offset != place or head <= 8 or body < 0 or offset + head + body > begin:
                raise Refused("pieces that do not follow each other")
            rows += self._piece(offset, head, body, bool(is_dictionary), fields)
            place = offset + head + body
        end = self._at(place, begin - place)
        if end not in (b"", b"\xff\xff\xff\xff\0\0\0\0"):
            raise Refused("something between its pieces")
        return Frame(fields, rows)

    def _at(self, place: int, length: int) -> bytes:
        self._stream.seek(place)
        found = self._stream.read(length)
        if len(found) != length:
            raise Refused("a description that is cut off")
        return found

    def _message(self, place: int, length: int) -> tuple[Table, int, int]:
        """The header of a message, the kind of that, and how many bytes follow."""
        begin = self._at(place, 8)
        (size,) = struct.unpack("<i", begin[4:])
        if begin[:4] != b"\xff\xff\xff\xff" or size <= 0 or size + 8 != length:
            raise Refused("a description that is cut off")
        return _header(self._at(place + 8, size))

    def _first(self, fields: tuple[Field, ...], end: int) -> int:
        """The columns are told at the beginning too, where some readers take them from. Where the pieces begin."""
        if self._at(8, 4) == b"\xff\xff\xff\xff":
            (size,) = struct.unpack("<i", self._at(12, 4))
            header, kind, body = self._message(8, size + 8)
            end = 16 + size
        else:  # as polars begins
            header, kind, body = _header(self._at(8, end - 8))
        if kind != 1 or body:
            raise Refused("a file that begins with something else than its columns")
        known = dict(self._dictionaries)
        self._dictionaries.clear()
        if self._schema(header) != fields or self._dictionaries != known:
            raise Refused("two descriptions that differ")
        return end

    def _piece(self, place: int, head: int, body: int, is_dictionary: bool, fields: tuple[Field, ...]) -> int:
        """Check a batch of rows or of categories; how many rows there are."""
        header, kind, length = self._message(place, head)
        if kind != (2 if is_dictionary else 3) or length != body:
            raise Refused("a piece of another kind")
        if not is_dictionary:
            return _Batch(header, body).check(fields)
        categories = self._dictionaries.get(header.number(0, "<q"))
        data = header.table(1)
        if categories is None or data is None or header.number(2, "<B"):
            raise Refused("categories of no column")
        _Batch(data, body).check((categories,))
        return 0

    def _schema(self, schema: Table) -> tuple[Field, ...]:
        if schema.number(0, "<h") or schema.tables(2) or schema.structs(3, "<q"):
            raise Refused("a description with more than columns")
        self._count = 0
        return tuple(self._field(one, 0) for one in schema.tables(1))

    def _field(self, table: Table, depth: int) -> Field:
        self._count += 1
        if self._count > MOST_COLUMNS or depth > MOST_DEPTH:
            raise Refused("too many columns, or columns that are nested too deeply")
        name = table.text(0)
        pairs = [(pair.text(0), pair.text(1)) for pair in table.tables(6)]
        metadata = dict(pairs)
        if len(metadata) != len(pairs) or not self._allowed(name, metadata):
            raise Refused("a column of an extension type")
        children = tuple(self._field(child, depth + 1) for child in table.tables(5))
        number, described = table.number(2, "<B"), table.table(3)
        if described is None:
            raise Refused("a column without a type")
        kind, width = _type(number, described)
        if len(children) != {"list": 1, "large_list": 1, "fixed_list": 1, "struct": len(children)}.get(kind, 0):
            raise Refused("a column whose parts do not fit it")
        encoding = table.table(4)
        if encoding is None:
            return Field(name, kind, width, children, metadata=metadata)
        key = encoding.number(0, "<q")
        index = encoding.table(1)
        kind_of_index, bits = ("int32", 32) if index is None else _type(2, index)
        if encoding.number(3, "<h") or bits > 64:
            raise Refused("categories of an unusual kind")
        categories = Field("", kind, width, children)
        if self._dictionaries.setdefault(key, categories) != categories:
            raise Refused("categories of two kinds")
        ordered = bool(encoding.number(2, "<B"))
        return Field(name, kind, width, children, key, Field("", kind_of_index, bits), ordered, metadata)


def _header(message: bytes) -> tuple[Table, int, int]:
    table = Buffer(message).root()
    header = table.table(2)
    if table.number(0, "<h") != 4 or header is None or table.has(4):
        raise Refused("a piece of another version")
    return header, table.number(1, "<B"), table.number(3, "<q")


def _type(number: int, table: Table) -> tuple[str, int]:
    """Name and bits of one value. Error `Refused` for types that are never written."""
    if number == 2:
        bits = table.number(0, "<i")
        if bits in (8, 16, 32, 64, 128):
            return f"{'' if table.number(1, '<B') else 'u'}int{bits}", bits
    if number == 3 and table.number(0, "<h") in (0, 1, 2):
        bits = 16 << table.number(0, "<h")
        return f"float{bits}", bits
    if number == 7 and table.number(2, "<i", 128) in (32, 64, 128, 256):
        precision, bits = table.number(0, "<i"), table.number(2, "<i", 128)
        if 0 < precision <= 76 and abs(table.number(1, "<i")) <= 76:
            return "decimal", bits
    if number == 8 and table.number(0, "<h", 1) in (0, 1):
        return "date", 64 if table.number(0, "<h", 1) else 32
    if number == 9 and table.number(0, "<h", 1) in (0, 1, 2, 3) and table.number(1, "<i", 32) in (32, 64):
        return "time", table.number(1, "<i", 32)
    if number in (10, 18) and table.number(0, "<h", 0 if number == 10 else 1) in (0, 1, 2, 3):
        unit = _UNITS[table.number(0, "<h", 0 if number == 10 else 1)]
        if number == 18:
            return f"duration[{unit}]", 64
        zone = table.text(1)
        if len(zone) <= 64 and zone.isprintable():
            return f"timestamp[{unit}{', ' if zone else ''}{zone}]", 64
    if number == 15 and 0 < table.number(0, "<i") <= 1 << 20:
        return "fixed_binary", 8 * table.number(0, "<i")
    if number == 16 and 0 < table.number(0, "<i") <= 1 << 24:
        return "fixed_list", table.number(0, "<i")
    if number in _PLAIN:
        return _PLAIN[number]
    raise Refused("a column of an unusual type")


_PLAIN = {
    1: ("null", 0),
    4: ("binary", 0),
    5: ("utf8", 0),
    6: ("bool", 1),
    12: ("list", 0),
    13: ("struct", 0),
    19: ("large_binary", 0),
    20: ("large_utf8", 0),
    21: ("large_list", 0),
    23: ("binary_view", 0),
    24: ("utf8_view", 0),
}
_OFFSETS = {"binary": 4, "utf8": 4, "list": 4, "large_binary": 8, "large_utf8": 8, "large_list": 8}
_VIEWS = ("binary_view", "utf8_view")


class _Batch:
    """Whether all values of a batch have their place."""

    def __init__(self, table: Table, body: int) -> None:
        self._length = table.number(0, "<q")
        self._nodes = table.structs(1, "<2q")
        self._buffers = table.structs(2, "<2q")
        self._views = [count for (count,) in table.structs(4, "<q")]
        if table.has(3):
            raise Refused("values that are packed")
        if not 0 <= self._length <= 8 * body + SPARE:
            raise Refused("more rows than it has bytes")
        place = 0
        for offset, length in self._buffers:
            if offset < place or length < 0 or offset % 8:
                raise Refused("values that lie over each other")
            place = offset + length
        if place > body:
            raise Refused("values outside of their piece")
        self._node = self._buffer = self._view = 0

    def check(self, fields: tuple[Field, ...]) -> int:
        for one in fields:
            self._field(one, self._length)
        if (self._node, self._buffer, self._view) != (len(self._nodes), len(self._buffers), len(self._views)):
            raise Refused("more values than columns")
        return self._length

    def _take(self, least: int) -> int:
        """The next buffer; its length."""
        if self._buffer >= len(self._buffers):
            raise Refused("fewer values than columns")
        length = self._buffers[self._buffer][1]
        self._buffer += 1
        if length < least:
            raise Refused("fewer values than rows")
        return length

    def _field(self, one: Field, expected: int | None) -> None:
        if self._node >= len(self._nodes):
            raise Refused("fewer values than columns")
        length, nulls = self._nodes[self._node]
        self._node += 1
        if length < 0 or not 0 <= nulls <= length or (expected is not None and length != expected):
            raise Refused("columns of different lengths")
        kind = "null" if one.kind == "null" and one.dictionary is None else one.kind
        if kind == "null":
            if length > self._length:
                raise Refused("more rows than it has bytes")
            return
        self._take((length + 7) // 8 if nulls else 0)
        if one.dictionary is not None and one.index is not None:
            self._take(length * one.index.width // 8)
        elif kind == "struct":
            for child in one.children:
                self._field(child, length)
        elif kind == "fixed_list":
            self._field(one.children[0], length * one.width)
        elif kind in _VIEWS:
            self._take(16 * length)
            self._data_of_view()
        elif kind in _OFFSETS:
            self._take((length + 1) * _OFFSETS[kind] if length else 0)
            if kind.endswith("list"):
                self._field(one.children[0], None)
            else:
                self._take(0)
        else:
            self._take((length * one.width + 7) // 8)

    def _data_of_view(self) -> None:
        if self._view >= len(self._views):
            raise Refused("fewer values than columns")
        count = self._views[self._view]
        self._view += 1
        if not 0 <= count <= len(self._buffers):
            raise Refused("fewer values than columns")
        for _ in range(count):
            self._take(0)
