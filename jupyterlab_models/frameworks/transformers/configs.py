"""What `config.json` and `generation_config.json` may hold, for server and kernel alike.

The type of the model decides the keys (`model_types.py`), the key decides the values. A number is only a number, but
counts of layers and the like have their own bounds; a text is one of a list wherever the library looks something up
by it. What makes a model fetch, compile, quantize or import something has no key.
"""

from __future__ import annotations

from typing import Any

from .model_types import TYPES
from .values import (
    NotAllowed,
    Rule,
    either,
    is_number,
    is_plain,
    is_scalar,
    is_text,
    is_texts,
    is_whole,
    list_of,
    mapping,
    matching,
    members,
    one_of,
    optional,
    require,
    up_to,
)

CONFIG = "config.json"
GENERATION = "generation_config.json"
MOST = 4 << 20
"""Bytes of either file."""
LAYERS = 4096
"""No model has more layers, heads or experts in a row."""
DTYPES = ("float64", "float32", "float16", "bfloat16")
ACTIVATIONS = (
    *("gelu", "gelu_10", "gelu_accurate", "gelu_fast", "gelu_new", "gelu_python", "gelu_python_tanh"),
    *("gelu_pytorch_tanh", "laplace", "leaky_relu", "linear", "mish", "quick_gelu", "relu", "relu2", "relu6"),
    *("sigmoid", "silu", "swish", "tanh"),
)
ROPES = ("default", "linear", "dynamic", "yarn", "longrope", "llama3", "su", "proportional")
LAYER_KINDS = (
    *("full_attention", "sliding_attention", "chunked_attention", "linear_attention", "attention", "global", "local"),
    *("dense", "sparse"),
)
NESTED = {
    "clip": {"text_config": "clip_text_model", "vision_config": "clip_vision_model"},
    "siglip": {"text_config": "siglip_text_model", "vision_config": "siglip_vision_model"},
}
"""Type → key → type of the configuration inside it."""
SINUSOIDS = {"blenderbot", "ctrl", "distilbert", "m2m_100", "marian", "pegasus", "roformer", "whisper"}
"""Types that work out a table of positions when they are made, wherever tensors are made then."""
POSITIONS = 1 << 20
_counted = up_to(LAYERS)
_activation = one_of(*ACTIVATIONS)
_labels = mapping(is_text, either(is_whole, is_text))
_rope = members(
    {
        **dict.fromkeys(("rope_type", "type"), one_of(*ROPES)),
        **dict.fromkeys(
            (
                *("rope_theta", "factor", "attention_factor", "beta_fast", "beta_slow", "low_freq_factor"),
                *("high_freq_factor", "original_max_position_embeddings", "max_position_embeddings", "mscale"),
                *("partial_rotary_factor", "mscale_all_dim", "truncate", "short_factor", "long_factor"),
            ),
            is_plain,
        ),
    }
)
_token = optional(either(is_whole, list_of(is_whole)))
GENERATION_NUMBERS = (
    *("assistant_confidence_threshold", "assistant_early_exit", "assistant_lookbehind", "bos_token_id"),
    *("begin_suppress_tokens", "decoder_start_token_id", "diversity_penalty", "do_sample", "dola_layers"),
    *("early_stopping", "encoder_no_repeat_ngram_size", "encoder_repetition_penalty", "eos_token_id", "epsilon_cutoff"),
    *("eta_cutoff", "exponential_decay_length_penalty", "forced_bos_token_id", "forced_eos_token_id", "guidance_scale"),
    *("is_assistant", "length_penalty", "low_memory", "max_length", "max_matching_ngram_size", "max_new_tokens"),
    *("max_time", "min_length", "min_new_tokens", "min_p", "no_repeat_ngram_size", "num_assistant_tokens"),
    *("num_return_sequences", "output_attentions", "output_hidden_states", "output_logits", "output_scores"),
    *("pad_token_id", "penalty_alpha", "prompt_lookup_num_tokens", "remove_invalid_values", "renormalize_logits"),
    *("repetition_penalty", "return_dict_in_generate", "suppress_tokens", "target_lookbehind", "temperature"),
    *("token_healing", "top_h", "top_k", "top_p", "typical_p", "use_cache", "use_model_defaults", "bad_words_ids"),
    *(
        "force_words_ids",
        "is_multilingual",
        "no_timestamps_token_id",
        "prev_sot_token_id",
        "max_initial_timestamp_index",
    ),
    *("return_timestamps", "return_token_timestamps", "median_filter_width", "alignment_heads", "forced_decoder_ids"),
    *("prefill_chunk_size", "_from_model_config", "assistant_ensemble_weight", "disable_compile", "max_cache_len"),
    *("use_mtp",),
)
GENERATION_RULES: dict[str, Rule] = {
    **dict.fromkeys(GENERATION_NUMBERS, is_plain),
    **dict.fromkeys(("num_beams", "num_beam_groups", "num_return_sequences"), _counted),
    "stop_strings": optional(either(is_text, is_texts)),
    "cache_implementation": one_of("dynamic", "static", "hybrid"),
    "num_assistant_tokens_schedule": one_of("constant", "heuristic", "heuristic_transient"),
    "early_stopping": either(is_scalar, one_of("never")),
    "transformers_version": matching(r"[0-9A-Za-z.+]{1,40}"),
    **dict.fromkeys(("task", "language"), matching(r"[A-Za-z<>|_-]{1,40}")),
    **dict.fromkeys(("lang_to_id", "task_to_id"), mapping(is_text, is_whole)),
    **dict.fromkeys(
        (
            *("constraints", "watermarking_config", "compile_config", "cache_config", "continuous_batching_config"),
            *("sequence_bias", "speculation_type"),
        ),
        lambda value: value is None,
    ),
}
_RULES: dict[str, Rule] = {
    **dict.fromkeys(
        (
            *("activation", "activation_function", "hidden_act", "hidden_activation", "ff_activation", "pooler_act"),
            *("feat_extract_activation", "summary_activation", "classifier_activation", "pooler_hidden_act"),
            *("dense_act_fn",),
        ),
        _activation,
    ),
    "feed_forward_proj": matching(f"(gated-)?({'|'.join(ACTIVATIONS)})"),
    "attn_type": one_of("bi", "uni"),
    "classifier_pooling": one_of("cls", "mean"),
    "ctc_loss_reduction": one_of("sum", "mean"),
    "feat_extract_norm": one_of("group", "layer"),
    "layer_type": one_of("basic", "bottleneck"),
    "summary_type": one_of("last", "first", "mean", "cls_index", "attn"),
    "position_embedding_type": one_of("absolute", "relative_key", "relative_key_query", "rotary"),
    "problem_type": one_of("regression", "single_label_classification", "multi_label_classification"),
    "pos_att_type": optional(either(list_of(one_of("p2c", "c2p", "p2p")), one_of("p2c|c2p", "c2p|p2c"))),
    "layer_types": optional(list_of(one_of(*LAYER_KINDS))),
    "attention_layers": list_of(one_of(*LAYER_KINDS)),
    "attention_types": list_of(lambda value: _is_attention(value)),
    "stage_names": optional(list_of(matching(r"stem|stage[0-9]{1,3}"))),
    "out_features": optional(list_of(matching(r"stem|stage[0-9]{1,3}"))),
    "use_bidirectional_attention": either(is_scalar, one_of("all", "vision")),
    "rope_scaling": optional(_rope),
    "rope_parameters": optional(either(_rope, mapping(one_of(*LAYER_KINDS), _rope))),
    "id2label": optional(_labels),
    "label2id": optional(_labels),
    **dict.fromkeys(("dtype", "torch_dtype"), one_of(*DTYPES)),
    "tokenizer_class": matching(r"[A-Z][A-Za-z0-9]{1,60}"),
    "finetuning_task": matching(r"[\w .:/-]{1,100}"),
    "prefix": optional(is_text),
    "transformers_version": matching(r"[0-9A-Za-z.+]{1,40}"),
    "task_specific_params": optional(mapping(is_text, mapping(is_text, either(is_plain, is_text)))),
    "num_labels": up_to(1 << 20),
}
"""Keys whose values are no mere numbers, or bounded."""
LEGACY = (
    *(
        "gradient_checkpointing",
        "output_past",
        "static_position_embeddings",
        "normalize_before",
        "extra_pos_embeddings",
    ),
    *("normalize_embedding", "add_bias_logits", "add_final_layer_norm", "classif_dropout", "predict_special_tokens"),
    *("n_special", "afn_padding", "rope_interleaved", "is_llama_config", "use_flash_attn", "directionality_none"),
    *("pooler_fc_size", "pooler_num_attention_heads", "pooler_num_fc_layers", "pooler_size_per_head"),
    *("pooler_type_none", "down_scale_factor", "net_structure_type", "tie_weights_", "force_bos_token_to_be_generated"),
    *("save_step", "max_length", "unsloth_fixed", "_remove_final_layer_norm"),
    "_sliding_window_pattern",
)
"""Keys of well-known files that no class reads any more: numbers alone."""
_COUNTS = ("layer", "depth", "n_head", "heads", "experts", "groups", "stages", "blocks", "codevectors", "negatives")
"""In names of keys that say how many parts a model has."""


