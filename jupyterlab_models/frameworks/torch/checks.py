"""Checks the records of a skeleton against the tables of `layers.py`: in the server and in kernels, before all else.

Classes of PyTorch look up attributes of their objects by name, and call what they find. So an object may have no
attribute that its class does not give it: nothing that could stand before a method, and nothing that can be called but
layers below it and listed functions in their places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from . import layers
from .layers import HOOKS, LAYERS, METHODS, OTHERS, TENSORS, Layer
from .records import Call, Limits, Made, Name, Ordered, Outside, Refused, read

LIMITS = Limits(bytes=4 << 20, steps=1_000_000, containers=600_000)
MAX_DEPTH = 80
"""Layers in layers."""
MAX_LAYERS = 100_000
"""A layer that stands in many places counts in each: it is printed and called in each."""
MAX_PLAIN_DEPTH = 8
MAX_VALUES = 1_000_000
"""Of one attribute, where a list that stands in many places counts in each."""
MAX_REPEATS = 1000
"""Layers of a recurrent network, or iterations of a norm."""
COUNTS = frozenset(("embed_dim", "hidden_size", "input_size", "num_heads"))
"""Attributes that PyTorch's own code divides by: a zero would end the process."""
MOST = (1 << 31) - 1
"""The largest whole number of a layer; sizes beyond it are none."""
WINDOWS = {
    **dict.fromkeys(("kernel_size", "padding", "dilation", "stride", "output_padding", "output_size"), 1 << 20),
    "_reversed_padding_repeated_twice": 1 << 20,
}
"""Attribute → the most that PyTorch's loops go through without an end that anybody would see."""
MOST_NEIGHBORS = MOST_STEPS = 1 << 12
"""Of a norm over channels, which computes as many for each; and of a transposed convolution, which writes as many."""
MAX_SIZES = 64
"""Numbers of one attribute, and hooks of one layer."""
COMPILER = ("_dynamo_", "_has_dynamo_")
"""What `torch.compile` notes on tensors; it is not restored."""
MAX_WORK = 1_000_000
"""Entries that are looked at: a table that stands in many places counts each time."""
_PART = re.compile(r"[^\W_][\w +,/:=@-]{0,199}")
"""Names of tensors and layers: nothing that could end a text when PyTorch writes code around it."""
_EXTRA = re.compile(r"[A-Za-z]\w{0,199}", re.ASCII)
_MARK = re.compile(r"(_is_)?[A-Za-z]\w{0,199}", re.ASCII)
"""Attributes of tensors: PyTorch marks buffers, and others what they have filled."""
_TEXT = re.compile(r"[\w .+-]{0,100}", re.ASCII)
_DEVICE = re.compile(r"[a-z]{1,20}(:\d{1,4})?")
_DICT = "torch.nn.modules.container.ModuleDict"
_SPECTRAL_HOOKS = "torch.nn.utils.spectral_norm.SpectralNorm{}Hook"
_NEEDED = {layers.WEIGHT: ("_g _v", ""), layers.SPECTRAL: ("_orig", "_u _v")}
"""What follows the name of a tensor that a hook computes, of the parameters and buffers that it computes it from."""


def check(content: bytes) -> Made:
    """The record of the module that a skeleton holds. Error `Refused`."""
    record = read(content, layers.STEPS, LIMITS)
    if type(record) is not Made or record.name not in layers.MODULES:
        raise Refused("it holds no layer of PyTorch")
    _Check().module(record, 0)
    return record


