"""Sets of slots as integers: bit n stands for slot n."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property

_MASKS = tuple(1 << bit for bit in range(8))
_BITS_OF_BYTE = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))
_NOT_ZERO = re.compile(rb"[^\0]")
_ONE_OR_ZERO = bytes(byte == ord("1") for byte in range(256))


_ZERO_OR_ONE = bytes(ord("1") if byte else ord("0") for byte in range(256))
_MANY = 64
"""From one slot in so many on it is quicker to go by flags."""


def from_slots(slots: Collection[int], size: int) -> int:
    """The set of these slots, all below `size`."""
    if len(slots) * _MANY > size:
        flags = bytearray(size)
        for slot in slots:
            flags[slot] = 1
        return int(flags[::-1].translate(_ZERO_OR_ONE) or b"0", 2)
    raw = bytearray((size >> 3) + 1)
    for slot in slots:
        raw[slot >> 3] |= _MASKS[slot & 7]
    return int.from_bytes(raw, "little")


def to_slots(bits: int) -> list[int]:
    """The slots of a set, in ascending order."""
    raw = to_bytes(bits)
    starts = [found.start() for found in _NOT_ZERO.finditer(raw)]
    return [(start << 3) + bit for start in starts for bit in _BITS_OF_BYTE[raw[start]]]


def to_bytes(bits: int) -> bytes:
    """Eight slots a byte: slot n is `raw[n >> 3] >> (n & 7) & 1`, for slots up to the highest in the set."""
    return bits.to_bytes((bits.bit_length() + 7) >> 3, "little")


def to_flags(bits: int, size: int) -> bytes:
    """One byte, 0 or 1, for each slot below `size`."""
    return bin(bits | 1 << size)[:2:-1].encode().translate(_ONE_OR_ZERO)


class Chosen:
    """A set of slots in the forms in which it is needed, each made once."""

    def __init__(self, bits: int, size: int) -> None:
        """`size` is the number of all slots."""
        self.bits = bits
        self._size = size

    @cached_property
    def count(self) -> int:
        return self.bits.bit_count()

    @cached_property
    def slots(self) -> list[int]:
        return to_slots(self.bits)

    @cached_property
    def flags(self) -> bytes:
        return to_flags(self.bits, self._size)
