"""Plain code that loads a file without the Models panel; runs in the server."""

from __future__ import annotations

from jupyterlab_models.frameworks.plain_code import Code, Writer, find_file
from jupyterlab_models.server.types import Json

from .names import ENCODING, FILE


def load(version: Json, folder: str, variable: str) -> Code:
    path = find_file(version, folder, FILE)
    return f"import centroid\n\n{variable} = centroid.load({path!r})", None


WRITERS: dict[str, Writer] = {ENCODING: load}
