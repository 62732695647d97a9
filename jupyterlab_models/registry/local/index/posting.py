"""The slots that have one value: listed while they are few, else a set of bits."""

from __future__ import annotations

from array import array
from collections.abc import Collection

from . import bits

FEWEST = 64
"""Slots that are listed in any case."""
SHARE = 128
"""From one slot in so many on they are bits: a list takes a third of the memory then, but more time."""


class Posting:
    """Either `few` or `many` holds the slots. `size` is always the number of all slots."""

    __slots__ = ("count", "few", "many")

    def __init__(self, slots: Collection[int] = (), size: int = 0) -> None:
        """With these slots; none may be there twice."""
        self.count = len(slots)
        self.few: array[int] | None = None
        self.many = 0
        if is_many(self.count, size):
            self.many = bits.from_slots(slots, size)
        else:
            self.few = array("I", slots)

    @classmethod
    def of(cls, many: int) -> Posting:
        posting = cls()
        posting.count, posting.few, posting.many = many.bit_count(), None, many
        return posting

    def add(self, slot: int, size: int) -> None:
        """Add a slot that is not in it."""
        self.count += 1
        if self.few is None:
            self.many |= 1 << slot
            return
        self.few.append(slot)
        if is_many(self.count, size):
            self.many, self.few = bits.from_slots(self.few, size), None

    def remove(self, slot: int, size: int) -> None:
        """Remove a slot that is in it."""
        self.count -= 1
        if self.few is not None:
            self.few.remove(slot)
            return
        self.many ^= 1 << slot
        if not is_many(2 * self.count, size):
            self.many, self.few = 0, array("I", bits.to_slots(self.many))

    def bits(self, size: int) -> int:
        return self.many if self.few is None else bits.from_slots(self.few, size)


def is_many(count: int, size: int) -> bool:
    return count > FEWEST and count * SHARE > size
