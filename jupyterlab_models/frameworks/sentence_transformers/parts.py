"""A model of Sentence Transformers taken apart: what a save has to know of it, and the files of its parts."""

from __future__ import annotations

import json
import sys
from typing import Any

from ...kernel import plain
from ...kernel.adapter import Folder
from ...kernel.errors import AgentError
from ..torch.modules import HOOKS, names_of, walk
from ..torch.tensors import index
from ..torch.weights import Ref, Stock
from ..transformers import building, preprocessing, tokenizer_json
from ..transformers.models import NotNative, write_json
from ..transformers.models import Survey as ModelSurvey
from ..transformers.values import NotAllowed, members
from . import layout, making

INNER = "0.model"
"""Name of the model of transformers within all; its modes are kept with it."""
_MODULE = {"training", "_parameters", "_buffers", "_modules", "_non_persistent_buffers_set", *HOOKS, *building.IGNORED}
_OWN = {
    *("_similarity_fn_name", "_similarity", "_similarity_pairwise", "truncate_dim", "prompts", "default_prompt_name"),
    *("trust_remote_code", "model_card_data", "module_kwargs", "_model_card_vars", "_model_card_text", "backend"),
    *("_device_map", "_modules_placed", "_accelerate_placement_hook", "is_hpu_graph_enabled", "activation_fn"),
    *("keep_in_fp32_modules", "_module_classes", "_target_device"),
}
_FIRST = {
    *("transformer_task", "processing_kwargs", "backend", "do_lower_case", "_prompt_length_mapping"),
    *("_method_signature_cache", "_chat_template_suffix_cache", "query_length", "document_length"),
    *("_declared_forward_params", "model_forward_params", "processor", "input_formatter", "modality_config"),
    *("module_output_name", "_unpad_inputs", "can_flatten_inputs", "_query_expansion", "model"),
}
"""Attributes that come back, or are made anew."""


