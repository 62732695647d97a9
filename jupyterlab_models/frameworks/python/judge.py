"""The risk of plain values in our JSON, which names no class. Pickles have no judge: they are code."""

from __future__ import annotations

from pathlib import Path

from ...risk.judging import Judge, Risk
from .value_file import read_value


def plain_file(file: Path) -> Risk | None:
    if file.suffix != ".json":
        return "code"
    try:
        read_value(file)
    except ValueError:
        return "code"
    return "data"


JUDGES: dict[str, Judge] = {"json": plain_file}
