"""The risk of files of PyTorch, from their bytes: safetensors, skeletons, TorchScript and archives of `torch.save`."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import Literal

from ...kernel.archives import is_renamed
from ...risk.judging import Judge, Risk, sidecar
from ...risk.pickles import MAX_PICKLE, asks_only_for
from .checks import LIMITS, check
from .records import Refused
from .safetensors import Damaged, read_head

_MAX_MEMBERS = 200_000
_BEGIN = b"PK\x03\x04"
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError)
_COMMON = r"data\.pkl|data/\d+|version|byteorder|\.data/serialization_id|\.format_version|\.storage_alignment"
_SCRIPT = re.compile(
    rf"[^/]+/({_COMMON}|constants\.pkl|traced_inputs\.pkl|(constants|traced_inputs)/\d+"
    r"|code/__torch__(/\w+)*\.py(\.debug_pkl)?)"
)
_STATE = re.compile(rf"[^/]+/({_COMMON})")
_STORAGES = "BFloat16 Bool Byte Char ComplexDouble ComplexFloat Double Float Half Int Long QInt32 QInt8 QUInt8 Short"
_VALUES = (
    "Size Tensor device per_tensor_affine per_channel_affine bool uint8 uint16 uint32 uint64 int8 int16 int32 int64 "
    "float16 bfloat16 float32 float64 complex32 complex64 complex128 float8_e4m3fn float8_e4m3fnuz float8_e5m2 "
    "float8_e5m2fnuz float8_e8m0fnu"
)
_REBUILD = "parameter parameter_with_state qtensor sparse_tensor tensor tensor_v2 tensor_v3"
STATE_NAMES = frozenset(
    {"_codecs.encode", "collections.OrderedDict", "torch.serialization._get_layout", "torch.nn.parameter.Parameter"}
    | {"torch.storage.TypedStorage", "torch.storage.UntypedStorage"}
    | {f"builtins.{name}" for name in ("bytearray", "complex", "set")}
    | {f"torch.{name}Storage" for name in _STORAGES.split()}
    | {f"torch.{name}" for name in _VALUES.split()}
    | {f"torch._utils._rebuild_{name}" for name in _REBUILD.split()}
)
"""Part of what `torch.load` allows by itself while it does not run code (`weights_only`)."""
STATE_STEPS = {
    name
    for names in (
        "PROTO STOP MARK NONE NEWTRUE NEWFALSE BININT BININT1 BININT2 LONG1 BINFLOAT BINUNICODE EMPTY_TUPLE TUPLE",
        "TUPLE1 TUPLE2 TUPLE3 EMPTY_LIST APPEND APPENDS EMPTY_DICT SETITEM SETITEMS EMPTY_SET ADDITEMS BINGET",
        "LONG_BINGET BINPUT LONG_BINPUT GLOBAL REDUCE BUILD BINPERSID",
    )
    for name in names.split()
}


def tensors_file(file: Path) -> Literal["data", "code"]:
    """`data` for a whole safetensors file."""
    try:
        with file.open("rb") as stream:
            read_head(stream)
    except Damaged:
        return "code"
    return "data"


def module_file(file: Path) -> Risk | None:
    """One file of the encoding `torch-safetensors`. The kernel reads a skeleton of another name as any pickle."""
    if file.suffix == ".json":
        return sidecar(file)
    if file.name == "weights.safetensors":
        return tensors_file(file)
    return "parser" if file.name == "skeleton.pkl" and is_harmless_skeleton(file) else "code"


def is_harmless_skeleton(file: Path) -> bool:
    """Whether kernels would read it, which obey the same tables (`skeleton.py`)."""
    try:
        with file.open("rb") as stream:
            check(stream.read(LIMITS.bytes + 1))
    except Refused:
        return False
    return True


def script_file(file: Path) -> Literal["program", "code"]:
    """`program` for what `torch.jit.save` writes; it is read without Python."""
    members = _members(file, _SCRIPT)
    needed = {"data.pkl", "constants.pkl", "version"}
    return "program" if needed <= {name.partition("/")[2] for name in members} else "code"


def state_file(file: Path) -> Literal["parser", "code"]:
    """`parser` for what `torch.save` writes of tensors and plain values."""
    members = _members(file, _STATE)
    pickled = [name for name in members if name.endswith("/data.pkl")]
    if not pickled or members[pickled[0]] > MAX_PICKLE:
        return "code"
    try:
        with zipfile.ZipFile(file) as archive:
            content = archive.read(pickled[0])
    except _DAMAGED:
        return "code"
    return "parser" if asks_only_for(content, STATE_NAMES, STATE_STEPS) else "code"


def _members(file: Path, known: re.Pattern[str]) -> dict[str, int]:
    """Name → size; empty for anything but an archive of one folder with such members alone."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            for entry in entries[:_MAX_MEMBERS]:
                # The headers before the bytes have to say the same as the list at the end.
                archive.open(entry).close()
            with file.open("rb") as stream:
                # What lies before the archive would be read by those that go by the first bytes.
                first = stream.read(len(_BEGIN))
    except _DAMAGED:
        return {}
    found = {entry.filename: entry.file_size for entry in entries}
    plain = all(
        known.fullmatch(entry.filename)
        and not is_renamed(entry)
        and (entry.compress_size == entry.file_size or _is_small_source(entry))
        for entry in entries
    )
    one = len({name.partition("/")[0] for name in found}) == 1
    return found if first == _BEGIN and plain and one and len(found) == len(entries) <= _MAX_MEMBERS else {}


def _is_small_source(entry: zipfile.ZipInfo) -> bool:
    """All that TorchScript packs; PyTorch reads other members from where they lie."""
    return "/code/" in entry.filename and entry.file_size <= MAX_PICKLE


JUDGES: dict[str, Judge] = {
    "torch-safetensors": module_file,
    "torchscript": script_file,
    "safetensors": tensors_file,
    "torch-state": state_file,
}
