"""The risk of a `.keras` file, from its bytes; Keras is not imported."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from ...risk.judging import Judge, Risk, sidecar
from .archive import Unexpected, config_of, runs_code


def keras_file(file: Path) -> Literal["program", "code"]:
    """`program`: Keras builds layers of its own from it, in safe mode. Anything that it does not write is `code`."""
    try:
        return "code" if runs_code(config_of(file)) else "program"
    except Unexpected:
        return "code"


def archive_judge(of_archive: Judge) -> Judge:
    """Of the archive `model.keras` and the small JSON files beside it."""

    def judge(file: Path) -> Risk | None:
        if file.suffix == ".json":
            return sidecar(file)
        return of_archive(file) if file.name == "model.keras" else "code"

    return judge


JUDGES: dict[str, Judge] = {"keras-v3": archive_judge(keras_file)}
