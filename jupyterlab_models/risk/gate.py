"""Risk of loading: decided from format and bytes, enforced by one gate.

Nothing a kernel reports decides here. What is not recognised is `code`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from .. import risk_onnx
from ..risk_keras import keras_2_file, keras_file, saved_model
from ..risk_skops import is_harmless_skops
from ..risk_tensors import module_file, script_file, state_file, tensors_file
from ..server.errors import Conflict, Forbidden
from ..server.types import Json
from ..server.users import User

Risk = Literal["data", "parser", "program", "code"]
ORDER: tuple[Risk, ...] = ("data", "parser", "program", "code")
_MAX_JSON = 16 * 1024 * 1024


def of_files(encoding: str, folder: Path, files: list[str]) -> Risk:
    """The risk of loading `files` in `folder`; reads bytes, so call it in a thread. The worst file counts."""
    judge = _JUDGES.get(encoding)
    if judge is None or not files:
        return "code"
    risks = [risk for file in files if (risk := judge(folder / file)) is not None]
    # Sidecars alone are no model: the files do not match the encoding.
    return max(risks, key=ORDER.index) if risks else "code"


PARTS = {"torch-safetensors": {"weights": ["weights.safetensors"]}}
"""Encoding → part that can be loaded without the rest → its files."""


def of_part(version: Json, part: str, folder: Path) -> Json:
    """The version as if it were nothing but a part of it, with the part's own risk; reads bytes.

    Raises `Conflict` where there is no such part.
    """
    names = PARTS.get(version["encoding"], {}).get(part)
    if names is None:
        raise Conflict(
            "no_part",
            f"Of a version in the encoding “{version['encoding']}” the {part} cannot be loaded alone.",
            "Load the whole version.",
        )
    files = [file for file in version["files"] if file["path"] in names]
    danger = of_files(version["encoding"], folder, [file["path"] for file in files])
    size = sum(file["bytes"] for file in files)
    return {**version, "files": files, "bytes": size, "risk": danger, "class": "collections.OrderedDict"}


def gate(version: Json, user: User, trust: str | None, allow_code: bool) -> None:
    """Let `user` load `version` or raise `Forbidden`. Every way to a version's bytes for loading passes here.

    `trust` is the version's digest, given back by a user who was shown author and digest.
    """
    if version["risk"] in ORDER[:3] or version["creator"]["username"] == user.username:
        return
    author = version["creator"]["name"] or version["creator"]["username"]
    if not allow_code:
        raise Forbidden(
            "code_forbidden",
            f"Loading this version would run code that {author} saved, and this server does not allow that.",
            "Ask the author for a format that holds no code, or the administrator of this server.",
        )
    if trust != version["sha256"]:
        raise Forbidden(
            "confirm_required",
            f"Loading this version can run any code, and {author} saved it, not you.",
            "Load it only if you trust the author; confirm with the digest that is shown.",
            extra={"confirm": {"author": version["creator"], "sha256": version["sha256"], "risk": "code"}},
        )


Judge = Callable[[Path], "Risk | None"]
"""Of one file of a version; None for a sidecar, which says nothing."""


def _native(name: str, magic: bytes) -> Judge:
    """Of the one file that a library reads. By its beginning alone a pickle could pass: `CB` is a step of pickle's."""

    def judge(file: Path) -> Risk | None:
        if file.name != name:
            return _sidecar(file)
        with file.open("rb") as stream:
            return "parser" if stream.read(len(magic)) == magic else "code"

    return judge


def _skops(file: Path) -> Risk | None:
    if file.suffix == ".json":
        return _sidecar(file)
    return "parser" if is_harmless_skops(file) else "code"


def _keras(of_archive: Judge) -> Judge:
    def judge(file: Path) -> Risk | None:
        if file.suffix == ".json":
            return _sidecar(file)
        return of_archive(file) if file.name == "model.keras" else "code"

    return judge


def _torch_module(file: Path) -> Risk | None:
    return _sidecar(file) if file.suffix == ".json" else module_file(file)


def _onnx(file: Path) -> Risk | None:
    if file.name == risk_onnx.DATA:
        return None  # numbers alone, wherever the model says they begin
    if file.suffix == ".json":
        return _sidecar(file)
    return "parser" if risk_onnx.is_onnx(file) else "code"


def _plain(file: Path) -> Risk | None:
    """Values in our JSON, which names no class."""
    return "data" if file.suffix == ".json" and _sidecar(file) is None else "code"


def _sidecar(file: Path) -> Risk | None:
    """None for a small JSON object beside the native file; anything else is not known."""
    if file.suffix != ".json" or file.stat().st_size > _MAX_JSON:
        return "code"
    try:
        value = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        return "code"
    return None if isinstance(value, dict) else "code"


_JUDGES: dict[str, Judge] = {
    "catboost-cbm": _native("model.cbm", b"CBM1"),
    "catboost-pool": _native("pool.bin", b"CatboostQuantizedPool\0"),
    "lightgbm-text": _native("model.txt", b"tree\n"),
    "xgboost-ubj": _native("model.ubj", b"{L\0\0\0\0\0\0\0\x07learner{"),
    "xgboost-json": _native("booster.json", b'{"learner":{'),
    "skops": _skops,
    "onnx": _onnx,
    "json": _plain,
    "keras-v3": _keras(keras_file),
    "keras-v2": _keras(keras_2_file),
    "savedmodel": saved_model,
    "torch-safetensors": _torch_module,
    "torchscript": script_file,
    "safetensors": tensors_file,
    "torch-state": state_file,
}
