"""Arrays in NumPy's own file format, read without NumPy: head, size, and columns of whole numbers."""

from __future__ import annotations

import math
import re
import struct
from dataclasses import dataclass
from operator import lt, ne

from .refused import Refused

HEAD = 1 << 14
"""Bytes that hold the head of any array that is accepted."""
EMPTY = 1 << 26
"""Bytes that an array without any may seem to have: its shape can claim what it likes."""
_MAGIC = b"\x93NUMPY"
_HEADER = re.compile(
    r"\{'descr': (?P<descr>'[^']{1,40}'|\[[^\]]{1,2000}\]), 'fortran_order': (?P<fortran>True|False), "
    r"'shape': \((?P<shape>[0-9, ]{0,200})\), \} *\n"
)
_PLAIN = re.compile(r"'[<>|](?P<kind>[biufcSUmM])(?P<size>[0-9]{1,7})(\[[0-9a-zA-Z]{1,12}\])?'")
_LETTERS = {"b1": "B", "i1": "b", "i2": "h", "i4": "i", "i8": "q", "u1": "B", "u2": "H", "u4": "I", "u8": "Q"}
_LETTERS |= {"f2": "e", "f4": "f", "f8": "d"}
_SIZES = {"b": (1,), "i": (1, 2, 4, 8), "u": (1, 2, 4, 8), "f": (2, 4, 8, 16), "c": (8, 16, 32), "m": (8,), "M": (8,)}

_SCALAR = re.compile(r"numpy\.(?P<name>[a-z]+?)_?(?P<bits>[0-9]*)")
_KINDS = {
    **dict.fromkeys(("int", "intc", "longlong"), "i"),
    **dict.fromkeys(("uint", "uintc", "ulonglong"), "u"),
    **dict.fromkeys(("float", "longdouble"), "f"),
    **dict.fromkeys(("complex", "clongdouble"), "c"),
    **{"bool": "b", "str": "U", "bytes": "S", "datetime": "M", "timedelta": "m"},
}


@dataclass(frozen=True)
class Array:
    """What the head of a file tells of an array."""

    dtype: str
    """As it is written: `'<f8'`, or a list of fields."""
    shape: tuple[int, ...]
    fortran: bool
    offset: int
    """Where the numbers begin."""
    itemsize: int

    @property
    def size(self) -> int:
        return math.prod(self.shape)

    @property
    def plain(self) -> bool:
        """Whether it has no fields."""
        return self.dtype.startswith("'")


def read_head(head: bytes, length: int, records: dict[str, int]) -> Array:
    """Error `Refused` unless it is one of NumPy's plain types, or of `records` (text of the type → bytes of one).

    `head` is the beginning of the file, which has `length` bytes in all.
    """
    if head[:6] != _MAGIC or len(head) < 12 or head[6] not in (1, 2, 3):
        raise Refused("an array that is not in NumPy's format")
    size, start = (struct.unpack("<H", head[8:10])[0], 10) if head[6] == 1 else (struct.unpack("<I", head[8:12])[0], 12)
    offset = start + size
    found = _HEADER.fullmatch(head[start:offset].decode("latin-1")) if offset <= len(head) else None
    if found is None:
        raise Refused("an array with an unusual head")
    dtype = found["descr"]
    itemsize = records.get(dtype) or _plain_size(dtype)
    numbers = [part.strip() for part in found["shape"].split(",") if part.strip()]
    if not all(part.isdigit() and len(part) <= 15 for part in numbers) or len(numbers) > 32:
        raise Refused("an array with an unusual shape")
    array = Array(dtype, tuple(map(int, numbers)), found["fortran"] == "True", offset, itemsize)
    if array.size * itemsize != length - offset:
        raise Refused("an array that is longer or shorter than its head says")
    if not array.size * itemsize and math.prod(max(side, 1) for side in array.shape) * max(itemsize, 4) > EMPTY:
        raise Refused("an array that is longer or shorter than its head says")
    return array


def _plain_size(dtype: str) -> int:
    found = _PLAIN.fullmatch(dtype)
    if found is None:
        raise Refused(f"an array of an unusual type, {dtype[:60]}")
    kind, size = found["kind"], int(found["size"])
    if kind in _SIZES and size not in _SIZES[kind]:
        raise Refused(f"an array of an unusual type, {dtype[:60]}")
    return size * 4 if kind == "U" else size


def is_scalar(name: str, dtype: str) -> bool:
    """Whether a class of numbers, by its full name, has this type of array."""
    found = _PLAIN.fullmatch(dtype)
    known = _SCALAR.fullmatch(name)
    if found is None or known is None:
        return False
    bits = known["bits"]
    return found["kind"] == _KINDS[known["name"]] and (not bits or int(bits) == 8 * int(found["size"]))


def integers(array: Array, data: bytes) -> list[int]:
    """All numbers of an array of whole numbers, in the order of the file."""
    letter = {"'<i8'": "q", "'<i4'": "i", "'<u4'": "I", "'|u1'": "B", "'|b1'": "B"}.get(array.dtype)
    if letter is None:
        raise Refused(f"places that are numbers of the type {array.dtype[:60]}")
    return list(struct.unpack(f"<{array.size}{letter}", data[array.offset :]))


def increases(array: Array, data: bytes) -> bool:
    """Whether numbers come in their order, those that are none at the end; texts may come in any."""
    found = _PLAIN.fullmatch(array.dtype)
    if found is None or found["kind"] in "USmMc":
        return found is not None and found["kind"] in "US"
    letter = _LETTERS.get(found["kind"] + found["size"])
    if letter is None or array.dtype[1] == ">":
        return False
    numbers = struct.unpack(f"<{array.size}{letter}", data[array.offset :])
    known = [number for number in numbers if number == number]
    return all(map(lt, known, known[1:])) and not any(map(ne, numbers, known))


def column(array: Array, data: bytes, offset: int, letter: str) -> list[int]:
    """One field of all records."""
    width = struct.calcsize(f"<{letter}")
    pattern = f"<{offset}x{letter}{array.itemsize - offset - width}x"
    return [number for (number,) in struct.iter_unpack(pattern, data[array.offset :])]
