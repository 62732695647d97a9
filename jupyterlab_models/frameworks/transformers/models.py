"""A model of transformers as its native folder.

The weights are one safetensors file with the library's own names, so that `from_pretrained` opens the folder. Which
tensor is trained, which ones are tied and what else `from_pretrained` would not give back stands in the file's
metadata and in `jupyterlab_models.json`. Buffers that are not among the weights lie in a file of their own.

A copy is not made by `from_pretrained`: it is built from the checked configuration and takes its tensors from the
mapped files. Only where the installed release has other names for the tensors, the library converts them.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...kernel.adapter import Folder
from ...kernel.errors import AgentError, words
from ..torch.mapped import Mapped, as_ref, damaged
from ..torch.modules import named_tensors, names_of, walk
from ..torch.tensors import index
from ..torch.weights import Ref, Stock
from . import building, configs
from .files import BUFFERS, WEIGHTS, check_folder
from .sidecar import SIDECAR, check_sidecar
from .values import NotAllowed, read

_PRIVATE = ("_name_or_path", "_attn_implementation_autoset")
"""Places of this machine, and what is not kept in any file."""


class NotNative(Exception):
    """The folder could not give this model back; the message completes “because …”."""


@dataclass
class Survey:
    """What a save has to know of a model. Errors: `NotNative`, and `unsupported` for tensors that no file holds."""

    model: Any
    weights: Stock = field(default_factory=Stock)
    buffers: Stock = field(default_factory=Stock)
    state: list[tuple[str, Ref]] = field(default_factory=list)
    kept: list[tuple[str, Ref]] = field(default_factory=list)
    config: dict[str, Any] = field(default_factory=dict)
    generation: dict[str, Any] | None = None
    sidecar: dict[str, Any] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        kind = building.type_of(self.model)
        if kind is None:
            raise NotNative(f"{type(self.model).__name__} is not in the table of its models")
        self._take_tensors()
        self._take_config()
        self._take_generation()
        self._compare()

    @property
    def bytes(self) -> int:
        return self.weights.bytes + self.buffers.bytes

    def _take_tensors(self) -> None:
        names = _library_names(self.model)
        objects: dict[Ref, int] = {}
        for name, tensor, in_state in building.all_tensors(self.model):
            stock, found = (self.weights, self.state) if in_state else (self.buffers, self.kept)
            ref = stock.add(tensor, names.get(name, name) if in_state else name)
            found.append((name, ref))
            if objects.setdefault(ref, id(tensor)) != id(tensor):
                raise NotNative(f"{name} is in the memory of another tensor and is not the same")
        if any(stock.lost() for stock in (self.weights, self.buffers)):
            raise NotNative("tensors lie in the memory of others")

    def _take_config(self) -> None:
        model = self.model
        text = model.config.to_json_string(use_diff=True)
        try:
            values = json.loads(text)
        except ValueError:
            raise NotNative("its configuration is no JSON") from None
        for body in (values, *(one for one in values.values() if isinstance(one, dict))):
            for key in _PRIVATE:
                body.pop(key, None)
        # What other programs want to read there, and the object itself does not say.
        changed: dict[str, Any] = {}
        if values.get("architectures") != [type(model).__name__]:
            changed["architectures"] = values.get("architectures")
            values["architectures"] = [type(model).__name__]
        if not values.get("dtype") and not values.get("torch_dtype"):
            changed["dtype"] = None
            values["dtype"] = _dtype(model)
        self.sidecar = {"format": 1, "class": type(model).__name__, "config": changed, **_modes(model)}
        attention = getattr(model.config, "_attn_implementation", None)
        if attention in building.ATTENTIONS:
            self.sidecar["attention"] = attention
        elif attention is not None:
            self.lost.append(f"The attention {str(attention)[:60]} is not kept; the usual one comes back.")
        try:
            configs.check_config(values)
            check_sidecar(self.sidecar)
        except NotAllowed as error:
            raise NotNative(f"its configuration holds {error}") from None
        self.config = values

    def _take_generation(self) -> None:
        found = getattr(self.model, "generation_config", None)
        if found is None:
            return
        try:
            values = json.loads(found.to_json_string(use_diff=True))
            configs.check_generation(values)
        except NotAllowed as error:
            raise NotNative(f"its generation settings hold {error}") from None
        except (TypeError, ValueError) as error:
            raise NotNative(f"its generation settings are no JSON ({words(error)[:100]})") from None
        self.generation = values

    def _compare(self) -> None:
        """With a copy without numbers."""
        try:
            config = building.config_of(self.config)
            twin = building.build(
                config, self.sidecar["class"], len(self.state) + len(self.kept), self.sidecar.get("attention")
            )
        except Exception as error:  # noqa: BLE001 - whatever the library says, it cannot make one
            raise NotNative(f"the library makes no copy of it ({words(error)[:200]})") from None
        _put_back(config, self.sidecar)
        if _told(config) != _told(self.model.config):
            raise NotNative("its configuration does not come back from JSON as it is")
        if (
            self.generation is not None
            and _settings(self.generation).to_dict() != self.model.generation_config.to_dict()
        ):
            raise NotNative("its generation settings do not come back from JSON as they are")
        reason, attributes = building.differences(self.model, twin)
        if reason:
            raise NotNative(reason)
        if attributes:
            more = f" and {len(attributes) - 5} more" if len(attributes) > 5 else ""
            self.lost.append(f"Attributes set by hand are not kept: {', '.join(attributes[:5])}{more}.")
        if any(tensor.grad is not None for _, tensor, _ in named_tensors(self.model) if tensor.is_leaf):
            self.lost.append("Gradients are not saved.")

    def files(self) -> tuple[str, ...]:
        found = [configs.CONFIG, WEIGHTS, SIDECAR]
        found += [configs.GENERATION] if self.generation is not None else []
        return (*found, BUFFERS) if self.kept else tuple(found)

    def write(self, folder: Folder, encoding: str = "transformers-model") -> None:
        """All files, and a look at whether they give the same model. Error `not_restorable`."""
        self.write_files(folder)
        expected, found = names_of(self.model), names_of(read_model(folder.root, "cpu", encoding))
        if expected != found:
            different = sorted(set(expected) ^ set(found)) or ["the order of its layers"]
            raise AgentError(
                "not_restorable",
                f"A copy made from what was written differs: {different[0][:300]}.",
                "Please report it.",
            )

    def write_files(self, folder: Folder) -> None:
        write_json(folder, configs.CONFIG, self.config)
        if self.generation is not None:
            write_json(folder, configs.GENERATION, self.generation)
        write_json(folder, SIDECAR, self.sidecar)
        self.weights.write(folder, WEIGHTS, index("OrderedDict", self.state))
        if self.kept:
            self.buffers.write(folder, BUFFERS, index("OrderedDict", self.kept))


def write_json(folder: Folder, name: str, values: Any) -> None:
    with folder.open(name) as out:
        out.write((json.dumps(values, indent=2, ensure_ascii=False) + "\n").encode())


def _library_names(model: Any) -> dict[str, str]:
    """Name in the model → name in the library's files, where that is another one."""
    state = dict(model.state_dict(keep_vars=True))
    library: Any = sys.modules.get("transformers.core_model_loading")
    if not hasattr(library, "revert_weight_conversion"):
        return {}
    try:
        stored = library.revert_weight_conversion(model, dict(state))
    except Exception:  # noqa: BLE001 - then the names stay those of the model, which the library reads too
        return {}
    names = {id(tensor): name for name, tensor in stored.items()}
    if len(names) != len({id(tensor) for tensor in state.values()}) or any(
        id(one) not in names for one in state.values()
    ):
        return {}  # it would take tensors apart
    return {name: names[id(tensor)] for name, tensor in state.items()}