class _Check:
    def __init__(self) -> None:
        self._done: dict[int, tuple[int, int]] = {}
        """Of each layer how many there are in it, itself among them, and how deep they are nested."""
        self._inside: set[int] = set()
        self._plain: dict[int, tuple[int, int]] = {}
        self._work = 0

    def parts(self, record: Made) -> _Parts:
        parts = _Parts(record)
        self._work += len(parts.state) + len(parts.names) + 1
        if self._work > MAX_WORK:
            raise Refused("its tables stand in too many places")
        return parts

    def module(self, record: Made, depth: int, check_children: Callable[[_Parts, int], None] | None = None) -> None:
        count, height = self._done.get(id(record), (0, 0))
        if depth + height > MAX_DEPTH:
            raise Refused(f"its layers are nested deeper than {MAX_DEPTH}")
        if count:
            return
        if id(record) in self._inside:
            raise Refused("a layer in it holds itself")
        self._inside.add(id(record))
        parts = self.parts(record)
        if parts.hollow != ("parametrizations" in parts.children):
            raise Refused(f"a {parts} in it is parametrized in an unusual way")
        for name, value in parts.state.items():
            if name in HOOKS:
                _check_hooks(name, value, parts)
            elif name in OTHERS:
                parts.require(_is(OTHERS[name], value) and (type(value) is not set or _is_hidden(value, parts)), name)
            elif name in parts.layer.attributes:
                parts.require(_is_attribute(name, value, parts), name)
            elif name not in (*TENSORS, "_modules") and name not in parts.computed:
                self._extra(name, value, parts)
        (check_children or self._children)(parts, depth + 1)
        self._inside.remove(id(record))
        below = [self._done[id(child)] for child in parts.children.values() if child is not None]
        count = 1 + sum(count for count, _ in below)
        if count > MAX_LAYERS:
            raise Refused(f"its layers stand in more than {MAX_LAYERS} places")
        self._done[id(record)] = count, max((1 + height for _, height in below), default=0)

    def _children(self, parts: _Parts, depth: int) -> None:
        for name, child in parts.children.items():
            if name == "parametrizations":
                self._parametrizations(child, parts, depth)
            elif child is not None:
                if type(child) is not Made or child.name not in layers.MODULES:
                    raise Refused(f"{_short(name)} of a {parts} in it is no layer")
                self.module(child, depth)

    def _parametrizations(self, table: Any, owner: _Parts, depth: int) -> None:
        """What computes the tensors of a layer anew, by their names."""
        unusual = Refused(f"a {owner} in it is parametrized in an unusual way")

        def check_lists(parts: _Parts, depth: int) -> None:
            if parts.tensors or not parts.children:
                raise unusual
            for name, one in parts.children.items():
                _require_part(name, owner)
                if name in owner.names or name in owner.state or name in owner.layer.attributes:
                    raise Refused(f"{_short(name)} of a {owner} in it is there twice")
                if type(one) is not Made or one.name != layers.PARAMETRIZED:
                    raise unusual
                self.module(one, depth, self._parametrization)

        if type(table) is not Made or table.name != _DICT or id(table) in self._done:
            raise unusual
        self.module(table, depth, check_lists)

    def _parametrization(self, parts: _Parts, depth: int) -> None:
        single, count = parts.state.get("is_tensor"), parts.state.get("ntensors")
        wanted = ["original"] if single is True else [f"original{number}" for number in range(len(parts.tensors))]
        whole = type(single) is bool and type(count) is int and count == len(wanted)
        if not whole or set(parts.tensors) != set(wanted) or not parts.children:
            raise Refused(f"a {parts} in it is not as PyTorch makes it")
        for number, (name, child) in enumerate(parts.children.items()):
            if name != str(number) or type(child) is not Made or child.name not in layers.PARAMETRIZATIONS:
                raise Refused(f"a {parts} in it holds something else than PyTorch's own parametrizations")
            self.module(child, depth)

    def _extra(self, name: str, value: Any, parts: _Parts) -> None:
        """An attribute that the user gave: a plain value that stands before nothing."""
        if not _EXTRA.fullmatch(name) or name in METHODS or name in parts.layer.methods or name in parts.names:
            raise Refused(f"a {parts} in it has an attribute {_short(name)}, which is not among those of its class")
        self._value(value, f"{_short(name)} of a {parts} in it")

    def _value(self, value: Any, where: str, depth: int = 0) -> tuple[int, int]:
        """How many plain values there are in it, and how deep they are nested. Error `Refused` for any other value."""
        if value is None or type(value) in (bool, int, float, str, bytes):
            return 1, 0
        if type(value) is Name and value.full in layers.TYPES:
            return 1, 0
        if type(value) is Call and (_is_size(value) or _is_device(value)):
            return 1, 0
        if type(value) not in (list, tuple, set, dict, Ordered) or getattr(value, "state", None) is not None:
            raise Refused(f"{where} is no plain value")
        if id(value) not in self._plain:
            if depth > MAX_PLAIN_DEPTH:
                raise Refused(f"{where} is nested deeper than {MAX_PLAIN_DEPTH}")
            inside = [*value, *value.values()] if isinstance(value, dict) else value
            found = [self._value(one, where, depth + 1) for one in inside]
            height = max((height for _, height in found), default=0)
            self._plain[id(value)] = 1 + sum(count for count, _ in found), 1 + height
        count, height = self._plain[id(value)]
        if count > MAX_VALUES or depth + height > MAX_PLAIN_DEPTH + 1:
            raise Refused(f"{where} holds more than {MAX_VALUES} values, or nests them deeper than {MAX_PLAIN_DEPTH}")
        return count, height


