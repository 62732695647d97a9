"""The risk of an Arrow file with its description: PyArrow reads it, and nothing in it names code."""

from __future__ import annotations

from pathlib import Path

from ...risk.judging import Judge, Risk
from .. import arrow_ipc
from ..flatbuffer import Refused
from . import table


def frame_file(file: Path) -> Risk | None:
    try:
        if file.name == table.SIDE:
            table.read(file.parent)
            return None
        if file.name not in (table.FRAME, table.LABELS):
            return "code"
        arrow_ipc.read(file)
    except (Refused, FileNotFoundError):
        return "code"
    return "parser"


JUDGES: dict[str, Judge] = {"pandas-arrow": frame_file}
