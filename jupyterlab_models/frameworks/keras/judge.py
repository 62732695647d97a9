"""The risk of a `.keras` file, from its bytes; Keras is not imported."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from ...risk.judging import Judge, Risk, sidecar
from .archive import Unexpected, config_of
from .table import keras_3


def keras_file(file: Path) -> Literal["parser", "code"]:
    """`parser` where it is made of what the table lists, from plain values; anything else is `code`."""
    try:
        return "parser" if keras_3().first_refused(config_of(file)) is None else "code"
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
