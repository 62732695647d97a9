"""Source text of classes and functions: from their files, and from the cells that IPython keeps."""

from __future__ import annotations

import ast
import inspect
import linecache
import sys
import textwrap
import weakref
from collections.abc import Iterator
from types import FunctionType, ModuleType
from typing import Any

_kept: weakref.WeakKeyDictionary[Any, str] = weakref.WeakKeyDictionary()


def remember(thing: Any, source: str) -> None:
    """What was loaded by value has no file here; its text comes with the version."""
    _kept[thing] = source


def source_of(thing: Any) -> str | None:
    """Of a class, function or module; None where nobody kept it."""
    if isinstance(thing, ModuleType):
        return "".join(linecache.getlines(getattr(thing, "__file__", None) or "")) or None
    kept = _kept.get(thing)
    if kept is not None:
        return kept
    return _of_class(thing) if isinstance(thing, type) else _of_function(thing)


def functions_of(cls: type) -> Iterator[FunctionType]:
    """Functions in the body of a class, without what a decorator put around them."""
    for member in list(vars(cls).values()):
        parts = (member.fget, member.fset, member.fdel) if isinstance(member, property) else (member,)
        for part in parts:
            function = unwrapped(getattr(part, "__func__", part))
            if isinstance(function, FunctionType):
                yield function


def unwrapped(function: Any) -> Any:
    try:
        return inspect.unwrap(function)
    except ValueError:  # wrapped around itself
        return function


def _of_function(function: FunctionType) -> str | None:
    function = unwrapped(function)
    try:
        text = textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError, SyntaxError, IndentationError):
        return None
    if function.__name__ != "<lambda>":
        return text
    tree, whole = _parsed("".join(linecache.getlines(function.__code__.co_filename)))
    line = function.__code__.co_firstlineno
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Lambda) and node.lineno == line]
    # Two on one line cannot be told apart: then the whole statement is shown.
    return ast.get_source_segment(whole, found[0]) if len(found) == 1 else text


def _of_class(cls: type) -> str | None:
    for function in functions_of(cls):
        if function.__qualname__.startswith(f"{cls.__qualname__}."):
            code = function.__code__
            text = _class_in("".join(linecache.getlines(code.co_filename)), cls.__qualname__, code.co_firstlineno)
            if text:
                return text
    for whole in _texts(cls.__module__):
        text = _class_in(whole, cls.__qualname__, None)
        if text:
            return text
    return None


def _texts(module: str) -> list[str]:
    """Where a class without functions may stand: the cells, last first, or the module's file."""
    if module == "__main__" and "IPython" in sys.modules:
        shell = sys.modules["IPython"].get_ipython()
        cells = shell.user_ns.get("In", []) if shell else []
        return [cell for cell in reversed(cells) if isinstance(cell, str)]
    return [source_of(sys.modules[module]) or ""] if module in sys.modules else []


def _class_in(whole: str, qualname: str, line: int | None) -> str | None:
    """The last class of that name in a text, with its decorators; `line` has to be inside."""
    tree, whole = _parsed(whole)
    wanted = [part for part in qualname.split(".") if part != "<locals>"]
    spans = [
        (min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)]), node.end_lineno or node.lineno)
        for node in _named(tree, wanted)
    ]
    spans = [span for span in spans if line is None or span[0] <= line <= span[1]]
    if not spans:
        return None
    first, last = spans[-1]
    return textwrap.dedent("".join(whole.splitlines(keepends=True)[first - 1 : last]))


def _named(node: ast.AST, wanted: list[str]) -> Iterator[ast.ClassDef]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from _named(child, wanted)
        elif child.name == wanted[0]:
            if len(wanted) > 1:
                yield from _named(child, wanted[1:])
            elif isinstance(child, ast.ClassDef):
                yield child


def _parsed(text: str) -> tuple[ast.AST, str]:
    """An empty tree for what is not Python."""
    try:
        return ast.parse(text), text
    except (SyntaxError, ValueError, RecursionError):
        return ast.Module([], []), ""