class _Parts:
    """A layer with the names of what it holds, which are checked here. Error `Refused`."""

    def __init__(self, record: Made) -> None:
        self.name = record.name
        self.hollow = record.hollow
        self.layer: Layer = LAYERS[record.name]
        if record.state is None:
            raise Refused(f"a {self} in it is empty")
        self.state = record.state
        self.parameters, self.buffers = (_table(record.state.get(name, {}), self) for name in TENSORS)
        self.children = _table(record.state.get("_modules", {}), self)
        self.tensors = {**self.parameters, **self.buffers}
        self.names = {**self.tensors, **self.children}
        if len(self.names) != len(self.parameters) + len(self.buffers) + len(self.children):
            raise Refused(f"a {self} in it holds two things by one name")
        for name, value in self.tensors.items():
            _require_part(name, self, self.layer.attributes.get(name) == "tensor")
            self.require(value is None or _is("tensor", value), name)
        for name in self.children:
            if name != "parametrizations":
                _require_part(name, self)
        self.computed = frozenset(_computed(self))

    def __str__(self) -> str:
        return self.name.rpartition(".")[2]

    def require(self, fits: bool, name: str) -> None:
        if not fits:
            raise Refused(f"{_short(name)} of a {self} in it is not what PyTorch puts there")


def _table(value: Any, parts: _Parts) -> dict[str, Any]:
    """A table of a layer with texts as its keys."""
    if type(value) not in (dict, Ordered) or getattr(value, "state", None) is not None:
        raise Refused(f"a table of a {parts} in it is none")
    if not all(type(key) is str for key in value):
        raise Refused(f"a table of a {parts} in it has a name that is no text")
    return dict(value)


def _require_part(name: str, parts: _Parts, listed: bool = False) -> None:
    kind = parts.layer.attributes.get(name, "none")
    free = listed or (_PART.fullmatch(name) and name not in METHODS and name not in parts.layer.methods)
    if not free or kind not in ("none", "function", "tensor"):
        raise Refused(f"a {parts} in it holds something by the name {_short(name)}, which nothing there may have")


# Hooks


def _computed(parts: _Parts) -> Iterator[str]:
    """Names of tensors that hooks compute anew before each call; they are plain attributes of the layer."""
    hooks = parts.state.get("_forward_pre_hooks", {})
    if type(hooks) not in (dict, Ordered) or len(hooks) > MAX_SIZES:
        raise Refused(f"a table of a {parts} in it is none")
    for hook in hooks.values():
        name = _check_hook(hook, parts)
        parts.require(name not in parts.state or _is("tensor", parts.state[name]), name)
        yield name


