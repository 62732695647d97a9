"""Writes pickles step by step, of nothing but the steps it is told."""

from __future__ import annotations

import struct
from typing import Any


class Named:
    """A name, `module.name`."""

    def __init__(self, full: str) -> None:
        self.module, _, self.name = full.rpartition(".")


class New:
    """An object made empty, then given attributes, as often as there are dicts."""

    def __init__(self, cls: Any, *states: Any, **state: Any) -> None:
        self.cls = cls
        self.states = [*states, state] if state or not states else list(states)


class Call:
    """A call."""

    def __init__(self, function: Any, *arguments: Any) -> None:
        self.function = function
        self.arguments = arguments


class Again:
    """More attributes for an object that is there."""

    def __init__(self, thing: Any, **state: Any) -> None:
        self.thing = thing
        self.state = state


class Outside:
    """What the reader of the pickle has to bring."""

    def __init__(self, mark: Any) -> None:
        self.mark = mark


class Raw(bytes):
    """Steps as they are."""


class Pickle:
    """A thing that stands in two places is written once and fetched again."""

    def __init__(self, protocol: int = 4) -> None:
        self._out = bytearray(b"\x80" + bytes([protocol]))
        self._memo: dict[int, int] = {}
        self._kept: list[Any] = []
        self._protocol = protocol

    def of(self, thing: Any) -> bytes:
        self._write(thing)
        return bytes(self._out) + b"."

    def _keep(self, thing: Any) -> None:
        number = len(self._kept)
        self._memo[id(thing)] = number
        self._kept.append(thing)
        self._out += b"\x94" if self._protocol >= 4 else b"r" + struct.pack("<I", number)

    def _text(self, text: str) -> None:
        content = text.encode()
        self._out += b"X" + struct.pack("<I", len(content)) + content

    def _tuple(self, items: tuple[Any, ...]) -> None:
        if len(items) > 3:
            self._out += b"("
        for item in items:
            self._write(item)
        self._out += {0: b")", 1: b"\x85", 2: b"\x86", 3: b"\x87"}.get(len(items), b"t")

    def _write(self, thing: Any) -> None:
        plain = type(thing) in (str, int, bool, float, type(None), bytes, Raw, tuple)
        if not plain and id(thing) in self._memo:
            self._out += b"j" + struct.pack("<I", self._memo[id(thing)])
        else:
            getattr(self, f"_write_{type(thing).__name__.lower()}")(thing)

    def _write_nonetype(self, thing: None) -> None:
        self._out += b"N"

    def _write_bool(self, thing: bool) -> None:
        self._out += b"\x88" if thing else b"\x89"

    def _write_int(self, thing: int) -> None:
        content = thing.to_bytes(thing.bit_length() // 8 + 1, "little", signed=True)
        self._out += b"\x8a" + bytes([len(content)]) + content

    def _write_float(self, thing: float) -> None:
        self._out += b"G" + struct.pack(">d", thing)

    def _write_str(self, thing: str) -> None:
        self._text(thing)

    def _write_bytes(self, thing: bytes) -> None:
        self._out += b"B" + struct.pack("<I", len(thing)) + thing

    def _write_raw(self, thing: Raw) -> None:
        self._out += thing

    def _write_tuple(self, thing: tuple[Any, ...]) -> None:
        self._tuple(thing)

    def _write_list(self, thing: list[Any]) -> None:
        self._out += b"]"
        self._keep(thing)
        self._out += b"("
        for item in thing:
            self._write(item)
        self._out += b"e"

    def _write_set(self, thing: set[Any]) -> None:
        self._out += b"\x8f"
        self._keep(thing)
        self._out += b"("
        for item in thing:
            self._write(item)
        self._out += b"\x90"

    def _write_dict(self, thing: dict[Any, Any]) -> None:
        self._out += b"}"
        self._keep(thing)
        self._out += b"("
        for key, value in thing.items():
            self._write(key)
            self._write(value)
        self._out += b"u"

    def _write_named(self, thing: Named) -> None:
        if self._protocol < 4:
            self._out += f"c{thing.module}\n{thing.name}\n".encode()
        else:
            self._text(thing.module)
            self._text(thing.name)
            self._out += b"\x93"
        self._keep(thing)

    def _write_new(self, thing: New) -> None:
        self._write(thing.cls)
        self._out += b")\x81"
        self._keep(thing)
        for state in thing.states:
            self._write(state)
            self._out += b"b"

    def _write_call(self, thing: Call) -> None:
        self._write(thing.function)
        self._tuple(thing.arguments)
        self._out += b"R"
        self._keep(thing)

    def _write_again(self, thing: Again) -> None:
        self._write(thing.thing)
        self._write(thing.state)
        self._out += b"b"

    def _write_outside(self, thing: Outside) -> None:
        self._write(thing.mark)
        self._out += b"Q"
