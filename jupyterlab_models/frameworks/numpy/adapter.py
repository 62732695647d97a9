"""Arrays in NumPy's own files; dicts of arrays and masked arrays in archives of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from ...kernel.adapter import Choice, Facts, Folder, Plan, Table
from ...kernel.errors import AgentError
from ...kernel.naming import class_name
from .. import npy
from ..arrays import descr_of, read_archive, read_file, size_of, unsafe, write_archive, write_file
from . import describing
from .names import ARRAY, ARRAYS, MASKED, SCALAR, require_masked

VIEWS = ("numpy.matrix", "numpy.rec.recarray", "numpy.recarray")
"""Classes that are nothing but another way to look at an array."""
NO_MEMORY_MAP = "It comes back as an ordinary array in memory, not as one that is mapped from a file."


class NumpyAdapter:
    """See `Adapter`."""

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        return (("numpy", "numpy"),)

    def check(self, obj: Any) -> Plan:
        numpy = sys.modules["numpy"]
        if isinstance(obj, dict):
            size = sum(size_of(array, descr_of(array.dtype, f"The array {name!r}")) for name, array in obj.items())
            choice = Choice("npz", "data", f"A dict of the {len(obj)} arrays by name", (ARRAYS,), format="npz")
            return Plan((choice,), size, ("numpy",))
        if isinstance(obj, numpy.ma.MaskedArray):
            return _plan_of_masked(obj)
        name = class_name(type(obj))
        lost: tuple[str, ...] = ()
        if isinstance(obj, numpy.memmap):
            lost = (NO_MEMORY_MAP,)
        elif type(obj) is not numpy.ndarray and name not in VIEWS:
            raise _subclass(obj)
        what = f"The {'array' if lost else _noun(obj)} ({describing.short(obj)})"
        descr = descr_of(obj.dtype, "The array")
        if obj.dtype.metadata:
            lost += ("The metadata of its type, which NumPy does not write.",)
        choice = Choice("npy", "data", what, (ARRAY,), lost)
        return Plan((choice,), size_of(obj, descr), ("numpy",))

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        if isinstance(obj, dict):
            write_archive(folder, ARRAYS, obj)
        elif encoding == "npz":
            write_archive(folder, MASKED, _parts(obj))
        else:
            write_file(folder, ARRAY, obj, descr_of(obj.dtype, "The array"))

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        import numpy

        if encoding == "npz":
            if (folder / MASKED).exists():
                return _read_masked(folder / MASKED)
            return read_archive(folder / ARRAYS)
        if (folder / SCALAR).exists():
            return read_scalar(folder)
        array = read_file(folder / ARRAY)
        if class_name == "numpy.matrix" and array.ndim == 2:
            return array.view(numpy.matrix)
        if class_name in VIEWS[1:] and array.dtype.names:
            return array.view(numpy.recarray)
        return array

    def takes(self, obj: Any) -> bool:
        """Dicts of arrays; others are plain values, or hold what has to be pickled."""
        numpy = sys.modules["numpy"]
        if type(obj) is not dict or not 0 < len(obj) <= 10_000:
            return False
        if not all(_is_name(name) and type(array) is numpy.ndarray for name, array in obj.items()):
            return False
        try:
            for array in obj.values():
                descr_of(array.dtype, "")
        except AgentError:
            return False
        return True

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        return describing.describe(obj)

    def facts(self, obj: Any) -> Facts:
        return describing.facts(obj)


def read_scalar(folder: Path) -> Any:
    array = read_file(folder / SCALAR)
    if array.shape:
        raise unsafe(SCALAR, "an array instead of a number")
    return array[()]


def _noun(obj: Any) -> str:
    return "array" if type(obj).__name__ == "ndarray" else type(obj).__name__


def _is_name(name: Any) -> bool:
    """Whether an archive can have a member of this name, and gives it back."""
    if type(name) is not str or not name or len(name) > 400 or "\0" in name or "\\" in name:
        return False
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _subclass(obj: Any) -> AgentError:
    name = class_name(type(obj))
    return AgentError(
        "unsupported",
        f"A {name} is more than an array, and NumPy's files keep only its numbers.",
        "Save numpy.asarray(…) of it, or a dict of the arrays that it is made of.",
    )


# Masked arrays


def _plan_of_masked(obj: Any) -> Plan:
    numpy = sys.modules["numpy"]
    if type(obj) is not numpy.ma.MaskedArray:
        raise _subclass(obj)
    descr = descr_of(obj.dtype, "The array")
    lost = []
    if obj.hardmask:
        lost.append("That its mask is hard: call harden_mask() again.")
    if obj.dtype.metadata:
        lost.append("The metadata of its type, which NumPy does not write.")
    what = f"The masked array ({describing.short(obj)}) with its data, mask and fill value"
    choice = Choice("npz", "data", what, (MASKED,), tuple(lost))
    parts = _parts(obj)
    size = sum(size_of(part, descr_of(part.dtype, "The mask")) for part in parts.values())
    try:
        mask = descr_of(parts["mask"].dtype, "The mask") if "mask" in parts else None
        heads = {"data": descr, "fill_value": descr, **({"mask": mask} if mask else {})}
        shapes = {name: parts[name].shape for name in heads}
        require_masked({name: npy.Head(heads[name], shapes[name], False, 0, 0) for name in heads})
    except npy.Refused:
        raise AgentError(
            "unsupported",
            f"A masked array of the type {str(obj.dtype)[:80]} cannot be saved.",
            "Save its data and its mask as two arrays: {'data': x.data, 'mask': x.mask}.",
        ) from None
    return Plan((choice,), size, ("numpy",))


def _parts(obj: Any) -> dict[str, Any]:
    numpy = sys.modules["numpy"]
    mask = {} if obj.mask is numpy.ma.nomask else {"mask": numpy.asarray(obj.mask)}
    fill = numpy.empty((), obj.dtype)
    fill[()] = obj.fill_value
    return {"data": numpy.asarray(obj.data), **mask, "fill_value": fill}


def _read_masked(path: Path) -> Any:
    import numpy

    parts = read_archive(path)
    try:
        heads = {
            name: npy.Head(numpy.lib.format.dtype_to_descr(part.dtype), part.shape, False, 0, 0)
            for name, part in parts.items()
        }
        require_masked(heads)
    except npy.Refused as error:
        raise unsafe(path.name, str(error)) from None
    mask = parts.get("mask", numpy.ma.nomask)
    return numpy.ma.MaskedArray(parts["data"], mask=mask, fill_value=parts["fill_value"][()])


ADAPTER = NumpyAdapter()
