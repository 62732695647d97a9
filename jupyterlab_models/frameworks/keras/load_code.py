"""Plain code that loads `.keras` files."""

from __future__ import annotations

from ...server.types import Json
from ..plain_code import Code, Writer, find_file, since
from .adapter import SAFE

OWN = (
    "It holds classes of its author's: define them first and pass them as custom_objects. Load in the Models panel "
    "does both, and gives them the arguments they were made with."
)
"""About a model with classes of its author's."""
CHECKED = "This server has checked that the file names nothing but layers and functions of {} that only compute."


def names_more(version: Json, library: str) -> str:
    author = version["creator"]["name"] or version["creator"]["username"]
    return f"It names more than the layers of {library} that only compute, and may run code. {author} saved it."


def keras(version: Json, folder: str, variable: str) -> Code:
    path = find_file(version, folder, "model.keras")
    code = f"import keras\n\n{since('keras', SAFE)}{variable} = keras.saving.load_model({path!r}, safe_mode=True)"
    if len(version["files"]) > 1:
        return code, OWN
    if version["risk"] == "code":
        return code, names_more(version, "Keras")
    return code, CHECKED.format("Keras")


WRITERS: dict[str, Writer] = {"keras-v3": keras}
