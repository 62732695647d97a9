"""Sentence Transformers: models that embed or compare sentences as native folders, without a line of code in them.

What the folder could not give back, such as parts of the notebook, goes the way of any module of PyTorch.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...kernel.adapter import Choice, Facts, Folder, Plan, Table
from ...kernel.errors import AgentError
from ..torch.adapter import ADAPTER as TORCH
from ..torch.as_module import as_module
from ..transformers.models import NotNative
from . import describing
from .layout import ENCODING
from .making import read_model
from .parts import Survey

MODULES = ("sentence_transformers", "transformers", "torch")


class SentenceTransformersAdapter:
    """See `Adapter`."""

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        own = ("sentence_transformers", "sentence-transformers")
        return own, ("transformers", "transformers"), ("torch", "torch")

    def check(self, obj: Any) -> Plan:
        try:
            survey = Survey(obj)
        except NotNative as error:
            return _otherwise(obj, f"{error}.")
        except AgentError as error:
            return _otherwise(obj, error.message)
        restores = f"The {type(obj).__name__} with its parts, tokenizer, prompts, weights and modes"
        choice = Choice(ENCODING, "parser", restores, survey.files(), tuple(survey.lost))
        return Plan((choice,), survey.bytes, MODULES, survey)

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        if encoding == ENCODING:
            plan.found.write(folder)
        else:
            TORCH.write(obj, plan, encoding, folder)

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        return read_model(folder)

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        return describing.describe(obj, plan)

    def facts(self, obj: Any) -> Facts:
        return describing.facts(obj)


def _otherwise(obj: Any, reason: str) -> Plan:
    note = f"It is kept as a PyTorch module, not as a folder of the library: {reason}"
    return as_module(obj, note, MODULES)


ADAPTER = SentenceTransformersAdapter()
