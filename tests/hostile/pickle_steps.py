"""Writes pickles of chosen steps: what no pickler would write, but an unpickler takes."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False)
class Name:
    """A class or function by its full name."""

    full: str


@dataclass(eq=False)
class Made:
    """`cls.__new__(cls)`, then BUILD with a state."""

    cls: Any
    state: dict[str, Any] = field(default_factory=dict)


@dataclass(eq=False)
class Called:
    """REDUCE: a function called with arguments."""

    function: Any
    arguments: tuple[Any, ...] = ()


@dataclass(eq=False)
class Again:
    """BUILD once more on an object."""

    made: Made
    state: dict[str, Any]


@dataclass(eq=False)
class Reference:
    """A persistent id."""

    value: Any


def dumps(value: Any) -> bytes:
    """A pickle of protocol 4 with exactly these steps."""
    steps = _Steps()
    steps.put(value)
    return b"\x80\x04" + bytes(steps.out) + b"."


class _Steps:
    def __init__(self) -> None:
        self.out = bytearray()
        self._memo: dict[int, int] = {}
        self._kept: list[Any] = []

    def put(self, value: Any) -> None:
        number = self._memo.get(id(value))
        if number is not None and not isinstance(value, (str, int, float, type(None))):
            self.out += b"j" + struct.pack("<I", number)
            return
        match value:
            case None | True | False:
                self.out += {None: b"N", True: b"\x88", False: b"\x89"}[value]
            case int():
                self.out += b"J" + struct.pack("<i", value)
            case float():
                self.out += b"G" + struct.pack(">d", value)
            case str():
                text = value.encode()
                self.out += b"X" + struct.pack("<I", len(text)) + text
            case bytes():
                self.out += b"B" + struct.pack("<I", len(value)) + value
            case tuple():
                self._all(value, b"t")
            case list():
                self._memoized(value, b"]")
                self._all(value, b"e")
            case dict():
                self._memoized(value, b"}")
                self._all([one for pair in value.items() for one in pair], b"u")
            case _:
                self._object(value)

    def _object(self, value: Any) -> None:
        match value:
            case Name():
                module, _, name = value.full.rpartition(".")
                self.put(module)
                self.put(name)
                self._memoized(value, b"\x93")
            case Made():
                self.put(value.cls)
                self._memoized(value, b")\x81")
                self.put(value.state)
                self.out += b"b"
            case Called():
                self.put(value.function)
                self.put(value.arguments)
                self._memoized(value, b"R")
            case Again():
                self.put(value.made)
                self.put(value.state)
                self.out += b"b"
            case Reference():
                self.put(value.value)
                self.out += b"Q"
            case _:
                raise TypeError(value)

    def _all(self, values: Any, step: bytes) -> None:
        self.out += b"("
        for value in values:
            self.put(value)
        self.out += step

    def _memoized(self, value: Any, step: bytes) -> None:
        self.out += step + b"\x94"
        self._memo[id(value)] = len(self._kept)
        self._kept.append(value)
