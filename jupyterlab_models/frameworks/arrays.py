"""Arrays written to files in NumPy's format, and read from them: never a pickle, never a head that is evaluated.

In kernels, which have NumPy; what a file may hold is decided by `npy.py` and `npz.py`.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from ..kernel.adapter import CHUNK, Folder
from ..kernel.errors import AgentError
from . import npy, npz

ROW = 1 << 20
"""Elements that are put into order at a time before they are written."""


def descr_of(dtype: Any, what: str) -> Any:
    """How NumPy writes this type. Error `unsupported` for types that hold or mean more than is written."""
    numpy = sys.modules["numpy"]
    if dtype.kind == "T":
        raise AgentError(
            "unsupported",
            f"{what} holds texts of any length, which NumPy's files do not keep.",
            "Give it texts of one length: array.astype('U').",
        )
    if dtype.hasobject:
        raise AgentError(
            "unsupported",
            f"{what} holds Python objects, which can be anything and which only a pickle keeps.",
            "Give it a type of numbers, text or times with astype, or save it as a list: tolist().",
        )
    try:
        descr = numpy.lib.format.dtype_to_descr(dtype)
        npy.item_size(npy.parse_head(text_of(descr), 0).descr)
        same = numpy.lib.format.descr_to_dtype(descr) == dtype
    except (ValueError, TypeError, AttributeError):
        same = False
    if not same:
        raise AgentError(
            "unsupported",
            f"{what} has the type {str(dtype)[:80]}, which NumPy's files do not keep.",
            "Change its type with astype and save it then.",
        )
    return descr


def text_of(descr: Any) -> str:
    return repr({"descr": descr, "fortran_order": False, "shape": ()})[:-1] + ", }\n"


def head_of(array: Any, descr: Any) -> tuple[bytes, bool]:
    """The head, and whether the numbers follow in the order of Fortran."""
    fortran = bool(array.flags.f_contiguous and not array.flags.c_contiguous)
    return npy.encode_head(descr, tuple(map(int, array.shape)), fortran), fortran


def size_of(array: Any, descr: Any) -> int:
    return len(head_of(array, descr)[0]) + int(array.nbytes)


def write(out: BinaryIO, array: Any, descr: Any) -> None:
    """The array with its head, in pieces."""
    numpy = sys.modules["numpy"]
    array = numpy.asarray(array)
    head, fortran = head_of(array, descr)
    out.write(head)
    if fortran:
        array = array.T
    if not array.nbytes:
        return
    if array.flags.c_contiguous:
        data = memoryview(array.reshape(-1).view(numpy.uint8))
        for start in range(0, len(data), CHUNK):
            out.write(data[start : start + CHUNK])
        return
    step = max(1, ROW // max(1, array.size // max(1, len(array)))) if array.ndim else 1
    for start in range(0, len(array), step):
        piece = numpy.ascontiguousarray(array[start : start + step])
        out.write(memoryview(piece.reshape(-1).view(numpy.uint8)))


def write_file(folder: Folder, name: str, array: Any, descr: Any) -> None:
    with folder.open(name, size_of(array, descr)) as out:
        write(out, array, descr)


def write_archive(folder: Folder, name: str, arrays: Mapping[str, Any]) -> None:
    """Arrays by name, as `numpy.savez` does it."""
    with folder.open(name) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for member, array in arrays.items():
            with archive.open(zipfile.ZipInfo(f"{member}.npy"), "w", force_zip64=True) as stream:
                write(stream, array, descr_of(array.dtype, f"The array {member!r}"))  # type: ignore[arg-type]


def read_file(path: Path) -> Any:
    """Error `unsafe_file`."""
    with _named(path), path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(0)
        return _read(stream, npy.read_head(stream, size), 0)


def read_archive(path: Path) -> dict[str, Any]:
    """Error `unsafe_file`."""
    with _named(path), npz.opened(path) as (stream, members):
        return {name: _read(stream, member.head, member.start) for name, member in members.items()}


def _read(stream: BinaryIO, head: npy.Head, start: int) -> Any:
    import numpy

    numpy_format: Any = __import__("numpy.lib.format", fromlist=["format"])
    try:
        dtype = numpy.dtype(numpy_format.descr_to_dtype(head.descr))
    except (TypeError, ValueError) as error:
        raise npy.Refused(f"numbers of a type that this NumPy does not have ({str(error)[:60]})") from None
    if dtype.hasobject or dtype.itemsize != head.itemsize:
        raise npy.Refused("numbers of another type than it says")
    array = numpy.empty(head.shape[::-1] if head.fortran else head.shape, dtype)
    if head.nbytes:
        stream.seek(start + head.offset)
        data = memoryview(array.reshape(-1).view(numpy.uint8))  # type: ignore[arg-type]
        place = 0
        while place < len(data):
            count = stream.readinto(data[place : place + CHUNK])  # type: ignore[attr-defined]
            if not count:
                raise npy.Refused("fewer numbers than it says")
            place += count
    return array.T if head.fortran else array


class _named:
    """Turns `Refused` into a sentence about the file."""

    def __init__(self, path: Path) -> None:
        self._name = path.name

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if isinstance(error, FileNotFoundError):
            raise AgentError("damaged", f"{self._name} is missing.", "Load another version.") from None
        if isinstance(error, npy.Refused):
            raise unsafe(self._name, str(error)) from None


def unsafe(name: str, reason: str) -> AgentError:
    return AgentError(
        "unsafe_file",
        f"{name} was not loaded, because it holds {reason}.",
        "Load another version, or save the data again.",
    )
