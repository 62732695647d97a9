"""transformers: models as their native folders, in safetensors, without a line of code in them.

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
from ..torch.adapter import ADAPTER as TORCH
from . import describing
from .models import NotNative, Survey, read_model

MODEL = "transformers-model"


class TransformersAdapter:
    """See `Adapter`."""

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        return (("transformers", "transformers"), ("torch", "torch"))

    def check(self, obj: Any) -> Plan:
        try:
            survey = Survey(obj)
        except NotNative as error:
            return _as_module(obj, f"{error}.")
        except AgentError as error:
            return _as_module(obj, error.message)
        name = type(obj).__name__
        restores = f"The {name} with its weights, configuration, generation settings and modes"
        choice = Choice(MODEL, "parser", restores, survey.files(), tuple(survey.lost))
        return Plan((choice,), survey.bytes, ("transformers", "torch"), survey)

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        if encoding == MODEL:
            plan.found.write(folder)
        else:
            TORCH.write(obj, plan, encoding, folder)

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        return read_model(folder)

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        return describing.describe(obj, plan)

    def facts(self, obj: Any) -> Facts:
        return describing.facts(obj)


def _as_module(model: Any, reason: str) -> Plan:
    """As a module of PyTorch. Error `unsupported` where that is no way either."""
    plan = TORCH.check(model)
    note = f"It is kept as a PyTorch module, not as a folder for from_pretrained: {reason}"
    choices = tuple(replace(choice, format="pt", lost=(note, *choice.lost)) for choice in plan.choices)
    return replace(plan, choices=choices, modules=tuple(sorted({*plan.modules, "transformers"} & sys.modules.keys())))


ADAPTER = TransformersAdapter()
