"""Plain code that loads PyTorch's files and safetensors."""

from __future__ import annotations

from ...server.types import Json
from ..plain_code import Code, Writer, find_file, since
from .tensors import SAFE


def tensors(version: Json, folder: str, variable: str) -> Code:
    path = find_file(version, folder, "weights.safetensors", "tensors.safetensors")
    code = (
        "import json\n\nfrom safetensors import safe_open\n\n"
        f"with safe_open({path!r}, framework='pt') as file:\n"
        "    # Names of one tensor, such as tied weights, stand in the metadata.\n"
        "    names = json.loads(file.metadata()['jupyterlab_models'])['names']\n"
        f"    {variable} = {{name: file.get_tensor(stored) for name, stored, *_ in names}}"
    )
    return code, "This gives the tensors by name; Load in the Models panel gives back the object around them."


def torchscript(version: Json, folder: str, variable: str) -> Code:
    path = find_file(version, folder, "model.pt")
    code = f"import torch\n\n{variable} = torch.jit.load({path!r}, map_location='cpu')"
    return code, (
        "TorchScript is a program: while it is loaded and whenever it is called, it can read and write files with "
        "your rights. Load it only if you trust its author."
    )


def torch_state(version: Json, folder: str, variable: str) -> Code:
    path = find_file(version, folder, "state.pt")
    call = f"torch.load({path!r}, map_location='cpu', weights_only=True)"
    # PyTorch checks what sparse tensors refer to only when it is asked to.
    checked = f"with torch.sparse.check_sparse_tensor_invariants():\n    {variable} = {call}"
    return f"import torch\n\n{since('torch', SAFE)}{checked}", None


WRITERS: dict[str, Writer] = {
    "torch-safetensors": tensors,
    "safetensors": tensors,
    "torchscript": torchscript,
    "torch-state": torch_state,
}
