"""The risk of an Arrow file: Polars reads it, and nothing in it names code."""

from __future__ import annotations

from pathlib import Path

from ...risk.judging import Judge, Risk
from ..flatbuffer import Refused
from .columns import FRAME, SERIES, read


def frame_file(file: Path) -> Risk:
    if file.name not in (FRAME, SERIES):
        return "code"
    try:
        read(file)
    except Refused:
        return "code"
    return "parser"


JUDGES: dict[str, Judge] = {"polars-arrow": frame_file}
