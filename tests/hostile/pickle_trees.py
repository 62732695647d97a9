"""Pickles read as trees of what `pickles.py` writes; no step is taken."""

from __future__ import annotations

import pickletools
from typing import Any

from .pickles import Call, Named, New, Outside

_CONSTANTS = {"NONE": None, "NEWTRUE": True, "NEWFALSE": False}
_EMPTY = {"EMPTY_DICT": dict, "EMPTY_LIST": list, "EMPTY_TUPLE": tuple}
_MARK = object()


def loads(content: bytes) -> Any:
    """The tree of a pickle of protocol 4, or of as much of it as a skeleton has."""
    stack: list[Any] = []
    memo: list[Any] = []
    for opcode, argument, _ in pickletools.genops(content):
        name = opcode.name
        if name in ("PROTO", "FRAME", "STOP"):
            continue
        if name == "MEMOIZE":
            memo.append(stack[-1])
        elif name in ("BINGET", "LONG_BINGET"):
            stack.append(memo[int(argument or 0)])
        elif name == "MARK":
            stack.append(_MARK)
        elif name in _CONSTANTS:
            stack.append(_CONSTANTS[name])
        elif name in _EMPTY:
            stack.append(_EMPTY[name]())
        elif argument is not None:
            stack.append(argument)
        else:
            _take(name, stack)
    return stack.pop()


def _take(step: str, stack: list[Any]) -> None:
    """One step that works on what is on the stack."""
    if step in ("SETITEMS", "APPENDS", "TUPLE"):
        start = len(stack) - 1 - stack[::-1].index(_MARK)
        values = stack[start + 1 :]
        del stack[start:]
        if step == "SETITEMS":
            stack[-1].update(zip(values[::2], values[1::2], strict=True))
        elif step == "APPENDS":
            stack[-1].extend(values)
        else:
            stack.append(tuple(values))
    elif step.startswith("TUPLE"):
        count = int(step[-1])
        stack[-count:] = [tuple(stack[-count:])]
    elif step == "BINPERSID":
        stack.append(Outside(stack.pop()))
    else:
        last = stack.pop()
        first = stack.pop()
        if step == "STACK_GLOBAL":
            stack.append(Named(f"{first}.{last}"))
        elif step == "SETITEM":
            stack[-1][first] = last
        elif step == "APPEND":
            first.append(last)
            stack.append(first)
        elif step == "NEWOBJ":
            stack.append(New(first, {}))
        elif step == "BUILD":
            first.states = [last]
            stack.append(first)
        elif step == "REDUCE":
            stack.append(Call(first, *last))
        else:
            raise ValueError(step)
