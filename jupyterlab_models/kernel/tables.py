"""Cells of the tables on a version's page."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

from .adapter import Table
from .plain import NotPlain, to_json

TOP = 50
"""Features in the table of importances."""
CELL = 300
ROWS = 200
"""With these all tables of a version stay far below the contract's 256 kB."""


def cell(value: Any) -> str:
    """Short text of a plain value; of anything else the class alone, because its `repr` is somebody's code."""
    if type(value) is float:
        return f"{value:.6g}"
    if type(value) is str:
        return value[:CELL]
    try:
        to_json(value)
        return repr(value)[:CELL]
    except (NotPlain, ValueError, RecursionError):  # no plain value, more digits than Python shows, within itself
        return f"<{type(value).__name__}>"


def properties(title: str, pairs: Iterable[tuple[str, Any]]) -> Table:
    return Table(title, ("Property", "Value"), [[name, cell(value)] for name, value in pairs])


def texts(values: dict[str, Any]) -> dict[str, str]:
    """Each value as `cell` writes it, sorted by name."""
    return {name: cell(values[name]) for name in sorted(values)}


def parameters(params: dict[str, Any]) -> Table:
    return Table("Parameters", ("Parameter", "Value"), [[name, text] for name, text in texts(params).items()])


def scores(best: Any) -> dict[str, float]:
    """`data: metric` → value, from the boosting libraries' {data: {metric: value}}."""
    return {
        f"{data}: {metric}": float(value) for data, metrics in (best or {}).items() for metric, value in metrics.items()
    }


def metrics(best: Any) -> list[Table]:
    """One table of `scores`, none when there are none."""
    rows = [[*name.split(": ", 1), cell(value)] for name, value in scores(best).items()]
    return [Table("Metrics", ("Data", "Metric", "Best value"), rows)] if rows else []


def importances(names: Iterable[Any], values: Iterable[Any]) -> Table:
    """The features that matter most, at most `TOP`."""
    ranked = sorted(zip(values, names), key=lambda pair: -float(pair[0]))[:TOP]
    rows = [[cell(str(name)), f"{float(value):.6g}"] for value, name in ranked]
    return Table("Feature importances", ("Feature", "Importance"), rows)


def classes(labels: Iterable[Any]) -> Table:
    return Table("Classes", ("Class",), [[cell(str(label))] for label in itertools.islice(labels, ROWS)])
