"""Tables and facts about models of transformers."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

from ...kernel import tables
from ...kernel.adapter import Facts, Plan, Table
from ...kernel.naming import class_name
from ..torch import describing as torch_describing

TASKS = {
    "ForSequenceClassification": "text-classification",
    "ForTokenClassification": "token-classification",
    "ForQuestionAnswering": "question-answering",
    "ForMultipleChoice": "multiple-choice",
    "ForMaskedLM": "fill-mask",
    "ForCausalLM": "text-generation",
    "LMHeadModel": "text-generation",
    "ForConditionalGeneration": "text2text-generation",
    "ForImageClassification": "image-classification",
    "ForAudioClassification": "audio-classification",
    "ForSemanticSegmentation": "image-segmentation",
    "ForCTC": "automatic-speech-recognition",
    "Model": "feature-extraction",
}
"""End of a class's name → what it is for, as on the hub."""
SPEECH = ("whisper",)
SIZES = {
    "Layers": ("num_hidden_layers", "n_layer", "num_layers"),
    "Hidden size": ("hidden_size", "n_embd", "d_model"),
    "Attention heads": ("num_attention_heads", "n_head"),
    "Key-value heads": ("num_key_value_heads",),
    "Context length": ("max_position_embeddings", "n_positions", "max_source_positions"),
    "Vocabulary": ("vocab_size",),
    "Image size": ("image_size",),
    "Patch size": ("patch_size",),
    "Experts": ("num_local_experts", "num_experts"),
}


def task(model: Any) -> str:
    name, kind = type(model).__name__, str(getattr(model.config, "model_type", ""))
    if kind in SPEECH and name.endswith("ForConditionalGeneration"):
        return "automatic-speech-recognition"
    return next((found for end, found in TASKS.items() if name.endswith(end)), "")


def sizes(model: Any) -> list[tuple[str, Any]]:
    config = model.config
    with suppress(AttributeError, TypeError, ValueError):  # an older release has none, or the model has several
        config = config.get_text_config()
    found = []
    for title, names in SIZES.items():
        value = next((getattr(config, name) for name in names if getattr(config, name, None) is not None), None)
        if type(value) in (int, list):
            found.append((title, value))
    return found


def describe(obj: Any, plan: Plan) -> list[Table]:
    """Of a model, of a pipeline, or of what prepares their input."""
    model = obj if hasattr(obj, "config") and hasattr(obj, "parameters") else getattr(obj, "model", None)
    found = [] if model is None or not hasattr(model, "config") else _of_model(model, plan)
    if model is not obj and found:
        pairs = [("Class", class_name(type(obj))), ("Task", str(getattr(obj, "task", "") or ""))]
        parameters = {
            name: value
            for step in ("preprocess", "forward", "postprocess")
            for name, value in getattr(obj, f"_{step}_params", {}).items()
        }
        found = [tables.properties("Pipeline", pairs), *([tables.parameters(parameters)] if parameters else []), *found]
    tokenizer = obj if hasattr(obj, "get_vocab") else getattr(obj, "tokenizer", None)
    if hasattr(tokenizer, "get_vocab"):
        found += _of_tokenizer(tokenizer)
    if not found or (model is None and tokenizer is not obj):
        found.insert(0, tables.properties("Structure", [("Class", class_name(type(obj)))]))
        if hasattr(obj, "to_dict"):
            found.append(
                Table("Settings", ("Setting", "Value"), [[*one] for one in tables.texts(obj.to_dict()).items()])
            )
    return found


def _of_tokenizer(tokenizer: Any) -> list[Table]:
    special = {name: str(token) for name, token in tokenizer.special_tokens_map.items()}
    pairs: list[tuple[str, Any]] = [
        ("Class", class_name(type(tokenizer))),
        ("Vocabulary", len(tokenizer)),
        ("Added tokens", len(tokenizer.added_tokens_decoder)),
        ("Context length", tokenizer.model_max_length if tokenizer.model_max_length < 1 << 40 else "no limit"),
        ("Padding side", tokenizer.padding_side),
        *special.items(),
    ]
    found = [tables.properties("Tokenizer", pairs)]
    template = tokenizer.chat_template
    if isinstance(template, str):
        found.append(Table("Chat template", ("Line",), [[line] for line in template.splitlines()]))
    return found


def _of_model(model: Any, plan: Plan) -> list[Table]:
    config = model.config
    pairs = [("Architecture", type(model).__name__), ("Type of model", str(getattr(config, "model_type", "")))]
    pairs += [("Task", task(model))] if task(model) else []
    about = tables.properties("Model", [*pairs, *sizes(model)])
    found = [about, *torch_describing.describe(model, plan)]
    settings = getattr(model, "generation_config", None)
    if settings is not None:
        changed = {key: value for key, value in settings.to_diff_dict().items() if key != "transformers_version"}
        if changed:
            found.insert(
                1, Table("Generation settings", ("Setting", "Value"), [[*one] for one in tables.texts(changed).items()])
            )
    labels = getattr(config, "id2label", None)
    if isinstance(labels, dict) and labels and not all(str(one).startswith("LABEL_") for one in labels.values()):
        found.append(tables.classes(labels.values()))
    return found


def facts(obj: Any) -> Facts:
    model = obj if hasattr(obj, "config") and hasattr(obj, "parameters") else getattr(obj, "model", None)
    if model is None or not hasattr(model, "config"):
        known = {"class": type(obj).__name__}
        if hasattr(obj, "get_vocab"):
            known.update(vocabulary=str(len(obj)), chat_template="yes" if obj.chat_template else "no")
        return Facts(parameters=known)
    known = _known(model)
    if model is not obj:
        known.update(pipeline=type(obj).__name__, task=str(getattr(obj, "task", "") or "") or known.get("task", ""))
    found = torch_describing.facts(model)
    return replace(found, parameters={key: value for key, value in known.items() if value})


def _known(model: Any) -> dict[str, str]:
    known = {"architecture": type(model).__name__, "model_type": str(getattr(model.config, "model_type", ""))}
    known["task"] = task(model)
    known.update({title.lower().replace(" ", "_"): tables.cell(value) for title, value in sizes(model)})
    count = sum({id(one): one.numel() for one in model.parameters()}.values())
    known["parameters"] = str(count)
    return known
