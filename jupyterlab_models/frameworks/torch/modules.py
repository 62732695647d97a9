"""A module of PyTorch taken apart: the names of its tensors, and the object around them as a pickle sees it.

Nothing is called that the user's class may define but what every pickle calls, and nothing is changed: a copy of a
parametrized module shares the class made on the fly with the original, so nothing is taken off from copies either.
"""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from ...kernel.errors import AgentError, words
from ...kernel.naming import class_name
from .checks import COMPILER
from .mapped import Mapped, as_ref, damaged
from .skeleton import Reduced, as_object, as_shell, module_tables
from .weights import Ref, Stock, same_tensors

OPTIMIZED = "torch._dynamo.eval_frame.OptimizedModule"
WRAPPERS = {
    "torch.nn.parallel.data_parallel.DataParallel": ("module", "The model inside the DataParallel comes back"),
    "torch.nn.parallel.distributed.DistributedDataParallel": (
        "module",
        "The model inside the DistributedDataParallel comes back",
    ),
    OPTIMIZED: ("_orig_mod", "The model comes back as it was before torch.compile"),
}
HOOKS = (
    "_backward_pre_hooks",
    "_backward_hooks",
    "_forward_hooks",
    "_forward_pre_hooks",
    "_state_dict_hooks",
    "_state_dict_pre_hooks",
    "_load_state_dict_pre_hooks",
    "_load_state_dict_post_hooks",
)
MARKS = {
    "_forward_hooks_with_kwargs": "_forward_hooks",
    "_forward_hooks_always_called": "_forward_hooks",
    "_forward_pre_hooks_with_kwargs": "_forward_pre_hooks",
}
"""Tables about hooks by the same numbers."""
TABLES = ("_backward_hooks", "_forward_hooks")
"""Of these PyTorch's own `__setstate__` makes none, as of the newer ones."""
MORE = "more"
"""Key of the weights' metadata: tensors of the skeleton that are not in the state_dict."""


def original(module: Any) -> Any:
    """The module that torch.compile was given."""
    while class_name(type(module)) == OPTIMIZED:
        module = vars(module)["_modules"]["_orig_mod"]
    return module


def unwrap(obj: Any) -> tuple[Any, list[str]]:
    """The module inside what torch puts around it, and sentences about what was left out."""
    notes = []
    while class_name(type(obj)) in WRAPPERS:
        inner, note = WRAPPERS[class_name(type(obj))]
        obj = vars(obj)["_modules"][inner]
        notes.append(f"{note}; wrap it again after loading.")
    return obj, notes


def walk(module: Any) -> Iterator[tuple[str, Any]]:
    """Prefix of names and module, for it and all below it, under every name; the order of a state_dict."""
    waiting: list[tuple[str, Any, tuple[int, ...]]] = [("", module, ())]
    while waiting:
        prefix, one, above = waiting.pop()
        yield prefix, one
        inside = (*above, id(one))
        children = vars(one).get("_modules") or {}
        below = [(f"{prefix}{name}.", original(child), inside) for name, child in children.items() if child is not None]
        waiting.extend(child for child in reversed(below) if id(child[1]) not in inside)


def named_tensors(module: Any) -> Iterator[tuple[str, Any, bool]]:
    """Name, tensor, and whether it is in the state_dict."""
    for prefix, one in walk(module):
        hidden = vars(one).get("_non_persistent_buffers_set") or ()
        for name, tensor in (vars(one).get("_parameters") or {}).items():
            if tensor is not None:
                yield prefix + name, tensor, True
        for name, tensor in (vars(one).get("_buffers") or {}).items():
            if tensor is not None:
                yield prefix + name, tensor, name not in hidden


def distinct(module: Any) -> Iterator[Any]:
    """It and all below it, each once: a file can have one under more names than anybody could walk through."""
    seen: set[int] = set()
    waiting = [module]
    while waiting:
        one = original(waiting.pop())
        if id(one) not in seen and isinstance(vars(one).get("_modules"), dict):
            seen.add(id(one))
            yield one
            waiting.extend(child for child in vars(one)["_modules"].values() if hasattr(child, "__dict__"))


