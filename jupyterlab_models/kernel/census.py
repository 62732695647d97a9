"""What an object holds, found by pickling it into nothing: types and functions, and the number of bytes."""

from __future__ import annotations

import pickle
import sys
from dataclasses import dataclass, field
from types import BuiltinFunctionType, FunctionType
from typing import Any

from .errors import AgentError

REFERENCES = (type, FunctionType, BuiltinFunctionType)
"""Pickled by name."""
FUNCTIONS = ("cython_function_or_method", "_ArrayFunctionDispatcher")
"""Types of functions by name: each Cython module has one of its own, and NumPy has one for `mean` and the like."""


@dataclass
class Census:
    """Result of `take`."""

    globals: dict[str, Any] = field(default_factory=dict)
    """`module.qualname` → class or function that reading has to find again."""
    bytes: int = 0

    @property
    def modules(self) -> set[str]:
        """Top-level modules of all that was found."""
        return {name.partition(".")[0] for name in self.globals}


class _Sink:
    """Counts bytes; large buffers come out of band, so no array is copied."""

    def __init__(self) -> None:
        self.bytes = 0

    def write(self, data: Any) -> int:
        self.bytes += len(data)
        return len(data)

    def buffer(self, buffer: pickle.PickleBuffer) -> None:
        self.bytes += buffer.raw().nbytes


class _Counter(pickle.Pickler):
    """Notes every class and function on the way."""

    def __init__(self, sink: _Sink, found: dict[str, Any]) -> None:
        super().__init__(sink, protocol=5, buffer_callback=sink.buffer)
        self.found = found

    def reducer_override(self, obj: Any) -> Any:
        if is_ufunc(obj):
            self.found[f"numpy.{obj.__name__}"] = obj
            return NotImplemented
        found = obj if isinstance(obj, REFERENCES) or type(obj).__name__ in FUNCTIONS else type(obj)
        require_importable(found)
        self.found[f"{found.__module__}.{found.__qualname__}"] = found
        return NotImplemented


def is_ufunc(obj: Any) -> bool:
    """Whether it is one of NumPy's own; in older versions these have neither module nor qualified name."""
    numpy = sys.modules.get("numpy")
    return numpy is not None and type(obj) is numpy.ufunc and getattr(numpy, obj.__name__, None) is obj


def take(obj: Any) -> Census:
    """Count an object. Error `unsupported` when it holds something that a fresh kernel could not find again."""
    census, sink = Census(), _Sink()
    try:
        _Counter(sink, census.globals).dump(obj)
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        raise AgentError(
            "unsupported",
            f"It holds something that cannot be written: {error}",
            "Take it out of the estimator, or replace it by a function or class of a module.",
        ) from None
    census.bytes = sink.bytes
    return census


def require_importable(found: Any) -> None:
    """Error `unsupported` for what lives in the notebook alone."""
    qualname, module = found.__qualname__, found.__module__
    if module != "__main__" and "<" not in qualname:
        return
    kind = "class" if isinstance(found, type) else "function"
    what = "a lambda" if qualname.endswith("<lambda>") else f"the {kind} {found.__name__}"
    where = "defined in this notebook" if module == "__main__" else f"defined inside a function of {module}"
    raise AgentError(
        "unsupported",
        f"It uses {what}, {where}: a fresh kernel would not have it and could not load the model.",
        f"Move the {kind} into a module (a .py file that both notebooks import) and fit again.",
    )
