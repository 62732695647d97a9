"""Pickles read into plain records: nothing is imported, made or called, whatever they ask for.

Server and kernel judge the records by the same tables. Only a kernel makes objects of them, and only afterwards.
"""

from __future__ import annotations

import pickle
import struct
from collections.abc import Callable
from typing import Any, NamedTuple

MAX_KEYS = 1000
"""Keys of one dict that are neither texts nor small numbers: others could be chosen to fall together."""
_MODULUS = (1 << 61) - 1
"""Whole numbers from here on can have equal hashes."""
_OLD_NAMES = {"__builtin__": "builtins"}
"""What pickles of protocol 2 call them."""


class Refused(pickle.UnpicklingError):
    """The file holds something that no table allows; the message says what."""


class Name(NamedTuple):
    """A class, function or value that is only named: `module.name`."""

    full: str


class Call:
    """A call that the pickle asks for."""

    def __init__(self, name: str, arguments: tuple[Any, ...]) -> None:
        self.name = name
        self.arguments = arguments


class Made:
    """An object that is made empty and then given its attributes."""

    def __init__(self, name: str, hollow: bool = False) -> None:
        self.name = name
        self.hollow = hollow
        """Whether its class is to be made on the fly, from the one that is named."""
        self.state: dict[Any, Any] | None = None


class Ordered(dict):  # type: ignore[type-arg]
    """An `OrderedDict`, with attributes of its own if the pickle gives it some."""

    state: dict[Any, Any] | None = None


class Outside(NamedTuple):
    """What a pickle leaves to its reader: a tensor or a storage."""

    mark: Any


class Limits(NamedTuple):
    """How much of a pickle is read."""

    bytes: int
    steps: int
    containers: int


def read(content: bytes, steps: frozenset[str], limits: Limits) -> Any:
    """The record of the object that a pickle of these steps holds. Error `Refused`."""
    if len(content) > limits.bytes:
        raise Refused(f"it has {len(content)} bytes, more than {limits.bytes}")
    allowed = {getattr(pickle, step)[0] for step in steps}
    try:
        return _Reader(content, limits).read({code: _STEPS[code] for code in allowed})
    except (IndexError, KeyError, ValueError, TypeError, struct.error, MemoryError) as error:
        raise Refused(f"it is no pickle as it should be ({type(error).__name__})") from None


class _Reader:
    def __init__(self, content: bytes, limits: Limits) -> None:
        self._content = content
        self._limits = limits
        self._at = 0
        self._left = limits.containers
        self._others: dict[int, int] = {}
        self._memo: dict[int, Any] = {}
        self._stack: list[Any] = []
        self._marked: list[list[Any]] = []

    def read(self, steps: dict[int, Callable[[_Reader], None]]) -> Any:
        content, count = self._content, 0
        while True:
            code = content[self._at]
            self._at += 1
            if code == pickle.STOP[0]:
                break
            step = steps.get(code)
            if step is None:
                raise Refused(f"it has a step {bytes([code])!r}, which such files do not need")
            step(self)
            count += 1
            if count > self._limits.steps:
                raise Refused(f"it has more than {self._limits.steps} steps")
        if self._at != len(content) or len(self._stack) != 1 or self._marked:
            raise Refused("it does not end where it should")
        return self._stack[0]

    # Bytes

    def _take(self, length: int) -> bytes:
        if length < 0 or self._at + length > len(self._content):
            raise Refused("it ends too early")
        self._at += length
        return self._content[self._at - length : self._at]

    def _number(self, length: int) -> int:
        return int.from_bytes(self._take(length), "little")

    def _line(self) -> str:
        end = self._content.index(b"\n", self._at)
        line = self._take(end - self._at).decode("ascii")
        self._at += 1
        return line

    # Values

    def _push(self, value: Any) -> None:
        self._stack.append(value)

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Refused(f"it has more than {self._limits.containers} lists and tables")

    def _container(self, value: Any) -> None:
        self._count()
        self._stack.append(value)

    def _protocol(self) -> None:
        self._take(1)

    def _frame(self) -> None:
        self._take(8)

    def _int(self) -> None:
        self._push(int.from_bytes(self._take(4), "little", signed=True))

    def _long(self) -> None:
        self._push(int.from_bytes(self._take(self._number(1)), "little", signed=True))

    def _float(self) -> None:
        self._push(struct.unpack(">d", self._take(8))[0])

    def _text(self, length: int) -> None:
        self._push(self._take(self._number(length)).decode("utf-8", "surrogatepass"))

    def _bytes(self, length: int) -> None:
        self._push(self._take(self._number(length)))

    def _tuple(self, length: int) -> None:
        found = tuple(self._stack[len(self._stack) - length :])
        if len(found) != length:
            raise Refused("it takes more than there is")
        del self._stack[len(self._stack) - length :]
        self._container(found)

    # Marks

    def _mark(self) -> None:
        self._count()
        self._marked.append(self._stack)
        self._stack = []

    def _items(self) -> list[Any]:
        """What came since the mark."""
        found, self._stack = self._stack, self._marked.pop()
        return found

    def _marked_tuple(self) -> None:
        self._container(tuple(self._items()))

    # Containers

    def _append(self, items: list[Any]) -> None:
        found = self._stack[-1]
        if type(found) is not list:
            raise Refused("it appends to something that is no list")
        found.extend(items)

    def _add(self) -> None:
        items = self._items()
        found = self._stack[-1]
        if type(found) is not set or not all(type(item) in (str, int, float, bool, type(None)) for item in items):
            raise Refused("it adds to something that is no set of plain values")
        for item in items:
            self._check_key(found, item)
        found.update(items)

    def _set(self, items: list[Any]) -> None:
        found = self._stack[-1]
        if type(found) not in (dict, Ordered) or len(items) % 2:
            raise Refused("it sets items of something that is no table")
        for key, value in zip(items[::2], items[1::2]):
            self._check_key(found, key)
            if key in found:
                raise Refused("a table in it has a key twice")
            found[key] = value

    def _check_key(self, container: Any, key: Any) -> None:
        if type(key) is str or (type(key) is int and -_MODULUS < key < _MODULUS):
            return
        if not _is_key(key):
            raise Refused("a key in it is no plain value")
        self._others[id(container)] = self._others.get(id(container), 0) + 1
        if self._others[id(container)] > MAX_KEYS:
            raise Refused(f"a table in it has more than {MAX_KEYS} unusual keys")

    def _pair(self) -> list[Any]:
        value, key = self._stack.pop(), self._stack.pop()
        return [key, value]

    # Memo

    def _get(self, length: int) -> None:
        self._push(self._memo[self._number(length)])

    def _put(self, length: int) -> None:
        self._memo[self._number(length)] = self._stack[-1]

    def _memoize(self) -> None:
        self._memo[len(self._memo)] = self._stack[-1]

    # Names and objects

    def _global(self) -> None:
        module, name = self._line(), self._line()
        self._push(Name(f"{_OLD_NAMES.get(module, module)}.{name}"))

    def _stack_global(self) -> None:
        name, module = self._stack.pop(), self._stack.pop()
        if type(name) is not str or type(module) is not str or "." in name:
            raise Refused("it has a name that is none")
        self._push(Name(f"{module}.{name}"))

    def _new(self) -> None:
        arguments, cls = self._stack.pop(), self._stack.pop()
        if type(cls) is not Name or type(arguments) is not tuple or arguments:
            raise Refused("it makes an object in an unusual way")
        self._container(Made(cls.full))

    def _reduce(self) -> None:
        arguments, function = self._stack.pop(), self._stack.pop()
        if type(function) is not Name or type(arguments) is not tuple:
            raise Refused("it calls something that has no name")
        if function.full == "collections.OrderedDict" and not arguments:
            self._container(Ordered())
        elif function.full == "copyreg._reconstructor":
            cls, base, state = arguments if len(arguments) == 3 else (None, None, None)
            if type(cls) is not Name or base != Name("builtins.object") or state is not None:
                raise Refused("it makes an object in an unusual way")
            self._container(Made(cls.full, hollow=True))
        else:
            self._container(Call(function.full, arguments))

    def _build(self) -> None:
        state, made = self._stack.pop(), self._stack[-1]
        if type(made) not in (Made, Ordered) or made.state is not None:
            raise Refused("it sets attributes of something that is no new object")
        if type(state) is not dict or not all(type(name) is str for name in state):
            raise Refused("it sets attributes without names")
        made.state = state

    def _outside(self) -> None:
        self._push(Outside(self._stack.pop()))


