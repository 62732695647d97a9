"""The head of a file in NumPy's own format, read strictly and without NumPy. For server and kernel alike.

NumPy reads the head as Python; here nothing is taken but what `numpy.save` writes of numbers, texts, times and records
of them. Arrays of objects, which are pickles, are not among them.
"""

from __future__ import annotations

import math
import re
import struct
from dataclasses import dataclass
from typing import Any, BinaryIO

MAGIC = b"\x93NUMPY"
MOST_HEAD = 1 << 16
MOST_DEPTH = 8
MOST_FIELDS = 2000
MOST_DIMENSIONS = 64
MOST_ITEM = 1 << 31
EMPTY = 1 << 26
"""Bytes that an array without any may seem to have: its shape can claim what it likes."""
_TOKEN = re.compile(r"'([^'\\\n\0]{0,200})'|(\d{1,18})|(True|False)|([\[\](){}:,])| +")
_SIMPLE = re.compile(
    r"[<>|](?:(?P<kind>b1|[iu][1248]|f2|f4|f8|f16|c8|c16|c32)|(?P<wide>[SaUV])(?P<length>\d{1,10})"
    r"|[mM]8(?:\[\d{0,9}(?:Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as)\])?)"
)


class Refused(ValueError):
    """Something that is never written; the message completes “it holds …”."""


@dataclass(frozen=True)
class Head:
    """What the head of a file tells of an array."""

    descr: Any
    """As NumPy's `dtype_to_descr` gives it: text, or a list of fields."""
    shape: tuple[int, ...]
    fortran: bool
    offset: int
    """Where the numbers begin, counted from the beginning of the array."""
    itemsize: int

    @property
    def size(self) -> int:
        return math.prod(self.shape)

    @property
    def nbytes(self) -> int:
        return self.size * self.itemsize


def read_head(stream: BinaryIO, length: int) -> Head:
    """The head of an array that begins here and has `length` bytes in all. Error `Refused`."""
    begin = stream.read(12)
    if begin[:6] != MAGIC or len(begin) < 12 or begin[6:8] not in (b"\1\0", b"\2\0", b"\3\0"):
        raise Refused("an array that is not in NumPy's format")
    (size,) = struct.unpack("<H", begin[8:10]) if begin[6] == 1 else struct.unpack("<I", begin[8:12])
    start = 10 if begin[6] == 1 else 12
    if size > MOST_HEAD or start + size > length or size < 2:
        raise Refused("an array with an unusual head")
    raw = begin[start:] + stream.read(start + size - 12)
    try:
        text = raw.decode("utf-8" if begin[6] == 3 else "latin-1")
    except UnicodeDecodeError:
        raise Refused("an array with an unusual head") from None
    head = parse_head(text, start + size)
    if head.nbytes != length - head.offset:
        raise Refused("an array that is longer or shorter than its head says")
    if not head.nbytes and math.prod(max(side, 1) for side in head.shape) * max(head.itemsize, 4) > EMPTY:
        raise Refused("an array that is longer or shorter than its head says")
    return head


def parse_head(text: str, offset: int) -> Head:
    """Error `Refused`."""
    value = _Reader(text).whole()
    if not isinstance(value, dict) or list(value) != ["descr", "fortran_order", "shape"]:
        raise Refused("an array with an unusual head")
    shape, fortran = value["shape"], value["fortran_order"]
    if type(fortran) is not bool or not _is_shape(shape):
        raise Refused("an array with an unusual shape")
    return Head(value["descr"], shape, fortran, offset, item_size(value["descr"]))


def encode_head(descr: Any, shape: tuple[int, ...], fortran: bool) -> bytes:
    """What `numpy.save` writes before the numbers, in the first version of the format that can say it."""
    text = repr({"descr": descr, "fortran_order": fortran, "shape": shape})[:-1] + ", }"
    body, version = text.encode("utf-8"), 3
    if text.isascii():
        version = 1 if len(body) + 80 < 1 << 16 else 2
    start = 10 if version == 1 else 12
    body += b" " * (-(start + len(body) + 1) % 64) + b"\n"
    return MAGIC + bytes((version, 0)) + struct.pack("<H" if version == 1 else "<I", len(body)) + body


