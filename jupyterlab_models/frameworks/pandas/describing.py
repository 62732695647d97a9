"""What the page shows of frames, series and indexes, and where two of them differ."""

from __future__ import annotations

import sys
from typing import Any

from ...kernel import tables
from ...kernel.adapter import Facts, Table

COUNTED = 20_000_000
"""Values of which the missing ones are counted, in about 0.1 s."""


def shape(obj: Any) -> str:
    if len(obj.shape) == 1:
        return f"{len(obj):,} values"
    return f"{obj.shape[0]:,} rows, {obj.shape[1]:,} columns"


def describe(obj: Any) -> list[Table]:
    pandas = sys.modules["pandas"]
    is_frame, is_index = isinstance(obj, pandas.DataFrame), isinstance(obj, pandas.Index)
    rows: list[tuple[str, Any]] = [("Rows", len(obj))]
    if is_frame:
        rows.append(("Columns", obj.shape[1]))
    memory = obj.memory_usage() if is_index else obj.memory_usage(index=True)
    rows.append(("Memory without objects", _size(int(memory.sum() if is_frame else memory))))
    index = obj if is_index else obj.index
    rows.append(("Index", f"{type(index).__name__}{_names(index)}"))
    if not is_frame:
        rows.insert(1, ("Type", str(getattr(obj, "dtype", ""))))
    found = [tables.properties("Structure", rows)]
    if is_frame:
        places = range(min(obj.shape[1], tables.ROWS))
        counted = obj.size <= COUNTED
        columns = [obj.iloc[:, place] for place in places]
        cells = [
            [tables.cell(str(obj.columns[place])), str(column.dtype)[:60], _missing(column) if counted else "–"]
            for place, column in zip(places, columns)
        ]
        found.append(Table("Columns", ("Column", "Type", "Missing"), cells))
    return found


def _names(index: Any) -> str:
    names = [str(name)[:60] for name in index.names if name is not None]
    return f" ({', '.join(names)})" if names else ""


def _missing(column: Any) -> str:
    return str(int(column.isna().sum()))


def _size(count: int) -> str:
    return f"{count / (1 << 20):.1f} MiB" if count >= 1 << 20 else f"{count:,} B"


def facts(obj: Any) -> Facts:
    pandas = sys.modules["pandas"]
    if not isinstance(obj, pandas.DataFrame):
        return Facts(dtypes={str(getattr(obj, "dtype", "object")): 1})
    counts: dict[str, int] = {}
    for dtype in obj.dtypes:
        counts[str(dtype)] = counts.get(str(dtype), 0) + 1
    return Facts(dtypes=counts, features=tuple(str(name) for name in obj.columns))


def difference(first: Any, second: Any) -> str | None:
    """The first thing in which two objects of one kind differ. Objects in columns were written one by one."""
    pandas = sys.modules["pandas"]
    if type(first) is not type(second) or first.shape != second.shape:
        return f"its class or shape ({type(second).__name__})"
    if isinstance(first, pandas.Index):
        return None if _same_index(first, second) else "the index"
    if not _same_index(first.index, second.index):
        return "the index"
    if isinstance(first, pandas.Series):
        return None if _same(first, second) else "its values"
    if not _same_index(first.columns, second.columns):
        return "the names of the columns"
    for place in range(first.shape[1]):
        if not _same(first.iloc[:, place], second.iloc[:, place]):
            return f"the column {str(first.columns[place])[:60]!r}"
    return None


def _same(first: Any, second: Any) -> bool:
    if first.dtype != second.dtype:
        return False
    return str(first.dtype) == "object" or bool(first.reset_index(drop=True).equals(second.reset_index(drop=True)))


def _same_index(first: Any, second: Any) -> bool:
    if type(first) is not type(second) or list(first.names) != list(second.names):
        return False
    if first.nlevels == 1 and str(first.dtype) == "object":
        return len(first) == len(second)
    return bool(first.equals(second)) and str(first.dtype) == str(second.dtype)
