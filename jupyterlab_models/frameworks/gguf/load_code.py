"""Plain code that opens GGUF files."""

from __future__ import annotations

from ...server.types import Json
from ..plain_code import Code, Writer, find_file
from .structure import FILE


def gguf(version: Json, folder: str, variable: str) -> Code:
    return f"import gguf\n\n{variable} = gguf.GGUFReader({find_file(version, folder, FILE)!r})", None


WRITERS: dict[str, Writer] = {"gguf": gguf}
