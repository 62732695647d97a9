"""The risk of plain values in our JSON, which names no class. Pickles have no judge: they are code."""

from __future__ import annotations

from pathlib import Path

from ...risk.judging import Judge, Risk, sidecar


def plain_file(file: Path) -> Risk | None:
    return "data" if file.suffix == ".json" and sidecar(file) is None else "code"


JUDGES: dict[str, Judge] = {"json": plain_file}
