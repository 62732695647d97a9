"""Plain code that loads folders of Sentence Transformers by the library's own constructors."""

from __future__ import annotations

from ...server.types import Json
from ..plain_code import Code, Writer, find_file


def folder_of_parts(version: Json, folder: str, variable: str) -> Code:
    find_file(version, folder, "modules.json")
    name = str(version["class"]).rpartition(".")[2]
    code = (
        f"from sentence_transformers import {name}\n\n"
        f"{variable} = {name}({folder!r}, local_files_only=True, trust_remote_code=False)"
    )
    return code, "Load in the Models panel also gives back modes, frozen parameters and data types of single tensors."


WRITERS: dict[str, Writer] = {"sentence-transformers": folder_of_parts}
