"""Skeletons that hold no code: pickles whose every name is on our list, read by a machine that obeys it.

Python's own unpickler, given a list of names, would still set attributes of whatever is named and call all of it.
Ours makes empty objects of listed classes, gives attributes to these alone, and calls a handful of functions.
"""

from __future__ import annotations

import copyreg
import io
import pickle
import struct
import sys
from collections import OrderedDict
from collections.abc import Callable
from types import BuiltinFunctionType, FunctionType
from typing import Any, BinaryIO, ClassVar

from .names import ALL, CLASSES, FUNCTIONS, OPCODES, SHELL

_REFERENCES = (type, FunctionType, BuiltinFunctionType)
Reduced = Any
"""What `__reduce__` may give, or NotImplemented."""


class NotListed(Exception):
    """The object holds something that is not on the list; the message names it."""


class Refused(pickle.UnpicklingError):
    """The file asks for something that is not on the list."""


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
    # Of `VALUES` a mere `object()` would be an instance, which is not read.
    if name not in ALL or type(obj) is object:
        return False
    module, _, last = name.rpartition(".")
    # A class of the notebook can say that it is somebody else's.
    return getattr(sys.modules.get(module), last, None) in (named, obj)


def dump(obj: object, persistent_id: Callable[[object], object], reduce: Callable[[object], Reduced]) -> bytes:
    """The skeleton of an object; `reduce` may stand in for an object's own `__reduce__`. Error `NotListed`."""
    out = io.BytesIO()
    _Pickler(out, persistent_id, reduce).dump(obj)
    return out.getvalue()


def module_tables() -> dict[str, Any]:
    """The attributes, empty tables or None, that PyTorch gives a module that it reads."""
    module: Any = sys.modules["torch"].nn.Module
    empty = object.__new__(module)
    module.__setstate__(empty, {})
    return dict(vars(empty))


# The one in Python: the steps of the other one cannot be replaced.
_pure: Any = pickle._Unpickler


class _Unpickler(_pure):  # type: ignore[misc]
    def __init__(self, stream: BinaryIO, persistent_load: Callable[[Any], object]) -> None:
        super().__init__(stream)
        self._stream = stream
        self.persistent_load = persistent_load
        self._classes: set[Any] = set()
        self._functions: list[Any] = []
        # What most layers are given by this function, attribute by attribute, which takes longer than all the rest.
        self._restore = sys.modules["torch"].nn.Module.__setstate__
        self._tables = {name: type(value) for name, value in module_tables().items()}

    def load(self) -> Any:
        """As Python's own, but without frames: they only matter to slow streams, and asking for them takes long."""
        self.metastack: list[Any] = []
        self.stack: list[Any] = []
        self.proto = 0
        self.append, self.read = self.stack.append, self._stream.read
        self.readline, self.readinto = self._stream.readline, self._stream.readinto  # type: ignore[attr-defined]
        read, dispatch = self.read, self.dispatch
        try:
            while step := read(1):
                dispatch[step[0]](self)
        except pickle._Stop as stop:  # type: ignore[attr-defined]
            return stop.value
        raise EOFError("the file ends too early")

    def load_frame(self) -> None:
        self.read(8)

    def find_class(self, module: str, name: str) -> Any:
        full = f"{module}.{name}"
        if full not in ALL or "." in name:
            raise Refused(f"it names {full}, which is not on the list of harmless parts")
        if full == SHELL:
            self._functions.append(self._shell)
            return self._functions[-1]
        found = super().find_class(module, name)
        if full in CLASSES:
            self._classes.add(found)
        elif full in FUNCTIONS:
            self._functions.append(found)
        return found

    def _shell(self, cls: Any, base: object, state: object) -> object:
        if base is not object or state is not None:
            raise Refused("it makes an object in an unusual way")
        return self._empty(cls, ())

    def _empty(self, cls: Any, arguments: object) -> object:
        if not any(cls is known for known in self._classes) or arguments != ():
            raise Refused("it makes an object of something that is no class of the list")
        return object.__new__(cls)

    def load_newobj(self) -> None:
        arguments = self.stack.pop()
        self.stack[-1] = self._empty(self.stack[-1], arguments)

    def load_reduce(self) -> None:
        if not any(self.stack[-2] is function for function in self._functions):
            raise Refused("it calls something that is not to be called")
        if self.stack[-2] is not range and not _is_small(self.stack[-2], self.stack[-1]):
            raise Refused("it makes something that is larger than the file tells")
        super().load_reduce()

    def load_build(self) -> None:
        """The method `__setstate__` of the class: attributes that the file gave could have that name too."""
        state, made = self.stack.pop(), self.stack[-1]
        if type(made) not in self._classes or type(state) is not dict or not all(type(name) is str for name in state):
            raise Refused("it sets attributes of something that is no object of its own")
        restore = getattr(type(made), "__setstate__", None)
        if restore is None:
            vars(made).update(state)
        elif restore is self._restore:
            vars(made).update({name: kind() for name, kind in self._tables.items()})
            vars(made).update(state)
        else:
            restore(made, state)

    def load_append(self) -> None:
        self._require_plain(-2, list)
        super().load_append()

    def load_appends(self) -> None:
        self._require_marked(list)
        super().load_appends()

    def load_additems(self) -> None:
        self._require_marked(set)
        super().load_additems()

    def load_setitem(self) -> None:
        self._require_plain(-3, dict, OrderedDict)
        super().load_setitem()

    def load_setitems(self) -> None:
        self._require_marked(dict, OrderedDict)
        super().load_setitems()

    def _require_marked(self, *types: type) -> None:
        """Of what lies below the mark."""
        if type(self.metastack[-1][-1]) not in types:
            raise Refused("it adds something to what is no container")

    def _require_plain(self, place: int, *types: type) -> None:
        """Anything else may have a method `append` from the file: any callable of the list."""
        if type(self.stack[place]) not in types:
            raise Refused("it adds something to what is no container")

    dispatch: ClassVar[dict[int, Callable[[Any], None]]] = {
        **{
            code: step
            for code, step in _pure.dispatch.items()
            if code in {getattr(pickle, name)[0] for name in OPCODES}
        },
        pickle.FRAME[0]: load_frame,
        pickle.NEWOBJ[0]: load_newobj,
        pickle.REDUCE[0]: load_reduce,
        pickle.BUILD[0]: load_build,
        pickle.APPEND[0]: load_append,
        pickle.APPENDS[0]: load_appends,
        pickle.ADDITEMS[0]: load_additems,
        pickle.SETITEM[0]: load_setitem,
        pickle.SETITEMS[0]: load_setitems,
    }


def _is_small(function: Any, arguments: Any) -> bool:
    """Whether what a call makes is no larger than what it is given: no `set(range(10**12))`, no `bytearray(10**12)`."""
    if type(arguments) is not tuple or any(type(argument) is range for argument in arguments):
        return False
    return function is not bytearray or all(type(argument) is bytes for argument in arguments)


def load(stream: BinaryIO, persistent_load: Callable[[Any], object]) -> Any:
    """The object of a skeleton. Error `Refused` for one that asks for more than the list allows, else `DAMAGED`."""
    return _Unpickler(stream, persistent_load).load()


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
