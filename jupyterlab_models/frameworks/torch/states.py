"""Checks files of `torch.save` with tensors and plain values alone: in the server and in kernels, before all else.

`torch.load` reads such a file without running code. Here it also may not ask for more memory than it has bytes.
"""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

from .archive import COMMON, contents, members
from .layers import TYPES, words
from .records import Call, Limits, Name, Ordered, Outside, Refused, read

LIMITS = Limits(bytes=16 << 20, steps=4_000_000, containers=1_000_000)
MAX_DEPTH = 64
MAX_VALUES = 4_000_000
"""A list that stands in two places counts twice."""
MAX_TENSORS = 100_000
MAX_SMALL = 64
MAX_REPEATED = 1 << 26
"""Elements of a tensor that shows the same memory again and again."""
_KNOWN = re.compile(rf"[^/]+/({COMMON})")
_SMALL = {
    "byteorder": re.compile(rb"little"),
    "version": re.compile(rb"\d{1,3}\n?"),
    ".format_version": re.compile(rb"\d{1,3}"),
    ".storage_alignment": re.compile(rb"\d{1,5}"),
    ".data/serialization_id": re.compile(rb"\d{1,64}"),
}
"""Members beside the pickle and the bytes of tensors."""
STEPS = words(
    "PROTO MARK NONE NEWTRUE NEWFALSE BININT BININT1 BININT2 LONG1 BINFLOAT BINUNICODE EMPTY_TUPLE TUPLE TUPLE1 TUPLE2 "
    "TUPLE3 EMPTY_LIST APPEND APPENDS EMPTY_DICT SETITEM SETITEMS BINGET LONG_BINGET BINPUT LONG_BINPUT GLOBAL REDUCE "
    "BUILD BINPERSID"
)
_STORAGES = {
    f"torch.{name}Storage": size
    for size, names in {
        1: "Bool Byte Char QInt8 QUInt8",
        2: "BFloat16 Half Short",
        4: "Float Int QInt32",
        8: "ComplexFloat Double Long",
        16: "ComplexDouble",
    }.items()
    for name in names.split()
}
"""Storage → bytes of one element."""
_UNTYPED = "torch.storage.UntypedStorage"
_SIZES = {
    f"torch.{name}": size
    for size, names in {
        1: "bool uint8 int8 float8_e4m3fn float8_e4m3fnuz float8_e5m2 float8_e5m2fnuz float8_e8m0fnu",
        2: "uint16 int16 float16 bfloat16",
        4: "uint32 int32 float32 complex32",
        8: "uint64 int64 float64 complex64",
        16: "complex128",
    }.items()
    for name in names.split()
}
_LAYOUTS = words("sparse_coo sparse_csr sparse_csc sparse_bsr sparse_bsc", "torch.")
_PLACE = re.compile(r"[a-z]{1,20}(:\d{1,4})?")
_REBUILD = "torch._utils._rebuild_"


def check_state(file: Path) -> None:
    """Error `Refused`."""
    found = members(file, _KNOWN)
    if "data.pkl" not in found or found["data.pkl"].file_size > LIMITS.bytes:
        raise Refused("it has no list of its values, or one that is too long")
    small = {name: found[name] for name in _SMALL if name in found}
    _require(all(member.file_size <= MAX_SMALL for member in small.values()), "a member")
    texts = contents(file, {"data.pkl": found["data.pkl"], **small})
    _require(all(_SMALL[name].fullmatch(texts[name]) for name in small), "a member")
    sizes = {name[5:]: member.file_size for name, member in found.items() if name.startswith("data/")}
    _Check(sizes).value(read(texts["data.pkl"], STEPS, LIMITS), 0)


