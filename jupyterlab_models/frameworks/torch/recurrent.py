"""Weights of recurrent layers have the shapes that their numbers say: PyTorch's own code would read beyond others."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .records import Refused

GATES = {"LSTM": 4, "GRU": 3, "RNN": 1}
COMPUTED = ("_orig", "_v", "_mask")
"""What follows the name of a tensor that a hook computes, of those that have its shape."""


def require_fitting(module: Any) -> None:
    """Error `Refused` for one of `torch.nn.LSTM` and its like with other weights than it computes with."""
    layers = sys.modules["torch"].nn
    kind = next((name for name in GATES if isinstance(module, getattr(layers, name))), None)
    if kind is None:
        return
    wanted = dict(_shapes(module, GATES[kind]))
    tensors = [*vars(module)["_parameters"].values(), *vars(module)["_buffers"].values(), *module._flat_weights]
    if len({tensor.dtype for tensor in tensors if tensor is not None}) > 1:
        raise Refused(f"the weights of a {kind} in it have more than one type")
    if len(module._flat_weights) != len(wanted):
        raise _unfitting(module, "a weight")
    for (name, shape), flat in zip(wanted.items(), module._flat_weights):
        if flat is not None and _shape(flat) != shape:
            raise _unfitting(module, name)
        _require_source(module, name, shape)


def _shapes(module: Any, gates: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Name and shape of each weight, in the order of `_flat_weights_names`."""
    rows, state = gates * module.hidden_size, module.proj_size or module.hidden_size
    for name in [name for names in module._all_weights for name in names]:
        kind, _, place = name.partition("_l")
        below = state * (2 if module.bidirectional else 1)
        known = {
            "weight_ih": (rows, module.input_size if place in ("0", "0_reverse") else below),
            "weight_hh": (rows, state),
            "weight_hr": (module.proj_size, module.hidden_size),
        }
        yield name, known.get(kind, (rows,))


def _require_source(module: Any, name: str, shape: tuple[int, ...]) -> None:
    """Where a layer takes a weight from when it is moved, and hooks when it is called."""
    values = vars(module)
    tensors = {**values["_buffers"], **values["_parameters"]}
    hooks = {hook._tensor_name if hasattr(hook, "_tensor_name") else hook.name: hook for hook in _hooks(values)}
    if name not in hooks:
        with _evaluating(values["_modules"].get("parametrizations")):
            found = getattr(module, name, None)
        if found is not None and _shape(found) != shape:
            raise _unfitting(module, name)
        return
    spectral = type(hooks[name]).__name__ == "SpectralNorm"
    for end in COMPUTED:
        found = tensors.get(name + end)
        if found is not None and not (spectral and end == "_v") and _shape(found) != shape:
            raise _unfitting(module, name + end)
    factor = tensors.get(name + "_g")
    if factor is not None and any(one not in (1, size) for one, size in zip(_shape(factor)[::-1], shape[::-1])):
        raise _unfitting(module, name + "_g")


def _hooks(values: dict[str, Any]) -> list[Any]:
    return list((values.get("_forward_pre_hooks") or {}).values())


@contextmanager
def _evaluating(parametrizations: Any) -> Iterator[None]:
    """Inside, what computes weights does not change on the way."""
    inside = [] if parametrizations is None else list(parametrizations.modules())
    before = [(vars(one), vars(one).get("training")) for one in inside]
    for values, _ in before:
        values["training"] = False
    try:
        with sys.modules["torch"].no_grad():
            yield
    finally:
        for values, mode in before:
            values["training"] = mode


def _shape(tensor: Any) -> tuple[int, ...]:
    return tuple(tensor.shape)


def _unfitting(module: Any, name: str) -> Refused:
    return Refused(f"{name} of a {type(module).__name__} in it has another shape than the layer computes with")
