"""What the page shows of arrays. Anything that looks at all numbers is done for arrays of a bounded size only."""

from __future__ import annotations

import sys
from typing import Any

from ...kernel import tables
from ...kernel.adapter import Facts, Table

LOOKED_AT = 10_000_000
"""Elements of which missing values and range are found out, in about 0.1 s."""


def describe(obj: Any) -> list[Table]:
    if isinstance(obj, dict):
        rows = [
            [tables.cell(name), str(array.dtype)[: tables.CELL], shape(array.shape), size(array.nbytes)]
            for name, array in list(obj.items())[: tables.ROWS]
        ]
        total = [("Arrays", len(obj)), ("Memory", size(sum(array.nbytes for array in obj.values())))]
        return [tables.properties("Structure", total), Table("Arrays", ("Name", "Type", "Shape", "Memory"), rows)]
    found = [tables.properties("Structure", structure(obj))]
    if obj.dtype.names:
        fields = [[name, str(obj.dtype.fields[name][0])[: tables.CELL]] for name in obj.dtype.names]
        found.append(Table("Fields", ("Field", "Type"), fields))
    return found


def structure(obj: Any) -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = [
        ("Shape", shape(obj.shape)),
        ("Type", str(obj.dtype)),
        ("Elements", int(obj.size)),
        ("Memory", size(obj.nbytes)),
    ]
    numpy = sys.modules["numpy"]
    if isinstance(obj, numpy.ma.MaskedArray):
        if obj.size <= LOOKED_AT and obj.dtype.names is None:
            rows.append(("Masked", int(numpy.count_nonzero(numpy.ma.getmaskarray(obj)))))
        return rows
    if obj.dtype.kind in "fcmM" and 0 < obj.size <= LOOKED_AT:
        missing = numpy.isnat(obj) if obj.dtype.kind in "mM" else numpy.isnan(obj)
        rows.append(("Missing", int(numpy.count_nonzero(missing))))
    if obj.dtype.kind in "iuf" and 0 < obj.size <= LOOKED_AT:
        # The functions for NaN warn of arrays that have nothing else.
        low, high = numpy.fmin.reduce(obj, axis=None), numpy.fmax.reduce(obj, axis=None)
        rows += [("Minimum", low.item()), ("Maximum", high.item())]
    return rows


def facts(obj: Any) -> Facts:
    arrays = list(obj.values()) if isinstance(obj, dict) else [obj]
    counts: dict[str, int] = {}
    for array in arrays:
        counts[str(array.dtype)] = counts.get(str(array.dtype), 0) + 1
    return Facts(dtypes=counts)


def shape(lengths: Any) -> str:
    """`3 × 4`; of an array without dimensions `0-dimensional`."""
    return " × ".join(str(length) for length in lengths) or "0-dimensional"


def short(obj: Any) -> str:
    """`3 × 4, float64`."""
    return f"{shape(obj.shape)}, {str(obj.dtype)[:60]}"


def size(count: int) -> str:
    value, unit = float(count), "B"
    for unit in ("B", "KiB", "MiB", "GiB"):
        if value < 1024 or unit == "GiB":
            break
        value /= 1024
    return f"{int(value)} {unit}" if unit == "B" else f"{value:.1f} {unit}"
