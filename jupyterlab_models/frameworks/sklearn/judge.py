"""Whether a skops file builds nothing but harmless objects, read without building any."""

from __future__ import annotations

from pathlib import Path

from ...risk.judging import Judge, Risk, sidecar
from .refused import Refused
from .skops_file import check


def skops_file(file: Path) -> Risk | None:
    if file.suffix == ".json":
        return sidecar(file)
    try:
        check(file)
    except Refused:
        return "code"
    return "parser"


JUDGES: dict[str, Judge] = {"skops": skops_file}
