"""Plain code reads the files that were judged, by their names, and with no library that is too old to be safe."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from jupyterlab_models.frameworks.keras import adapter as keras
from jupyterlab_models.frameworks.plain_code import since
from jupyterlab_models.frameworks.sklearn import adapter as sklearn
from jupyterlab_models.frameworks.torch import tensors as torch
from jupyterlab_models.server.errors import Conflict

from .loaded import FRAMEWORKS

SAFE = {"keras": keras.SAFE, "torch": torch.SAFE, "skops": sklearn.SAFE}
"""As the agent's adapters demand."""


def version(encoding: str, *files: str) -> Any:
    return {
        "encoding": encoding,
        "class": "a.B",
        "python": "3.11.1",
        "creator": {"name": "", "username": "eve"},
        "files": [{"path": name} for name in files],
    }


NATIVE = {
    "onnx": (["a/model.onnx.data", "external.json", "model.onnx", "model.onnx.data"], "model.onnx"),
    "keras-v3": (["class.pkl", "model.keras", "sources.json"], "model.keras"),
    "keras-v2": (["class.pkl", "model.keras", "sources.json"], "model.keras"),
    "torch-safetensors": (["a/other.safetensors", "skeleton.pkl", "weights.safetensors"], "weights.safetensors"),
    "pickle": (["a.pkl", "model.pkl", "sources.json"], "model.pkl"),
    "savedmodel": (["savedmodel/fingerprint.pb", "savedmodel/saved_model.pb"], "savedmodel"),
}


@pytest.mark.parametrize("encoding", NATIVE)
def test_the_native_file_is_known_by_its_name(tmp_path: Path, encoding: str) -> None:
    files, native = NATIVE[encoding]
    assert f"{str(tmp_path / native)!r}" in FRAMEWORKS.load_code(version(encoding, *files), tmp_path, "it")["code"]


@pytest.mark.parametrize("encoding", [*NATIVE, "skops", "torchscript", "torch-state", "catboost-cbm", "xgboost-ubj"])
def test_files_of_other_names_are_not_read(tmp_path: Path, encoding: str) -> None:
    others = version(encoding, "a/model.onnx.data", "evil.pkl", "x.safetensors", "y.json")
    with pytest.raises(Conflict):
        FRAMEWORKS.load_code(others, tmp_path, "it")


@pytest.mark.parametrize(
    ("library", "safe", "old"),
    [("keras", "3.13.2", "3.9.0"), ("torch", "2.6.0+cpu", "2.5.1"), ("skops", "0.16.0", "0.13.0")],
)
def test_a_library_that_is_too_old_ends_the_code(library: str, safe: str, old: str) -> None:
    exec(since(library, SAFE[library]), {library: SimpleNamespace(__version__=safe)})
    with pytest.raises(ImportError, match=rf"{library} {old}.*install {library}>="):
        exec(since(library, SAFE[library]), {library: SimpleNamespace(__version__=old)})
