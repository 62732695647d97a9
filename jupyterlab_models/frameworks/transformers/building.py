"""A model of a checked configuration, without numbers: what a copy is made of, and what a model is compared with."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ...kernel.naming import class_name
from ..torch.modules import HOOKS, is_parametrized, named_tensors, walk
from .model_types import TYPES
from .values import NotAllowed

ATTENTIONS = ("eager", "sdpa")
"""Others come from packages, or from a place in the network."""
_MODULES = 64
"""Most modules for each tensor of the file."""
_TABLES = {"_parameters", "_buffers", "_modules", "training", "_non_persistent_buffers_set", *HOOKS}
IGNORED = {
    *(
        "config",
        "generation_config",
        "name_or_path",
        "_weight_conversions",
        "_is_hf_initialized",
        "_is_full_backward_hook",
    ),
    *(
        "_forward_hooks_with_kwargs",
        "_forward_hooks_always_called",
        "_forward_pre_hooks_with_kwargs",
        "warnings_issued",
    ),
    *("_backward_pre_hooks", "hf_device_map", "_old_forward", "_hf_hook", "_compiled_call_impl", "_use_kernels"),
}
"""Attributes that no copy needs."""


def type_of(model: Any) -> str | None:
    """The type in the table whose very class this is; a class of the notebook can say that it is another one."""
    library, config = sys.modules["transformers"], getattr(model, "config", None)
    name = getattr(type(config), "model_type", None)
    kind = TYPES.get(name) if type(name) is str else None
    if kind is None or type(model).__name__ not in kind.models:
        return None
    own = getattr(library, type(model).__name__, None) is type(model)
    return name if own and getattr(library, kind.config, None) is type(config) else None


def config_of(values: dict[str, Any]) -> Any:
    """The configuration of checked values."""
    import transformers

    kind = TYPES[values["model_type"]]
    cls: Any = getattr(transformers, kind.config)
    return cls.from_dict(dict(values))


def build(config: Any, name: str, tensors: int, attention: str | None) -> Any:
    """A model whose tensors have shapes alone. Error `NotAllowed` where it has far more parts than tensors."""
    import torch
    import transformers

    kind = TYPES[type(config).model_type]
    if name not in kind.models:
        raise NotAllowed(f"{name[:60]}, which is no model of its type")
    cls: Any = getattr(transformers, name)
    # A release may have it for fewer models than another one.
    if attention == "eager" or (attention in ATTENTIONS and getattr(cls, "_supports_sdpa", True)):
        config._attn_implementation = attention
    with torch.random.fork_rng(devices=[]), torch.device("meta"), _few_modules(tensors * _MODULES + 1000):
        return cls(config)


@contextmanager
def _few_modules(most: int) -> Iterator[None]:
    from torch.nn.modules import module

    count = 0

    def registered(*_: Any) -> None:
        nonlocal count
        count += 1
        if count > most:
            raise NotAllowed("a model with far more layers than tensors")

    handle = module.register_module_module_registration_hook(registered)
    try:
        yield
    finally:
        handle.remove()


def all_tensors(model: Any) -> Iterator[tuple[str, Any, bool]]:
    """As `named_tensors`, and those that are attributes of a layer without being its buffers."""
    yield from named_tensors(model)
    for prefix, one in walk(model):
        for key, value in vars(one).items():
            if class_name(type(value)) == "torch.Tensor":
                yield prefix + key, value, False


def differences(model: Any, twin: Any) -> tuple[str, list[str]]:
    """Why a copy of the same configuration would be another model, and names of attributes that it would not have."""
    lost: list[str] = []
    ours, theirs = list(walk(model)), list(walk(twin))
    if [(name, _class(one)) for name, one in ours] != [(name, _class(one)) for name, one in theirs]:
        names = {name: _class(one) for name, one in theirs}
        changed = next((name for name, one in ours if names.get(name) is not _class(one)), "")
        return f"its layers are not those of its configuration ({changed.rstrip('.') or 'fewer'})", lost
    for (name, one), (_, other) in zip(ours, theirs):
        reason = _different_tables(name, one, other)
        if reason:
            return reason, lost
        lost += [name + key for key in _different_attributes(one, other)]
    return "", lost


def _class(module: Any) -> type:
    """Of a parametrized module the class below, because each has one made for it."""
    return type(module).__bases__[0] if is_parametrized(module) else type(module)


def _different_tables(name: str, one: Any, other: Any) -> str:
    for table in ("_parameters", "_buffers"):
        shapes = [
            {key: None if tensor is None else tuple(tensor.shape) for key, tensor in vars(module)[table].items()}
            for module in (one, other)
        ]
        if shapes[0] != shapes[1]:
            changed = next((key for key, shape in shapes[0].items() if shapes[1].get(key) != shape), "a tensor less")
            return f"its tensors are not those of its configuration ({name}{changed})"
    if vars(one)["_non_persistent_buffers_set"] != vars(other)["_non_persistent_buffers_set"]:
        return f"other buffers than usual are kept with its weights ({name.rstrip('.')})"
    return ""


def _different_attributes(one: Any, other: Any) -> Iterator[str]:
    here, there = vars(one), vars(other)
    for key in sorted({*here, *there} - _TABLES - IGNORED):
        if key not in here or key not in there or not _alike(here[key], there[key]):
            yield key
    if any(here.get(name) for name in HOOKS if not there.get(name)):
        yield "hooks"


def _alike(one: Any, other: Any) -> bool:
    """Plain values are equal; of others the class has to be the same: they are made anew."""
    if type(one) is not type(other):
        return False
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_alike(value, other[key]) for key, value in one.items())
    if one is None or isinstance(one, (bool, int, float, str, set, frozenset)):
        return bool(one == other or one != one)
    if callable(one) and hasattr(one, "__qualname__"):
        return bool(one.__qualname__ == getattr(other, "__qualname__", ""))
    if class_name(type(one)) == "torch.Tensor":
        return bool(one.shape == other.shape)  # it is kept with the buffers
    return True
