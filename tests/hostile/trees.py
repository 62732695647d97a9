"""Random changes to trees of values: JSON, and pickles as `pickles` writes them."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from .pickles import Again, Call, Named, New, Outside

RECORDS = (Again, Call, Named, New, Outside)
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, -(2**63), 10**30, 0.5, 1e308, float("inf"), float("nan")),
    *("", "a", "__class__", "__dict__", "a.b", "../x", "/etc/passwd", "\0", "x" * 10_000, "import os"),
    *([], {}, [[]], [0] * 1000, {"a": {}}, [None, "a", 1]),
)


class Changes:
    """Changes with values and names that mean something to whoever reads the tree."""

    def __init__(self, values: Sequence[Any], names: Sequence[str], random: Random) -> None:
        self.values = values
        self.names = names
        self.random = random

    def changed(self, tree: Any) -> Any:
        """A copy with one to four changes."""
        holder = [copy.deepcopy(tree)]
        for _ in range(self.random.choice((1, 1, 1, 2, 2, 3, 4))):
            self._change(holder)
        return holder[0]

    def _change(self, holder: list[Any]) -> None:
        random = self.random
        places = list(_places(holder))
        parent, key, free = random.choice(places)
        value = parent[key]
        kind = random.random()
        if kind < 0.45:
            parent[key] = self._value()
        elif kind < 0.65 and isinstance(value, dict):
            value[random.choice(self.names)] = self._value()
        elif kind < 0.75 and free:
            parent[random.choice(self.names)] = parent.pop(key)
        elif kind < 0.85:
            # The same piece a second time, or within itself.
            other, place, _ = random.choice(places)
            parent[key] = other[place]
        elif kind < 0.9 and free:
            del parent[key]
        elif isinstance(value, list):
            value.insert(random.randrange(len(value) + 1), self._value())
        elif isinstance(value, str):
            parent[key] = random.choice((value + "x", value.upper(), value[:-1], f"a.{value}", f"_{value}"))
        else:
            parent[key] = self._value()

    def _value(self) -> Any:
        pool = self.values if self.random.random() < 0.7 else ODD
        return copy.deepcopy(self.random.choice(pool))


def _places(root: list[Any]) -> Iterator[tuple[Any, Any, bool]]:
    """Everything in a tree, as what holds it and where, and whether that may have other members.

    Each holder comes once, whatever refers to it.
    """
    seen: set[int] = set()
    waiting: list[Any] = [root]
    while waiting:
        holder = waiting.pop()
        if id(holder) in seen:
            continue
        seen.add(id(holder))
        # The members of a record are those of its dict.
        inside: Any = vars(holder) if isinstance(holder, RECORDS) else holder
        keys = list(range(len(inside))) if isinstance(inside, list) else list(inside)
        for key in keys:
            value = inside[key]
            yield inside, key, isinstance(holder, dict)
            if isinstance(value, (list, dict, *RECORDS)):
                waiting.append(value)
