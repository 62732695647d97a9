"""The risk of arrays, from the heads of their files: nothing but numbers, texts, times and records of them."""

from __future__ import annotations

from pathlib import Path

from ...risk.judging import Judge, Risk
from ..npy import Refused, read_head
from ..npz import opened
from .names import ARRAY, ARRAYS, MASKED, SCALAR, require_masked


def array_file(file: Path) -> Risk:
    if file.name not in (ARRAY, SCALAR):
        return "code"
    try:
        with file.open("rb") as stream:
            size = stream.seek(0, 2)
            stream.seek(0)
            head = read_head(stream, size)
    except Refused:
        return "code"
    return "code" if file.name == SCALAR and head.shape else "data"


def archive_file(file: Path) -> Risk:
    if file.name not in (ARRAYS, MASKED):
        return "code"
    try:
        with opened(file) as (_, members):
            if file.name == MASKED:
                require_masked({name: member.head for name, member in members.items()})
    except Refused:
        return "code"
    return "data"


JUDGES: dict[str, Judge] = {"npy": array_file, "npz": archive_file}