def _check_hook(hook: Any, parts: _Parts, inside: bool = False, works: bool = True) -> str:
    """The name of the tensor that a hook of PyTorch computes. One that was taken off is left with the state dict."""
    if type(hook) is not Made or hook.name not in {*_NEEDED, *layers.PRUNING} or hook.hollow or hook.state is None:
        raise Refused(f"a {parts} in it has a hook")
    attributes = LAYERS[hook.name].attributes
    if inside and "methods" in attributes.values():
        raise Refused(f"a hook of a {parts} in it holds others of its kind")
    for name, value in hook.state.items():
        kind = attributes.get(name, "")
        if kind == "methods" and not inside and type(value) in (list, tuple) and len(value) <= MAX_SIZES:
            for method in value:
                _check_hook(method, parts, inside=True)
        elif kind == "tensor_name":
            _require_computed(hook.name, value, parts, works)
        else:
            parts.require(kind in ("number", "padding", "tensor") and _is(kind, value), name)
    named = [hook.state[name] for name, kind in attributes.items() if kind == "tensor_name" and name in hook.state]
    if len(named) != 1 or not _is_repeat(hook.state.get("n_power_iterations", 1)):
        raise Refused(f"a hook of a {parts} in it is not as PyTorch makes it")
    return str(named[0])


def _require_computed(hook: str, name: Any, parts: _Parts, works: bool) -> None:
    if type(name) is not str or (works and name in parts.names) or name in parts.layer.attributes:
        raise Refused(f"a hook of a {parts} in it computes something that is no tensor of it")
    _require_part(name, parts)
    if not works:
        return
    parameters, buffers = _NEEDED.get(hook, ("_orig", "_mask"))
    for table, ends in ((parts.parameters, parameters), (parts.buffers, buffers)):
        for end in ends.split():
            parts.require(_is("tensor", table.get(name + end)), name + end)


def _check_hooks(name: str, hooks: Any, parts: _Parts) -> None:
    if type(hooks) not in (dict, Ordered) or getattr(hooks, "state", None) is not None or len(hooks) > MAX_SIZES:
        raise Refused(f"a table of a {parts} in it is none")
    for key, hook in hooks.items():
        parts.require(type(key) is int, name)
        if name == "_forward_pre_hooks":
            continue  # `_computed` has checked them
        wanted = {"_state_dict_hooks": "StateDict", "_load_state_dict_pre_hooks": "LoadStateDictPre"}.get(name, "")
        if name == "_load_state_dict_pre_hooks" and type(hook) is Made and hook.name == layers.WRAPPED:
            state = hook.state or {}
            parts.require(set(state) == {"hook", "with_module"} and state["with_module"] is False, name)
            hook = state["hook"]
        if type(hook) is not Made or hook.name != _SPECTRAL_HOOKS.format(wanted) or hook.hollow:
            raise Refused(f"a {parts} in it has a hook")
        norm = (hook.state or {}).get("fn")
        parts.require(set(hook.state or {}) == {"fn"} and type(norm) is Made and norm.name == layers.SPECTRAL, name)
        _check_hook(norm, parts, works=False)


# Values


def _is_hidden(names: set[Any], parts: _Parts) -> bool:
    """Names of buffers that are in no state dict."""
    return len(names) <= len(parts.buffers) + MAX_SIZES


def _is_attribute(name: str, value: Any, parts: _Parts) -> bool:
    kind = parts.layer.attributes[name]
    if name == "n_power_iterations":
        return _is_repeat(value)
    if name in COUNTS:
        return type(value) is int and 1 <= value < 1 << 31
    if name == "_size":
        whole = type(value) is int and value == len(parts.names)
        return whole and list(parts.names) == [str(number) for number in range(value)]
    if kind == "keys":
        table = _table(value, parts)
        return set(table) == set(parts.names) == set(parts.parameters) and not any(table.values())
    if kind == "names":
        by_layer, flat = _recurrent(parts.state)
        return bool(value == (flat if name == "_flat_weights_names" else by_layer))
    if kind in ("number", "padding") and not _is_bounded(value, _most(name, str(parts))):
        return False
    if kind == "weights" and (type(value) is not list or len(value) != len(_recurrent(parts.state)[1])):
        return False
    return _is(kind, value)


def _most(name: str, layer: str) -> int:
    if name == "size" and layer in ("LocalResponseNorm", "CrossMapLRN2d"):
        return MOST_NEIGHBORS
    if name == "stride" and layer.startswith("ConvTranspose"):
        return MOST_STEPS
    return WINDOWS.get(name, MOST)


