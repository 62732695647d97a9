"""A model with adapters as files: the model in a folder of its own, each adapter in the library's two files."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...kernel.adapter import Folder
from ...kernel.errors import AgentError, words
from ..torch.mapped import Mapped, as_ref, damaged
from ..torch.modules import names_of, walk
from ..torch.tensors import index
from ..torch.weights import Ref, Stock
from ..transformers import building, models
from ..transformers.models import NotNative, write_json
from ..transformers.values import NotAllowed, read
from .configs import BASE, CLASSES, CONFIG, MOST, SIDECAR, check_config, check_sidecar
from .files import BASE_ENCODING, WEIGHTS, check_folder, names, place
from .wrapping import fill, owner, shell_of, wrap

_PLACES = ("base_model_name_or_path", "revision", "auto_mapping", "peft_version")
"""Where the model came from, which a copy does not need."""


@dataclass
class Survey:
    """What a save has to know of a model with adapters. Errors: `NotNative`, and `unsupported` for odd tensors."""

    model: Any
    base: models.Survey = field(init=False)
    configs: dict[str, dict[str, Any]] = field(default_factory=dict)
    sidecar: dict[str, Any] = field(default_factory=dict)
    stocks: dict[str, Stock] = field(default_factory=dict)
    names: dict[str, list[tuple[str, Ref]]] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        model = self.model
        if type(model).__name__ not in CLASSES or type(model).__module__ != "peft.peft_model":
            raise NotNative(f"{type(model).__name__} is a class of your own or is not in the table")
        methods = {str(getattr(config.peft_type, "value", config.peft_type)) for config in model.peft_config.values()}
        if methods != {"LORA"}:
            raise NotNative(f"the method {', '.join(sorted(methods))[:60]} is not in the table")
        if any(getattr(one, "merged", False) is True for one in model.modules()):
            raise NotNative("adapters are merged into the model; call its unmerge_adapter()")
        try:
            self._take_configs()
            self._take_sidecar()
            plain = self._take_tensors()
        except NotAllowed as error:
            raise NotNative(f"it holds {error}") from None
        self.base = models.Survey(plain)
        self.lost += self.base.lost
        self._compare()

    @property
    def bytes(self) -> int:
        return self.base.bytes + sum(stock.bytes for stock in self.stocks.values())

    def _take_configs(self) -> None:
        for name, config in self.model.peft_config.items():
            values = {
                key: sorted(value) if isinstance(value, set) else _text_of(value)
                for key, value in config.to_dict().items()
            }
            if values.get("base_model_name_or_path"):
                where = str(values["base_model_name_or_path"])[:100]
                note = f"That the model came from {where} is not kept: it is stored here, with its adapters."
                self.lost += [] if note in self.lost else [note]
            values.update(dict.fromkeys(("base_model_name_or_path", "revision", "auto_mapping")))
            start = values.get("init_lora_weights")
            if isinstance(start, str):
                # Read by the library, it would work the start out anew and change the model again.
                self.sidecar.setdefault("starts", {})[name] = start
                values["init_lora_weights"] = True
            check_config(values)
            self.configs[name] = values

    def _take_sidecar(self) -> None:
        model = self.model
        modules = list(walk(model))
        training = [name.rstrip(".") for name, one in modules if one.training]
        active = model.base_model.active_adapter
        self.sidecar = {
            "format": 1,
            "class": type(model).__name__,
            "adapters": list(self.configs),
            "active": active if isinstance(active, str) else list(active),
            "shown": model.active_adapter,
            "enabled": not any(getattr(one, "_disable_adapters", False) is True for one in model.modules()),
            "training": len(training) == len(modules) if len(training) in (0, len(modules)) else training,
            "starts": self.sidecar.get("starts", {}),
        }
        check_sidecar(self.sidecar)

    def _take_tensors(self) -> Any:
        """Of the adapters; the model without them, made of the very same tensors."""
        self.stocks = {name: Stock() for name in self.configs}
        self.names = {name: [] for name in self.configs}
        base = self.model.get_base_model()
        if building.type_of(base) is None:
            raise NotNative(f"{type(base).__name__} is not in the table of models that are stored with adapters")
        own: dict[str, Any] = {}
        objects: dict[tuple[str, Ref], int] = {}
        places: dict[int, str] = {}
        for name, tensor, in_state in building.all_tensors(self.model):
            adapter, file_name = owner(name)
            if tensor.numel() and places.setdefault(tensor.data_ptr(), adapter) != adapter:
                raise NotAllowed(f"{name[:100]} in the memory of another part")
            if not adapter:
                own[file_name] = tensor
                continue
            if adapter not in self.stocks or not in_state:
                raise NotAllowed(f"{name[:100]}, which is no tensor of an adapter")
            ref = self.stocks[adapter].add(tensor, file_name)
            self.names[adapter].append((name, ref))
            if objects.setdefault((adapter, ref), id(tensor)) != id(tensor):
                raise NotAllowed(f"{name[:100]} in the memory of another tensor")
        if any(stock.lost() for stock in self.stocks.values()):
            raise NotNative("tensors of adapters lie in the memory of others")
        return _plain(base, own)

    def _compare(self) -> None:
        """With a copy without numbers."""
        base = self.model.get_base_model()
        try:
            copied = wrap(shell_of(self.base.model, copy.deepcopy(base.config)), self.configs, self.sidecar)
        except Exception as error:  # noqa: BLE001 - whatever the library says, it cannot make one
            raise NotNative(f"the library makes no copy of it ({words(error)[:200]})") from None
        for name, config in self.model.peft_config.items():
            if _told(config) != _told(copied.peft_config[name]):
                raise NotNative(f"the settings of the adapter {name} do not come back from JSON as they are")
        reason, attributes = building.differences(self.model, copied)
        if reason:
            raise NotNative(reason)
        if any(name.endswith(".scaling") for name in attributes):
            raise NotNative("scales of its adapters were changed by hand")
        if attributes:
            more = f" and {len(attributes) - 5} more" if len(attributes) > 5 else ""
            self.lost.append(f"Attributes set by hand are not kept: {', '.join(attributes[:5])}{more}.")

    def files(self) -> tuple[str, ...]:
        return (SIDECAR, *names(list(self.configs)), *(f"{BASE}/{name}" for name in self.base.files()))

    def write(self, folder: Folder) -> None:
        """All files, and a look at whether they give the same model. Error `not_restorable`."""
        write_json(folder, SIDECAR, self.sidecar)
        self.base.write(_below(folder, folder.root / BASE), BASE_ENCODING)
        for name, values in self.configs.items():
            own = _below(folder, place(folder.root, name))
            write_json(own, CONFIG, values)
            self.stocks[name].write(own, WEIGHTS, index("OrderedDict", self.names[name]))
        expected, found = names_of(self.model), names_of(read_model(folder.root, "cpu"))
        if expected != found:
            different = sorted(set(expected) ^ set(found)) or ["the order of its layers"]
            raise AgentError(
                "not_restorable",
                f"A copy made from what was written differs: {different[0][:300]}.",
                "Please report it.",
            )


def _text_of(value: Any) -> Any:
    """A member of the library's enumerations is its text."""
    return json.loads(json.dumps(value)) if isinstance(value, str) else value


