"""Adapters around a model without numbers, and which tensor of the whole belongs to what.

A copy is made as the original was: each adapter is added to the model in turn. All of it has shapes alone, so nothing
is started from data or from random numbers; then it is given the tensors of the files.
"""

from __future__ import annotations

import warnings
from dataclasses import fields
from typing import Any

from ...kernel.errors import AgentError
from ..torch.modules import walk
from ..transformers import building
from ..transformers.values import NotAllowed

PREFIX = "base_model.model."
_AROUND = ("base_layer", "original_module")
_SAVED = "modules_to_save"
_SAY_NOTHING = ("megatron_core", "qalora_group_size", "peft_version")
"""Settings that do nothing without others, which no version has."""


def owner(name: str) -> tuple[str, str]:
    """Adapter of a tensor or layer, and its name in the library's file; for the model itself ``""`` and its own name.

    Error `NotAllowed` where adapters are inside each other.
    """
    parts = name.removeprefix(PREFIX).split(".")
    places = [at for at, part in enumerate(parts) if part.startswith("lora_") or part == _SAVED]
    if not places:
        return "", ".".join(part for part in parts if part not in _AROUND)
    if len(places) > 1 or len(parts) < places[0] + 2:
        raise NotAllowed("adapters inside each other")
    at, adapter = places[0], parts[places[0] + 1]
    kept = parts[:at] if parts[at] == _SAVED else parts[: at + 1]
    rest = parts[at + 2 :]
    if parts[at] == "lora_magnitude_vector":
        rest = [part for part in rest if part != "weight"]
    inside = [part for part in (*kept, *rest) if part not in _AROUND]
    return adapter, PREFIX + ".".join(inside)


def attention_of(model: Any) -> str | None:
    found = getattr(model.config, "_attn_implementation", None)
    return found if found in building.ATTENTIONS else None


def shell_of(model: Any, config: Any) -> Any:
    """Another model of the same class, without numbers."""
    many = sum(1 for _ in building.all_tensors(model))
    return building.build(config, type(model).__name__, many, attention_of(model))


def wrap(base: Any, configs: dict[str, dict[str, Any]], sidecar: dict[str, Any]) -> Any:
    """Checked configurations around a model without numbers."""
    import peft
    import torch

    cls: Any = getattr(peft, sidecar["class"])
    model: Any = None
    made = {name: _config(peft, values) for name, values in configs.items()}
    with warnings.catch_warnings(), torch.random.fork_rng(devices=[]), torch.device("meta"):
        warnings.simplefilter("ignore")
        for name, config in made.items():
            if model is None:
                model = cls(base, config, name, autocast_adapter_dtype=False)
            else:
                model.add_adapter(name, config, autocast_adapter_dtype=False)
        if sidecar["enabled"]:
            model.base_model.enable_adapter_layers()
        model.base_model.set_adapter(sidecar["active"])
        model.active_adapter = sidecar["shown"]
        if not sidecar["enabled"]:
            model.base_model.disable_adapter_layers()
    for name, config in made.items():
        # The library adds to some of them while it adds the adapter.
        config.modules_to_save = configs[name].get(_SAVED)
        config.inference_mode = configs[name].get("inference_mode", False)
        config.init_lora_weights = sidecar["starts"].get(name, configs[name].get("init_lora_weights", True))
    _set_training(model, sidecar["training"])
    return model


def _config(library: Any, values: dict[str, Any]) -> Any:
    """Older releases do not have all settings. Error `unsupported` where one of them says something."""
    known = {one.name for one in fields(library.LoraConfig)}
    missing = sorted(name for name in values.keys() - known if values[name] and name not in _SAY_NOTHING)
    if missing:
        raise AgentError(
            "unsupported",
            f"This release of the library does not know the setting {missing[0]} of an adapter.",
            "Load it in a kernel with the release that it was saved with; that is on its page.",
        )
    given = {name: value for name, value in values.items() if name in known}
    made = library.LoraConfig(**{**given, "init_lora_weights": False})
    made.modules_to_save = None if made.modules_to_save is None else list(made.modules_to_save)
    return made


def _set_training(model: Any, training: Any) -> None:
    names = {*training} if isinstance(training, list) else set()
    for prefix, one in walk(model):
        one.training = training if isinstance(training, bool) else prefix.rstrip(".") in names


def fill(model: Any, tensors: dict[str, Any]) -> None:
    """Give it tensors by name. Error `KeyError`."""
    owners = dict(walk(model))
    for name, _, _ in list(building.all_tensors(model)):
        prefix, _, leaf = name.rpartition(".")
        one = owners[f"{prefix}." if prefix else ""]
        tables = (one._parameters, one._buffers, vars(one))
        next(table for table in tables if leaf in table)[leaf] = tensors[name]
