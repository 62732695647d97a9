"""What `adapter_config.json` and our own file beside it may hold, for server and kernel alike.

Only LoRA in all its plain forms is listed. What makes a model fetch, compute its start from data, build layers from
another package or repeat layers may only be as empty as the library leaves it.
"""

from __future__ import annotations

import re
from typing import Any

from ..transformers.tokenizer_json import is_pattern
from ..transformers.values import (
    NotAllowed,
    Rule,
    either,
    is_flag,
    is_number,
    is_text,
    list_of,
    mapping,
    matching,
    one_of,
    optional,
    require,
)

CONFIG = "adapter_config.json"
SIDECAR = "jupyterlab_adapters.json"
MOST = 1 << 20
"""Bytes of either file."""
ADAPTERS = 32
BASE = "base"
"""The folder of the model that is adapted."""
CLASSES = (
    *("PeftModel", "PeftModelForCausalLM", "PeftModelForFeatureExtraction", "PeftModelForQuestionAnswering"),
    *("PeftModelForSeq2SeqLM", "PeftModelForSequenceClassification", "PeftModelForTokenClassification"),
)
TASKS = ("CAUSAL_LM", "FEATURE_EXTRACTION", "QUESTION_ANS", "SEQ_2_SEQ_LM", "SEQ_CLS", "TOKEN_CLS")
STARTS = ("gaussian", "olora", "orthogonal", "pissa")
_NAMES, _PATTERNS = 4000, 200
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_LAYER = re.compile(r"[A-Za-z0-9_]+(\.[A-Za-z0-9_]+){0,30}")


def is_adapter(name: Any) -> bool:
    """A name that is a folder and a part of a tensor's name, and nothing that the library has there itself."""
    if type(name) is not str or not _NAME.fullmatch(name):
        return False
    return name not in (BASE, "weight", "bias", "base_layer", "original_module") and "lora_" not in name


def is_layer(value: Any) -> bool:
    return type(value) is str and len(value) <= 300 and _LAYER.fullmatch(value) is not None


def _is_layers(value: Any) -> bool:
    return type(value) is list and len(value) <= _NAMES and all(map(is_layer, value))


def _is_choice(value: Any) -> bool:
    """Names of layers, or a pattern of them that does not take for ever."""
    return value is None or _is_layers(value) or (is_text(value) and is_pattern(value))


def _is_rank(value: Any) -> bool:
    return type(value) is int and 0 < value <= 1 << 16


def _is_scale(value: Any) -> bool:
    return is_number(value) and value > 0


def _is_share(value: Any) -> bool:
    return is_number(value) and 0 <= value < 1


def _patterns(rule: Rule) -> Rule:
    """The library reads each name as a pattern; those that we let pass are names."""
    return lambda value: (
        value is None
        or (
            type(value) is dict
            and len(value) <= _PATTERNS
            and all(is_layer(name.removeprefix("^") if name else name) and rule(one) for name, one in value.items())
        )
    )


def _is_index(value: Any) -> bool:
    return type(value) is int and 0 <= value < 1 << 16


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value in ({}, [])


_empty: tuple[str, ...] = (
    *("auto_mapping", "base_model_name_or_path", "revision", "megatron_config", "trainable_token_indices"),
    *("loftq_config", "eva_config", "corda_config", "lora_ga_config", "velora_config", "alora_invocation_tokens"),
    *("use_qalora", "monteclora_config", "layer_replication", "target_parameters", "use_bdlora", "arrow_config"),
    *("kasa_config", "ensure_weight_tying"),
)
CONFIG_RULES: dict[str, Rule] = {
    "peft_type": lambda value: value == "LORA",
    "task_type": one_of(*TASKS),
    "peft_version": matching(r"[0-9A-Za-z.+]{1,40}"),
    "inference_mode": is_flag,
    "r": _is_rank,
    "lora_alpha": _is_scale,
    "lora_dropout": _is_share,
    **dict.fromkeys(("target_modules", "exclude_modules"), _is_choice),
    **dict.fromkeys(("fan_in_fan_out", "use_rslora", "use_dora", "lora_bias", "init_lora_weights"), is_flag),
    "bias": one_of("none", "all", "lora_only"),
    "modules_to_save": lambda value: value is None or (_is_layers(value) and len(value) <= 100),
    "layers_to_transform": optional(either(_is_index, list_of(_is_index))),
    "layers_pattern": optional(either(matching(r"[A-Za-z0-9_]{1,60}"), list_of(matching(r"[A-Za-z0-9_]{1,60}")))),
    "rank_pattern": _patterns(_is_rank),
    "alpha_pattern": _patterns(_is_scale),
    "megatron_core": one_of("megatron.core"),
    "qalora_group_size": _is_index,
    **dict.fromkeys(_empty, _is_empty),
}
SIDECAR_RULES: dict[str, Rule] = {
    "format": lambda value: type(value) is int and value == 1,
    "class": lambda value: type(value) is str and value in CLASSES,
    "adapters": lambda value: (
        type(value) is list
        and 0 < len(value) <= ADAPTERS
        and all(map(is_adapter, value))
        and len({*value}) == len(value)
    ),
    "active": either(is_adapter, lambda value: type(value) is list and len(value) <= ADAPTERS and _all(value)),
    "shown": is_adapter,
    "enabled": is_flag,
    "training": either(is_flag, list_of(is_text)),
    "starts": mapping(is_adapter, either(one_of(*STARTS), matching(r"pissa_niter_[0-9]{1,4}"))),
}


def _all(names: list[Any]) -> bool:
    return all(map(is_adapter, names))


def check_config(values: Any) -> None:
    """Error `NotAllowed`."""
    found = require(values, CONFIG_RULES, CONFIG)
    if not {"peft_type", "r", "target_modules"} <= found.keys():
        raise NotAllowed(f"no kind of adapter, rank or layers in {CONFIG}")


def check_sidecar(values: Any) -> dict[str, Any]:
    """Error `NotAllowed`."""
    found = require(values, SIDECAR_RULES, SIDECAR)
    if found.keys() != SIDECAR_RULES.keys():
        raise NotAllowed(f"not all members in {SIDECAR}")
    active = found["active"] if isinstance(found["active"], list) else [found["active"]]
    if not {*active, found["shown"], *found["starts"]} <= {*found["adapters"]}:
        raise NotAllowed(f"an adapter in {SIDECAR} that is not there")
    return found
