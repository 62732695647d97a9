"""Tables and facts about models with adapters."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ...kernel import tables
from ...kernel.adapter import Facts, Plan, Table
from ..torch import describing as torch_describing
from ..transformers import describing as base_describing

_SHOWN = 30
"""Names of layers in a cell."""


def describe(obj: Any, plan: Plan) -> list[Table]:
    base = obj.get_base_model()
    trained = sum(one.numel() for one in obj.parameters() if one.requires_grad)
    everything = sum(one.numel() for one in obj.parameters())
    pairs: list[tuple[str, Any]] = [("Class", type(obj).__name__), ("Base", type(base).__name__)]
    pairs += [("Base from", where)] if (where := base_name(obj)) else []
    pairs += [
        ("Active", ", ".join(_active(obj))),
        ("Trainable parameters", trained),
        ("All parameters", everything),
    ]
    found = [tables.properties("Adapted model", pairs)]
    found += [tables.properties(f"Adapter {name}", _settings(config)) for name, config in obj.peft_config.items()]
    if hasattr(base, "config") and hasattr(base.config, "to_dict"):
        sizes = base_describing.sizes(base)
        found += [tables.properties("Base model", sizes)] if sizes else []
    return [*found, *torch_describing.describe(obj, plan)]


def _active(obj: Any) -> list[str]:
    found = getattr(obj.base_model, "active_adapter", obj.active_adapter)
    return [found] if isinstance(found, str) else [str(one) for one in found]


def base_name(obj: Any) -> str:
    """Where the library got the base from, if not from a folder."""
    for config in obj.peft_config.values():
        where = getattr(config, "base_model_name_or_path", None)
        if isinstance(where, str) and where and not where.startswith((".", "/", "~")) and "\\" not in where:
            return where[:200]
    return ""


def _settings(config: Any) -> list[tuple[str, Any]]:
    kind = getattr(config, "peft_type", "")
    method = str(getattr(kind, "value", kind))
    if getattr(config, "use_dora", False):
        method = "DoRA"
    found: list[tuple[str, Any]] = [("Method", method)]
    for title, name in (("Rank", "r"), ("Alpha", "lora_alpha"), ("Dropout", "lora_dropout"), ("Bias", "bias")):
        value = getattr(config, name, None)
        found += [(title, value)] if value is not None else []
    for title, name in (("Targets", "target_modules"), ("Saved whole", "modules_to_save")):
        value = getattr(config, name, None)
        if value:
            found.append((title, _names(value)))
    task = getattr(config, "task_type", None)
    return [*found, *([("Task", str(getattr(task, "value", task)))] if task else [])]


def _names(value: Any) -> str:
    if isinstance(value, str):
        return value[:500]
    known = sorted({*map(str, value)})
    more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
    return ", ".join(known[:_SHOWN]) + more


def facts(obj: Any) -> Facts:
    base = obj.get_base_model()
    known = {"class": type(obj).__name__, "base": type(base).__name__, "base_from": base_name(obj)}
    known.update(adapters=", ".join(obj.peft_config), active=", ".join(_active(obj)))
    first = obj.peft_config.get(_active(obj)[0]) if _active(obj) else None
    for title, value in _settings(first) if first is not None else []:
        known[title.lower().replace(" ", "_")] = tables.cell(value)
    return replace(torch_describing.facts(obj), parameters={key: value[:1000] for key, value in known.items() if value})
