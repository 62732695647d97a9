"""The risk of a `.keras` file of Keras 2, from its bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from ...risk.judging import Judge
from ..keras.archive import Unexpected, config_of
from ..keras.judge import archive_judge
from .allowed_names import calls_tensorflow, first_disallowed_name


def keras_2_file(file: Path) -> Literal["program", "code"]:
    """`program` where nothing is named but what Keras 2 has itself; its safe mode would import any module."""
    try:
        config = config_of(file)
        return "program" if first_disallowed_name(config, ()) is None and not calls_tensorflow(config) else "code"
    except Unexpected:
        return "code"


JUDGES: dict[str, Judge] = {"keras-v2": archive_judge(keras_2_file)}
