"""The risk of an ONNX model, from its bytes."""

from __future__ import annotations

from pathlib import Path

from ...risk.judging import Judge, Risk, sidecar
from .structure import DATA, first_refused


def onnx_file(file: Path) -> Risk | None:
    if file.name == DATA:
        return None  # numbers alone, wherever the model says they begin
    if file.suffix == ".json":
        return sidecar(file)
    return "parser" if first_refused(file) is None else "code"


JUDGES: dict[str, Judge] = {"onnx": onnx_file}
