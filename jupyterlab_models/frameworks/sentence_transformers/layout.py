"""Which files a folder of Sentence Transformers may hold and what may stand in them, for server and kernel alike.

The first part lies in the folder itself, as a model and a tokenizer of transformers do; each further part has a folder
with a configuration and, where it has some, weights. The list of parts names classes of the library alone, by the full
names that the table has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ..torch.mapped import damaged
from ..transformers import files, processors, tokens
from ..transformers.values import (
    ITEMS,
    NotAllowed,
    Rule,
    either,
    is_flag,
    is_number,
    is_scalar,
    is_text,
    is_texts,
    list_of,
    mapping,
    matching,
    members,
    one_of,
    optional,
    read,
    require,
)

ENCODING = "sentence-transformers"
MODULES = "modules.json"
SETTINGS = "config_sentence_transformers.json"
FIRST = "sentence_bert_config.json"
SIDECAR = "jupyterlab_models_parts.json"
"""What the library's own files do not keep."""
CONFIG = "config.json"
WEIGHTS = files.WEIGHTS
MOST = 1 << 20
"""Bytes of each of our JSON files."""
WIDE = 1 << 17
"""No part has more inputs or outputs."""
PARTS = 32
_BASE, _OWN = "sentence_transformers.base.modules", "sentence_transformers.sentence_transformer.modules"
TRANSFORMER, STATIC = "Transformer", "StaticEmbedding"
PLACES = {
    TRANSFORMER: f"{_BASE}.transformer",
    STATIC: f"{_OWN}.static_embedding",
    "Pooling": f"{_OWN}.pooling",
    "Dense": f"{_BASE}.dense",
    "Normalize": f"{_BASE}.normalize",
    "Dropout": f"{_OWN}.dropout",
    "LayerNorm": f"{_OWN}.layer_norm",
}
"""Class of a part → its module."""
CLASSES = ("SentenceTransformer", "CrossEncoder")
ACTIVATIONS = {
    "torch.nn.modules.linear.Identity": "Identity",
    **{
        f"torch.nn.modules.activation.{name}": name
        for name in ("ELU", "GELU", "Hardswish", "LeakyReLU", "Mish", "ReLU", "SiLU", "Sigmoid", "Tanh")
    },
}
"""Full name, as the library writes it → class of `torch.nn`, made without arguments."""
SIMILARITIES = ("cosine", "dot", "euclidean", "manhattan")
TASKS = ("feature-extraction", "sequence-classification", "text-generation", "fill-mask")
_FEATURES = (
    *("sentence_embedding", "token_embeddings", "cls_token_embeddings", "scores", "causal_logits", "logits"),
    *("all_layer_embeddings",),
)
_METHODS = ("forward", "get_text_features", "get_image_features", "get_audio_features")
_OUTPUTS = ("last_hidden_state", "logits", "pooler_output", "text_embeds", "image_embeds", "hidden_states")
_KINDS = ("text", "image", "audio", "message")
_POOLINGS = ("cls", "max", "mean", "mean_sqrt_len_tokens", "weightedmean", "lasttoken")


def _is_kind(value: Any) -> bool:
    return type(value) is str and value in _KINDS


def _is_long(value: Any) -> bool:
    """A prompt."""
    return type(value) is str and len(value) <= ITEMS


def _is_width(value: Any) -> bool:
    return type(value) is int and 0 < value <= WIDE


def _given(rule: Rule) -> Rule:
    """Not null."""
    return lambda value: value is not None and rule(value)


