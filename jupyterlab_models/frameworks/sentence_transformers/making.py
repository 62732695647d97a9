"""A model of Sentence Transformers out of its folder, and parts without numbers to compare others with."""

from __future__ import annotations

import copy
from importlib import import_module
from pathlib import Path
from typing import Any

from ...kernel.errors import AgentError, words
from ..torch.mapped import Mapped, damaged
from ..torch.modules import walk
from ..transformers import preprocessing, tokenizer_json
from ..transformers.models import fill, make_model
from ..transformers.values import NotAllowed, read
from . import layout

EMPTY_CARD: dict[str, Any] = {**dict.fromkeys(layout.CARD_RULES), "language": [], "local_files_only": False}
_WORDS = 4_000_000
"""No table of words has more rows."""


def class_of(kind: str) -> Any:
    """Error `unsupported`."""
    try:
        return getattr(import_module(layout.PLACES[kind]), kind)
    except (ImportError, AttributeError) as error:
        if isinstance(error, ModuleNotFoundError) and not str(error.name).startswith("sentence_transformers"):
            raise
        raise AgentError(
            "unsupported",
            f"The sentence-transformers of this kernel has no {kind} where release 6 has it.",
            "Install a newer one in the kernel's environment: %pip install 'sentence-transformers>=6'",
        ) from None


def activation(name: str) -> Any:
    """A function of a listed full name, without arguments."""
    import torch

    cls: Any = getattr(torch.nn, layout.ACTIVATIONS[name])
    return cls()


def part(kind: str, values: dict[str, Any]) -> Any:
    """A part of a checked configuration; its tensors have shapes alone."""
    import torch

    values = dict(values)
    if "activation_function" in values:
        values["activation_function"] = activation(values["activation_function"])
    if isinstance(values.get("pooling_mode"), list):
        values["pooling_mode"] = tuple(values["pooling_mode"])
    with torch.random.fork_rng(devices=[]), torch.device("meta"):
        return class_of(kind)(**values)


def static(tokenizer: Any, rows: int, width: int) -> Any:
    """A table of words of a shape, without numbers."""
    import torch

    with torch.device("meta"):
        return class_of(layout.STATIC)(tokenizer, embedding_weights=torch.empty(rows, width))


def read_model(folder: Path, device: str | None = None) -> Any:
    """Error `damaged`."""
    listed = layout.check_folder(folder)
    try:
        settings = layout.check_settings(read(folder / layout.SETTINGS, 8 * layout.MOST))
        sidecar = layout.check_sidecar(read(folder / layout.SIDECAR, layout.MOST))
        first = _first(folder, layout.kind_of(listed[0]), sidecar, device)
        rest = [_part(folder / one["path"], layout.kind_of(one), device) for one in listed[1:]]
        made = _model(first, settings, sidecar)
        for number, one in enumerate(rest, 1):
            made.add_module(str(number), one)
    except NotAllowed as error:
        raise damaged(folder.name, f"it holds {error}") from None
    except (AgentError, ModuleNotFoundError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever the library says of it
        raise damaged(layout.MODULES, f"the library makes no model of it ({words(error)[:200]})") from None
    _finish(made, sidecar)
    return made


def _first(folder: Path, kind: str, sidecar: dict[str, Any], device: str | None) -> Any:
    if kind == layout.STATIC:
        return _static(folder, sidecar, device)
    if sidecar["processor"] is None:
        raise NotAllowed(f"no tokenizer in {layout.SIDECAR}")
    values = layout.check_first(read(folder / layout.FIRST, layout.MOST))
    model = make_model(folder, device)
    tokenizer = preprocessing.make(folder, sidecar["processor"])
    return _transformer(folder, model, tokenizer, {**values, "do_lower_case": sidecar["do_lower_case"]})


def _transformer(folder: Path, model: Any, tokenizer: Any, values: dict[str, Any]) -> Any:
    """The library's own constructor, which would load the model once more, gets the one that is here."""
    cls: Any = class_of(layout.TRANSFORMER)

    class Given(cls):  # type: ignore[misc]
        def _load_config(self, *_: Any, **__: Any) -> tuple[Any, bool]:
            return copy.deepcopy(model.config), False  # the constructor changes it

        def _load_model(self, *_: Any, **__: Any) -> Any:
            return model

    local = {"local_files_only": True, "trust_remote_code": False}
    made: Any = Given(str(folder), processor_kwargs=local, **values)
    made.__class__ = cls
    made.processor = tokenizer
    made.input_formatter.processor = tokenizer
    return made


def _static(folder: Path, sidecar: dict[str, Any], device: str | None) -> Any:
    from tokenizers import Tokenizer

    file = folder / tokenizer_json.TOKENIZER
    mapped = Mapped(folder / layout.WEIGHTS, device)
    shapes = [entry.shape for entry in mapped.head.entries.values()]
    if len(shapes) != 1 or len(shapes[0]) != 2 or not 0 < shapes[0][0] <= _WORDS or not 0 < shapes[0][1] <= layout.WIDE:
        raise NotAllowed("no table of words")
    try:
        tokenizer = Tokenizer.from_file(str(file))
    except Exception as error:  # noqa: BLE001 - the library has no class for it
        raise damaged(file.name, f"the library makes no tokenizer of it ({words(error)[:200]})") from None
    made = static(tokenizer, *shapes[0])
    _fill(made, mapped, layout.WEIGHTS)
    made.base_model = sidecar["static_base"]
    return made


def _part(place: Path, kind: str, device: str | None) -> Any:
    made = part(kind, layout.PART_CHECKS[kind](read(place / layout.CONFIG, layout.MOST)))
    if any(True for _ in made.parameters()):
        _fill(made, Mapped(place / layout.WEIGHTS, device), place.name)
    elif (place / layout.WEIGHTS).exists():
        raise NotAllowed(f"weights in {place.name}, which has none")
    return made


def _fill(made: Any, mapped: Mapped, name: str) -> None:
    if not fill(made, [mapped]):
        raise damaged(name, "its tensors are not those of its configuration")


def _model(first: Any, settings: dict[str, Any], sidecar: dict[str, Any]) -> Any:
    import sentence_transformers

    cls: Any = getattr(sentence_transformers, settings["model_type"])
    tensor = next(first.parameters(), None)
    more: dict[str, Any] = {}
    if cls is sentence_transformers.SentenceTransformer:
        more = {"similarity_fn_name": sidecar["similarity"], "truncate_dim": settings.get("truncate_dim")}
    elif "activation_fn" in settings:
        more = {"activation_fn": activation(settings["activation_fn"])}
    made = cls(
        modules=[first],
        device="cpu" if tensor is None else str(tensor.device),
        default_prompt_name=settings["default_prompt_name"],
        prompts=dict(settings["prompts"]),
        local_files_only=sidecar["card"]["local_files_only"],
        **more,
    )
    made.prompts = dict(settings["prompts"])
    for name, value in sidecar["card"].items():
        if hasattr(made.model_card_data, name):
            setattr(made.model_card_data, name, value)
    return made


def _finish(made: Any, sidecar: dict[str, Any]) -> None:
    training = {*sidecar["training"]}
    for prefix, one in walk(made):
        name = prefix.rstrip(".")
        if name != "0.model" and not name.startswith("0.model."):
            one.training = name in training
