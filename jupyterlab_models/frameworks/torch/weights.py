"""Tensors of PyTorch into one safetensors file: each distinct piece of memory once, written from where it lies."""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from ...kernel.adapter import BUFFER, Folder
from ...kernel.errors import AgentError
from ...kernel.naming import class_name
from .index import METADATA, PAIRS
from .safetensors import Head, encode, read_head

DTYPES = {
    "bool": "BOOL",
    "uint8": "U8",
    "int8": "I8",
    "int16": "I16",
    "uint16": "U16",
    "int32": "I32",
    "uint32": "U32",
    "int64": "I64",
    "uint64": "U64",
    "float16": "F16",
    "bfloat16": "BF16",
    "float32": "F32",
    "float64": "F64",
    "complex64": "C64",
    "float8_e5m2": "F8_E5M2",
    "float8_e4m3fn": "F8_E4M3",
    "float8_e5m2fnuz": "F8_E5M2FNUZ",
    "float8_e4m3fnuz": "F8_E4M3FNUZ",
    "float8_e8m0fnu": "F8_E8M0",
}
PART = 16 << 20
"""Bytes of a tensor that has to be copied before it can be written, such as one of a GPU."""
COMPARED = 64 << 20
"""Files up to this size are compared byte by byte."""

_view = ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.c_void_p, ctypes.c_ssize_t, ctypes.c_int)(
    ("PyMemoryView_FromMemory", ctypes.pythonapi)
)
_READ_ONLY = 0x100


class Ref(NamedTuple):
    """One tensor of Python: which of the file's tensors it shows, and what it is beyond its numbers."""

    name: str
    parameter: bool
    requires_grad: bool
    stride: tuple[int, ...] | None
    """Where its elements lie in another order than that of the file."""
    device: str


@dataclass(frozen=True)
class Stored:
    """A distinct piece of memory."""

    tensor: Any
    dtype: str

    @property
    def shape(self) -> tuple[int, ...]:
        """As it is in the file."""
        return (*self.tensor.shape, 2) if self.dtype in PAIRS else tuple(self.tensor.shape)

    @property
    def bytes(self) -> int:
        return int(self.tensor.numel() * self.tensor.element_size())


class Stock:
    """Collects what one file will hold."""

    def __init__(self) -> None:
        self.stored: dict[str, Stored] = {}
        self._refs: dict[int, Ref] = {}
        self._names: dict[Any, str] = {}
        self._kept: list[Any] = []
        """While they are here, nothing else gets their identity."""

    @property
    def bytes(self) -> int:
        return sum(one.bytes for one in self.stored.values())

    def add(self, tensor: Any, name: str) -> Ref:
        """Error `unsupported` for a tensor that no such file can hold."""
        known = self._refs.get(id(tensor))
        if known is not None:
            return known
        dtype = require_plain(tensor, name)
        place = _place(tensor)
        if place not in self._names:
            self._names[place] = name = self._free(name)
            self.stored[name] = Stored(tensor.detach(), dtype)
        ref = Ref(
            self._names[place],
            type(tensor) is sys.modules["torch"].nn.Parameter,
            bool(tensor.requires_grad and tensor.is_leaf),
            None if tensor.is_contiguous() or not is_dense(tensor.shape, tensor.stride()) else tuple(tensor.stride()),
            str(tensor.device),
        )
        self._refs[id(tensor)] = ref
        self._kept.append(tensor)
        return ref

    def _free(self, name: str) -> str:
        """Names come from the user's keys and may fall together with those that we make."""
        while name in self.stored or name == "__metadata__":
            name += "_"
        return name

    def lost(self) -> list[str]:
        """Of tensors that lie in the memory of another one but are not the same."""
        spans = sorted((*_span(one.tensor), name) for name, one in self.stored.items() if one.bytes)
        found: list[str] = []
        device, reached = "", 0
        for where, start, stop, name in spans:
            if where == device and start < reached:
                found.append(name)
            device, reached = where, max(reached, stop) if where == device else stop
        if not found:
            return []
        return [f"{', '.join(found[:5])}: values are kept, but a part of another tensor's memory is no longer shared."]

    def write(self, folder: Folder, file: str, metadata: dict[str, Any]) -> None:
        """Write all of it, with `metadata` as JSON in the header, and compare. Error `not_restorable`."""
        # By size of their elements, so that each lies where its type has to.
        names = sorted(self.stored, key=lambda name: -self.stored[name].tensor.element_size())
        types = {name: self.stored[name].dtype for name in names}
        metadata = {**metadata, "types": {name: dtype for name, dtype in types.items() if dtype in PAIRS}}
        tensors = [(name, DTYPES.get(types[name]) or PAIRS[types[name]], self.stored[name].shape) for name in names]
        try:
            head = encode(tensors, {"format": "pt", METADATA: json.dumps(metadata)})
        except ValueError as error:
            raise AgentError("unsupported", f"The tensors do not fit into one file: {error}.") from None
        with folder.open(file, len(head) + self.bytes) as out:
            out.write(head)
            for name in names:
                for piece in pieces(self.stored[name].tensor):
                    out.write(piece)
        self._compare(folder.root / file)

    def _compare(self, path: Path) -> None:
        with path.open("rb") as stream:
            head = read_head(stream)
            differing = [name for name, one in self.stored.items() if not _same_entry(head, name, one)]
            if head.size <= COMPARED:
                for name, one in self.stored.items():
                    stream.seek(head.entries[name].start)
                    if not all(same_bytes(stream.read(len(piece)), piece) for piece in pieces(one.tensor)):
                        differing.append(name)
        if differing:
            raise AgentError(
                "not_restorable",
                f"The file differs from the tensors in {', '.join(differing[:5])}.",
                "They may have been changed while they were written: save again when nothing works on them.",
            )


