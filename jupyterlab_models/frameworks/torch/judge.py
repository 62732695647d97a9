"""The risk of files of PyTorch, from their bytes: safetensors, skeletons, TorchScript and archives of `torch.save`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from ...risk.judging import Judge, Risk, sidecar
from .archive import check_script
from .checks import LIMITS, check
from .index import read_index
from .records import Refused
from .safetensors import Damaged, read_head
from .states import check_state


def tensors_file(file: Path) -> Literal["data", "code"]:
    """`data` for a whole safetensors file."""
    try:
        with file.open("rb") as stream:
            read_index(read_head(stream))
    except Damaged:
        return "code"
    return "data"


def module_file(file: Path) -> Risk | None:
    """One file of the encoding `torch-safetensors`. The kernel reads a skeleton of another name as any pickle."""
    if file.suffix == ".json":
        return sidecar(file)
    if file.name == "weights.safetensors":
        return tensors_file(file)
    return "parser" if file.name == "skeleton.pkl" and is_harmless_skeleton(file) else "code"


def is_harmless_skeleton(file: Path) -> bool:
    """Whether kernels would read it, which obey the same tables (`skeleton.py`)."""
    try:
        with file.open("rb") as stream:
            check(stream.read(LIMITS.bytes + 1))
    except Refused:
        return False
    return True


def script_file(file: Path) -> Literal["program", "code"]:
    """`program` for what `torch.jit.save` writes. It is read without Python, but what is in it acts while it is."""
    try:
        check_script(file)
    except Refused:
        return "code"
    return "program"


def state_file(file: Path) -> Literal["parser", "code"]:
    """`parser` for what `torch.save` writes of tensors and plain values."""
    try:
        check_state(file)
    except Refused:
        return "code"
    return "parser"


JUDGES: dict[str, Judge] = {
    "torch-safetensors": module_file,
    "torchscript": script_file,
    "safetensors": tensors_file,
    "torch-state": state_file,
}
