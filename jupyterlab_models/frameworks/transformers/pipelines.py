"""Pipelines: the folder of the model with those of its tokenizer and processors, and the parameters beside it.

A pipeline is made again by its class, because `task` may be empty; its parameters are set as they were.
"""

from __future__ import annotations

import json
import sys
from enum import Enum
from pathlib import Path
from typing import Any

from ...kernel.adapter import Folder
from ...kernel.errors import AgentError, words
from ..torch.mapped import damaged
from . import models, preprocessing, tokens
from .models import NotNative, Survey
from .sidecar import PARAMETERS, SIDECAR, check_pipeline, check_sidecar
from .values import NotAllowed, read

ENCODING = "transformers-pipeline"
PARTS = ("tokenizer", "feature_extractor", "image_processor", "processor")
_ENUMS = {
    "function_to_apply": ("text_classification", "ClassificationFunction"),
    "aggregation_strategy": ("token_classification", "AggregationStrategy"),
}
"""Parameter → module and name of the class of its values."""
_PLAIN = ("task", "binary_output")
_SETTINGS = (bool, int, float, str, list, tuple, dict, type(None))


class PipelineFiles:
    """What a save of a pipeline has to know. Errors: as `Survey`."""

    def __init__(self, pipeline: Any) -> None:
        library, cls = sys.modules["transformers"], type(pipeline)
        if getattr(library, cls.__name__, None) is not cls:
            raise NotNative(f"{cls.__name__} is a class of your own")
        self.pipeline = pipeline
        self.model = Survey(pipeline.model)
        self.parts = {name: getattr(pipeline, name, None) for name in PARTS}
        self.files = {
            name: preprocessing.Files(part, ENCODING) for name, part in self.parts.items() if part is not None
        }
        self.content = self._merged()
        if getattr(pipeline, "assistant_model", None) is not None:
            raise NotNative("it has an assistant, which is another model")
        told = {
            "class": cls.__name__,
            "parts": {name: type(part).__name__ for name, part in self.parts.items() if part is not None},
            "task": str(pipeline.task or ""),
            "binary_output": bool(getattr(pipeline, "binary_output", False)),
            "batch_size": getattr(pipeline, "_batch_size", None),
            "num_workers": getattr(pipeline, "_num_workers", None),
            **{name: _told(getattr(pipeline, f"_{name}_params", {})) for name in PARAMETERS},
            "generate": _told(getattr(pipeline, "_generate_kwargs", {})),
            "settings": _generation(pipeline),
        }
        try:
            check_pipeline(told)
        except NotAllowed as error:
            raise NotNative(f"it holds {error}") from None
        self.model.sidecar["pipeline"] = told

    def _merged(self) -> dict[str, bytes]:
        """The files of all parts: two that have one in common have to agree."""
        found: dict[str, bytes] = {}
        for files in self.files.values():
            for name, content in files.content.items():
                if found.setdefault(name, content) != content:
                    raise NotNative(f"two of its parts write another {name}")
        return found

    @property
    def bytes(self) -> int:
        return self.model.bytes + sum(map(len, self.content.values()))

    def write(self, folder: Folder) -> None:
        """Error `not_restorable`."""
        for name, content in self.content.items():
            with folder.open(name) as out:
                out.write(content)
        self.model.write(folder, ENCODING)
        copy = read_pipeline(folder.root, "cpu")
        for name, part in self.parts.items():
            if part is not None:
                preprocessing.require_same(part, getattr(copy, name))
        ours, theirs = (_settings(one) for one in (self.pipeline, copy))
        different = next((name for name in {**ours, **theirs} if ours.get(name) != theirs.get(name)), None)
        if different is not None:
            raise AgentError(
                "not_restorable",
                f"A copy made from what was written differs in its attribute {different[:60]}.",
                "Nothing was saved. Save the model and the tokenizer instead.",
            )


def _settings(pipeline: Any) -> dict[str, Any]:
    """All that it holds beside its parts."""
    found = {name: one for name, one in vars(pipeline).items() if isinstance(one, _SETTINGS) and name != "call_count"}
    settings = getattr(pipeline, "generation_config", None)
    return found if settings is None else {**found, "generation_config": settings.to_dict()}


def _generation(pipeline: Any) -> dict[str, Any] | None:
    """Releases before 5 keep settings of its own with a pipeline."""
    found = getattr(pipeline, "generation_config", None)
    return None if found is None else dict(json.loads(found.to_json_string(use_diff=True)))


def _told(parameters: dict[str, Any]) -> dict[str, Any]:
    """Parameters as JSON; what is no plain value stays, and is refused later."""
    return {
        name: {"enum": value.value} if name in _ENUMS and isinstance(value, Enum) else value
        for name, value in dict(parameters).items()
    }


def read_pipeline(folder: Path, device: str | None = None) -> Any:
    """Error `damaged`."""
    model = models.read_model(folder, device, ENCODING)
    try:
        sidecar = check_sidecar(read(folder / SIDECAR, tokens.MOST))
        told = check_pipeline(sidecar.get("pipeline"))
    except NotAllowed as error:
        raise damaged(SIDECAR, f"it holds {error}") from None
    modes = [(each, each.training) for each in model.modules()]
    parts = {name: preprocessing.make(folder, kind) for name, kind in told["parts"].items()}
    import transformers

    cls: Any = getattr(transformers, told["class"])
    plain = {name: told[name] for name in _PLAIN}
    try:
        made = cls(model=model, device=model.device, **parts, **plain)
        for name in PARAMETERS:
            setattr(made, f"_{name}_params", {key: _value(key, value) for key, value in told[name].items()})
        if hasattr(made, "_generate_kwargs"):
            made._generate_kwargs = dict(told["generate"])
        if told["settings"] is not None and hasattr(made, "generation_config"):
            made.generation_config = transformers.GenerationConfig.from_dict(dict(told["settings"]))
    except Exception as error:  # noqa: BLE001 - whatever the library says of it
        raise damaged(SIDECAR, f"the library makes no pipeline of it ({words(error)[:200]})") from None
    for each, training in modes:
        each.training = training
    made._batch_size, made._num_workers = told["batch_size"], told["num_workers"]
    return made


def _value(name: str, value: Any) -> Any:
    if not isinstance(value, dict) or "enum" not in value:
        return value
    from importlib import import_module

    module, kind = _ENUMS[name]
    return getattr(import_module(f"transformers.pipelines.{module}"), kind)(value["enum"])
