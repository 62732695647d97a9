"""Plain code that loads a model and its adapters with `from_pretrained`."""

from __future__ import annotations

import json
from pathlib import Path

from ...server.types import Json
from ..plain_code import Code, Writer, find_file
from .configs import BASE, SIDECAR, check_sidecar
from .files import DEFAULT, ENCODING


def model(version: Json, folder: str, variable: str) -> Code:
    find_file(version, folder, f"{BASE}/config.json")
    kind = json.loads((Path(folder) / BASE / "config.json").read_text(encoding="utf-8"))["architectures"][0]
    if not str(kind).isidentifier():
        raise ValueError("no class of a model")
    told = check_sidecar(json.loads((Path(folder) / SIDECAR).read_text(encoding="utf-8")))
    first, *others = told["adapters"]
    lines = [
        f"from peft import {told['class']}",
        f"from transformers import {kind}",
        "",
        f"folder = {folder!r}",
        f"{variable} = {told['class']}.from_pretrained(",
        f"    {kind}.from_pretrained(",
        f"        folder + '/{BASE}', local_files_only=True, use_safetensors=True, trust_remote_code=False",
        "    ),",
        f"    {_place(first)}, adapter_name={first!r}, is_trainable=True, autocast_adapter_dtype=False,",
        "    local_files_only=True,",
        ")",
        *(
            f"{variable}.load_adapter({_place(name)}, {name!r}, autocast_adapter_dtype=False, local_files_only=True)"
            for name in others
        ),
    ]
    lines += [f"{variable}.set_adapter({told['shown']!r})"] if others else []
    return "\n".join(lines), (
        "from_pretrained gives the active adapter trainable and the model in evaluation mode; Load in the Models panel "
        "also gives back modes, which parameters are trained, and several adapters that are active at once."
    )


def _place(adapter: str) -> str:
    return "folder" if adapter == DEFAULT else f"folder + '/{adapter}'"


WRITERS: dict[str, Writer] = {ENCODING: model}
