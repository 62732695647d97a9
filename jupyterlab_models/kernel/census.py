"""What an object holds, found by pickling it into nothing: types and functions, code of its own, and bytes."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .blame import FAILURES, refusal
from .by_value import code_words, make_pickler, minor, trial
from .cloud import lent
from .naming import class_name
from .pickler import Own, Reduce

LARGE = 1 << 20
"""Bytes of a variable that a function takes along, from which the user is told."""


@dataclass
class Census:
    """Result of `take`."""

    globals: dict[str, Any] = field(default_factory=dict)
    """`module.qualname` → class or function that reading has to find again."""
    own: tuple[Own, ...] = ()
    """What goes by value."""
    bytes: int = 0
    large: list[tuple[str, str, str, int]] = field(default_factory=list)
    """Variables that functions take along: (function, variable, class, bytes)."""

    @property
    def modules(self) -> set[str]:
        """Top-level modules of all that was found by name."""
        return {name.partition(".")[0] for name in self.globals}

    def notes(self) -> tuple[str, ...]:
        """What a user has to know of a pickle of it, as sentences."""
        if not self.own:
            return ()
        taken = [
            f"{function} takes the variable {name} along, a {cls} of {size / 1e6:.1f} MB."
            for function, name, cls, size in self.large
        ]
        return (
            f"It holds code of its own ({code_words(self.own)}), which loads with Python {minor()} only.",
            *taken,
        )


class _Sink:
    """Counts bytes; large buffers come out of band, so no array is copied."""

    def __init__(self) -> None:
        self.bytes = 0

    def write(self, data: Any) -> int:
        self.bytes += len(data)
        return len(data)

    def buffer(self, buffer: pickle.PickleBuffer) -> None:
        self.bytes += buffer.raw().nbytes


def take(obj: Any, persistent_id: Callable[[Any], Any] | None = None, reduce: Reduce | None = None) -> Census:
    """Count an object, with the hooks of `by_value.dump`. Error `unsupported` for what cannot be pickled."""
    with lent(importing=False) as cloud:
        sink = _Sink()
        pickler = make_pickler(sink, cloud, persistent_id, reduce, buffer_callback=sink.buffer)
        try:
            pickler.dump(obj)
        except FAILURES as error:
            raise refusal(obj, error, trial(cloud, persistent_id, reduce)) from None
        found = Census(pickler.referred, pickler.own(), sink.bytes)
        for (function, name), value in pickler.taken.items():
            part = _Sink()
            make_pickler(part, cloud, persistent_id, reduce, buffer_callback=part.buffer).dump(value)
            if part.bytes >= LARGE:
                found.large.append((function, name, class_name(type(value)), part.bytes))
    return found