def _dtype(model: Any) -> str:
    """Of the first numbers that are no whole ones, as the library says it."""
    found = [str(tensor.dtype) for _, tensor, _ in named_tensors(model) if tensor.is_floating_point()]
    return (found or ["torch.float32"])[0].partition(".")[2]


def _modes(model: Any) -> dict[str, Any]:
    """Names of the modules in training: all, none, or these."""
    modules = list(walk(model))
    training = [name.rstrip(".") for name, one in modules if one.training]
    return {"training": len(training) == len(modules) if len(training) in (0, len(modules)) else training}


def _told(config: Any) -> dict[str, Any]:
    """What it says of itself, and what those inside it say."""
    told: dict[str, Any] = config.to_dict()
    return _without_places(told)


def _without_places(told: dict[str, Any]) -> dict[str, Any]:
    return {
        key: _without_places(value) if isinstance(value, dict) and key.endswith("_config") else value
        for key, value in told.items()
        if key not in _PRIVATE
    }


def _settings(values: dict[str, Any]) -> Any:
    from transformers import GenerationConfig

    return GenerationConfig.from_dict(dict(values))


def _put_back(config: Any, sidecar: dict[str, Any]) -> None:
    """What the file says otherwise, for other programs."""
    for name, value in sidecar["config"].items():
        setattr(config, name, value)


# Reading