class Survey:
    """All that saving a module has to know of it. Error `unsupported` for what cannot be written."""

    def __init__(self, module: Any) -> None:
        self.module = module
        self.stock = Stock()
        self.state: list[tuple[str, Ref]] = []
        """Name in the state_dict → tensor of the file."""
        self.more: list[Ref] = []
        """Tensors that are not in it, such as those that are plain attributes."""
        self.hooks: set[str] = set()
        """Names of classes whose hooks are not saved."""
        self._gradients = False
        self._torch = sys.modules["torch"]
        self._tensor = self._torch.Tensor
        self._numbers: dict[int, int] = {}
        self._marks: dict[int, Any] = {}
        self._seen: list[Any] = []
        self._defaults = {**module_tables(), **{name: OrderedDict() for name in TABLES}}
        for prefix, one in walk(module):
            _require_writable(one, prefix.rstrip(".") or "The model")
        self._layers = {id(one) for one in distinct(module)}
        for name, tensor, kept in named_tensors(module):
            ref = self.stock.add(tensor, name)
            if kept:
                self._numbers.setdefault(id(tensor), len(self.state))
                self.state.append((name, ref))

    def lost(self) -> list[str]:
        sentences = []
        if self.hooks:
            names = ", ".join(sorted(self.hooks))
            sentences.append(f"Hooks are not saved (those on {names}); register them again after loading.")
        if self._gradients:
            sentences.append("Gradients are not saved.")
        return [*sentences, *self.stock.lost()]

    # What picklers ask

    def persistent_id(self, obj: object) -> object:
        """A tensor goes to the file with the weights: its number there, with attributes of its own if it has any."""
        if not isinstance(obj, self._tensor):
            return None
        if id(obj) not in self._marks:
            number = self._number(obj)
            self._gradients |= obj.is_leaf and obj.grad is not None
            if getattr(obj, "_backward_hooks", None):
                self.hooks.add("tensors")
            attributes = {
                name: value
                for name, value in vars(obj).items()
                if name != "_backward_hooks" and not name.startswith(COMPILER)
            }
            self._marks[id(obj)] = (number, attributes) if attributes else number
            self._seen.append(obj)
        return self._marks[id(obj)]

    def _number(self, tensor: Any) -> int:
        if id(tensor) not in self._numbers:
            self._numbers[id(tensor)] = len(self.state) + len(self.more)
            self.more.append(self.stock.add(tensor, f"attributes.{len(self.more)}"))
        return self._numbers[id(tensor)]

    def reduce(self, obj: Any) -> Reduced:
        """How a module is written; NotImplemented for anything else and for modules that say so themselves."""
        if not isinstance(obj, self._torch.nn.Module):
            return NotImplemented
        made = type(obj)
        obj = original(obj)
        is_layer = id(obj) in self._layers
        if not is_layer:
            _require_loose(obj)
        cls = type(obj).__bases__[0] if is_parametrized(obj) else type(obj)
        if any("__reduce__" in vars(base) or "__reduce_ex__" in vars(base) for base in cls.__mro__[:-1]):
            return NotImplemented
        get_state = getattr(cls, "__getstate__", None)
        state = get_state(obj) if get_state else vars(obj)
        if isinstance(state, dict):
            state = self._without_hooks(obj, state)
            if getattr(getattr(cls, "__setstate__", None), "__module__", "").startswith("torch.nn.modules."):
                state = {name: value for name, value in state.items() if not self._is_made_again(name, value, is_layer)}
        return as_object(cls, state) if cls is made else as_shell(cls, state)

    def _is_made_again(self, name: str, value: Any, is_layer: bool) -> bool:
        """Whether reading a layer gives it this attribute anyway: most are empty tables, ten a layer."""
        if name not in self._defaults or (name in TABLES and not is_layer):
            return False
        default = self._defaults[name]
        return type(default) is type(value) and not default and not value

    def _without_hooks(self, module: Any, state: dict[str, Any]) -> dict[str, Any]:
        state = {**state}
        for name in HOOKS:
            found = state.get(name)
            if found:
                kept = {key: hook for key, hook in found.items() if _stays(hook, module)}
                if any(key not in kept and not _is_of_torch(hook) for key, hook in found.items()):
                    self.hooks.add(type(module).__name__)
                state[name] = type(found)(kept)
        for name, table in MARKS.items():
            if state.get(name):
                kept = state.get(table) or {}
                state[name] = type(state[name])({key: value for key, value in state[name].items() if key in kept})
        return state


def _stays(hook: Any, module: Any) -> bool:
    """Hooks that do a layer's work, such as weight_norm's, and methods of the module's own class."""
    hook = getattr(hook, "hook", hook)
    return class_name(type(hook)).startswith("torch.nn.utils.") or getattr(hook, "__self__", None) is module


def _is_of_torch(hook: Any) -> bool:
    return str(getattr(hook, "__module__", "")).startswith("torch.")


