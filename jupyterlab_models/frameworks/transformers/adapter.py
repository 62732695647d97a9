"""transformers: models, tokenizers, processors and pipelines as native folders, without a line of code in them.

What the folder could not give back goes the way of any module of PyTorch, and the user is told why: a class of the
notebook, layers that were replaced, a type of model that is not in our table.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from ...kernel.adapter import Choice, Facts, Folder, Plan, Table
from ...kernel.errors import AgentError
from ..python.values import ADAPTER as VALUES
from ..torch.adapter import ADAPTER as TORCH
from ..torch.as_module import as_module
from . import describing
from . import preprocessing as preprocessors
from .models import NotNative, Survey, read_model
from .pipelines import ENCODING as PIPELINE
from .pipelines import PipelineFiles, read_pipeline
from .preprocessing import ENCODING as PREPROCESSOR
from .sidecar import SIDECAR

MODEL = "transformers-model"


class TransformersAdapter:
    """See `Adapter`."""

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        library = (("transformers", "transformers"),)
        return library if encoding == PREPROCESSOR else (*library, ("torch", "torch"))

    def check(self, obj: Any) -> Plan:
        kind = _kind(obj)
        try:
            return _PLANS[kind](obj)
        except NotNative as error:
            reason = f"{error}."
        except AgentError as error:
            reason = error.message
        return _otherwise(obj, kind, reason)

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        if encoding in (MODEL, PIPELINE):
            plan.found.write(folder)
        elif encoding == PREPROCESSOR:
            preprocessors.write(plan.found, folder)
        else:
            (TORCH if _kind(obj) == MODEL else VALUES).write(obj, plan, encoding, folder)

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        if encoding == MODEL:
            return read_model(folder)
        return read_pipeline(folder) if encoding == PIPELINE else preprocessors.read_preprocessor(folder)

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        return describing.describe(obj, plan)

    def facts(self, obj: Any) -> Facts:
        return describing.facts(obj)


def _kind(obj: Any) -> str:
    torch, library = sys.modules.get("torch"), sys.modules["transformers"]
    if torch is not None and isinstance(obj, torch.nn.Module):
        return MODEL
    pipeline = getattr(library, "Pipeline", None) if "transformers.pipelines.base" in sys.modules else None
    return PIPELINE if isinstance(pipeline, type) and isinstance(obj, pipeline) else PREPROCESSOR


def _plan_of_model(model: Any) -> Plan:
    survey = Survey(model)
    restores = f"The {type(model).__name__} with its weights, configuration, generation settings and modes"
    choice = Choice(MODEL, "parser", restores, survey.files(), tuple(survey.lost))
    return Plan((choice,), survey.bytes, ("transformers", "torch"), survey)


def _plan_of_preprocessor(obj: Any) -> Plan:
    files = preprocessors.Files(obj)
    choice = Choice(
        PREPROCESSOR, "parser", f"The {type(obj).__name__} with its settings", (*sorted(files.content), SIDECAR)
    )
    libraries = ("transformers", "tokenizers") if hasattr(obj, "get_vocab") else ("transformers",)
    return Plan((choice,), files.bytes, libraries, files)


def _plan_of_pipeline(obj: Any) -> Plan:
    files = PipelineFiles(obj)
    parts = "".join(f", its {name.replace('_', ' ')}" for name in files.files)
    restores = f"The {type(obj).__name__} with its model{parts} and its parameters"
    names = (*files.model.files(), *sorted(files.content))
    choice = Choice(PIPELINE, "parser", restores, names, tuple(files.model.lost))
    return Plan((choice,), files.bytes, ("transformers", "torch"), files)


_PLANS = {MODEL: _plan_of_model, PREPROCESSOR: _plan_of_preprocessor, PIPELINE: _plan_of_pipeline}


def _otherwise(obj: Any, kind: str, reason: str) -> Plan:
    """As a module of PyTorch, or as any object. Error `unsupported` where that is no way either."""
    why = f"not as a folder for from_pretrained: {reason}"
    if kind == MODEL:
        return as_module(obj, f"It is kept as a PyTorch module, {why}", ("transformers",))
    plan = VALUES.check(obj)
    choices = tuple(replace(one, lost=(f"It is kept as a pickle, {why}", *one.lost)) for one in plan.choices)
    return replace(plan, choices=choices, modules=tuple(sorted({*plan.modules, "transformers"})))


ADAPTER = TransformersAdapter()