def _is_key(key: Any, depth: int = 0) -> bool:
    if type(key) is tuple:
        return depth < 4 and all(_is_key(part, depth + 1) for part in key)
    return type(key) in (str, int, float, bool, bytes, type(None))


_STEPS: dict[int, Callable[[_Reader], None]] = {
    getattr(pickle, step)[0]: function
    for step, function in {
        "PROTO": _Reader._protocol,
        "FRAME": _Reader._frame,
        "MARK": _Reader._mark,
        "NONE": lambda reader: reader._push(None),
        "NEWTRUE": lambda reader: reader._push(True),
        "NEWFALSE": lambda reader: reader._push(False),
        "BININT": _Reader._int,
        "BININT1": lambda reader: reader._push(reader._number(1)),
        "BININT2": lambda reader: reader._push(reader._number(2)),
        "LONG1": _Reader._long,
        "BINFLOAT": _Reader._float,
        "SHORT_BINUNICODE": lambda reader: reader._text(1),
        "BINUNICODE": lambda reader: reader._text(4),
        "SHORT_BINBYTES": lambda reader: reader._bytes(1),
        "BINBYTES": lambda reader: reader._bytes(4),
        "EMPTY_TUPLE": lambda reader: reader._push(()),
        "TUPLE": _Reader._marked_tuple,
        "TUPLE1": lambda reader: reader._tuple(1),
        "TUPLE2": lambda reader: reader._tuple(2),
        "TUPLE3": lambda reader: reader._tuple(3),
        "EMPTY_LIST": lambda reader: reader._container([]),
        "APPEND": lambda reader: reader._append([reader._stack.pop()]),
        "APPENDS": lambda reader: reader._append(reader._items()),
        "EMPTY_DICT": lambda reader: reader._container({}),
        "SETITEM": lambda reader: reader._set(reader._pair()),
        "SETITEMS": lambda reader: reader._set(reader._items()),
        "EMPTY_SET": lambda reader: reader._container(set()),
        "ADDITEMS": _Reader._add,
        "BINGET": lambda reader: reader._get(1),
        "LONG_BINGET": lambda reader: reader._get(4),
        "BINPUT": lambda reader: reader._put(1),
        "LONG_BINPUT": lambda reader: reader._put(4),
        "MEMOIZE": _Reader._memoize,
        "GLOBAL": _Reader._global,
        "STACK_GLOBAL": _Reader._stack_global,
        "NEWOBJ": _Reader._new,
        "REDUCE": _Reader._reduce,
        "BUILD": _Reader._build,
        "BINPERSID": _Reader._outside,
    }.items()
}
