"""Skeletons that hold no code: pickles of layers of PyTorch alone, read into records and checked before any is made.

Python's own unpickler, given a list of names, would still set attributes of whatever is named and call all of it.
"""

from __future__ import annotations

import copyreg
import importlib
import io
import pickle
import struct
import sys
from collections import OrderedDict
from collections.abc import Callable
from types import BuiltinFunctionType, FunctionType
from typing import Any, BinaryIO

from .checks import COMPILER, LIMITS, check
from .layers import LAYERS, MODULES, NAMES, PARAMETRIZED, TENSORS
from .records import Call, Made, Name, Ordered, Outside, Refused

_REFERENCES = (type, FunctionType, BuiltinFunctionType)
Reduced = Any
"""What `__reduce__` may give, or NotImplemented."""


class NotListed(Exception):
    """The object holds something that is not on the list; the message names it."""


class _Pickler(pickle.Pickler):
    def __init__(
        self, out: Any, persistent_id: Callable[[object], object], reduce: Callable[[object], Reduced]
    ) -> None:
        super().__init__(out, protocol=4)
        self._persistent_id = persistent_id
        self._reduce = reduce

    def persistent_id(self, obj: object) -> object:
        return self._persistent_id(obj)

    def reducer_override(self, obj: Any) -> Reduced:
        named = obj if isinstance(obj, _REFERENCES) else type(obj)
        if type(obj).__module__ == "torch" and type(obj).__qualname__ == "dtype":
            name = str(obj)
        else:
            name = f"{named.__module__}.{named.__qualname__}"
        reduced = self._reduce(obj)
        # What `reduce` gives names its class itself.
        if reduced is NotImplemented and not _is_listed(name, named, obj):
            raise NotListed(name)
        return reduced


def _is_listed(name: str, named: object, obj: object) -> bool:
    # A mere `object()` would be an instance, which is not read.
    if name not in NAMES or type(obj) is object:
        return False
    module, _, last = name.rpartition(".")
    # A class of the notebook can say that it is somebody else's.
    return getattr(sys.modules.get(module), last, None) in (named, obj)


def dump(obj: object, persistent_id: Callable[[object], object], reduce: Callable[[object], Reduced]) -> bytes:
    """The skeleton of an object; `reduce` may stand in for an object's own `__reduce__`. Error `NotListed`."""
    out = io.BytesIO()
    _Pickler(out, persistent_id, reduce).dump(obj)
    try:
        check(out.getvalue())
    except Refused as error:
        raise NotListed(str(error)) from None
    return out.getvalue()


def module_tables() -> dict[str, Any]:
    """The attributes, empty tables or None, that PyTorch gives a module that it reads."""
    module: Any = sys.modules["torch"].nn.Module
    empty = object.__new__(module)
    module.__setstate__(empty, {})
    return dict(vars(empty))


def load(stream: BinaryIO, persistent_load: Callable[[Any], object]) -> Any:
    """The module of a skeleton. Error `Refused` for one that holds more than the tables allow, else `DAMAGED`."""
    return _Builder(persistent_load).make(check(stream.read(LIMITS.bytes + 1)))


class _Builder:
    """Makes the objects of records that `check` has let pass."""

    def __init__(self, persistent_load: Callable[[Any], object]) -> None:
        self._persistent_load = persistent_load
        self._made: dict[int, Any] = {}
        # What most layers are given by this function, attribute by attribute, which takes longer than all the rest.
        self._restore = sys.modules["torch"].nn.Module.__setstate__
        self._tables = {name: type(value) for name, value in module_tables().items()}

    def make(self, value: Any) -> Any:
        if type(value) not in _MAKERS:
            return value
        if type(value) is Outside:
            return self._tensor(value.mark)
        if id(value) not in self._made:
            self._made[id(value)] = _MAKERS[type(value)](self, value)
        return self._made[id(value)]

    def _tensor(self, mark: Any) -> Any:
        if type(mark) is tuple:
            attributes = {name: self.make(value) for name, value in mark[1].items() if not name.startswith(COMPILER)}
            if any(hasattr(sys.modules["torch"].Tensor, name) for name in attributes):
                raise Refused("a tensor in it has an attribute by the name of a method")
            mark = (mark[0], attributes)
        return self._persistent_load(mark)

    def _object(self, record: Made) -> Any:
        cls = _named(record.name)
        made = object.__new__(cls)
        # Its tables are its own, even if the file has them in two places; they begin with "_".
        state = {
            name: self._own(value) if name.startswith("_") else self.make(value)
            for name, value in (record.state or {}).items()
        }
        if record.name in MODULES or record.name == PARAMETRIZED:
            self._require_free(cls, state, LAYERS[record.name].attributes)
        restore = getattr(cls, "__setstate__", None)
        if restore is None:
            vars(made).update(state)
        elif restore is self._restore:
            vars(made).update({name: kind() for name, kind in self._tables.items()})
            vars(made).update(state)
        else:
            restore(made, state)
        return made

    def _require_free(self, cls: Any, state: dict[str, Any], attributes: dict[str, str]) -> None:
        """This version of PyTorch may have methods that our tables do not know."""
        parts = [name for table in (*TENSORS, "_modules") for name in state.get(table, ())]
        for name in [*parts, *(name for name in state if name not in attributes)]:
            if callable(getattr(cls, name, None)):
                raise Refused(f"a {cls.__name__} in it holds something by the name {name!r}, which is that of a method")

    def _own(self, value: Any) -> Any:
        if type(value) in (dict, Ordered):
            return self._table(value)
        return self._sequence(value) if type(value) in (list, set) else self.make(value)

    def _table(self, value: dict[Any, Any]) -> dict[Any, Any]:
        kind = OrderedDict if type(value) is Ordered else dict
        return kind((key, self.make(one)) for key, one in value.items())

    def _sequence(self, value: Any) -> Any:
        return type(value)(self.make(one) for one in value)

    def _call(self, value: Call) -> Any:
        return _named(value.name)(*value.arguments)

    def _name(self, value: Name) -> Any:
        return _named(value.full)


_MAKERS: dict[type, Callable[[_Builder, Any], Any]] = {
    Made: _Builder._object,
    dict: _Builder._table,
    Ordered: _Builder._table,
    list: _Builder._sequence,
    tuple: _Builder._sequence,
    set: _Builder._sequence,
    Call: _Builder._call,
    Name: _Builder._name,
    Outside: _Builder._name,
}


def _named(full: str) -> Any:
    """What a name of our tables means."""
    module, _, name = full.rpartition(".")
    if full not in NAMES:
        raise Refused(f"it names {full}")
    return getattr(importlib.import_module(module), name)


DAMAGED = (
    pickle.UnpicklingError,
    EOFError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    OverflowError,
    RuntimeError,
    MemoryError,
    struct.error,
)
"""What reading a file raises that is not what `dump` wrote: an unknown step is a KeyError."""


def as_shell(cls: type, state: object) -> Reduced:
    """How to write an object as one of `cls`, though its present class is another."""
    return copyreg._reconstructor, (cls, object, None), state  # type: ignore[attr-defined]


def as_object(cls: type, state: object) -> Reduced:
    """How to write an object of `cls` with other attributes than it has."""
    return copyreg.__newobj__, (cls,), state  # type: ignore[attr-defined]
