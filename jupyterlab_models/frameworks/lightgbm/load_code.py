"""Plain code that loads LightGBM's file."""

from __future__ import annotations

from ...server.types import Json
from ..plain_code import Code, Writer, find_file


def lightgbm(version: Json, folder: str, variable: str) -> Code:
    path = find_file(version, folder, "model.txt")
    code = f"import lightgbm\n\n{variable} = lightgbm.Booster(model_file={path!r})"
    return code, "This gives the Booster; Load in the Models panel gives back all that was around it."


WRITERS: dict[str, Writer] = {"lightgbm-text": lightgbm}