class Survey:
    """What a save has to know of a model. Errors: `NotNative`, and `unsupported` for tensors that no file holds."""

    def __init__(self, obj: Any) -> None:
        self.obj = obj
        self.lost: list[str] = []
        self.json: dict[str, Any] = {}
        self.content: dict[str, bytes] = {}
        self.stocks: dict[str, tuple[Stock, list[tuple[str, Ref]]]] = {}
        self.model: ModelSurvey | None = None
        self.first: Any = None
        self._seen: set[int] = set()
        self._require_library()
        modules = list(vars(obj)["_modules"].items())
        self._take_list(modules)
        for number, (_, module) in enumerate(modules):
            if number == 0:
                self._take_first(module)
            else:
                self._take_part(number, module)
        self._take_settings()
        self._take_sidecar()

    def _require_library(self) -> None:
        cls, library = type(self.obj), sys.modules["sentence_transformers"]
        if cls.__name__ not in layout.CLASSES or getattr(library, cls.__name__, None) is not cls:
            raise NotNative(f"{cls.__name__} is a class of your own")
        if layout.PLACES[layout.TRANSFORMER] not in sys.modules:
            raise NotNative("sentence-transformers before 6 names its parts otherwise")
        if getattr(self.obj, "backend", "torch") != "torch":
            raise NotNative(f"it runs on {str(self.obj.backend)[:40]}, not on PyTorch")

    def _take_list(self, modules: list[tuple[str, Any]]) -> None:
        listed = []
        for number, (name, module) in enumerate(modules):
            kind = type(module).__name__
            place = layout.PLACES.get(kind, "")
            if getattr(sys.modules.get(place), kind, None) is not type(module):
                raise NotNative(f"its part {number} is a {kind[:60]}, which is not in the table")
            path = "" if number == 0 else layout.folder_of(number, kind)
            listed.append({"idx": number, "name": name, "path": path, "type": f"{place}.{kind}"})
        try:
            layout.check_modules(listed)
        except NotAllowed as error:
            raise NotNative(f"it holds {error}") from None
        self.json[layout.MODULES] = listed

    def _take_first(self, module: Any) -> None:
        self.first = module
        if type(module).__name__ == layout.STATIC:
            text = module.tokenizer.to_str()
            if self._checked(tokenizer_json.check_tokenizer, plain.read(text.encode())).get("padding"):
                raise NotNative("its tokenizer pads, which no copy would do")
            self.content[tokenizer_json.TOKENIZER] = text.encode()
            self._take_tensors(layout.WEIGHTS, module)
            extra = {*vars(module)} - _MODULE - {"num_embeddings", "embedding_dim", "tokenizer", "base_model"}
            self._compare(
                module,
                making.static(type(module.tokenizer).from_str(text), module.num_embeddings, module.embedding_dim),
            )
        else:
            self.model = ModelSurvey(module.model)
            self.lost += self.model.lost
            if not hasattr(module.processor, "get_vocab"):
                raise NotNative(f"it prepares more than text, with a {type(module.processor).__name__[:60]}")
            self.content.update(preprocessing.Files(module.processor).content)
            self._remember(module)
            values = module.get_config_dict()
            self.json[layout.FIRST] = self._checked(layout.check_first, _as_json(values))
            extra = {*vars(module)} - _MODULE - _FIRST
        if extra:
            self._tell(extra)
        self._tell_hooks(module)

    def _take_part(self, number: int, module: Any) -> None:
        kind = type(module).__name__
        folder = layout.folder_of(number, kind)
        values = self._checked(layout.PART_CHECKS[kind], _as_json(module.get_config_dict()))
        self.json[f"{folder}/{layout.CONFIG}"] = values
        self._compare(module, making.part(kind, values))
        self._take_tensors(f"{folder}/{layout.WEIGHTS}", module)

    def _compare(self, module: Any, twin: Any) -> None:
        reason, attributes = building.differences(module, twin)
        if reason or attributes:
            raise NotNative(reason or f"{attributes[0][:60]} of a {type(module).__name__} was changed")

    def _take_tensors(self, file: str, module: Any) -> None:
        stock, state = Stock(), []
        objects: dict[Ref, int] = {}
        for name, tensor, _ in building.all_tensors(module):
            ref = stock.add(tensor, name)
            state.append((name, ref))
            if objects.setdefault(ref, id(tensor)) != id(tensor):
                raise NotNative(f"{name} is in the memory of another tensor and is not the same")
            if tensor.is_leaf and tensor.grad is not None and "Gradients are not saved." not in self.lost:
                self.lost.append("Gradients are not saved.")
        if stock.lost():
            raise NotNative("tensors lie in the memory of others")
        self._remember(module)
        if state:
            self.stocks[file] = (stock, state)

    def _remember(self, module: Any) -> None:
        """No part may have a tensor of another one."""
        own = {tensor.data_ptr() for _, tensor, _ in building.all_tensors(module) if tensor.numel()}
        if own & self._seen:
            raise NotNative("two of its parts share a tensor")
        self._seen |= own

    def _take_settings(self) -> None:
        obj, library = self.obj, sys.modules
        versions = {
            name: str(getattr(library.get(module), "__version__", ""))
            for name, module in (
                ("sentence_transformers", "sentence_transformers"),
                ("transformers", "transformers"),
                ("pytorch", "torch"),
            )
        }
        values: dict[str, Any] = {
            "model_type": type(obj).__name__,
            "__version__": versions,
            "prompts": dict(obj.prompts),
            "default_prompt_name": obj.default_prompt_name,
        }
        if type(obj).__name__ == "SentenceTransformer":
            values["similarity_fn_name"] = vars(obj).get("_similarity_fn_name") or "cosine"
            if obj.truncate_dim is not None:
                values["truncate_dim"] = obj.truncate_dim
        else:
            values["activation_fn"] = self._activation(obj.activation_fn)
        self.json[layout.SETTINGS] = self._checked(layout.check_settings, values)

    def _activation(self, function: Any) -> str:
        name = f"{type(function).__module__}.{type(function).__qualname__}"
        if name not in layout.ACTIVATIONS:
            raise NotNative(f"its activation {name[:60]} is not in the table")
        reason, attributes = building.differences(function, making.activation(name))
        if reason or attributes:
            raise NotNative("its activation has settings of its own")
        return name

    def _take_sidecar(self) -> None:
        obj, first = self.obj, self.first
        extra = {*vars(obj)} - _MODULE - _OWN
        if extra:
            self._tell(extra)
        self._tell_hooks(obj)
        training = [name for name, one in outer(obj) if one.training]
        tokenizer = getattr(first, "processor", None)
        values = {
            "format": 1,
            "processor": None if self.model is None else type(tokenizer).__name__,
            "similarity": vars(obj).get("_similarity_fn_name"),
            "do_lower_case": bool(getattr(first, "do_lower_case", False)),
            "training": training,
            "card": self._card(),
            "static_base": getattr(first, "base_model", None) if self.model is None else None,
        }
        self.json[layout.SIDECAR] = self._checked(layout.check_sidecar, values)

    def _card(self) -> dict[str, Any]:
        card = self.obj.model_card_data
        found = {name: getattr(card, name, None) for name in layout.CARD_RULES}
        if getattr(self.obj, "_model_card_text", None) is not None or getattr(card, "eval_results_dict", None):
            self.lost.append("The text of its model card, and results in it, are not kept.")
        if not members(layout.CARD_RULES)(found):
            self.lost.append("The data of its model card are not kept.")
            return dict(making.EMPTY_CARD)
        return found

    def _tell(self, names: set[str]) -> None:
        more = f" and {len(names) - 5} more" if len(names) > 5 else ""
        self.lost.append(f"Attributes set by hand are not kept: {', '.join(sorted(names)[:5])}{more}.")

    def _tell_hooks(self, module: Any) -> None:
        if any(vars(module).get(name) for name in HOOKS):
            self.lost.append("Hooks are not kept.")

    def _checked(self, check: Any, values: Any) -> Any:
        try:
            check(values)
        except NotAllowed as error:
            raise NotNative(f"it holds {error}") from None
        return values

    @property
    def bytes(self) -> int:
        tensors = sum(stock.bytes for stock, _ in self.stocks.values())
        model = 0 if self.model is None else self.model.bytes
        return tensors + model + sum(map(len, self.content.values()))

    def files(self) -> tuple[str, ...]:
        model = () if self.model is None else self.model.files()
        return (*self.json, *model, *sorted(self.content), *self.stocks)

    def write(self, folder: Folder) -> None:
        """All files, and a look at whether they give the same model. Error `not_restorable`."""
        for name in (*self.json, *self.stocks):
            (folder.root / name).parent.mkdir(exist_ok=True)
        for name, values in self.json.items():
            write_json(folder, name, values)
        for name, content in self.content.items():
            with folder.open(name) as out:
                out.write(content)
        if self.model is not None:
            self.model.write_files(folder)
        for name, (stock, state) in self.stocks.items():
            stock.write(folder, name, index("OrderedDict", state))
        self._compare_with(making.read_model(folder.root, "cpu"))

    def _compare_with(self, copy: Any) -> None:
        expected, found = names_of(self.obj), names_of(copy)
        different = sorted(set(expected) ^ set(found))[:1] if expected != found else []
        ours, theirs = (_settings(one) for one in (self.obj, copy))
        different += [name for name in ours if ours[name] != theirs[name]]
        if different:
            raise AgentError(
                "not_restorable",
                f"A copy made from what was written differs in {different[0][:300]}.",
                "Nothing was saved. Please report it.",
            )
        if self.model is not None:
            preprocessing.require_same(self.first.processor, vars(copy)["_modules"]["0"].processor)


def _as_json(values: Any) -> Any:
    try:
        return json.loads(json.dumps(values))
    except (TypeError, ValueError):
        raise NotNative("a part has settings that are no JSON") from None


def outer(obj: Any) -> list[tuple[str, Any]]:
    """Name and module of all that is not inside the model of transformers."""
    named = [(prefix.rstrip("."), one) for prefix, one in walk(obj)]
    return [(name, one) for name, one in named if name != INNER and not name.startswith(f"{INNER}.")]


def _settings(obj: Any) -> dict[str, Any]:
    first = vars(obj)["_modules"]["0"]
    found = {name: vars(obj).get(name) for name in ("prompts", "default_prompt_name", "truncate_dim")}
    found["similarity"] = vars(obj).get("_similarity_fn_name")
    found["activation"] = type(getattr(obj, "activation_fn", None)).__name__
    found["its longest text"] = obj.max_seq_length
    if type(first).__name__ == layout.TRANSFORMER:
        found["its first part"] = first.get_config_dict()
        found["lower case"] = first.do_lower_case
    else:
        found["its tokenizer"] = first.tokenizer.to_str()
    return found
