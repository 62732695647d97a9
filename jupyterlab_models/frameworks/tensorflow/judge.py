"""The risk of a SavedModel, from the names of its files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from ...risk.judging import Judge

SAVED_MODEL = "savedmodel"
_PLAIN = re.compile(
    r"saved_model\.pb|fingerprint\.pb|[a-z]+_metadata\.pb|variables/variables\.(index|data-\d{5}-of-\d{5})"
    r"|assets(\.extra)?/[\w@=+,\-][\w@=+,./\- ]*"
)


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


JUDGES: dict[str, Judge] = {"savedmodel": saved_model}
