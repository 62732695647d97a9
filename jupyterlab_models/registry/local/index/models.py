"""The index: which models match, in which order, and how many have which value."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from heapq import nsmallest
from operator import and_
from typing import Any

from ....server.types import Json
from ...metadata import FacetField, Filter, Query
from ..search import encodable, folded
from . import bits
from .bits import Chosen
from .entries import BY_FIELD, BY_SORT, Entry
from .order import Order
from .texts import TextIndex
from .values import Values

MANY = 500
"""From so many changes at once on, it is quicker to sort and to split all texts anew."""


class ModelIndex:
    """Models are known by the keys of their rows. Orders and texts are prepared when they are first asked for."""

    def __init__(self) -> None:
        self._keys: list[int] = []
        self._slots: dict[int, int] = {}
        self._free: list[int] = []
        self._texts: list[str] = []
        self._columns: dict[str, list[Any]] = {name: [] for name in BY_SORT}
        self._values: dict[str, Values] = {field: Values() for field in BY_FIELD}
        self._names_of_authors: dict[str, str] = {}
        self._orders: dict[str, Order] = {}
        self._text_index: TextIndex | None = None

    def __len__(self) -> int:
        return len(self._slots)

    @property
    def keys(self) -> Collection[int]:
        return self._slots.keys()

    def change(self, gone: Iterable[int], entries: Collection[Entry]) -> None:
        """Forget models, if it knows them, and enter others or what became of them."""
        if len(entries) > MANY:
            self._orders.clear()
        if self._text_index is not None and (len(entries) > MANY or not self._text_index.is_complete):
            self._text_index = None
        known = [entry.key for entry in entries if entry.key in self._slots]
        # All are taken out first: two models may have swapped their names.
        for key in (*gone, *known):
            slot = self._slots.pop(key, None)
            if slot is not None:
                self._take_out(slot)
        for entry in entries:
            self._put_in(entry)
        if self._text_index is not None and len(self._keys) > 2 * self._text_index.built_for + MANY:
            self._text_index = None

    def append(self, entries: Sequence[Entry]) -> None:
        """Enter models for the first time; `complete` has to follow before anything is asked."""
        keys, texts, sorts, facets, authors = zip(*entries, strict=True)
        self._keys += keys
        self._texts += texts
        for column, part in zip(self._columns.values(), zip(*sorts, strict=True), strict=True):
            column += part
        for values, of_models in zip(self._values.values(), zip(*facets, strict=True), strict=True):
            values.append(of_models)
        self._names_of_authors.update(filter(None, authors))

    def complete(self) -> None:
        self._slots = {key: slot for slot, key in enumerate(self._keys)}
        for values in self._values.values():
            values.complete()

    def page(self, query: Query, keys: Collection[int] | None) -> tuple[list[int], int]:
        """Keys of the page that is asked for, and how many match. `keys` are those of the ids that are asked for."""
        chosen = _all_of(self._found(query))
        if keys is not None:
            wanted = bits.from_slots([self._slots[key] for key in keys if key in self._slots], len(self._keys))
            chosen = wanted if chosen is None else chosen & wanted
        slots = self._order(query.sort).page(chosen, query.offset, query.limit, query.order == "desc")
        total = len(self._slots) if chosen is None else chosen.bit_count()
        return [self._keys[slot] for slot in slots], total

    def facets(self, given: Filter, fields: Iterable[FacetField], part: str, limit: int) -> list[Json]:
        """The member `facets` of the schema `Facets`. `part` is what values have to have in them."""
        found = self._found(given)
        chosen = {field: _all_of(found, field) for field in ("", *found)}
        sets = {bits: None if bits is None else Chosen(bits, len(self._keys)) for bits in chosen.values()}
        return [self._facet(field, sets[chosen.get(field, chosen[""])], folded(part), limit) for field in fields]

    def _facet(self, field: FacetField, chosen: Chosen | None, part: str, limit: int) -> Json:
        counts = self._values[field].counts(chosen, len(self._keys))
        labels = self._names_of_authors if field == "author" else {}
        if part:
            counts = {v: n for v, n in counts.items() if part in folded(v) or part in folded(labels.get(v, ""))}
        first = nsmallest(limit, counts.items(), key=lambda item: (-item[1], item[0]))
        values = [{"value": value, "label": labels.get(value, value), "count": count} for value, count in first]
        return {"field": field, "values": values, "total": len(counts)}

    def _found(self, given: Filter) -> dict[str, int]:
        """The sets of slots that each of the given filters finds, except for ids."""
        size = len(self._keys)
        found: dict[str, int] = {}
        for field in BY_FIELD:
            wanted = [encodable(value) for value in getattr(given, field)]
            if not wanted:
                continue
            if field == "tag":
                found[field] = reduce(and_, [self._values[field].having(tag, size) for tag in wanted])
            else:
                found[field] = self._values[field].having_one(wanted, size)
        if given.q:
            found["q"] = self._text().find(folded(given.q))
        return found

    def _order(self, sort: str) -> Order:
        if sort not in self._orders:
            names = self._columns["name"]
            if sort == "name":
                by_name: Iterable[int] = sorted(self._slots.values(), key=names.__getitem__)
            else:
                by_name = self._order("name")
            self._orders[sort] = Order(self._columns[sort], names, by_name)
        return self._orders[sort]

    def prepare(self) -> bool:
        """A step towards the first search; whether all is prepared for it."""
        if self._text_index is None:
            self._text_index = TextIndex(self._texts)
        return self._text_index.prepare()

    def _text(self) -> TextIndex:
        while self._text_index is None or not self._text_index.is_complete:
            self.prepare()
        return self._text_index

    def _take_out(self, slot: int) -> None:
        """Orders and texts go by what is known so far; the columns keep it until the slot is used again."""
        for order in self._orders.values():
            order.remove(slot)
        if self._text_index is not None:
            self._text_index.remove(slot, self._texts[slot])
        self._texts[slot] = ""
        for values in self._values.values():
            values.replace(slot, (), len(self._keys))
        self._free.append(slot)

    def _put_in(self, entry: Entry) -> None:
        slot = self._free.pop() if self._free else len(self._keys)
        if slot == len(self._keys):
            self._keys.append(entry.key)
            self._texts.append("")
            for column in self._columns.values():
                column.append(None)
        self._slots[entry.key] = slot
        self._keys[slot] = entry.key
        self._texts[slot] = entry.text
        for column, value in zip(self._columns.values(), entry.sorts, strict=True):
            column[slot] = value
        for values, of_model in zip(self._values.values(), entry.facets, strict=True):
            values.replace(slot, of_model, len(self._keys))
        if entry.author:
            self._names_of_authors[entry.author[0]] = entry.author[1]
        for order in self._orders.values():
            order.add(slot)
        if self._text_index is not None:
            self._text_index.add(slot, entry.text)


def _all_of(found: dict[str, int], without: str = "") -> int | None:
    """What all filters but one have found; None for all models."""
    sets = [slots for name, slots in found.items() if name != without]
    return reduce(and_, sets) if sets else None
