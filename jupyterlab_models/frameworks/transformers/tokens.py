"""What the files of a tokenizer may hold beside `tokenizer.json`, for server and kernel alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .templates import check_template
from .values import (
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
    require,
)

CONFIG = "tokenizer_config.json"
TEMPLATE = "chat_template.jinja"
MOST = 64 << 20
"""Bytes of a vocabulary."""
TOKENS = 2_000_000
FAST = ("TokenizersBackend", "PreTrainedTokenizerFast")
_FAMILIES = [
    "Albert",
    "Bart",
    "Bert",
    "BigBird",
    "Blenderbot",
    "Bloom",
    "CLIP",
    "Camembert",
    "CodeGen",
    "Cohere",
    "Deberta",
    "DebertaV2",
    "DistilBert",
    "Electra",
    "GPT2",
    "GPTNeoX",
    "Gemma",
    "LED",
    "LayoutLM",
    "Llama",
    "Longformer",
    "MBart",
    "MPNet",
    "Nllb",
    "OpenAIGPT",
    "Pegasus",
    "Qwen2",
    "Roberta",
    "SqueezeBert",
    "T5",
    "Whisper",
    "XLMRoberta",
    "XLNet",
]
TOKENIZERS = frozenset(
    {*FAST, "Wav2Vec2CTCTokenizer"} | {f"{name}Tokenizer{end}" for name in _FAMILIES for end in ("", "Fast")}
)
"""Classes that are made of these files alone."""
_name = matching(r"[A-Za-z][A-Za-z0-9_]{0,99}")
ADDED_FLAGS = dict.fromkeys(("lstrip", "normalized", "rstrip", "single_word", "special"), is_flag)
_added = members({**ADDED_FLAGS, "content": is_text, "__type": one_of("AddedToken")})
_token = optional(either(is_text, _added))
_tokens = optional(either(list_of(_token), mapping(matching(r"[a-z][a-z0-9_]{0,60}_token"), _token)))
_digits = matching(r"[0-9]{1,9}")
_side = one_of("left", "right")


def _is_large(value: Any) -> bool:
    """The library writes 10³⁰ for no limit."""
    return value is None or is_number(value) or (type(value) is int and 0 < value <= 10**31)


CONFIG_RULES: dict[str, Rule] = {
    **dict.fromkeys(
        ("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"), _token
    ),
    **dict.fromkeys(
        ("word_delimiter_token", "eod_token", "image_token", "boi_token", "eoi_token", "audio_token", "video_token"),
        _token,
    ),
    **dict.fromkeys(("additional_special_tokens", "extra_special_tokens"), _tokens),
    "model_specific_special_tokens": optional(mapping(matching(r"[a-z][a-z0-9_]{0,60}_token"), _token)),
    "added_tokens_decoder": mapping(_digits, _added),
    "model_max_length": _is_large,
    "max_len": _is_large,
    **dict.fromkeys(("padding_side", "truncation_side"), _side),
    **dict.fromkeys(
        (
            *("add_bos_token", "add_dummy_prefix", "add_eos_token", "add_prefix_space", "clean_up_tokenization_spaces"),
            *("do_basic_tokenize", "do_lower_case", "keep_accents", "legacy", "lowercase", "normalize", "trim_offsets"),
            *("predict_timestamps", "remove_space", "return_attention_mask", "spaces_between_special_tokens"),
            *(
                "split_special_tokens",
                "strip_accents",
                "tokenize_chinese_chars",
                "use_default_system_prompt",
                "is_local",
            ),
            *("max_length", "stride", "pad_to_multiple_of", "pad_token_type_id", "extra_ids", "vocab_size", "use_fast"),
            *("local_files_only", "from_slow", "add_special_tokens", "clean_text", "handle_chinese_chars"),
        ),
        is_scalar,
    ),
    "never_split": optional(is_texts),
    "errors": one_of("strict", "ignore", "replace"),
    "backend": one_of("tokenizers", "custom"),
    "tokenizer_class": one_of(*TOKENIZERS),
    "processor_class": matching(r"[A-Z][A-Za-z0-9]{1,60}Processor"),
    "model_input_names": optional(list_of(_name)),
    "replace_word_delimiter_char": optional(is_text),
    **dict.fromkeys(("target_lang", "src_lang", "tgt_lang", "language", "task"), matching(r"[A-Za-z<>|_-]{1,40}")),
    "sp_model_kwargs": optional(members({})),
    "truncation_strategy": one_of("longest_first", "only_first", "only_second", "do_not_truncate"),
    "padding": either(is_scalar, one_of("longest", "max_length", "do_not_pad")),
}


def check_config(values: Any) -> None:
    require(values, CONFIG_RULES, CONFIG)


def check_special_tokens(values: Any) -> None:
    rules = {key: rule for key, rule in CONFIG_RULES.items() if key.endswith(("_token", "_special_tokens"))}
    require(values, rules, "special_tokens_map.json")


def check_vocabulary(values: Any) -> None:
    if type(values) is not dict or len(values) > TOKENS:
        raise NotAllowed("no list of words")
    if not all(type(number) is int and 0 <= number < TOKENS for number in values.values()):
        raise NotAllowed("words without numbers")


def check_lines(file: Path) -> None:
    """A vocabulary or the merges of one, as text."""
    if file.stat().st_size > MOST:
        raise NotAllowed(f"more than {MOST >> 20} MiB in {file.name}")
    try:
        file.read_bytes().decode()
    except UnicodeDecodeError:
        raise NotAllowed(f"no text in {file.name}") from None


def check_template_file(file: Path) -> None:
    with file.open("rb") as stream:
        text = stream.read(1 << 20)
    try:
        check_template(text.decode())
    except UnicodeDecodeError:
        raise NotAllowed(f"no text in {file.name}") from None