class _Check:
    def __init__(self, sizes: dict[str, int]) -> None:
        self._sizes = sizes
        self._done: dict[int, tuple[int, int]] = {}
        self._called: set[int] = set()
        self._copied = 0
        self._indices = 0

    def value(self, value: Any, depth: int) -> tuple[int, int]:
        """How many values there are in it, and how deep they are nested. Error `Refused`."""
        if value is None or type(value) in (bool, int, float, str):
            return 1, 0
        if type(value) is Name and value.full in TYPES:
            return 1, 0
        if depth > MAX_DEPTH:
            raise Refused(f"its values are nested deeper than {MAX_DEPTH}")
        if type(value) is Call:
            self._call(value)
            return 1, 0
        if type(value) not in (dict, Ordered, list, tuple):
            raise Refused("it holds something that is neither a tensor nor a plain value")
        if id(value) not in self._done:
            if isinstance(value, Ordered):
                _require(_is_versions(value.state), "a state dict")
            inside = value.values() if isinstance(value, dict) else value
            found = [self.value(one, depth + 1) for one in inside]
            height = max((height for _, height in found), default=0)
            self._done[id(value)] = 1 + sum(count for count, _ in found), 1 + height
        count, height = self._done[id(value)]
        if count > MAX_VALUES or depth + height > MAX_DEPTH + 1:
            raise Refused(f"it holds more than {MAX_VALUES} values, or nests them deeper than {MAX_DEPTH}")
        return count, height

    def _call(self, call: Call) -> None:
        """Each makes something new, even if it is given the same text or list as another."""
        if id(call) in self._called:
            return
        self._called.add(id(call))
        name, given = call.name, call.arguments
        self._copied += sum(len(one) * (8 if type(one) is list else 1) for one in given if type(one) in (str, list))
        if len(self._called) > MAX_TENSORS or self._copied > LIMITS.bytes:
            raise Refused(f"it holds more than {MAX_TENSORS} tensors, or makes much of little")
        if name == f"{_REBUILD}parameter":
            _require(len(given) == 3 and type(given[1]) is bool and _is_empty(given[2]), "a parameter")
            self._tensor(given[0])
        elif name == f"{_REBUILD}sparse_tensor":
            self._sparse(given)
        elif name.startswith(_REBUILD):
            self._tensor(call)
        else:
            _require(_is_plain(name, given), "a value")

    def _tensor(self, call: Any) -> tuple[int, ...]:
        """The sizes of a tensor."""
        _require(type(call) is Call, "a tensor")
        name, given = call.name, call.arguments
        if name == f"{_REBUILD}tensor_v2":
            storage, offset, sizes, strides, gradient, hooks, *more = _at_least(given, 6)
            count = self._storage(storage)
        elif name == f"{_REBUILD}tensor_v3":
            storage, offset, sizes, strides, gradient, hooks, dtype, *more = _at_least(given, 7)
            _require(type(dtype) is Name and dtype.full in _SIZES, "a tensor")
            count = self._storage(storage, _UNTYPED) // _SIZES[dtype.full]
        elif name == f"{_REBUILD}qtensor":
            storage, offset, sizes, strides, scheme, gradient, hooks, *more = _at_least(given, 7)
            count = self._storage(storage)
            _require(_is_counts(sizes), "a tensor")
            self._scheme(scheme, sizes)
        else:
            raise Refused(f"it calls {name[:60]}, which tensors do not need")
        _require(type(gradient) is bool and _is_empty(hooks) and _is_flags(more), "a tensor")
        _require(_is_within(count, offset, sizes, strides), "a tensor of more than there is")
        return tuple(sizes)

    def _storage(self, storage: Any, kind: str | None = None) -> int:
        """How many elements it has."""
        mark = storage.mark if type(storage) is Outside else ()
        if type(mark) is not tuple or len(mark) != 5 or mark[0] != "storage" or type(mark[1]) is not Name:
            raise Refused("a storage in it is not as PyTorch writes it")
        _, name, key, place, count = mark
        size = _STORAGES.get(name.full, 0) if kind is None else int(name.full == kind)
        _require(size > 0 and type(key) is str and type(place) is str and type(count) is int, "a storage")
        _require(_PLACE.fullmatch(place) is not None, "the place of a storage")
        _require(self._sizes.get(key) == count * size, "a storage of more than there is")
        return int(count)

    def _scheme(self, scheme: Any, sizes: Any) -> None:
        _require(type(scheme) is tuple and len(scheme) in (3, 4) and type(scheme[0]) is Name, "a quantized tensor")
        if len(scheme) == 3:
            kinds = (scheme[0].full, type(scheme[1]), type(scheme[2]))
            _require(kinds == ("torch.per_tensor_affine", float, int), "a quantized tensor")
            return
        name, scales, points, axis = scheme
        _require(name.full == "torch.per_channel_affine" and type(axis) is int, "a quantized tensor")
        _require(0 <= axis < len(sizes), "a quantized tensor")
        wanted = (sizes[axis],)
        _require(self._tensor(scales) == wanted == self._tensor(points), "a quantized tensor")

    def _sparse(self, given: tuple[Any, ...]) -> None:
        """What its indices are is checked by PyTorch, which `read_state` asks for."""
        _require(len(given) == 2 and type(given[0]) is Call and type(given[1]) is tuple, "a sparse tensor")
        layout, parts = given
        _require(layout.name == "torch.serialization._get_layout" and len(layout.arguments) == 1, "a sparse tensor")
        _require(type(layout.arguments[0]) is str and layout.arguments[0] in _LAYOUTS, "a sparse tensor")
        if layout.arguments[0] == "torch.sparse_coo":
            _require(len(parts) in (3, 4), "a sparse tensor")
            tensors, size, more = parts[:2], parts[2], parts[3:]
        else:
            _require(len(parts) == 4, "a sparse tensor")
            tensors, size, more = parts[:3], parts[3], ()
        _require(all(type(one) is bool or one is None for one in more), "a sparse tensor")
        size = size.arguments[0] if type(size) is Call and size.name == "torch.Size" and size.arguments else size
        _require(_is_counts(size), "a sparse tensor")
        for tensor in tensors:
            self._indices += math.prod(self._tensor(tensor))
        _require(self._indices <= sum(self._sizes.values()), "sparse tensors of more than there is")


