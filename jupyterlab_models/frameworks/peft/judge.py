"""The risk of files of PEFT, from their bytes."""

from __future__ import annotations

from pathlib import Path

from ...risk.judging import Judge, Risk
from ..transformers.values import NotAllowed
from .files import ENCODING, check_file


def adapter_file(file: Path) -> Risk:
    """`parser` for a file that such a folder has and whose content the tables allow."""
    try:
        check_file(file)
    except NotAllowed:
        return "code"
    return "parser"


JUDGES: dict[str, Judge] = {ENCODING: adapter_file}
