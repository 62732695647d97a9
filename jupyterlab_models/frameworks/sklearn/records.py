"""Plain records of what a skops file asks for; nothing of a library is touched to make them."""

from __future__ import annotations

from collections.abc import Iterator
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
class Sparse:
    """A sparse matrix whose indices are in range."""

    shape: tuple[int, ...]
    stored: int
    """How many of its numbers are in the file."""


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


def inside(value: Any) -> Iterator[Any]:
    """All records in containers, without looking into instances: these were looked at before."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting.extend(one.values())
        elif isinstance(one, (list, tuple)):
            waiting.extend(one)
        elif isinstance(one, Items):
            waiting.extend(one.items)
        else:
            yield one