def read_model(folder: Path, device: str | None = None, encoding: str = "transformers-model") -> Any:
    """The model of a folder. Error `damaged`."""
    check_folder(encoding, folder)
    return make_model(folder, device)


def make_model(folder: Path, device: str | None = None) -> Any:
    """The model of a folder whose files were checked. Error `damaged`."""
    try:
        values = read(folder / configs.CONFIG, configs.MOST)
        configs.check_config(values)
        name = configs.class_of(values)
        sidecar = check_sidecar(read(folder / SIDECAR, configs.MOST))
        if sidecar.get("class") != name:
            raise NotAllowed("two classes of a model")
        generation = None
        if (folder / configs.GENERATION).exists():
            generation = read(folder / configs.GENERATION, configs.MOST)
            configs.check_generation(generation)
        weights = Mapped(folder / WEIGHTS, device)
        buffers = Mapped(folder / BUFFERS, device) if (folder / BUFFERS).exists() else None
        many = len(weights.head.entries) + (len(buffers.head.entries) if buffers else 0)
        config = building.config_of(values)
        model = building.build(config, name, many, sidecar.get("attention"))
    except NotAllowed as error:
        raise damaged(str(folder.name), f"it holds {error}") from None
    except AgentError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever the library says of it
        raise damaged(configs.CONFIG, f"the library makes no model of it ({words(error)[:200]})") from None
    if not fill(model, [weights, *([buffers] if buffers else [])]):
        model = _converted(folder, type(model), config)
    _finish(model, sidecar, generation)
    return model


def _refs(mapped: Mapped) -> dict[str, Ref]:
    try:
        return {str(name): as_ref(fields) for name, *fields in mapped.metadata["names"]}
    except (LookupError, TypeError, ValueError):
        raise damaged(WEIGHTS, "its metadata does not name the tensors of a model") from None


def fill(model: Any, files: list[Mapped]) -> bool:
    """Give it the tensors of the files; False where the names are not those of this release."""
    refs = {name: (mapped, ref) for mapped in files for name, ref in _refs(mapped).items()}
    empty = list(building.all_tensors(model))
    if {name for name, _, _ in empty} != refs.keys():
        return False
    for name, tensor, _ in empty:
        mapped, ref = refs[name]
        shape = mapped.head.entries[ref.name].shape
        if shape != tuple(tensor.shape) or ref.parameter != (type(tensor).__name__ == "Parameter"):
            raise damaged(WEIGHTS, f"{name[:60]!r} has another shape than its configuration says")
    made: dict[tuple[int, Ref], Any] = {}
    owners = dict(walk(model))
    for name, _, _ in empty:
        mapped, ref = refs[name]
        key = (id(mapped), ref)
        if key not in made:
            made[key] = mapped.tensor(ref)
        prefix, _, leaf = name.rpartition(".")
        owner = owners[f"{prefix}." if prefix else ""]
        tables = (owner._parameters, owner._buffers, vars(owner))
        next(table for table in tables if leaf in table)[leaf] = made[key]
    return True


def _converted(folder: Path, cls: Any, config: Any) -> Any:
    """By the library, which knows the names of its other releases; all files of the folder were checked before."""
    try:
        model, told = cls.from_pretrained(
            str(folder),
            config=config,
            local_files_only=True,
            use_safetensors=True,
            trust_remote_code=False,
            output_loading_info=True,
        )
    except Exception as error:  # noqa: BLE001 - whatever the library says of it
        raise damaged(WEIGHTS, f"the library does not find its tensors in it ({words(error)[:200]})") from None
    # It would make random numbers for what it does not find.
    differs = any(told.get(name) for name in ("missing_keys", "unexpected_keys", "mismatched_keys", "error_msgs"))
    if differs or any(tensor.device.type == "meta" for _, tensor, _ in building.all_tensors(model)):
        raise AgentError(
            "unsupported",
            f"This release of the library has other tensors for a {cls.__name__} than the one that saved it.",
            "Load it in a kernel with the release that it was saved with; that is on its page.",
        )
    return model


def _finish(model: Any, sidecar: dict[str, Any], generation: dict[str, Any] | None) -> None:
    _put_back(model.config, sidecar)
    training = sidecar["training"]
    names = {*training} if isinstance(training, list) else set()
    for prefix, one in walk(model):
        one.training = training if isinstance(training, bool) else prefix.rstrip(".") in names
    if generation is not None:
        try:
            model.generation_config = _settings(generation)
        except Exception as error:  # noqa: BLE001 - whatever the library says of it
            raise damaged(configs.GENERATION, f"the library does not take it ({words(error)[:200]})") from None
    elif hasattr(model, "generation_config"):
        model.generation_config = None