def require_plain(tensor: Any, name: str) -> str:
    """The tensor's type as in `DTYPES` or `PAIRS`. Error `unsupported` with the reason."""
    torch = sys.modules["torch"]
    dtype = str(tensor.dtype).partition(".")[2]
    uninitialized = getattr(torch.nn.parameter, "UninitializedTensorMixin", ())
    reason, hint = "", "Replace it by an ordinary tensor and save again."
    if sys.byteorder != "little":
        reason, hint = "lies in the byte order of this machine, which the file does not know", "Save it elsewhere."
    elif uninitialized and isinstance(tensor, uninitialized):
        reason, hint = "has no shape yet: its layer is lazy and has not seen data", "Call the model once with a batch."
    elif type(tensor) not in (torch.Tensor, torch.nn.Parameter):
        reason = f"is a {class_name(type(tensor))}, which holds more than its numbers"
    elif tensor.is_quantized or dtype.startswith("q"):
        reason, hint = (
            "is quantised",
            "Save the model from before it was quantised, or script it with torch.jit.script.",
        )
    elif tensor.layout != torch.strided or getattr(tensor, "is_nested", False):
        layout = str(tensor.layout).partition(".")[2]
        reason, hint = f"is sparse ({layout})", "Call its to_dense() and save again."
    elif tensor.device.type == "meta":
        reason, hint = "is on the device meta: it has a shape but no numbers", "Load its weights first."
    elif dtype not in DTYPES and dtype not in PAIRS:
        reason = f"has the type {dtype}"
    if reason:
        raise AgentError("unsupported", f"The tensor {name} {reason}; it cannot be written.", hint)
    return dtype


def pieces(tensor: Any) -> Iterator[memoryview]:
    """Its bytes in the order of the file; a tensor of the processor is not copied where it lies in order."""
    if _is_direct(tensor):
        yield _memory(tensor)
        return
    for part in _parts(tensor):
        copy = part.to("cpu").resolve_conj().resolve_neg().contiguous()
        yield _memory(copy)


def same_bytes(one: bytes | memoryview, other: memoryview) -> bool:
    """Memory that is compared as it is goes number by number; a copy of a part is compared at once."""
    starts = range(0, len(other), BUFFER)
    return len(one) == len(other) and all(
        bytes(one[at : at + BUFFER]) == bytes(other[at : at + BUFFER]) for at in starts
    )


def same_tensors(one: Any, other: Any) -> bool:
    """Bit by bit; both have the same type and shape."""
    return all(same_bytes(ours, theirs) for ours, theirs in zip(pieces(one), pieces(other)))


def _parts(tensor: Any) -> Iterator[Any]:
    size = tensor.numel() * tensor.element_size()
    if size <= PART:
        yield tensor
        return
    row = size // tensor.shape[0]
    if row > PART:
        for one in tensor:
            yield from _parts(one)
        return
    yield from tensor.split(max(PART // row, 1))


def _is_direct(tensor: Any) -> bool:
    return bool(tensor.device.type == "cpu" and tensor.is_contiguous() and not tensor.is_conj() and not tensor.is_neg())


def _memory(tensor: Any) -> memoryview:
    size = tensor.numel() * tensor.element_size()
    view: memoryview = _view(tensor.data_ptr(), size, _READ_ONLY) if size else memoryview(b"")
    return view


def is_dense(shape: Sequence[int], stride: Sequence[int]) -> bool:
    """Whether such elements fill a piece of memory, though in another order: then loading gives back that order."""
    expected = 1
    for step, length in sorted(zip(stride, shape)):
        if length > 1 and step != expected:
            return False
        expected *= length
    return expected > 0 and len(stride) == len(shape)


def _place(tensor: Any) -> Any:
    """Equal for tensors that are the same numbers in the same memory."""
    if not tensor.numel():
        return id(tensor)
    order = (tuple(tensor.shape), tuple(tensor.stride()), tensor.is_conj(), tensor.is_neg())
    return (str(tensor.device), tensor.data_ptr(), tensor.dtype, *order)


def _span(tensor: Any) -> tuple[str, int, int]:
    last = sum(stride * (length - 1) for stride, length in zip(tensor.stride(), tensor.shape))
    start = tensor.data_ptr()
    return str(tensor.device), start, start + (last + 1) * tensor.element_size()


def _same_entry(head: Head, name: str, one: Stored) -> bool:
    entry = head.entries.get(name)
    dtype = DTYPES.get(one.dtype) or PAIRS[one.dtype]
    return entry is not None and (entry.dtype, entry.shape) == (dtype, one.shape)
