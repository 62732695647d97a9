"""What the files of image processors, feature extractors and processors may hold, for server and kernel alike."""

from __future__ import annotations

from typing import Any

from .templates import check_template
from .tokens import TOKENIZERS
from .values import (
    NotAllowed,
    Rule,
    either,
    is_number,
    is_scalar,
    is_text,
    is_whole,
    list_of,
    members,
    one_of,
    optional,
    require,
)

PREPROCESSOR = "preprocessor_config.json"
PROCESSOR = "processor_config.json"
MOST = 1 << 20
_IMAGES = "Beit Blip CLIP ConvNext DeiT LayoutLMv2 MobileNetV1 MobileNetV2 MobileViT Segformer Siglip ViT"
IMAGE_PROCESSORS = frozenset(
    f"{name}{end}" for name in _IMAGES.split() for end in ("ImageProcessor", "ImageProcessorFast", "ImageProcessorPil")
)
FEATURE_EXTRACTORS = frozenset({"WhisperFeatureExtractor", "Wav2Vec2FeatureExtractor"})
PROCESSORS = frozenset({"BlipProcessor", "CLIPProcessor", "SiglipProcessor", "Wav2Vec2Processor", "WhisperProcessor"})
PIXELS = 4096
"""Sides of an image."""
_side = either(lambda value: is_whole(value) and 0 < value <= PIXELS, lambda value: value is None)
_size = optional(
    either(
        _side,
        list_of(_side),
        members(dict.fromkeys(("height", "width", "shortest_edge", "longest_edge", "max_height", "max_width"), _side)),
    )
)
_numbers = optional(either(is_number, list_of(is_number)))


def _count(most: int) -> Rule:
    return lambda value: value is None or (is_whole(value) and 0 <= value <= most)


IMAGE_RULES: dict[str, Rule] = {
    "image_processor_type": one_of(*IMAGE_PROCESSORS),
    **dict.fromkeys(("size", "crop_size", "pad_size", "size_divisor"), _size),
    **dict.fromkeys(("image_mean", "image_std", "rescale_factor", "crop_pct", "offset"), _numbers),
    **dict.fromkeys(
        (
            *("do_center_crop", "do_convert_annotations", "do_convert_rgb", "do_flip_channel_order", "do_normalize"),
            *("do_pad", "do_reduce_labels", "do_rescale", "do_resize", "default_to_square", "resample", "use_fast"),
            *("apply_ocr", "disable_grouping", "include_top", "include_normalize"),
        ),
        is_scalar,
    ),
    "data_format": one_of("channels_first", "channels_last"),
    "input_data_format": one_of("channels_first", "channels_last"),
    "device": lambda value: value is None,
    "return_tensors": one_of("pt", "np"),
    "processor_class": one_of(*PROCESSORS),
    "image_seq_length": is_scalar,
    **dict.fromkeys(("ocr_lang", "tesseract_config"), lambda value: value in (None, "")),
    "_processor_class": one_of(*PROCESSORS),
}
FEATURE_RULES: dict[str, Rule] = {
    "feature_extractor_type": one_of(*FEATURE_EXTRACTORS),
    "processor_class": one_of(*PROCESSORS),
    "feature_size": _count(1024),
    **dict.fromkeys(("n_fft", "hop_length"), _count(8192)),
    "chunk_length": _count(3600),
    "sampling_rate": _count(400_000),
    **dict.fromkeys(("n_samples", "nb_max_frames"), _count(1 << 30)),
    **dict.fromkeys(("padding_value", "dither"), is_number),
    **dict.fromkeys(("return_attention_mask", "do_normalize"), is_scalar),
    "padding_side": one_of("left", "right"),
}


def check_preprocessor(values: Any) -> None:
    """Error `NotAllowed`."""
    kind = type(values) is dict and "feature_extractor_type" in values
    require(values, FEATURE_RULES if kind else IMAGE_RULES, PREPROCESSOR)
    if kind:
        _check_audio(values)


def _check_audio(values: dict[str, Any]) -> None:
    if (values.get("chunk_length") or 0) * (values.get("sampling_rate") or 0) > 1 << 28:
        raise NotAllowed("a longer recording than any extractor takes")


def check_processor(values: Any) -> None:
    """Error `NotAllowed`."""
    rules: dict[str, Rule] = {
        "processor_class": one_of(*PROCESSORS),
        "image_processor": members(IMAGE_RULES),
        "feature_extractor": members(FEATURE_RULES),
        "chat_template": optional(is_text),
    }
    require(values, rules, PROCESSOR)
    _check_audio(values.get("feature_extractor", {}))
    if values.get("chat_template") is not None:
        check_template(values["chat_template"])


CLASSES = TOKENIZERS | IMAGE_PROCESSORS | FEATURE_EXTRACTORS | PROCESSORS
"""What a folder without a model may be."""
