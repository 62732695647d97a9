"""Pickles an object without keeping the bytes, to find its classes and functions, code by value, and size."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..naming import class_name
from .by_value import code_words, make_pickler, minor, trial
from .cloudpickle_module import cloudpickle_module
from .explain_unpicklable import FAILURES, explain_unpicklable
from .pickler import Own, Reduce

LARGE = 1 << 20
"""Bytes of a captured variable from which the user is warned."""


@dataclass
class PickleSummary:
    """Result of `summarize`."""

    globals: dict[str, Any] = field(default_factory=dict)
    """`module.qualname` → class or function that unpickling has to import."""
    own: tuple[Own, ...] = ()
    """What is pickled by value."""
    bytes: int = 0
    large: list[tuple[str, str, str, int]] = field(default_factory=list)
    """Variables that functions capture: (function, variable, class, bytes)."""

    @property
    def modules(self) -> set[str]:
        """Top-level modules of everything pickled by name."""
        return {name.partition(".")[0] for name in self.globals}

    def notes(self) -> tuple[str, ...]:
        """Warnings about the pickle, as sentences for the user."""
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


def summarize(
    obj: Any, persistent_id: Callable[[Any], Any] | None = None, reduce: Reduce | None = None
) -> PickleSummary:
    """Summarize the pickle of an object; hooks as in `by_value.dump`. Error `unsupported` if it cannot be pickled."""
    with cloudpickle_module(importing=False) as cloud:
        sink = _Sink()
        pickler = make_pickler(sink, cloud, persistent_id, reduce, buffer_callback=sink.buffer)
        try:
            pickler.dump(obj)
        except FAILURES as error:
            raise explain_unpicklable(obj, error, trial(cloud, persistent_id, reduce)) from None
        found = PickleSummary(pickler.referred, pickler.own(), sink.bytes)
        for (function, name), value in pickler.taken.items():
            part = _Sink()
            make_pickler(part, cloud, persistent_id, reduce, buffer_callback=part.buffer).dump(value)
            if part.bytes >= LARGE:
                found.large.append((function, name, class_name(type(value)), part.bytes))
    return found