_feature = _given(one_of(*_FEATURES))
_pooling = _given(one_of(*_POOLINGS))
_activation = _given(one_of(*ACTIVATIONS))
_features = {"module_input_name": _feature, "module_output_name": _feature}
PART_RULES: dict[str, dict[str, Rule]] = {
    "Pooling": {
        "embedding_dimension": _is_width,
        "pooling_mode": either(_pooling, lambda value: list_of(_pooling)(value) and 1 < len(value) <= len(_POOLINGS)),
        "include_prompt": is_flag,
    },
    "Dense": {
        **dict.fromkeys(("in_features", "out_features"), _is_width),
        **dict.fromkeys(("bias", "use_residual"), is_flag),
        "activation_function": _activation,
        **_features,
    },
    "Normalize": _features,
    "Dropout": {"dropout": lambda value: is_number(value) and 0 <= value <= 1},
    "LayerNorm": {"dimension": _is_width},
}
"""Class → what its configuration has to say; all of it, but for `use_residual`."""
_length = optional(lambda value: type(value) is int and 0 < value <= 1 << 20)
_tokenizing = members(
    {
        "truncation": either(is_scalar, one_of("longest_first", "only_first", "only_second", "do_not_truncate")),
        "padding": either(is_scalar, one_of("longest", "max_length", "do_not_pad")),
        **dict.fromkeys(("max_length", "pad_to_multiple_of"), _length),
        "add_special_tokens": is_flag,
    }
)
_method = members(
    {
        "method": _given(one_of(*_METHODS)),
        "method_output_name": one_of(*_OUTPUTS),
        "format": one_of("auto", "flat", "structured"),
    }
)
FIRST_RULES: dict[str, Rule] = {
    "transformer_task": _given(one_of(*TASKS)),
    "modality_config": lambda value: mapping(
        _is_kind, lambda one: _method(one) and {"method", "method_output_name"} <= one.keys()
    )(value),
    "module_output_name": _feature,
    "processing_kwargs": members({"text": _tokenizing, "common": _tokenizing, "chat_template": members({})}),
    "unpad_inputs": optional(is_flag),
    **dict.fromkeys(("query_length", "document_length"), _length),
}
SETTING_RULES: dict[str, Rule] = {
    "model_type": _given(one_of(*CLASSES)),
    "__version__": mapping(matching("sentence_transformers|transformers|pytorch"), matching(r"[0-9A-Za-z.+]{1,40}")),
    "prompts": mapping(is_text, _is_long),
    "default_prompt_name": optional(is_text),
    "similarity_fn_name": one_of(*SIMILARITIES),
    "truncate_dim": _length,
    "activation_fn": _activation,
}
CARD_RULES: dict[str, Rule] = {
    **dict.fromkeys(("license", "model_name", "model_id", "base_model", "base_model_revision"), optional(is_text)),
    "language": is_texts,
    "local_files_only": is_flag,
}
"""Of the data for a model card."""
SIDECAR_RULES: dict[str, Rule] = {
    "format": lambda value: value == 1 and type(value) is int,
    "processor": optional(lambda value: type(value) is str and value in tokens.TOKENIZERS),
    "similarity": one_of(*SIMILARITIES),
    "do_lower_case": is_flag,
    "training": is_texts,
    "card": lambda value: members(CARD_RULES)(value) and value.keys() == CARD_RULES.keys(),
    "static_base": optional(is_text),
}


def _whole(rules: Mapping[str, Rule], name: str, *optional_keys: str) -> Callable[[Any], dict[str, Any]]:
    """A check that every key is there, but for those that may miss."""

    def check(values: Any) -> dict[str, Any]:
        found = require(values, rules, name)
        missing = rules.keys() - found.keys() - {*optional_keys}
        if missing:
            raise NotAllowed(f"no {min(missing)} in {name}")
        return found

    return check


check_first = _whole(
    FIRST_RULES, FIRST, "processing_kwargs", "unpad_inputs", "query_length", "document_length", "modality_config"
)
check_settings = _whole(SETTING_RULES, SETTINGS, "__version__", "similarity_fn_name", "truncate_dim", "activation_fn")
check_sidecar = _whole(SIDECAR_RULES, SIDECAR)
PART_CHECKS = {name: _whole(rules, CONFIG, "use_residual") for name, rules in PART_RULES.items()}


