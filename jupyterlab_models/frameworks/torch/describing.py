"""Tables and facts about modules, tensors and optimizers of PyTorch."""

from __future__ import annotations

import sys
from typing import Any

from ...kernel import tables
from ...kernel.adapter import Facts, Plan, Table
from ...kernel.naming import class_name
from .modules import named_tensors, unwrap, walk
from .script import is_script
from .tensors import tensors_in


def describe(obj: Any, plan: Plan) -> list[Table]:
    torch = sys.modules["torch"]
    if isinstance(obj, torch.optim.Optimizer):
        return [tables.properties("Structure", [("Class", class_name(type(obj)))]), _groups(obj)]
    if not isinstance(obj, torch.nn.Module):
        return [_tensors(tensors_in(obj))]
    module, _ = unwrap(obj)
    found = list(module.named_parameters()) if is_script(module) else _parameters(module)
    distinct = {id(tensor): tensor for _, tensor in found}.values()
    structure = tables.properties(
        "Structure",
        [
            ("Class", class_name(type(module))),
            ("Parameters", sum(tensor.numel() for tensor in distinct)),
            ("Trainable parameters", sum(tensor.numel() for tensor in distinct if tensor.requires_grad)),
            ("Bytes", plan.bytes),
            ("Mode", "training" if module.training else "evaluation"),
        ],
    )
    return [structure, _layers(module), _tensors(found)]


def facts(obj: Any) -> Facts:
    torch = sys.modules["torch"]
    if isinstance(obj, torch.optim.Optimizer):
        return Facts(parameters=tables.texts(obj.defaults))
    if isinstance(obj, torch.nn.Module):
        module, _ = unwrap(obj)
        pairs = list(module.state_dict().items()) if is_script(module) else _named(module)
    else:
        pairs = tensors_in(obj)
    dtypes: dict[str, int] = {}
    for _, tensor in pairs:
        name = str(tensor.dtype).partition(".")[2]
        dtypes[name] = dtypes.get(name, 0) + 1
    devices = sorted({str(tensor.device) for _, tensor in pairs})
    return Facts(device=", ".join(devices), dtypes=dtypes)


def _parameters(module: Any) -> list[tuple[str, Any]]:
    return [(name, tensor) for name, tensor in _named(module) if type(tensor).__name__ == "Parameter"]


def _named(module: Any) -> list[tuple[str, Any]]:
    return [(name, tensor) for name, tensor, _ in named_tensors(module)]


def _layers(module: Any) -> Table:
    if is_script(module):
        pairs = [(name, getattr(layer, "original_name", "")) for name, layer in module.named_modules()]
    else:
        pairs = [(prefix.rstrip("."), class_name(type(layer))) for prefix, layer in walk(module)]
    return Table("Layers", ("Name", "Class"), [[name or "–", kind] for name, kind in pairs[: tables.ROWS]])


def _tensors(pairs: list[tuple[str, Any]]) -> Table:
    rows = [
        [name or "–", str(tensor.dtype).partition(".")[2], " × ".join(map(str, tensor.shape)) or "–"]
        for name, tensor in pairs[: tables.ROWS]
    ]
    return Table("Tensors", ("Name", "Type", "Shape"), rows)


def _groups(obj: Any) -> Table:
    rows = []
    for number, group in enumerate(obj.param_groups):
        options = tables.texts({name: value for name, value in group.items() if name != "params"})
        rows += [[str(number), name, text] for name, text in options.items()]
    return Table("Parameter groups", ("Group", "Option", "Value"), rows)
