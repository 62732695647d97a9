"""Plain code that loads sparse matrices."""

from __future__ import annotations

from ...server.types import Json
from ..plain_code import Code, Writer, find_file
from .parts import FILE

THROUGH = ("lil", "dok")


def matrix(version: Json, folder: str, variable: str) -> Code:
    path = find_file(version, folder, FILE)
    form = version["class"].rpartition(".")[2][:3]
    end = f".asformat({form!r})" if form in THROUGH else ""
    return f"import scipy.sparse\n\n{variable} = scipy.sparse.load_npz({path!r}){end}", None


WRITERS: dict[str, Writer] = {"scipy-npz": matrix}