def _is_bounded(value: Any, most: int) -> bool:
    if type(value) is Call:
        value = value.arguments[0] if value.arguments else ()
    numbers = value if type(value) in (list, tuple) else (value,)
    return all(type(one) is not int or abs(one) <= most for one in numbers)


def _recurrent(state: dict[str, Any]) -> tuple[list[list[str]], list[str]]:
    """Names of the weights of a recurrent network, layer by layer and in one list. Error `Refused`."""
    count = state.get("num_layers")
    flags = [state.get(name, 0) for name in ("bias", "bidirectional", "proj_size")]
    if not _is_repeat(count) or not all(type(flag) in (bool, int) for flag in flags):
        raise Refused("a recurrent network in it is not as PyTorch makes it")
    return _names_of_weights(int(count or 0), *map(bool, flags))


@lru_cache(maxsize=64)
def _names_of_weights(count: int, bias: bool, both: bool, projected: bool) -> tuple[list[list[str]], list[str]]:
    kinds = ["weight_ih", "weight_hh", *(["bias_ih", "bias_hh"] if bias else []), *(["weight_hr"] if projected else [])]
    ends = [f"_l{layer}{end}" for layer in range(count) for end in (["", "_reverse"] if both else [""])]
    by_layer = [[kind + end for kind in kinds] for end in ends]
    return by_layer, [name for layer in by_layer for name in layer]


def _is(kind: str, value: Any) -> bool:
    if kind == "flag":
        return type(value) is bool
    if kind == "number":
        return _is_number(value)
    if kind in ("text", "padding"):
        plain = value is None or (type(value) is str and _TEXT.fullmatch(value) is not None)
        return plain or (kind == "padding" and _is_number(value))
    if kind == "none":
        return value is None
    if kind == "tensor":
        return type(value) is Outside and _is_tensor(value.mark)
    if kind == "weights":
        return type(value) is list and all(one is None or _is("tensor", one) for one in value)
    if kind == "function":
        return type(value) is Name and value.full in layers.FUNCTIONS
    if kind == "map":
        return type(value) is Call and value.name == layers.ORTHOGONAL and value.arguments in ((1,), (2,), (3,))
    return kind == "set" and type(value) is set and all(type(one) is str for one in value)


def _is_tensor(mark: Any) -> bool:
    """The number of a tensor, with plain attributes that were set on it."""
    number, attributes = mark if type(mark) is tuple and len(mark) == 2 else (mark, {})
    if type(number) is not int or number < 0 or type(attributes) is not dict or len(attributes) > MAX_SIZES:
        return False
    return all(
        (_MARK.fullmatch(name) or name.startswith(COMPILER)) and (_is_number(value) or type(value) is str)
        for name, value in attributes.items()
    )


def _is_number(value: Any) -> bool:
    """A number, or sizes: numbers in a list, a tuple or a `torch.Size`."""
    if value is None or type(value) in (bool, int, float):
        return True
    if type(value) in (list, tuple):
        return len(value) <= MAX_SIZES and all(type(one) in (bool, int, float, type(None)) for one in value)
    return type(value) is Call and _is_size(value)


def _is_size(value: Call) -> bool:
    if value.name != "torch.Size" or len(value.arguments) != 1 or type(value.arguments[0]) not in (tuple, list):
        return False
    sizes = value.arguments[0]
    return len(sizes) <= MAX_SIZES and all(type(one) is int and 0 <= one < 1 << 63 for one in sizes)


def _is_device(value: Call) -> bool:
    kinds = tuple(type(one) for one in value.arguments)
    if value.name != "torch.device" or kinds not in ((str,), (str, int)):
        return False
    return _DEVICE.fullmatch(value.arguments[0]) is not None


def _short(name: str) -> str:
    return repr(name if len(name) <= 60 else f"{name[:60]}…")


def _is_repeat(value: Any) -> bool:
    return type(value) is int and 1 <= value <= MAX_REPEATS
