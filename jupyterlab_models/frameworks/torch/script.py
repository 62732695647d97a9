"""TorchScript: the file format of ScriptModules, and another way to keep modules that torch.jit can express."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from ...kernel.adapter import Choice, Folder
from ...kernel.errors import AgentError, reading, words
from .archive import check_script
from .mapped import damaged, is_here
from .records import Refused
from .weights import COMPARED, pieces

SCRIPT = "model.pt"
LAST_PYTHON = (3, 13)
"""torch.jit.script reads the source of functions and is not supported on later ones."""


def is_script(module: Any) -> bool:
    return isinstance(module, sys.modules["torch"].jit.ScriptModule)


def choice_of_script(module: Any) -> Choice:
    """Of a module that is a ScriptModule already."""
    return Choice("torchscript", "program", f"The {type(module).__name__} with its weights and modes", (SCRIPT,))


def choice_of_module(module: Any) -> Choice | None:
    """Of any other, or None where it surely does not work. Whether it works is only known when it is tried."""
    if sys.version_info[:2] > LAST_PYTHON or not hasattr(sys.modules["torch"], "jit"):
        return None
    return Choice(
        "torchscript",
        "program",
        "A ScriptModule that computes the same, without its Python class; tried when it is saved, as not every module "
        "can be scripted",
        (SCRIPT,),
        (f"The class {type(module).__name__}, its other methods and attributes that TorchScript does not know.",),
    )


def write_script(module: Any, folder: Folder) -> None:
    """Errors: `unsupported` with the reason of torch.jit; `not_restorable`."""
    import torch

    script = module
    if not is_script(module):
        try:
            script = torch.jit.script(module)
        except Exception as error:  # noqa: BLE001 - its reading of the user's source comes upon anything
            raise AgentError(
                "unsupported",
                f"torch.jit cannot script it: {_first_line(words(error))}",
                "Save it with the encoding torch-safetensors, which keeps its class.",
            ) from None
    path = Path(folder.path(SCRIPT))
    script.save(str(path))
    if path.stat().st_size <= COMPARED:
        before, after = script.state_dict(), read_script(path).state_dict()
        same = list(before) == list(after)
        if not same or not all(_same(before[name], after[name]) for name in before):
            raise AgentError("not_restorable", "The file that torch.jit wrote holds other weights.", "Save it again.")


def read_script(path: Path) -> Any:
    """Error `damaged`."""
    import torch

    try:
        check_script(path)
    except Refused as error:
        raise damaged(path.name, str(error)) from None
    with reading("PyTorch"):
        return torch.jit.load(str(path), map_location=None if is_here("cuda") else "cpu")


def _same(one: Any, other: Any) -> bool:
    alike = (one.dtype, one.shape) == (other.dtype, other.shape)
    return alike and all(a == b for a, b in zip(pieces(one), pieces(other)))


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "no reason given")[:500]
