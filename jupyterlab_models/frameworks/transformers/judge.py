"""The risk of files of transformers, from their bytes."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from ...risk.judging import Judge, Risk
from .files import FILES, check_file
from .values import NotAllowed


def folder_file(encoding: str, file: Path) -> Risk:
    """`parser` for a file that such a folder has and whose content the tables allow."""
    try:
        check_file(encoding, file)
    except NotAllowed:
        return "code"
    return "parser"


JUDGES: dict[str, Judge] = {encoding: partial(folder_file, encoding) for encoding in FILES}
