"""Plain code that loads ONNX files."""

from __future__ import annotations

from ...server.types import Json
from ..plain_code import Code, Writer, find_file


def onnx(version: Json, folder: str, variable: str) -> Code:
    return f"import onnx\n\n{variable} = onnx.load({find_file(version, folder, 'model.onnx')!r})", None


WRITERS: dict[str, Writer] = {"onnx": onnx}
