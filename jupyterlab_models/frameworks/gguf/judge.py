"""The risk of a GGUF file: numbers and texts, read by the library."""

from __future__ import annotations

from pathlib import Path

from ...risk.judging import Judge, Risk
from .structure import FILE, Refused, read


def gguf_file(file: Path) -> Risk:
    if file.name != FILE:
        return "code"
    try:
        read(file)
    except Refused:
        return "code"
    return "parser"


JUDGES: dict[str, Judge] = {"gguf": gguf_file}
