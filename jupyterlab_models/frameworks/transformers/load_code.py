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


def preprocessor(version: Json, folder: str, variable: str) -> Code:
    find_file(version, folder, "jupyterlab_models.json")
    name = str(version["class"]).rpartition(".")[2]
    return (
        f"from transformers import {name}\n\n"
        f"{variable} = {name}.from_pretrained({folder!r}, local_files_only=True, trust_remote_code=False)"
    ), None


def pipeline(version: Json, folder: str, variable: str) -> Code:
    find_file(version, folder, "config.json")
    task = str((version.get("facts") or {}).get("parameters", {}).get("task", ""))
    code = (
        "import transformers\n\n"
        f"{variable} = transformers.pipeline(\n    {task or None!r}, {folder!r}, trust_remote_code=False,\n"
        "    model_kwargs={'use_safetensors': True}\n)"
    )
    return code, "Load in the Models panel also gives back the parameters that the pipeline was made with."


WRITERS: dict[str, Writer] = {
    "transformers-model": model,
    "transformers-preprocessor": preprocessor,
    "transformers-pipeline": pipeline,
}
