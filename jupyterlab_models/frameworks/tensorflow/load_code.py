"""Plain code that loads a SavedModel."""

from __future__ import annotations

from pathlib import Path

from ...server.types import Json
from ..plain_code import Code, Writer, find_file


def saved_model(version: Json, folder: str, variable: str) -> Code:
    path = str(Path(find_file(version, folder, "savedmodel/saved_model.pb")).parent)
    code = f"import tensorflow\n\n{variable} = tensorflow.saved_model.load({path!r})"
    author = version["creator"]["name"] or version["creator"]["username"]
    return code, (
        "A SavedModel is a program of TensorFlow's: it can read and write files with your rights, already while it is "
        f"loaded and whenever its functions are called. This one was saved by {author}."
    )


WRITERS: dict[str, Writer] = {"savedmodel": saved_model}
