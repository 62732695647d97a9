"""The values of one field by which models are filtered and counted."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from .bits import Chosen
from .posting import Posting

MANY = 200
"""From so many values on, few models are asked for their values, rather than each value for its models."""
SHARE = 5
"""Fewer than one in so many are few."""


class Values:
    """For each value the slots that have it, and for each slot its values."""

    def __init__(self) -> None:
        self._postings: dict[str, Posting] = {}
        self._of_slot: list[Sequence[str]] = []

    def append(self, of_slots: Iterable[Sequence[str]]) -> None:
        """The values of more slots, at first; `complete` has to follow."""
        self._of_slot += of_slots

    def complete(self) -> None:
        """Slots with the same values are taken together."""
        alike: dict[Sequence[str], array[int]] = {}
        for slot, values in enumerate(self._of_slot):
            if values in alike:
                alike[values].append(slot)
            else:
                alike[values] = array("I", (slot,))
        slots_of: dict[str, array[int]] = {}
        for values, slots in alike.items():
            for value in values:
                slots_of.setdefault(value, array("I")).extend(slots)
        self._postings = {value: Posting(slots, len(self._of_slot)) for value, slots in slots_of.items()}

    def replace(self, slot: int, values: Sequence[str], size: int) -> None:
        """Set the values of a slot; none for no model. No value may be there twice."""
        if slot == len(self._of_slot):
            self._of_slot.append(())
        before, self._of_slot[slot] = self._of_slot[slot], values
        if before == values:
            return
        for value in before:
            posting = self._postings[value]
            posting.remove(slot, size)
            if not posting.count:
                del self._postings[value]
        for value in values:
            posting = self._postings.get(value) or self._postings.setdefault(value, Posting())
            posting.add(slot, size)

    def having_one(self, values: Iterable[str], size: int) -> int:
        """The set of slots with at least one of the values."""
        found = 0
        for value in values:
            found |= self.having(value, size)
        return found

    def having(self, value: str, size: int) -> int:
        posting = self._postings.get(value)
        return posting.bits(size) if posting else 0

    def counts(self, chosen: Chosen | None, size: int) -> dict[str, int]:
        """How many of the chosen models, or of all, have each value; no chosen one has the others."""
        if chosen is None:
            return {value: posting.count for value, posting in self._postings.items()}
        if len(self._postings) > MANY and chosen.count * SHARE < size:
            return Counter(chain.from_iterable(map(self._of_slot.__getitem__, chosen.slots)))
        flags = chosen.flags.__getitem__
        counts = {
            value: (posting.many & chosen.bits).bit_count() if posting.few is None else sum(map(flags, posting.few))
            for value, posting in self._postings.items()
        }
        return {value: count for value, count in counts.items() if count}
