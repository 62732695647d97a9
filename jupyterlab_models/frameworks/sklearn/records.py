"""Plain records of what a skops file asks for; nothing of a library is touched to make them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from .npy import Array


@dataclass(frozen=True)
class Stored:
    """An array, or a number of NumPy, in a member of its own."""

    member: str
    array: Array
    name: str
    """Its class: `ndarray`, `float64`."""


@dataclass(frozen=True)
class Items:
    """An array of objects."""

    items: list[Any]
    shape: tuple[int, ...]


@dataclass(frozen=True)
class Several:
    """A set, or the data and the mask of an array: values that are no list."""

    parts: list[Any]


@dataclass(frozen=True)
class Sparse:
    """A sparse matrix whose indices are in range."""

    shape: tuple[int, ...]
    form: str
    """`csr` or `csc`."""
    stored: int
    """Numbers that it stores."""


@dataclass(frozen=True)
class Function:
    name: str


@dataclass(frozen=True)
class Kind:
    """A class as a value."""

    name: str


@dataclass(frozen=True)
class Generator:
    """A random state whose places are in range."""


@dataclass(frozen=True)
class Instance:
    """An object that is made from its class and this state."""

    name: str
    state: Any
    """Attributes by name, or a tuple of what the class takes; None for no state."""
    arguments: tuple[Any, ...] = ()

    @property
    def attributes(self) -> dict[str, Any]:
        return self.state if isinstance(self.state, dict) else {}


def inside(name: str, value: Any, parameters: Collection[str]) -> Iterator[tuple[str, Any]]:
    """All records in containers, without looking into instances: these were looked at before.

    Each comes with the attribute that it is for: `name`, or the last of `parameters` that a dict around it names, as
    `step__memory` does.
    """
    waiting = [(name, value)]
    while waiting:
        place, one = waiting.pop()
        if isinstance(one, dict):
            for key, item in one.items():
                last = key.rpartition("__")[2]
                waiting.append((last if last in parameters else place, item))
        elif isinstance(one, (list, tuple)):
            waiting += [(place, item) for item in one]
        elif isinstance(one, Items):
            waiting += [(place, item) for item in one.items]
        elif isinstance(one, Several):
            waiting += [(place, item) for item in one.parts]
        else:
            yield place, one
