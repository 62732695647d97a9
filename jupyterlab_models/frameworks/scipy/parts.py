"""What the archive of a sparse matrix holds, from the heads of its members. For server and kernel alike."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..npy import Head, Refused

FILE = "matrix.npz"
FORMATS = {
    "csr": ("indices", "indptr"),
    "csc": ("indices", "indptr"),
    "bsr": ("indices", "indptr"),
    "dia": ("offsets",),
    "coo": ("row", "col"),
}
"""Format → members beside `ALWAYS`."""
ALWAYS = ("data", "shape", "format")
ARRAY = "_is_array"
"""A member that says of sparse arrays that they are no matrices."""
_VALUES = re.compile(r"[<>|](b1|[iu][1248]|f[248]|f16|c8|c16|c32)")
_PLACES = ("<i4", "<i8")


def check(heads: Mapping[str, Head]) -> tuple[str, ...]:
    """Formats that have these members. Error `Refused` for none."""
    names = set(heads) - {*ALWAYS, ARRAY}
    formats = tuple(name for name, members in FORMATS.items() if names == {*members})
    # An array of one dimension, or of more than two, has `coords` instead of rows and columns.
    if names == {"coords"}:
        formats = ("coo",)
    if not formats or not {*ALWAYS} <= set(heads):
        raise Refused("other members than a sparse matrix has")
    if not isinstance(heads["data"].descr, str) or not _VALUES.fullmatch(heads["data"].descr):
        raise Refused("a sparse matrix of an unusual type")
    if heads["format"].shape or heads["format"].descr not in ("|S3", "<U3"):
        raise Refused("a sparse matrix of an unusual format")
    if ARRAY in heads and (heads[ARRAY].shape or heads[ARRAY].descr != "|b1"):
        raise Refused("a sparse matrix of an unusual format")
    shape = heads["shape"]
    if shape.descr != "<i8" or len(shape.shape) != 1 or not 0 < shape.size <= 64:
        raise Refused("a sparse matrix of an unusual shape")
    for name in names:
        if heads[name].descr not in _PLACES or len(heads[name].shape) != (2 if name == "coords" else 1):
            raise Refused("a sparse matrix with unusual places")
    _check_lengths(formats, heads)
    return formats


def _check_lengths(formats: tuple[str, ...], heads: Mapping[str, Head]) -> None:
    data, dimensions = heads["data"].shape, heads["shape"].size
    if "dia" in formats:
        fits = len(data) == 2 and heads["offsets"].size == data[0] and dimensions == 2
    elif "coords" in heads:
        fits = len(data) == 1 and heads["coords"].shape == (dimensions, data[0])
    elif "coo" in formats:
        fits = len(data) == 1 and heads["row"].shape == heads["col"].shape == data and dimensions == 2
    else:
        fits = len(data) in (1, 3) and heads["indices"].size == data[0] and dimensions in (1, 2)
        fits = fits and (len(data) == 1 or (dimensions == 2 and min(data[1:]) > 0))
    if not fits:
        raise Refused("a sparse matrix whose parts do not fit each other")
