"""Where two plain values differ."""

from __future__ import annotations

import math
from typing import Any

NAMES = {"nan": math.nan, "inf": math.inf, "set": set, "frozenset": frozenset}


def parse(text: str) -> Any:
    """The plain value of a `repr`, as `ast.literal_eval` would, which knows neither nan nor inf."""
    try:
        return eval(text, {"__builtins__": {}}, NAMES)
    except Exception as error:
        raise AssertionError(f"`observe` has to give plain values, not {text[:300]}") from error


def difference(first: Any, second: Any, at: str = "") -> str | None:
    """The first place where they differ, and how; None when they are equal, types and all."""
    where = at or "the value"
    if type(first) is not type(second):
        return f"{where}: {_short(first)} and {_short(second)} are of different types"
    if isinstance(first, dict):
        if list(first) != list(second):
            return f"{where}: keys {_short(list(first))} and {_short(list(second))}"
        pairs = [(f"{at}[{key!r}]", first[key], second[key]) for key in first]
    elif isinstance(first, (list, tuple)):
        if len(first) != len(second):
            return f"{where}: {len(first)} and {len(second)} items"
        pairs = [(f"{at}[{index}]", *both) for index, both in enumerate(zip(first, second, strict=True))]
    else:
        same = first == second or (first != first and second != second)
        return None if same else f"{where}: {_short(first)} and {_short(second)}"
    return next((found for pair in pairs if (found := difference(pair[1], pair[2], pair[0]))), None)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 200 else f"{text[:200]}…"