def _told(config: Any) -> dict[str, Any]:
    return {key: value for key, value in config.to_dict().items() if key not in _PLACES}


def _plain(base: Any, tensors: dict[str, Any]) -> Any:
    """The model as it was before adapters were added: another object that has its tensors, settings and modes."""
    try:
        made = shell_of(base, copy.deepcopy(base.config))
        fill(made, tensors)
    except Exception as error:  # noqa: BLE001 - whatever the library says, it cannot make one
        raise NotNative(f"the library makes no copy of the adapted model ({words(error)[:200]})") from None
    training = {}
    for prefix, one in walk(base):
        adapter, name = ("-", "") if "lora_" in prefix or "modules_to_save" in prefix else owner(prefix.rstrip("."))
        if not adapter:
            training[name] = one.training
    for prefix, one in walk(made):
        one.training = training.get(prefix.rstrip("."), False)
    made.config = base.config
    _give_settings(made, base)
    return made


def _give_settings(model: Any, base: Any) -> None:
    if hasattr(base, "generation_config"):
        model.generation_config = base.generation_config


def _below(folder: Folder, root: Path) -> Folder:
    root.mkdir(exist_ok=True)
    return Folder(root, folder.raise_if_cancelled)


def read_model(folder: Path, device: str | None = None) -> Any:
    """The model of a folder, with its adapters. Error `damaged`."""
    check_folder(folder)
    base = models.read_model(folder / BASE, device, BASE_ENCODING)
    try:
        sidecar = check_sidecar(read(folder / SIDECAR, MOST))
        configs, files = {}, {}
        for name in sidecar["adapters"]:
            configs[name] = read(place(folder, name) / CONFIG, MOST)
            check_config(configs[name])
            files[name] = Mapped(place(folder, name) / WEIGHTS, device)
    except NotAllowed as error:
        raise damaged(CONFIG, f"it holds {error}") from None
    try:
        shell = shell_of(base, base.config)
        model = wrap(shell, configs, sidecar)
    except AgentError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever the library says of it
        raise damaged(CONFIG, f"the library makes no adapter of it ({words(error)[:200]})") from None
    _give(model, base, files)
    _give_settings(shell, base)
    return model


def _give(model: Any, base: Any, files: dict[str, Mapped]) -> None:
    """The tensors of the model and those of the adapters' files."""
    own = {name: tensor for name, tensor, _ in building.all_tensors(base)}
    refs = {name: _refs(mapped) for name, mapped in files.items()}
    tensors: dict[str, Any] = {}
    made: dict[tuple[str, Ref], Any] = {}
    used = set()
    for name, empty, _ in list(building.all_tensors(model)):
        try:
            adapter, file_name = owner(name)
            if not adapter:
                tensors[name] = own[file_name]
                shape, parameter = tuple(own[file_name].shape), type(own[file_name]).__name__ == "Parameter"
            else:
                ref = refs[adapter][name]
                shape, parameter = files[adapter].head.entries[ref.name].shape, ref.parameter
                used.add((adapter, name))
        except (KeyError, NotAllowed):
            raise damaged(WEIGHTS, f"there is no tensor {name[:60]!r} in it") from None
        if tuple(shape) != tuple(empty.shape) or parameter != (type(empty).__name__ == "Parameter"):
            raise damaged(WEIGHTS, f"{name[:60]!r} has another shape than its configuration says")
        if adapter:
            key = (adapter, ref)
            made[key] = made[key] if key in made else files[adapter].tensor(ref)
            tensors[name] = made[key]
    if len(used) != sum(map(len, refs.values())):
        raise damaged(WEIGHTS, "it holds tensors of layers that are not adapted")
    fill(model, tensors)


def _refs(mapped: Mapped) -> dict[str, Ref]:
    try:
        return {str(name): as_ref(fields) for name, *fields in mapped.metadata["names"]}
    except (LookupError, TypeError, ValueError):
        raise damaged(WEIGHTS, "its metadata does not name the tensors of an adapter") from None
