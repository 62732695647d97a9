"""All slots in the order of one sort key. Any page of it, also among some of the models, is found in microseconds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice
from operator import or_
from typing import Any

from . import bits

BLOCK = 1000
"""Slots that lie together; a change touches one block."""
FEW = 1000
"""Up to so many models are sorted for each question, rather than looked for along the order."""


class Order:
    """Slots by value and then by name. Those whose value is None come last in both directions."""

    def __init__(self, values: list[Any], names: list[str], by_name: Iterable[int]) -> None:
        """`values` and `names` are by slot; `by_name` has all slots, already sorted by name."""
        self._values = values
        self._filled, self._empty = _Blocks(values, names), _Blocks(names)
        slots = list(by_name)
        self._filled.fill(sorted((slot for slot in slots if values[slot] is not None), key=values.__getitem__))
        self._empty.fill([slot for slot in slots if values[slot] is None])

    def __iter__(self) -> Iterator[int]:
        for part in (self._filled, self._empty):
            for block in part.blocks:
                yield from block

    def add(self, slot: int) -> None:
        """Insert a slot whose value and name are set."""
        self._part(slot).add(slot)

    def remove(self, slot: int) -> None:
        """Take a slot out before its value or name changes."""
        self._part(slot).remove(slot)

    def page(self, chosen: int | None, offset: int, limit: int, descending: bool) -> list[int]:
        """A page of the slots in the set `chosen`, or of all."""
        found: list[int] = []
        for part in (self._filled, self._empty):
            count = part.count if chosen is None else (chosen & part.bits).bit_count()
            wanted = min(limit - len(found), count - offset)
            if wanted > 0:
                start = count - offset - wanted if descending else offset
                slots = part.slots(chosen, count, start, wanted)
                found += reversed(slots) if descending else slots
            offset = max(0, offset - count)
        return found

    def _part(self, slot: int) -> _Blocks:
        return self._empty if self._values[slot] is None else self._filled


class _Blocks:
    """Slots sorted by some columns, the first one first; cut into blocks, each with the set of its slots."""

    def __init__(self, *columns: list[Any]) -> None:
        self._columns = columns
        self.blocks: list[list[int]] = []
        self.count = 0
        self._sets: list[int] = []
        self._upto: list[int] | None = None

    def fill(self, slots: list[int]) -> None:
        self.blocks = [slots[start : start + BLOCK] for start in range(0, len(slots), BLOCK)]
        self._sets = [_set_of(block) for block in self.blocks]
        self.count = len(slots)

    @property
    def bits(self) -> int:
        return self._sets_upto()[-1] if self.blocks else 0

    def add(self, slot: int) -> None:
        self.count += 1
        self._upto = None
        if not self.blocks:
            self.blocks, self._sets = [[slot]], [1 << slot]
            return
        number = min(self._block_of(slot), len(self.blocks) - 1)
        block = self.blocks[number]
        insort(block, slot, key=self._key)
        self._sets[number] |= 1 << slot
        if len(block) >= 2 * BLOCK:
            self.blocks[number : number + 1] = halves = [block[:BLOCK], block[BLOCK:]]
            self._sets[number : number + 1] = [_set_of(half) for half in halves]

    def remove(self, slot: int) -> None:
        self.count -= 1
        self._upto = None
        number = self._block_of(slot)
        block = self.blocks[number]
        del block[bisect_left(block, self._key(slot), key=self._key)]
        self._sets[number] ^= 1 << slot
        if not block:
            del self.blocks[number], self._sets[number]

    def slots(self, chosen: int | None, count: int, start: int, length: int) -> list[int]:
        """A part of the sequence, or of its `count` slots in the set `chosen`."""
        if chosen is None:
            ends = list(accumulate(map(len, self.blocks)))
            number = bisect_right(ends, start)
            skipped = ends[number - 1] if number else 0
            found = self.blocks[number][start - skipped : start - skipped + length]
            while len(found) < length:
                number += 1
                found += self.blocks[number][: length - len(found)]
            return found
        if count <= FEW:
            found = bits.to_slots(chosen & self.bits)
            for column in reversed(self._columns):
                found.sort(key=column.__getitem__)
            return found[start : start + length]
        upto = self._sets_upto()
        number = bisect_right(upto, start, key=lambda slots: (chosen & slots).bit_count())
        skipped = (chosen & upto[number - 1]).bit_count() if number else 0
        raw = bits.to_bytes(chosen | 1 << max(map(int.bit_length, self._sets)))
        walk = (slot for block in self.blocks[number:] for slot in block if raw[slot >> 3] >> (slot & 7) & 1)
        return list(islice(walk, start - skipped, start - skipped + length))

    def _key(self, slot: int) -> tuple[Any, ...]:
        return tuple(column[slot] for column in self._columns)

    def _block_of(self, slot: int) -> int:
        """The first block whose last slot does not come before this one."""
        return bisect_left(self.blocks, self._key(slot), key=lambda block: self._key(block[-1]))

    def _sets_upto(self) -> list[int]:
        """For each block the set of its slots and of all before it."""
        if self._upto is None:
            self._upto = list(accumulate(self._sets, or_))
        return self._upto


def _set_of(slots: list[int]) -> int:
    return bits.from_slots(slots, max(slots) + 1)
