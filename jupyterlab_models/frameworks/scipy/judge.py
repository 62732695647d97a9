"""The risk of sparse matrices: arrays of numbers. Whether their places are in range is for the kernel to find out."""

from __future__ import annotations

from pathlib import Path

from ...risk.judging import Judge, Risk
from ..npy import Refused
from ..npz import opened
from .parts import FILE, check


def matrix_file(file: Path) -> Risk:
    if file.name != FILE:
        return "code"
    try:
        with opened(file) as (_, members):
            check({name: member.head for name, member in members.items()})
    except Refused:
        return "code"
    return "data"


JUDGES: dict[str, Judge] = {"scipy-npz": matrix_file}
