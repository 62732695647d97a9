"""Pickles what no other kernel could import by value: classes and functions of the notebook or of a local file."""

from __future__ import annotations

import io
import pickle
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any, TypeVar

from .. import packages
from .cloudpickle_module import is_cloudpickle
from .fingerprints import fingerprint
from .sources import source_of

Reduce = Callable[[Any], Any]
"""Like `reducer_override`: `NotImplemented` for objects it does not handle."""
REFERENCES = (type, FunctionType, BuiltinFunctionType)
"""Pickled by name."""
FUNCTIONS = ("cython_function_or_method", "_ArrayFunctionDispatcher")
"""Types of functions by name: each Cython module has one of its own, and NumPy has one for `mean` and the like."""
NOT_MODULE_STATE = ("__builtins__", "__cached__", "__loader__", "__spec__")


@dataclass(frozen=True)
class Own:
    """One class, function or module that goes into a pickle by value."""

    kind: str
    """`class`, `function` or `module`."""
    module: str
    name: str
    source: str | None
    key: str
    """How reading finds it again: of a class cloudpickle's tracker id, of a function its number in the pickle."""
    fingerprint: str | None = None

    def __str__(self) -> str:
        return "a lambda" if self.name.endswith("<lambda>") else f"{self.kind} {self.name}"


class Pickler(pickle.Pickler):
    """Notes on the way what it takes by value and what it refers to."""

    def __init__(
        self,
        out: Any,
        cloud: Any,
        reduce: Reduce | None = None,
        buffer_callback: Callable[[pickle.PickleBuffer], Any] | None = None,
    ) -> None:
        super().__init__(out, protocol=5, buffer_callback=buffer_callback)
        self.dispatch_table = cloud.Pickler.dispatch_table
        self.referred: dict[str, Any] = {}
        """`module.qualname` → class or function that reading has to find again."""
        self.taken: dict[tuple[str, str], Any] = {}
        """(function, name) → value of a global that goes along with a function."""
        self._cloud = cloud
        self._functions = cloud.Pickler(io.BytesIO())
        self._reduce = reduce
        self._own: list[tuple[str, Any, str]] = []
        self._number = 0

    def own(self) -> tuple[Own, ...]:
        """What went by value, without the methods of classes that did."""
        classes = [f"{thing.__module__}.{thing.__qualname__}." for kind, thing, _ in self._own if kind == "class"]
        found = []
        for kind, thing, key in self._own:
            module = thing.__name__ if kind == "module" else thing.__module__ or ""
            name = thing.__name__ if kind == "module" else thing.__qualname__
            if kind == "function" and f"{module}.{name}".startswith(tuple(classes)):
                continue
            same = fingerprint(thing) if kind == "class" else None
            found.append(Own(kind, module, name, source_of(thing), key, same))
        return tuple(found)

    def reducer_override(self, obj: Any) -> Any:
        if self._reduce is not None:
            reduced = self._reduce(obj)
            if reduced is not NotImplemented:
                return reduced
        cls = type(obj)
        if issubclass(cls, type):
            return self._class(obj)
        if cls is FunctionType:
            return self._function(obj)
        if cls is ModuleType and _is_own(obj.__name__):
            self._own.append(("module", obj, ""))
            state = {name: value for name, value in vars(obj).items() if name not in NOT_MODULE_STATE}
            # The state comes after the module itself, because its functions may refer to it.
            return (ModuleType, (obj.__name__,), state)
        if cls is TypeVar and _is_own(obj.__module__):
            return (self._cloud._make_typevar, self._cloud._decompose_typevar(obj))
        if isinstance(obj, io.TextIOWrapper):
            raise pickle.PicklingError("cannot pickle an open file")
        self._refer(obj)
        return NotImplemented

    def _class(self, cls: Any) -> Any:
        cloud = self._cloud
        reduced = cloud._class_reduce(cls)
        if reduced is NotImplemented and _is_own(cls.__module__):
            reduced = cloud._dynamic_class_reduce(cls)
        if reduced is NotImplemented:
            self._refer(cls)
        elif reduced[0] is cloud._make_skeleton_enum:
            self._own.append(("class", cls, reduced[1][5]))
        elif reduced[0] is cloud._make_skeleton_class:
            meta, name, bases, members, tracker, extra = reduced[1]
            self._own.append(("class", cls, tracker))
            # cloudpickle itself forgets where a class was defined, and which attributes have slots.
            slots = {"__slots__": vars(cls)["__slots__"]} if "__slots__" in vars(cls) else {}
            members = {**members, "__qualname__": cls.__qualname__, **slots}
            return (reduced[0], (meta, name, bases, members, tracker, extra), *reduced[2:])
        return reduced

    def _function(self, function: FunctionType) -> Any:
        if not _is_own(function.__module__) and self._cloud._should_pickle_by_reference(function):
            self._refer(function)
            return NotImplemented
        self._own.append(("function", function, str(self._number)))
        self._number += 1
        reduced = self._functions._dynamic_function_reduce(function)
        for name, value in reduced[2][1]["__globals__"].items():
            if not isinstance(value, (*REFERENCES, ModuleType)):
                self.taken[function.__qualname__, name] = value
        return reduced

    def _refer(self, obj: Any) -> None:
        numpy = sys.modules.get("numpy")
        if numpy is not None and type(obj) is numpy.ufunc:
            # In older versions these have neither module nor qualified name.
            self.referred[f"numpy.{obj.__name__}"] = obj
            return
        found = obj if isinstance(obj, REFERENCES) or type(obj).__name__ in FUNCTIONS else type(obj)
        self.referred[f"{found.__module__}.{found.__qualname__}"] = found


def _is_own(module: str | None) -> bool:
    """What belongs to no module at all is of the notebook; cloudpickle may be here as our copy only."""
    return packages.is_own(module or "__main__") and not is_cloudpickle(module or "")


class PersistentPickler(Pickler):
    """With the hook `persistent_id`, which costs a call for each number and text; so only where it is asked for."""

    def __init__(self, persistent: Callable[[Any], Any], *arguments: Any, **named: Any) -> None:
        self._persistent = persistent
        super().__init__(*arguments, **named)

    def persistent_id(self, obj: Any) -> Any:
        return self._persistent(obj)
