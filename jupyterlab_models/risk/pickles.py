"""Whether a pickle asks for nothing but what is on a list: found by reading its steps, without taking one."""

from __future__ import annotations

import pickletools
from collections.abc import Iterator
from typing import Any

MAX_PICKLE = 16 * 1024 * 1024
_MAX_STEPS = 4_000_000
_TEXTS = {"SHORT_BINUNICODE", "BINUNICODE", "BINUNICODE8"}
_SILENT = {"FRAME", "MEMOIZE", "BINPUT", "LONG_BINPUT"}
"""Steps that leave the stack as it is."""
_OLD_NAMES = {"__builtin__": "builtins"}
"""What pickles of protocol 2 call them."""


class _Unclear(Exception):
    """The pickle is damaged, or a name in it cannot be told from its steps alone."""


def asks_only_for(content: bytes, names: frozenset[str], steps: set[str]) -> bool:
    """Whether a pickle has no other steps, and names nothing else."""
    try:
        return all(name in names for name in _names(content, steps))
    except _Unclear:
        return False


def _names(content: bytes, steps: set[str]) -> Iterator[str]:
    """All that it imports, as `module.name`.

    A name that is taken from the stack has to have been put there, as a text, by the two steps before: by writing it
    or by fetching it from the memo, whose texts are followed.
    """
    memo: dict[int, str | None] = {}
    last: list[str | None] = [None, None]
    """What the two latest values on the stack are, if the steps that put them there were texts."""
    for count, (step, argument) in enumerate(_steps(content)):
        if step not in steps or count > _MAX_STEPS:
            raise _Unclear
        if step in ("MEMOIZE", "BINPUT", "LONG_BINPUT"):
            memo[len(memo) if step == "MEMOIZE" else argument] = last[1]
        if step in _SILENT:
            continue
        if step in ("STACK_GLOBAL", "GLOBAL"):
            module, name = argument.split(" ", 1) if step == "GLOBAL" else last
            if module is None or name is None or "." in name:
                raise _Unclear
            yield f"{_OLD_NAMES.get(module, module)}.{name}"
        text = argument if step in _TEXTS else memo.get(argument) if step in ("BINGET", "LONG_BINGET") else None
        last = [last[1], text]


def _steps(content: bytes) -> Iterator[tuple[str, Any]]:
    try:
        for opcode, argument, _ in pickletools.genops(content):
            yield opcode.name, argument
    except (ValueError, UnicodeDecodeError, IndexError, OverflowError) as error:
        raise _Unclear from error
