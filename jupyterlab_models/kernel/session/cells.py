"""The cell that bound a variable, found in IPython's own history of this session."""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Iterator
from typing import Any

SOURCE = 65536
LOOKS = 1000
"""Cells that are looked at, the newest first."""
PASSING = ("capture", "prun", "time")
"""Magics of a cell that run it as it stands, in the user's namespace."""
HIDING = ("exec", "globals", "locals", "setattr", "vars")
"""With these a cell can bind any name that stands in it."""

_loaded: dict[str, int] = {}


def bound_by_load(variable: str) -> None:
    """Record that no cell has bound it."""
    history = _history()
    _loaded[variable] = len(history.input_hist_raw) if history else 0


def origin(variable: str) -> dict[str, Any] | None:
    """The schema `Cell` of the last cell that binds the name at its top level.

    None rather than a wrong one: where that cell failed, where another one may have bound the name in a way that
    cannot be seen, where it was loaded, and where there is no such history.
    """
    history = _history()
    if history is None:
        return None
    parsed, raw = list(history.input_hist_parsed), list(history.input_hist_raw)
    end = min(len(parsed), len(raw))
    for count in range(end - 1, max(_loaded.get(variable, 0), end - LOOKS, 1) - 1, -1):
        binds = _binds(parsed[count], variable)
        if binds is None or (binds and count in getattr(history, "exceptions", ())):
            return None
        if binds:
            source = raw[count].encode("utf-8", "replace").decode("utf-8")
            return {"source": source[:SOURCE], "count": count}
    return None


def _history() -> Any:
    history = getattr(sys.modules["IPython"].get_ipython(), "history_manager", None)
    return history if hasattr(history, "input_hist_parsed") and hasattr(history, "input_hist_raw") else None


def _binds(source: str, variable: str) -> bool | None:
    """Whether a cell binds the name at its top level; None where it cannot be told."""
    if variable not in source and "run_line_magic" not in source:
        return False
    bound = False
    for node, inner in _nodes(_statements(source)):
        if isinstance(node, ast.Global) and inner and variable in node.names:
            return None
        if isinstance(node, ast.Call) and _hides(node, variable in source):
            return None
        bound = bound or (not inner and variable in _names(node))
    return bound


def _statements(source: str) -> list[ast.stmt]:
    """What a cell runs; of one under a magic such as `%%time` what stands below it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            statements = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    call = getattr(statements[0], "value", None) if len(statements) == 1 else None
    if isinstance(call, ast.Call) and _called(call) == "run_cell_magic" and _text(call, 0) in PASSING:
        return _statements(_text(call, 2))
    return statements


def _hides(call: ast.Call, named: bool) -> bool:
    called = _called(call)
    if called == "run_line_magic":
        return _text(call, 0) in ("run", "store")
    return named and (called in HIDING or called == "run_cell_magic")


def _called(call: ast.Call) -> str:
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def _text(call: ast.Call, position: int) -> str:
    value = getattr(call.args[position], "value", None) if position < len(call.args) else None
    return value if isinstance(value, str) else ""


def _nodes(statements: list[ast.stmt]) -> Iterator[tuple[ast.AST, bool]]:
    """All nodes, each with whether it lies in a function or class. A comprehension binds nothing but by `:=`."""
    waiting: list[tuple[ast.AST, bool]] = [(statement, False) for statement in statements]
    while waiting:
        node, inner = waiting.pop()
        yield node, inner
        inner = inner or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda))
        own = node.target if isinstance(node, ast.comprehension) else None
        waiting.extend((child, inner) for child in ast.iter_child_nodes(node) if child is not own)


def _names(node: ast.AST) -> tuple[str, ...]:
    """What this node itself binds."""
    if isinstance(node, ast.Name):
        return (node.id,) if isinstance(node.ctx, ast.Store) else ()
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return (node.name,)
    if isinstance(node, ast.alias):
        return (node.asname or node.name.partition(".")[0],)
    captured = ("MatchAs", "MatchStar", "MatchMapping")  # of Python 3.10
    return (getattr(node, "name", ""), getattr(node, "rest", "")) if type(node).__name__ in captured else ()
