"""Sparse matrices in SciPy's files: whether their indices are in range, which SciPy itself does not check."""

from __future__ import annotations

import re
from operator import gt

from .npy import HEAD, Array, integers, read_head
from .records import Sparse
from .refused import Refused
from .skops_archive import Archive

MEMBER = re.compile(r"(data|indices|indptr|shape|format|_is_array)\.npy")
_FORMATS = {b"csr": 0, b"csc": 1}


def check(archive: Archive) -> Sparse:
    """Error `Refused` unless it is a matrix of compressed rows or columns that is whole."""
    form, _ = _array(archive, "format")
    name = archive.read("format.npy")[form.offset :]
    axis = _FORMATS.get(name) if form.shape == () else None
    if axis is None:
        raise Refused("a sparse matrix of an unusual format")
    shape = _integers(archive, "shape")
    if len(shape) != 2 or min(shape) < 0:
        raise Refused("a sparse matrix of an unusual shape")
    indices, places = _integers(archive, "indices"), _integers(archive, "indptr")
    data, _ = _array(archive, "data")
    if len(places) != shape[axis] + 1 or places[0] != 0 or places[-1] != len(indices) or data.shape != (len(indices),):
        raise Refused("a sparse matrix whose parts do not fit each other")
    if any(map(gt, places, places[1:])):
        raise Refused("a sparse matrix whose rows are out of range")
    if indices and not (min(indices) >= 0 and max(indices) < shape[1 - axis]):
        raise Refused("a sparse matrix whose indices are out of range")
    return Sparse(tuple(shape), name.decode(), len(indices))


def _array(archive: Archive, name: str) -> tuple[Array, str]:
    member = f"{name}.npy"
    return read_head(archive.read(member, HEAD), archive.size(member), {}), member


def _integers(archive: Archive, name: str) -> list[int]:
    array, member = _array(archive, name)
    if len(array.shape) != 1:
        raise Refused("a sparse matrix of an unusual shape")
    return integers(array, archive.read(member))
