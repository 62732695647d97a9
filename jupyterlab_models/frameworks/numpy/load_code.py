"""Plain code that loads arrays."""

from __future__ import annotations

from ...server.types import Json
from ..plain_code import Code, Writer, find_file
from .names import ARRAY, ARRAYS, MASKED, SCALAR

VIEWS = {"numpy.matrix": "matrix", "numpy.rec.recarray": "recarray", "numpy.recarray": "recarray"}


def array(version: Json, folder: str, variable: str) -> Code:
    path = find_file(version, folder, ARRAY, SCALAR)
    end = "[()]" if path.endswith(SCALAR) else ""
    if version["class"] in VIEWS:
        end = f".view(numpy.{VIEWS[version['class']]})"
    return f"import numpy\n\n{variable} = numpy.load({path!r}, allow_pickle=False){end}", None


def arrays(version: Json, folder: str, variable: str) -> Code:
    path = find_file(version, folder, ARRAYS, MASKED)
    load = f"import numpy\n\nwith numpy.load({path!r}, allow_pickle=False) as file:\n"
    if path.endswith(MASKED):
        return (
            f"{load}    mask = file['mask'] if 'mask' in file else numpy.ma.nomask\n"
            f"    {variable} = numpy.ma.MaskedArray(file['data'], mask=mask, fill_value=file['fill_value'][()])",
            None,
        )
    return f"{load}    {variable} = dict(file)", None


WRITERS: dict[str, Writer] = {"npy": array, "npz": arrays}
