"""Tables and facts about models of Sentence Transformers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ...kernel import tables
from ...kernel.adapter import Facts, Plan, Table
from ...kernel.naming import class_name
from ..torch import describing as torch_describing
from ..transformers import describing as transformers_describing


def _inner(obj: Any) -> Any:
    """Its model of transformers, if it has one."""
    found = getattr(next(iter(obj.children()), None), "model", None)
    return found if hasattr(found, "config") else None


def _known(obj: Any) -> dict[str, Any]:
    """What it is, as far as it says so; no property is asked that would change it."""
    known: dict[str, Any] = {"class": type(obj).__name__}
    model = _inner(obj)
    if model is not None:
        known.update(architecture=type(model).__name__, model_type=str(getattr(model.config, "model_type", "")))
    known["context_length"] = getattr(obj, "max_seq_length", None)
    if hasattr(obj, "similarity_pairwise"):
        last = [size for one in obj.children() if (size := _dimension(one))]
        known["embedding_dimension"] = getattr(obj, "truncate_dim", None) or (last[-1] if last else None)
        known["similarity"] = vars(obj).get("_similarity_fn_name") or "cosine"
    else:
        known["labels"] = getattr(obj, "num_labels", None)
        known["activation"] = type(getattr(obj, "activation_fn", None)).__name__
    known["parameters"] = sum({id(one): one.numel() for one in obj.parameters()}.values())
    known = {key: value for key, value in known.items() if value is not None}
    return {key: "no limit" if value == float("inf") else value for key, value in known.items()}


def _dimension(module: Any) -> Any:
    found = getattr(module, "get_embedding_dimension", None)
    return found() if callable(found) else None


def describe(obj: Any, plan: Plan) -> list[Table]:
    pairs = [(key.replace("_", " ").capitalize(), value) for key, value in _known(obj).items()]
    rows = [[str(number), class_name(type(one))] for number, one in enumerate(obj.children())]
    found = [tables.properties("Model", pairs), Table("Parts", ("Number", "Class"), rows)]
    prompts = {name: text for name, text in getattr(obj, "prompts", {}).items() if text}
    if prompts:
        found.append(Table("Prompts", ("Name", "Text"), [[*one] for one in tables.texts(prompts).items()]))
    first = next(iter(obj.children()), None)
    tokenizer = getattr(first, "processor", None)
    if hasattr(tokenizer, "get_vocab"):
        found += transformers_describing.describe(tokenizer, plan)
    return [*found, *torch_describing.describe(obj, plan)]


def facts(obj: Any) -> Facts:
    found = torch_describing.facts(obj)
    return replace(found, parameters={key: tables.cell(value) for key, value in _known(obj).items()})
