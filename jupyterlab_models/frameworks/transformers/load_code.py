"""Plain code that loads folders of transformers with `from_pretrained`."""

from __future__ import annotations

from ...server.types import Json
from ..plain_code import Code, Writer, find_file


def model(version: Json, folder: str, variable: str) -> Code:
    find_file(version, folder, "config.json")
    name = str(version["class"]).rpartition(".")[2]
    code = (
        f"from transformers import {name}\n\n"
        f"{variable} = {name}.from_pretrained(\n"
        f"    {folder!r}, local_files_only=True, use_safetensors=True, trust_remote_code=False\n)"
    )
    return code, (
        "from_pretrained gives the model in evaluation mode, with all parameters trainable; Load in the Models panel "
        "also gives back modes, frozen parameters and data types of single tensors."
    )


WRITERS: dict[str, Writer] = {"transformers-model": model}