def _is_attention(value: Any) -> bool:
    """`[["global", "local"], 12]`."""
    kinds = list_of(one_of(*LAYER_KINDS))
    return type(value) is list and len(value) == 2 and kinds(value[0]) and _counted(value[1])


def _rule(key: str) -> Rule:
    known = _RULES.get(key)
    if known is not None:
        return known
    if key.endswith("_token_id") or key.endswith("_token_ids"):
        return _token
    if any(part in key for part in _COUNTS) and not any(part in key for part in ("drop", "norm", "scale", "scaling")):
        return either(_counted, is_fraction)
    return is_plain


def is_fraction(value: Any) -> bool:
    return type(value) is float and is_number(value)


def check_config(config: Any, type_name: str | None = None, where: str = CONFIG) -> None:
    """Error `NotAllowed`. `type_name` is that of a configuration inside another one."""
    if type(config) is not dict:
        raise NotAllowed(f"no object in {where}")
    found = config.get("model_type", type_name)
    if type(found) is not str or found not in TYPES or type_name not in (None, found):
        raise NotAllowed(f"the type {str(found)[:60]!r} in {where}, which is not in the table")
    kind, inside = TYPES[found], NESTED.get(found, {})
    rules: dict[str, Rule] = {**dict.fromkeys(LEGACY, is_scalar), **{key: _rule(key) for key in kind.keys}}
    rules.update(dict.fromkeys(("model_type", *inside), lambda value: True))
    rules.update({"torch_dtype": _rule("torch_dtype"), "task_specific_params": _rule("task_specific_params")})
    rules["architectures"] = optional(lambda value: type(value) is list and len(value) == 1 and value[0] in kind.models)
    require(config, rules, where)
    for key, name in inside.items():
        if config.get(key) is not None:
            check_config(config[key], name, f"{key} of {where}")
    _check_size(config, found, where)


def _check_size(config: dict[str, Any], kind: str, where: str) -> None:
    if kind not in SINUSOIDS:
        return
    for key, value in config.items():
        if "position" in key and is_whole(value) and value > POSITIONS:
            raise NotAllowed(f"more positions in {where} than any such model has")


def check_generation(config: Any) -> None:
    """Error `NotAllowed`."""
    require(config, GENERATION_RULES, GENERATION)


def class_of(config: dict[str, Any]) -> str:
    """The one class that a checked `config.json` names. Error `NotAllowed`."""
    names = config.get("architectures")
    if not names:
        raise NotAllowed(f"no class of a model in {CONFIG}")
    name: str = names[0]
    return name
