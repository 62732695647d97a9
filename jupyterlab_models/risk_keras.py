"""The risk of a `.keras` file and of a SavedModel, from their bytes; nothing of Keras or TensorFlow is imported."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from .kernel.keras_archive import Unexpected, config_of, runs_code
from .kernel.tf_keras_names import calls_tensorflow, first_disallowed_name

SAVED_MODEL = "savedmodel"
_PLAIN = re.compile(
    r"saved_model\.pb|fingerprint\.pb|keras_metadata\.pb|variables/variables\.(index|data-\d{5}-of-\d{5})"
    r"|assets(\.extra)?/[\w@=+,\-][\w@=+,./\- ]*"
)


def keras_file(file: Path) -> Literal["program", "code"]:
    """`program`: Keras builds layers of its own from it, in safe mode. Anything that it does not write is `code`."""
    try:
        return "code" if runs_code(config_of(file)) else "program"
    except Unexpected:
        return "code"


def keras_2_file(file: Path) -> Literal["program", "code"]:
    """`program` where nothing is named but what Keras 2 has itself; its safe mode would import any module."""
    try:
        config = config_of(file)
        return "program" if first_disallowed_name(config, ()) is None and not calls_tensorflow(config) else "code"
    except Unexpected:
        return "code"


def saved_model(file: Path) -> Literal["program", "code"]:
    """`program` for the files that TensorFlow writes below the folder `savedmodel`."""
    parts = file.parts
    if SAVED_MODEL not in parts:
        return "code"
    begin = len(parts) - parts[::-1].index(SAVED_MODEL)
    name = "/".join(parts[begin:])
    root = Path(*parts[:begin])
    known = _PLAIN.fullmatch(name) is not None and ".." not in parts[begin:]
    return "program" if known and (root / "saved_model.pb").is_file() and file.is_file() else "code"
