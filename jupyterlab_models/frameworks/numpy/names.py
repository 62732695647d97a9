"""Names of files and of the members of a masked array. For server and kernel alike."""

from __future__ import annotations

from collections.abc import Mapping

from ..npy import Head, Refused

ARRAY = "array.npy"
SCALAR = "scalar.npy"
ARRAYS = "arrays.npz"
MASKED = "masked.npz"
PARTS = ("data", "mask", "fill_value")
"""Members of `MASKED`; without a mask the second one is missing."""


def require_masked(heads: Mapping[str, Head]) -> None:
    """Error `Refused` unless the parts of a masked array fit each other."""
    if not {"data", "fill_value"} <= heads.keys() <= {*PARTS}:
        raise Refused("other parts than a masked array has")
    data, fill = heads["data"], heads["fill_value"]
    if fill.shape or fill.descr != data.descr:
        raise Refused("a masked array whose parts do not fit each other")
    mask = heads.get("mask")
    if mask is not None and (mask.shape != data.shape or _mask_of(data.descr) != mask.descr):
        raise Refused("a masked array whose mask does not fit it")


def _mask_of(descr: object) -> object:
    """The type of the mask: one truth value for each field."""
    if not isinstance(descr, list):
        return "|b1"
    fields = [(name, _mask_of(kind), *shape) for name, kind, *shape in descr]
    return [field for field in fields if field[0] != ""]
