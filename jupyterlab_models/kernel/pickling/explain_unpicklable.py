"""Explains why an object cannot be pickled: which part of it, and where that part is."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterator
from types import FunctionType, GeneratorType
from typing import Any

from ..errors import AgentError, words
from ..naming import class_name
from .fingerprints import globals_of

DEPTH = 12
WORDS = {
    "_thread.lock": "a lock",
    "_thread.RLock": "a lock",
    "builtins.coroutine": "a coroutine",
    "socket.socket": "a socket",
    "sqlite3.Connection": "a connection to a database",
    "threading.Thread": "a thread",
}


def explain_unpicklable(obj: Any, error: Exception, pickles: Callable[[Any], bool]) -> AgentError:
    """The error `unsupported` for an object that cannot be pickled; `pickles` tells which parts can."""
    path, culprit = "", obj
    for _ in range(DEPTH):
        step = next(((step, child) for step, child in _children(culprit) if not pickles(child)), None)
        if step is None:
            break
        path, culprit = path + step[0], step[1]
    if not path:
        return AgentError(
            "unsupported",
            f"It cannot be written: {words(error)}",
            "Save the parts of it that hold data, such as its arrays or its parameters.",
        )
    return AgentError(
        "unsupported",
        f"It holds {_what(culprit)} at {path[:200]}, which cannot be written: {words(error)}",
        "Set it to None before saving, or leave it out in a method __getstate__ of its class.",
    )


def _what(obj: Any) -> str:
    if isinstance(obj, io.IOBase):
        return "an open file"
    if isinstance(obj, GeneratorType):
        return "a generator"
    name = class_name(type(obj))
    return WORDS.get(name, f"a {name}")


def _children(obj: Any) -> Iterator[tuple[str, Any]]:
    """The parts of an object, each with the Python expression that reaches it."""
    if isinstance(obj, dict):
        yield from ((f"[{key!r}]" if type(key) in (str, int) else "[…]", value) for key, value in obj.items())
    elif isinstance(obj, (list, tuple)):
        yield from ((f"[{index}]", value) for index, value in enumerate(obj))
    elif isinstance(obj, (set, frozenset)):
        yield from (("{…}", value) for value in obj)
    if isinstance(obj, FunctionType):
        yield from ((f".__globals__[{name!r}]", value) for name, value in globals_of(obj).items())
        for name, cell in zip(obj.__code__.co_freevars, obj.__closure__ or ()):
            try:
                yield f" (its {name})", cell.cell_contents
            except ValueError:  # empty
                continue
    if isinstance(obj, type):
        yield from ((f".{name}", value) for name, value in vars(obj).items() if not name.startswith("__"))
        return
    try:
        attributes = object.__getattribute__(obj, "__dict__")
    except AttributeError:
        return
    if isinstance(attributes, dict):
        yield from ((f".{name}", value) for name, value in attributes.items())


FAILURES = (pickle.PicklingError, TypeError, AttributeError, ValueError, RecursionError, NotImplementedError)
"""What pickling raises for objects that cannot be pickled; other exceptions are not explained."""