def _require_writable(module: Any, where: str) -> None:
    torch = sys.modules["torch"]
    name = class_name(type(module))
    if isinstance(module, torch.jit.ScriptModule):
        raise AgentError(
            "unsupported",
            f"{where} is a {type(module).__name__} inside an ordinary module, which cannot be written around it.",
            "Script the whole model with torch.jit.script and save the result.",
        )
    if name.startswith(("torch.ao.nn.", "torch.nn.quantized.", "torch.nn.intrinsic.quantized.")):
        raise AgentError(
            "unsupported",
            f"{where} is quantised ({name}): its weights are packed for this machine.",
            "Save the model from before it was quantised, or script it with torch.jit.script and save the result.",
        )
    if "_parameters" not in vars(module):
        raise AgentError(
            "unsupported",
            f"{where} ({name}) is not complete: its __init__ has not called super().__init__().",
            "Call super().__init__() first in its __init__ and make it again.",
        )


def _require_loose(module: Any) -> None:
    """Of a module that is no layer of the saved one, such as one in a list: `Revival.finish` does not come by."""
    name = class_name(type(module))
    _require_writable(module, name)
    if is_parametrized(module):
        raise AgentError(
            "unsupported",
            f"A {name} with parametrized weights is held by an attribute and is none of the model's layers.",
            "Put it into a torch.nn.ModuleList or torch.nn.ModuleDict instead of a list or dict.",
        )


def is_parametrized(module: Any) -> bool:
    """Whether its class was made on the fly, by `torch.nn.utils.parametrize`."""
    return (
        type(module).__module__ == "torch.nn.utils.parametrize"
        and type(module).__name__ == f"Parametrized{type(module).__bases__[0].__name__}"
    )


class Revival:
    """Gives a skeleton its tensors while it is read."""

    def __init__(self, mapped: Mapped, file: str) -> None:
        self.mapped = mapped
        self.file = file
        self._tensors: dict[int, Any] = {}
        try:
            self._refs = [[*fields[1:]] for fields in mapped.metadata["names"]] + [*mapped.metadata[MORE]]
        except (LookupError, TypeError):
            raise damaged(file, "the weights beside it are those of something else") from None

    def persistent_load(self, mark: Any) -> Any:
        """The tensor of a `Survey.persistent_id`. Error `damaged`."""
        number, attributes = mark if type(mark) is tuple and len(mark) == 2 else (mark, {})
        if type(number) is not int or not 0 <= number < len(self._refs) or type(attributes) is not dict:
            raise damaged(self.file, "it refers to a tensor in an unknown way")
        if number not in self._tensors:
            self._tensors[number] = self.mapped.tensor(self._ref(number))
        if attributes:
            # Each time: those of a tensor that refers to itself are not complete when it comes first.
            vars(self._tensors[number]).update(attributes)
        return self._tensors[number]

    def _ref(self, number: int) -> Ref:
        try:
            return as_ref(self._refs[number])
        except (TypeError, ValueError):
            raise damaged(self.file, "the weights beside it tell of a tensor in an unknown way") from None

    def different(self, module: Any, copy: Any) -> list[str]:
        """Tensors of a copy with the same names that the file did not give it, and that have other values."""
        given = {id(tensor) for tensor in self._tensors.values()}
        pairs = zip(named_tensors(module), named_tensors(copy))
        made = [(name, ours, theirs) for (name, ours, _), (_, theirs, _) in pairs if id(theirs) not in given]
        return [f"the values of {name}" for name, ours, theirs in made if not same_tensors(ours, theirs)]

    def finish(self, module: Any) -> Any:
        """Make the classes of parametrized modules again. Error `damaged`."""
        try:
            for one in distinct(module):
                for name in TABLES:
                    vars(one).setdefault(name, OrderedDict())
                _make_parametrized(one)
        except (AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
            raise damaged(self.file, f"a layer in it is not as PyTorch makes it ({words(error)})") from None
        return module


def _make_parametrized(module: Any) -> None:
    from torch.nn.utils import parametrize

    library: Any = parametrize
    table = vars(module)["_modules"].get("parametrizations")
    made = vars(table)["_modules"] if isinstance(table, library.torch.nn.ModuleDict) else {}
    lists = made and all(type(each) is library.ParametrizationList for each in made.values())
    if lists and not is_parametrized(module):
        library._inject_new_class(module)
        for name in made:
            library._inject_property(module, name)


def names_of(module: Any) -> list[str]:
    """Classes, flags and tensors of a module by name; equal for a module and a true copy."""
    found = [f"{prefix}: {class_name(type(one))}, training {vars(one).get('training')}" for prefix, one in walk(module)]
    for name, tensor, kept in named_tensors(module):
        shape = tuple(tensor.shape)
        found.append(f"{name}: {tensor.dtype} {shape} {type(tensor).__name__} {tensor.requires_grad} {kept}")
    return found
