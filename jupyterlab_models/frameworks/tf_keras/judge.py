"""The risk of a `.keras` file of Keras 2, from its bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from ...risk.judging import Judge
from ..keras.archive import Unexpected, config_of
from ..keras.judge import archive_judge
from .allowed_names import keras_2


def keras_2_file(file: Path) -> Literal["parser", "code"]:
    """`parser` where it is made of what the table lists, from plain values; its safe mode would import any module."""
    try:
        return "parser" if keras_2().first_refused(config_of(file)) is None else "code"
    except Unexpected:
        return "code"


JUDGES: dict[str, Judge] = {"keras-v2": archive_judge(keras_2_file)}