def _require(fits: bool, what: str) -> None:
    if not fits:
        raise Refused(f"{what} in it is not as PyTorch writes it")


def _at_least(given: tuple[Any, ...], count: int) -> tuple[Any, ...]:
    _require(count <= len(given) <= count + 1, "a tensor")
    return given


def _is_within(count: int, offset: Any, sizes: Any, strides: Any) -> bool:
    """Whether a tensor shows nothing beyond the elements of its storage, nor very much of a few."""
    if type(offset) is not int or not 0 <= offset <= count or not _is_counts(sizes) or not _is_counts(strides):
        return False
    if len(sizes) != len(strides):
        return False
    if 0 in sizes:
        return bool(math.prod(max(one, 1) for one in sizes) < 1 << 63)
    last = offset + sum(stride * (size - 1) for size, stride in zip(sizes, strides))
    return bool(last < count and math.prod(sizes) <= max(count, MAX_REPEATED))


def _is_counts(value: Any) -> bool:
    return type(value) is tuple and len(value) <= 64 and all(type(one) is int and 0 <= one < 1 << 63 for one in value)


def _is_empty(hooks: Any) -> bool:
    return type(hooks) is Ordered and not hooks and hooks.state is None


def _is_flags(more: list[Any]) -> bool:
    """Whether a tensor is conjugated or negated."""
    if not more or more[0] is None:
        return True
    flags = more[0]
    return type(flags) is dict and flags.keys() <= {"conj", "neg"} and all(type(one) is bool for one in flags.values())


def _is_plain(name: str, given: tuple[Any, ...]) -> bool:
    kinds = tuple(type(one) for one in given)
    if name == "builtins.set":
        return kinds == (list,) and all(_is_small(one) for one in given[0])
    if name == "builtins.complex":
        return kinds == (float, float)
    if name == "_codecs.encode":
        return kinds == (str, str) and given[1:] == ("latin1",)
    if name == "torch.device":
        return kinds in ((str,), (str, int)) and _PLACE.fullmatch(given[0]) is not None
    return name == "torch.Size" and len(given) == 1 and _is_counts(given[0])


def _is_small(value: Any) -> bool:
    """A member of a set: whole numbers from 2**61 - 1 on can have equal hashes."""
    return type(value) in (str, float, bool, type(None)) or (type(value) is int and value.bit_length() < 61)


def _is_versions(state: Any) -> bool:
    """Of the layers, which `state_dict` hangs on the dict that it gives."""
    if state is None:
        return True
    if type(state) is not dict or state.keys() != {"_metadata"}:
        return False
    layers = state["_metadata"]
    if type(layers) not in (dict, Ordered) or getattr(layers, "state", None) is not None:
        return False
    return all(
        type(name) is str
        and type(one) is dict
        and all(type(version) in (int, bool, type(None)) for version in one.values())
        for name, one in layers.items()
    )
