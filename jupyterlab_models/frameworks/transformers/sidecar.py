"""What `jupyterlab_models.json` may hold: what a folder of the library does not keep. For server and kernel alike."""

from __future__ import annotations

from typing import Any

from .configs import GENERATION_RULES
from .values import (
    NotAllowed,
    Rule,
    either,
    is_flag,
    is_plain,
    is_scalar,
    is_text,
    is_texts,
    list_of,
    matching,
    members,
    one_of,
    optional,
    require,
)

SIDECAR = "jupyterlab_models.json"
PARAMETERS = ("preprocess", "forward", "postprocess")
"""What a pipeline gives to each of its steps."""
PIPELINES = (
    *("AudioClassificationPipeline", "AutomaticSpeechRecognitionPipeline", "FeatureExtractionPipeline"),
    *("FillMaskPipeline", "ImageClassificationPipeline", "ImageFeatureExtractionPipeline", "QuestionAnsweringPipeline"),
    *("SummarizationPipeline", "Text2TextGenerationPipeline", "TextClassificationPipeline", "TextGenerationPipeline"),
    *("TokenClassificationPipeline", "TranslationPipeline", "ZeroShotClassificationPipeline"),
    *("ZeroShotImageClassificationPipeline",),
)
"""Those that take a model and its processors, and no program of their own."""
_name = matching(r"[A-Za-z][A-Za-z0-9_]{0,99}")
_tokenizing: dict[str, Rule] = {
    "truncation": either(is_scalar, one_of("longest_first", "only_first", "only_second", "do_not_truncate")),
    "padding": either(is_scalar, one_of("longest", "max_length", "do_not_pad")),
    **dict.fromkeys(("max_length", "stride", "add_special_tokens", "return_overflowing_tokens"), is_scalar),
}
STEP_RULES: dict[str, Rule] = {
    **GENERATION_RULES,
    **_tokenizing,
    **dict.fromkeys(("tokenizer_kwargs", "tokenize_kwargs"), members(_tokenizing)),
    "function_to_apply": either(members({"enum": one_of("sigmoid", "softmax", "none")}), one_of("sigmoid", "softmax")),
    "aggregation_strategy": members({"enum": one_of("none", "simple", "first", "average", "max")}),
    "generate_kwargs": members(GENERATION_RULES),
    **dict.fromkeys(
        (
            *(
                "return_all_scores",
                "_legacy",
                "top_k",
                "return_full_text",
                "clean_up_tokenization_spaces",
                "max_seq_len",
            ),
            *("doc_stride", "max_answer_len", "max_question_len", "handle_impossible_answer", "align_to_words"),
            *("multi_label", "pool", "chunk_length_s", "stride_length_s", "ignore_warning", "is_user_assistant"),
            *("continue_final_message", "skip_special_tokens", "ignore_subwords", "grouped_entities", "timeout"),
        ),
        is_plain,
    ),
    "ignore_labels": is_texts,
    "targets": optional(either(is_text, is_texts)),
    **dict.fromkeys(("prefix", "hypothesis_template", "delimiter"), optional(is_text)),
    "handle_long_generation": one_of("hole"),
    "return_type": is_scalar,
    "return_tensors": either(is_flag, one_of("pt")),
    "return_timestamps": either(is_scalar, one_of("char", "word")),
}
RULES: dict[str, Rule] = {
    "format": lambda value: value == 1 and type(value) is int,
    "class": _name,
    "config": members({"architectures": optional(list_of(_name)), "dtype": lambda value: value is None}),
    "training": either(is_flag, list_of(is_text)),
    "attention": one_of("eager", "sdpa"),
    "pipeline": lambda value: check_pipeline(value) is value,
}
PIPELINE_RULES: dict[str, Rule] = {
    "class": lambda value: type(value) is str and value in PIPELINES,
    "parts": members(dict.fromkeys(("tokenizer", "feature_extractor", "image_processor", "processor"), _name)),
    "task": matching(r"[A-Za-z0-9_-]{0,60}"),
    "binary_output": is_flag,
    **dict.fromkeys(("batch_size", "num_workers"), lambda value: value is None or value in range(1 << 16)),
    **dict.fromkeys(PARAMETERS, members(STEP_RULES)),
    "generate": members(GENERATION_RULES),
    "settings": optional(members(GENERATION_RULES)),
}


def check_sidecar(values: Any) -> dict[str, Any]:
    """Error `NotAllowed`."""
    found = require(values, RULES, SIDECAR)
    if not {"format", "class"} <= found.keys():
        raise NotAllowed(f"no class in {SIDECAR}")
    return {"config": {}, "training": False, **found}


def check_pipeline(values: Any) -> dict[str, Any]:
    """Error `NotAllowed`."""
    found = require(values, PIPELINE_RULES, f"the pipeline of {SIDECAR}")
    if found.keys() != PIPELINE_RULES.keys():
        raise NotAllowed(f"a pipeline without all its members in {SIDECAR}")
    return found