def check_modules(values: Any) -> list[dict[str, Any]]:
    """Error `NotAllowed`."""
    if type(values) is not list or not 0 < len(values) <= PARTS:
        raise NotAllowed(f"no list of parts in {MODULES}")
    for number, one in enumerate(values):
        require(one, dict.fromkeys(("idx", "name", "path", "type"), lambda value: True), MODULES)
        known = {f"{module}.{name}": name for name, module in PLACES.items()}
        kind = known.get(one["type"]) if type(one.get("type")) is str else None
        if kind is None:
            raise NotAllowed(f"the part {str(one.get('type'))[:60]!r} in {MODULES}, which the table does not name")
        if (number == 0) != (kind in (TRANSFORMER, STATIC)):
            raise NotAllowed(f"a {kind} in the wrong place in {MODULES}")
        place = "" if number == 0 else folder_of(number, kind)
        if (one.get("idx"), one.get("name"), one.get("path")) != (number, str(number), place) or is_flag(one["idx"]):
            raise NotAllowed(f"a part with another number or place in {MODULES}")
    return values


def folder_of(number: int, kind: str) -> str:
    return f"{number}_{kind}"


def kind_of(part: Mapping[str, Any]) -> str:
    """The class of a checked entry of the list."""
    return str(part["type"]).rpartition(".")[2]


_PROCESSORS = (processors.PREPROCESSOR, processors.PROCESSOR)
_FOLDER = re.compile(f"[1-9][0-9]?_({'|'.join(PART_RULES)})")
ROOT: dict[str, files.Check] = {
    **files.MODEL,
    **{name: check for name, check in files.PREPROCESSOR.items() if name not in _PROCESSORS},
    MODULES: lambda file: (check_modules(read(file, MOST)), None)[1],
    SETTINGS: lambda file: (check_settings(read(file, 8 * MOST)), None)[1],
    FIRST: lambda file: (check_first(read(file, MOST)), None)[1],
    SIDECAR: lambda file: (check_sidecar(read(file, MOST)), None)[1],
}


def check_file(file: Path) -> None:
    """Error `NotAllowed`. The name of the folder says whether it belongs to a part."""
    found = _FOLDER.fullmatch(file.parent.name)
    if file.is_symlink() or file.parent.is_symlink() or not file.is_file():
        raise NotAllowed(f"{file.name[:60]}, which is no regular file")
    if found is None:
        check = ROOT.get(file.name)
        if check is None:
            raise NotAllowed(f"the file {file.name[:60]!r}, which such a folder does not have")
        check(file)
    elif file.name == CONFIG:
        PART_CHECKS[found[1]](read(file, MOST))
    elif file.name == WEIGHTS:
        files.MODEL[WEIGHTS](file)
    else:
        raise NotAllowed(f"the file {file.name[:60]!r}, which such a part does not have")


def check_folder(folder: Path) -> list[dict[str, Any]]:
    """Check all files before the library sees one of them, and give the list of parts. Error `damaged`."""
    name = MODULES
    try:
        parts = check_modules(read(folder / MODULES, MOST))
        places = {part["path"] for part in parts[1:]}
        for path in sorted(folder.iterdir()):
            name = path.name[:60]
            if name == files.STORE:
                continue
            if path.is_dir() and not path.is_symlink():
                if name not in places:
                    raise NotAllowed("a folder that no part has")
                for file in sorted(path.iterdir()):
                    name = f"{path.name[:60]}/{file.name[:60]}"
                    check_file(file)
            elif _FOLDER.fullmatch(folder.name):
                raise NotAllowed("a part alone")
            else:
                check_file(path)
    except NotAllowed as error:
        raise damaged(name, f"it holds {str(error)[:200]}") from None
    except OSError as error:
        raise damaged(name, error.strerror or "it cannot be opened") from None
    return parts