def item_size(descr: Any, depth: int = 0) -> int:
    """Bytes of one element of this type. Error `Refused` for types that are never written."""
    if isinstance(descr, str):
        return _simple_size(descr)
    if not isinstance(descr, list) or not 0 < len(descr) <= MOST_FIELDS or depth > MOST_DEPTH:
        raise Refused("an array of an unusual type")
    names: list[str] = []
    size = 0
    for field in descr:
        if not isinstance(field, tuple) or len(field) not in (2, 3):
            raise Refused("an array of records that are none")
        names += _names(field[0])
        inner = item_size(field[1], depth + 1)
        if len(field) == 3:
            if not _is_shape(field[2]):
                raise Refused("an array of records with an unusual shape")
            inner *= math.prod(field[2])
        size += inner
        if size > MOST_ITEM:
            raise Refused("an array of records that are too large")
    named = [name for name in names if name]
    if len({*named}) != len(named):
        raise Refused("an array of records with one name twice")
    return size


def _simple_size(descr: str) -> int:
    found = _SIMPLE.fullmatch(descr)
    if found is None:
        raise Refused(f"an array of an unusual type, {descr[:60]}")
    if found["kind"]:
        return int(found["kind"][1:])
    if found["wide"]:
        size = int(found["length"]) * (4 if found["wide"] == "U" else 1)
        if size > MOST_ITEM:
            raise Refused("an array of texts that are too long")
        return size
    return 8


def _names(name: Any) -> list[str]:
    """A field has a name, or a title and a name."""
    found = list(name) if isinstance(name, tuple) else [name]
    if not all(isinstance(one, str) for one in found) or len(found) not in (1, 2) or (len(found) == 2 and "" in found):
        raise Refused("an array of records with unusual names")
    return found


def _is_shape(value: Any) -> bool:
    return (
        isinstance(value, tuple)
        and len(value) <= MOST_DIMENSIONS
        and all(type(one) is int for one in value)
        and math.prod(max(one, 1) for one in value) < 1 << 62
    )


class _Reader:
    """The few literals of Python that a head is made of."""

    def __init__(self, text: str) -> None:
        self._text = text.rstrip(" \n") if text.endswith("\n") else ""
        self._place = 0
        self._next: tuple[str, Any] = ("", None)
        self._advance()

    def whole(self) -> Any:
        value = self._value(0)
        if self._next[0] != "":
            raise Refused("an array with an unusual head")
        return value

    def _advance(self) -> tuple[str, Any]:
        was = self._next
        while True:
            if self._place >= len(self._text):
                self._next = ("", None)
                return was
            found = _TOKEN.match(self._text, self._place)
            if found is None:
                raise Refused("an array with an unusual head")
            self._place = found.end()
            if found[4]:
                self._next = (found[4], None)
            elif found[1] is not None:
                self._next = ("value", found[1])
            elif found[2]:
                self._next = ("value", int(found[2]))
            elif found[3]:
                self._next = ("value", found[3] == "True")
            else:
                continue  # spaces
            return was

    def _value(self, depth: int) -> Any:
        kind, value = self._advance()
        if kind == "value":
            return value
        if depth > 3 * MOST_DEPTH or kind not in ("[", "(", "{"):
            raise Refused("an array with an unusual head")
        return self._members(depth) if kind == "{" else self._items(kind, depth)

    def _items(self, kind: str, depth: int) -> Any:
        end = "]" if kind == "[" else ")"
        found: list[Any] = []
        while self._next[0] != end:
            found.append(self._value(depth + 1))
            if self._next[0] == ",":
                self._advance()
            elif self._next[0] != end or (kind == "(" and len(found) == 1):
                raise Refused("an array with an unusual head")
        self._advance()
        return found if kind == "[" else tuple(found)

    def _members(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while self._next[0] != "}":
            kind, key = self._advance()
            if kind != "value" or type(key) is not str or key in found or self._advance()[0] != ":":
                raise Refused("an array with an unusual head")
            found[key] = self._value(depth + 1)
            if self._next[0] == ",":
                self._advance()
            elif self._next[0] != "}":
                raise Refused("an array with an unusual head")
        self._advance()
        return found
