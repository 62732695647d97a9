"""Sparse matrices and arrays, in SciPy's own archive of arrays.

SciPy does not check what it reads, so all places are compared with the shape before an object is made of them.
Formats that SciPy does not write (`lil`, `dok`) are written as one that it does, and are made of it again.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from ...kernel import tables
from ...kernel.adapter import Choice, Facts, Folder, Plan, Table
from ...kernel.errors import AgentError
from ...kernel.naming import class_name
from .. import npy
from ..arrays import descr_of, read_archive, size_of, unsafe, write_archive
from .parts import ARRAY, FILE, FORMATS, check

THROUGH = {"lil": "csr", "dok": "coo"}
"""Format → the one that is written for it."""
MOST = 1 << 62
SIDE = 1 << 26
"""Length of a side that any matrix may have that does not tell where each row begins."""


class ScipyAdapter:
    """See `Adapter`."""

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        return (("scipy", "scipy"),)

    def check(self, obj: Any) -> Plan:
        name = type(obj).__name__
        if class_name(type(obj)) not in _classes() or obj.format not in {*FORMATS, *THROUGH}:
            raise AgentError(
                "unsupported",
                f"A {class_name(type(obj))} is more than a sparse matrix, and SciPy's files keep only that.",
                "Save a plain one: scipy.sparse.csr_array(…).",
            )
        if obj.dtype.kind not in "biufc":
            raise AgentError(
                "unsupported",
                f"This {name} has the type {obj.dtype}, which SciPy's files do not keep.",
                "Give it a type of numbers with astype.",
            )
        lengths = " × ".join(map(str, obj.shape))
        restores = f"The {name} ({lengths}, {obj.dtype}) with its {obj.nnz} stored values"
        if not _in_proportion(obj.format, obj.shape, int(obj.nnz)):
            raise AgentError(
                "unsupported",
                f"This {name} ({lengths}) is very much larger than its {obj.nnz} values, as a trap would be.",
                "Save it as csr or csc, or give it a smaller shape.",
            )
        choice = Choice("scipy-npz", "data", restores, (FILE,))
        if obj.format in THROUGH:
            size = int(obj.nnz) * (obj.dtype.itemsize + 8)
        else:
            size = sum(size_of(part, descr_of(part.dtype, "It")) for part in _parts(obj).values())
        return Plan((choice,), size, ("scipy", "numpy"))

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        write_archive(folder, FILE, _parts(obj.asformat(THROUGH.get(obj.format, obj.format))))

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        parts = read_archive(folder / FILE)
        try:
            return _built(parts, class_name)
        except npy.Refused as error:
            raise unsafe(FILE, str(error)) from None

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        cells = 1
        for length in obj.shape:
            cells *= int(length)
        rows = [
            ("Class", type(obj).__name__),
            ("Shape", " × ".join(map(str, obj.shape))),
            ("Type", str(obj.dtype)),
            ("Stored values", int(obj.nnz)),
            ("Density", f"{int(obj.nnz) / cells:.4g}" if cells else "–"),
        ]
        return [tables.properties("Structure", rows)]

    def facts(self, obj: Any) -> Facts:
        return Facts(dtypes={str(obj.dtype): 1})


def _classes() -> dict[str, type]:
    """Full name → class of sparse matrices and arrays of this SciPy."""
    sparse = sys.modules["scipy.sparse"]
    names = [f"{form}_{kind}" for form in (*FORMATS, *THROUGH) for kind in ("matrix", "array")]
    found = [getattr(sparse, name) for name in names if hasattr(sparse, name)]
    return {class_name(one): one for one in found}


def _is_matrix(obj: Any) -> bool:
    return type(obj).__name__.endswith("_matrix")


def _parts(obj: Any) -> dict[str, Any]:
    """As `scipy.sparse.save_npz` names them."""
    numpy = sys.modules["numpy"]
    names = FORMATS[obj.format]
    if obj.format == "coo" and len(obj.shape) != 2:
        places = {"coords": numpy.stack([numpy.asarray(one) for one in obj.coords])}
    else:
        places = {name: numpy.asarray(getattr(obj, name)) for name in names}
    places = {name: _native(places[name]) for name in places}
    more = {} if _is_matrix(obj) else {ARRAY: numpy.array(True)}
    shape = numpy.array([int(length) for length in obj.shape], "<i8")
    form = numpy.array(obj.format.encode("ascii"))
    return {**places, "format": form, "shape": shape, "data": numpy.asarray(obj.data), **more}


def _native(places: Any) -> Any:
    return places.astype(f"<i{4 if places.dtype.itemsize <= 4 else 8}", copy=False)


# Reading


def _built(parts: dict[str, Any], name: str) -> Any:
    import numpy
    import scipy.sparse

    describe = numpy.lib.format.dtype_to_descr
    heads = {key: npy.Head(describe(part.dtype), part.shape, False, 0, 0) for key, part in parts.items()}
    formats = check(heads)
    form = parts["format"].item()
    form = form.decode("latin-1") if isinstance(form, bytes) else form
    if form not in formats:
        raise npy.Refused("a sparse matrix of an unusual format")
    shape = tuple(map(int, parts["shape"]))
    if not all(0 <= length < MOST for length in shape):
        raise npy.Refused("a sparse matrix of an unusual shape")
    if not _in_proportion(form, shape, parts["data"].size):
        raise npy.Refused("a sparse matrix that is very much larger than its values")
    is_array = bool(parts[ARRAY]) if ARRAY in parts else False
    if not is_array and len(shape) != 2:
        raise npy.Refused("a sparse matrix of an unusual shape")
    _check_places(form, shape, parts)
    cls = getattr(scipy.sparse, f"{form}_{'array' if is_array else 'matrix'}")
    data = parts["data"]
    if form == "dia":
        found = cls((data, parts["offsets"]), shape=shape)
    elif form == "coo":
        coords = tuple(parts["coords"]) if "coords" in parts else (parts["row"], parts["col"])
        found = cls((data, coords), shape=shape)
    else:
        found = cls((data, parts["indices"], parts["indptr"]), shape=shape)
    wanted = _classes().get(name)
    other = next((form for form in THROUGH if wanted is not None and wanted.__name__.startswith(form)), None)
    if other is not None and form == THROUGH[other] and _fits(other, shape):
        found = found.asformat(other)
    return found


def _in_proportion(form: str, shape: tuple[int, ...], count: int) -> bool:
    """Whether what SciPy makes of it to compare or to add, a number for each row, is in proportion to its values."""
    return form not in ("coo", "dok", "dia") or max(shape, default=0) <= max(SIDE, 64 * count)


def _fits(form: str, shape: tuple[int, ...]) -> bool:
    """A matrix of lists has a list for each row, however few values there are."""
    return form != "lil" or (len(shape) == 2 and shape[0] <= 1 << 24)


def _check_places(form: str, shape: tuple[int, ...], parts: dict[str, Any]) -> None:
    """Error `Refused` for a place outside of the shape."""
    if form == "dia":
        offsets = parts["offsets"]
        if len({*offsets.tolist()}) != offsets.size:
            raise npy.Refused("a sparse matrix with a diagonal twice")
        return
    if form == "coo":
        places = list(parts["coords"]) if "coords" in parts else [parts["row"], parts["col"]]
        for axis, length in zip(places, shape):
            _check_range(axis, length)
        return
    indices, starts, blocks = parts["indices"], parts["indptr"], (1, 1)
    if form == "bsr":
        blocks = tuple(parts["data"].shape[1:])
        if len(blocks) != 2 or len(shape) != 2 or shape[0] % blocks[0] or shape[1] % blocks[1]:
            raise npy.Refused("a sparse matrix whose blocks do not fit it")
    elif parts["data"].ndim != 1:
        raise npy.Refused("a sparse matrix whose parts do not fit each other")
    if len(shape) == 1:
        rows, columns = 1, shape[0]
    else:
        rows, columns = shape[0] // blocks[0], shape[1] // blocks[1]
    if form == "csc":
        rows, columns = columns, rows
    if starts.size != rows + 1 or starts[0] != 0 or starts[-1] != indices.size or (starts[1:] < starts[:-1]).any():
        raise npy.Refused("a sparse matrix whose rows are out of range")
    _check_range(indices, columns)


def _check_range(places: Any, length: int) -> None:
    if places.size and not (int(places.min()) >= 0 and int(places.max()) < length):
        raise npy.Refused("a sparse matrix whose places are out of range")


ADAPTER = ScipyAdapter()
