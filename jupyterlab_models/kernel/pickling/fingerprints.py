"""When a class in the kernel is the same as one in a version: equal source, and equal things that it refers to.

A class of the same name and text may still do something else: through a function or a number of the notebook that it
uses, a base class, an argument of the function that made it. All of these go into the fingerprint.
"""

from __future__ import annotations

import dis
import hashlib
import pickle
from types import CodeType, FunctionType, ModuleType
from typing import Any

from .. import packages
from ..naming import class_name
from ..plain import NotPlain, to_json
from .sources import functions_of, source_of, unwrapped


class _Unknown(Exception):
    """There is no source."""


def fingerprint(cls: type) -> str | None:
    """None where the source of it, or of a class or function of the notebook that it uses, cannot be had."""
    try:
        return hashlib.sha256(repr(_Walk().thing(cls)).encode("utf-8", "backslashreplace")).hexdigest()
    except (_Unknown, RecursionError):
        return None


class _Walk:
    """Nested tuples of text about a class and all own things that it refers to."""

    def __init__(self) -> None:
        self.seen: dict[int, int] = {}

    def thing(self, thing: Any) -> Any:
        """A class, a function or any value."""
        if id(thing) in self.seen:
            return ("again", self.seen[id(thing)])
        if isinstance(thing, ModuleType):
            return ("module", thing.__name__)
        if isinstance(thing, FunctionType):
            thing = unwrapped(thing)
        if not isinstance(thing, (type, FunctionType)):
            return self.value(thing)
        if not packages.is_own(thing.__module__ or "__main__"):
            return ("name", thing.__module__, thing.__qualname__)
        self.seen[id(thing)] = len(self.seen)
        source = source_of(thing)
        if source is None:
            raise _Unknown
        parts = self.of_class(thing) if isinstance(thing, type) else self.of_function(thing)
        return (thing.__module__, thing.__qualname__, source.strip(), parts)

    def of_class(self, cls: type) -> Any:
        own = [(f.__name__, self.of_function(f)) for f in functions_of(cls) if f.__module__ == cls.__module__]
        values = [
            (name, self.thing(value))
            for name, value in sorted(vars(cls).items())
            if not name.startswith("_") and not callable(value) and not hasattr(value, "__get__")
        ]
        return ([self.thing(base) for base in cls.__bases__], own, values)

    def of_function(self, function: FunctionType) -> Any:
        taken = [(name, self.thing(value)) for name, value in globals_of(function).items()]
        cells = [self.thing(cell.cell_contents) for cell in function.__closure__ or () if _is_full(cell)]
        return (taken, cells)

    def value(self, value: Any) -> Any:
        try:
            return repr(to_json(value))
        except NotPlain:
            return (class_name(type(value)), _digest(value))


def globals_of(function: FunctionType) -> dict[str, Any]:
    """Those globals that the code of a function names, sorted."""
    names: set[str] = set()
    waiting = [function.__code__]
    while waiting:
        code = waiting.pop()
        names.update(step.argval for step in dis.get_instructions(code) if step.opname.endswith("_GLOBAL"))
        waiting.extend(constant for constant in code.co_consts if isinstance(constant, CodeType))
    return {name: function.__globals__[name] for name in sorted(names) if name in function.__globals__}


def _is_full(cell: Any) -> bool:
    try:
        cell.cell_contents  # noqa: B018 - raises when it is empty
    except ValueError:
        return False
    return True


class _Hash:
    def __init__(self) -> None:
        self.sum = hashlib.sha256()

    def write(self, data: Any) -> int:
        self.sum.update(data)
        return len(data)

    def buffer(self, buffer: pickle.PickleBuffer) -> None:
        self.sum.update(buffer.raw())


def _digest(value: Any) -> str:
    """Of its pickle; of what has none, the class alone counts."""
    out = _Hash()
    try:
        pickle.Pickler(out, protocol=5, buffer_callback=out.buffer).dump(value)
    except Exception:  # noqa: BLE001 - any class may define how it is pickled
        return ""
    return out.sum.hexdigest()
