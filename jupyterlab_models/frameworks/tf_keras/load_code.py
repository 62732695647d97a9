"""Plain code that loads `.keras` files of Keras 2."""

from __future__ import annotations

from ...server.types import Json
from ..keras.load_code import CHECKED, OWN, names_more
from ..plain_code import Code, Writer, find_file


def keras_2(version: Json, folder: str, variable: str) -> Code:
    path = find_file(version, folder, "model.keras")
    code = f"import tf_keras\n\n{variable} = tf_keras.saving.load_model({path!r}, safe_mode=True)"
    if len(version["files"]) > 1:
        return code, OWN
    if version["risk"] == "code":
        return code, names_more(version, "Keras 2")
    return code, CHECKED.format("Keras 2")


WRITERS: dict[str, Writer] = {"keras-v2": keras_2}
