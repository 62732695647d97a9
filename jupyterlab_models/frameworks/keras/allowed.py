"""Whether a configuration is made of listed classes, listed functions and plain values alone.

The server and the kernel both ask here before a library reads the configuration. Every object is checked against the
table of its library: module and class, the names of its arguments, and what each argument may be. An argument whose
name the table does not have, as of a newer version, may be a number or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .texts import fits

Json = dict[str, Any]
DEPTH = 60
VALUES = 1_000_000
"""Of a whole configuration: more would take seconds to look at."""
MADE = 50_000
"""Layers, initializers and others: each takes a library a millisecond or more to make."""
MOST = (1 << 32) - 1
"""The largest number: sizes beyond it are none, and seeds end here."""
LOOPS = frozenset(
    (
        *("bins", "chain_depth", "ngrams", "ns_steps", "num_chains", "num_classes", "num_oov_indices", "num_ops"),
        *("num_thresholds", "power_iterations", "steps_per_execution"),
    )
)
ROUNDS = 10_000
"""The most times that Python goes around, or items that it makes, for an argument in `LOOPS`."""
PATTERN = re.compile(r"[\w./-]*(\.\*)?")
"""Names of layers that Keras takes for patterns: at most one part of any length, which takes no time to find."""
SCALARS = (type(None), bool, int, float)
OF_LAYERS = frozenset(
    ["activity_regularizer", "autocast", "batch_size", "batch_input_shape", "dtype", "input_shape", "name", "trainable"]
)
DTYPE = re.compile(r"[a-z][a-z0-9_/]{0,63}")
KEYS = frozenset(
    ["module", "class_name", "config", "registered_name", "build_config", "compile_config", "shared_object_id"]
)
NUMPY = re.compile(r"(float|int|uint|complex)(8|16|32|64|128)|bool|bfloat16|string|str|<U\d{1,4}")


class Refused(Exception):
    """The message says what is not allowed, to follow “it names”."""


@dataclass(frozen=True)
class Allowed:
    """What one library's configurations may hold."""

    classes: Mapping[str, Mapping[str, frozenset[str] | None]]
    """Module → class → arguments; None where every argument is a plain value."""
    functions: frozenset[str]
    identifiers: Mapping[str, frozenset[str]]
    """Kind of object → texts that stand for one."""
    operations: Callable[[Any], bool] | None = None
    """Whether the configuration of an operation layer names a function that only computes."""
    operation_module: str = ""

    @staticmethod
    def parse(
        classes: Mapping[str, str], functions: Mapping[str, str], identifiers: Mapping[str, str], **more: Any
    ) -> Allowed:
        """From the texts that `scripts/keras_tables.py` writes."""
        texts = {kind: frozenset(names.split()) for kind, names in identifiers.items()}
        texts["metrics"] |= texts["losses"] | {"accuracy", "acc", "crossentropy", "ce"}
        texts["regularizers"] |= {"l1_l2"}
        return Allowed(
            {module: dict(_classes(module, text)) for module, text in classes.items()},
            frozenset(name for text in functions.values() for name in text.split()),
            texts,
            **more,
        )

    def first_refused(self, config: Any) -> str | None:
        """What is not allowed in the configuration of a model, in words, or None."""
        try:
            _Check(self).model(config, DEPTH)
        except Refused as reason:
            return str(reason)
        return None


def _classes(module: str, text: str) -> Iterator[tuple[str, frozenset[str] | None]]:
    if module.startswith("keras.src.ops."):
        yield from ((name, None) for name in text.split())
        return
    for line in text.replace("\n ", " ").split("\n"):
        name, _, arguments = line.partition(":")
        if name.strip():
            yield name.strip(), frozenset(arguments.split())


FAMILIES = {
    "activations": ("keras.layers",),
    "constraints": ("keras.constraints",),
    "dtypes": ("keras", "keras.dtype_policies", "keras.mixed_precision"),
    "initializers": ("keras.initializers",),
    "losses": ("keras.losses", "keras.src.losses.losses"),
    "metrics": ("keras.metrics", "keras.losses", "keras.src.losses.losses"),
    "optimizers": ("keras.optimizers", "keras.optimizers.legacy", "keras.mixed_precision"),
    "quantizers": ("keras.quantizers",),
    "regularizers": ("keras.regularizers",),
    "schedules": ("keras.optimizers.schedules",),
    "seeds": ("keras.random",),
}
"""Kind of object → modules of its classes."""
ACTIVATIONS = frozenset(["Activation", "ELU", "LeakyReLU", "PReLU", "ReLU", "Softmax", "ThresholdedReLU"])
"""Layers that stand for a function."""
WORDS = frozenset(["vocabulary", "idf_weights"])
"""Lists; a text in their place is the name of a file that the layer reads."""
OBJECTS = {
    "activation": "activations",
    "recurrent_activation": "activations",
    "dtype": "dtypes",
    "output_dtype": "dtypes",
    "default_policy": "dtypes",
    "vocabulary_dtype": "dtypes",
    "inner_optimizer": "optimizers",
    "learning_rate": "schedules",
    "seed": "seeds",
    "quantization_config": "quantizers",
    "weight_quantizer": "quantizers",
    "activation_quantizer": "quantizers",
}
"""Argument → kind of object that it may be, besides what its name ends with."""
LAYERS = frozenset(["layer", "cell", "backward_layer"])
COMPILED = {"loss": "losses", "metrics": "metrics", "weighted_metrics": "metrics"}
SPECIAL: dict[str, frozenset[str]] = {
    "__tensor__": frozenset(("value", "dtype")),
    "__numpy__": frozenset(("value", "dtype")),
    "__bytes__": frozenset(("value",)),
    "__slice__": frozenset(("start", "stop", "step")),
    "__ellipsis__": frozenset(),
}
"""Values that JSON has no form for."""


def kind_of(argument: str) -> str | None:
    if argument in OBJECTS:
        return OBJECTS[argument]
    for ending in ("activation", "constraint", "initializer", "regularizer"):
        if argument.endswith(ending):
            return f"{ending}s"
    return None


def _quoted(value: Any) -> str:
    return repr(value[:100]) if isinstance(value, str) else f"a {type(value).__name__}"


@dataclass
class _Check:
    """One walk through a configuration."""

    allowed: Allowed
    left: int = VALUES
    objects: int = MADE
    shared: dict[int, tuple[str, str]] = field(default_factory=dict)
    tensors: int = 0
    """How many tensors of the graph were among the arguments of calls."""

    def spend(self, depth: int, count: int = 1) -> None:
        self.left -= count
        if self.left < 0 or depth < 0:
            raise Refused("more, or more deeply nested, than can be looked through")

    # Objects

    def node(self, value: Any, depth: int, more: frozenset[str] = frozenset()) -> tuple[str, str]:
        """Module and class of an object that stands in the table, and whose members are those that Keras writes."""
        self.spend(depth)
        self.objects -= 1
        if self.objects < 0:
            raise Refused("more objects than a model has")
        if not isinstance(value, dict):
            raise Refused(f"{_quoted(value)} in place of an object")
        module, name, registered = value.get("module"), value.get("class_name"), value.get("registered_name", value)
        if not isinstance(module, str) or not isinstance(name, str):
            raise Refused(f"{_quoted(name)} of no module")
        if name not in self.allowed.classes.get(module, ()):
            raise Refused(f"{_quoted(name)} of the module {_quoted(module)}")
        if registered is not None and registered != name:
            raise Refused(f"{_quoted(name)} by another name that is registered")
        for key in value:
            if key not in KEYS and key not in more:
                raise Refused(f"{_quoted(key)} beside {name}")
        if not isinstance(value.get("config"), dict):
            raise Refused(f"{name} without a configuration")
        self.shapes(value.get("build_config"), depth - 1)
        number = value.get("shared_object_id")
        known = self.shared.setdefault(number, (module, name)) if type(number) is int else None
        if number is not None and known != (module, name):
            raise Refused(f"{name} in place of an object of another class")
        return module, name

    def shapes(self, value: Any, depth: int) -> None:
        """What a layer was built with: sizes alone."""
        if value is None:
            return
        if not isinstance(value, dict):
            raise Refused("a build_config that is no object")
        self.shape(value, depth)

    def shape(self, value: Any, depth: int) -> None:
        self.spend(depth)
        if isinstance(value, list):
            for one in value:
                self.shape(one, depth - 1)
        elif isinstance(value, dict) and "class_name" not in value:
            for one in value.values():
                self.shape(one, depth - 1)
        elif isinstance(value, SCALARS):
            self.number(value)
        elif not (isinstance(value, str) and DTYPE.fullmatch(value)):
            raise Refused(f"{_quoted(value)} as a size")

    def arguments(self, module: str, name: str, config: Json, depth: int) -> None:
        listed = self.allowed.classes[module][name]
        for key, value in config.items():
            if listed is None and key not in OF_LAYERS:
                self.plain(value, depth - 1)
            elif listed is None or key in listed or key in OF_LAYERS:
                self.argument(key, value, depth - 1)
            elif isinstance(value, SCALARS):
                self.number(value)
            else:
                raise Refused(f"the argument {_quoted(key)} of {name}")

    def argument(self, key: str, value: Any, depth: int) -> None:
        kind = kind_of(key)
        if key in LAYERS:
            if value is not None:
                self.layer(value, depth)
        elif key in ("cells", "layers"):
            for one in self.items(value, depth):
                self.layer(one, depth)
        elif key == "fn":
            self.function(value, depth)
        elif key == "policy_map" and isinstance(value, dict):
            self.patterns(list(value))
            for one in value.values():
                self.object("dtypes", one, depth)
        elif kind is not None:
            self.object(kind, value, depth)
        elif key in WORDS and isinstance(value, str):
            raise Refused(f"a file with words, {_quoted(value)}")
        elif key in LOOPS and isinstance(value, int) and abs(value) > ROUNDS:
            raise Refused(f"{value} as {key}")
        else:
            if key == "exclude_layers" and value:
                self.patterns(value)
            self.plain(value, depth)
            if not fits(value):
                raise Refused("texts that would take too much memory")

    def patterns(self, values: Any) -> None:
        known = isinstance(values, (list, str))
        if not known or not all(isinstance(one, str) and PATTERN.fullmatch(one) for one in values):
            raise Refused("a pattern in place of a name")

    def object(self, kind: str, value: Any, depth: int) -> None:
        """An object of this kind, or a text that stands for one."""
        self.spend(depth)
        if isinstance(value, SCALARS):
            return
        if isinstance(value, str):
            if kind == "dtypes" and DTYPE.fullmatch(value):
                return
            texts = self.allowed.identifiers.get(kind, frozenset())
            if value not in texts and not (kind == "optimizers" and value.lower() in texts):
                raise Refused(f"{_quoted(value)} as one of the {kind}")
            return
        if isinstance(value, dict) and value.get("class_name") == "function":
            if kind not in ("activations", "losses", "metrics"):
                raise Refused(f"a function as one of the {kind}")
            self.function(value, depth)
            return
        if isinstance(value, dict) and value.get("class_name") in ("__numpy__", "__tensor__") and kind == "schedules":
            self.plain(value, depth)
            return
        module, name = self.node(value, depth)
        of_torch = kind == "optimizers" and module.startswith(TORCH)
        if (not of_torch and module not in FAMILIES[kind]) or (kind == "activations" and name not in ACTIVATIONS):
            raise Refused(f"{_quoted(name)} of the module {_quoted(module)} as one of the {kind}")
        if "compile_config" in value:
            raise Refused(f"a compile_config beside {name}")
        self.arguments(module, name, value["config"], depth - 1)

    def function(self, value: Any, depth: int) -> None:
        self.spend(depth)
        if isinstance(value, str):
            if value not in self.allowed.functions:
                raise Refused(f"the function {_quoted(value)}")
            return
        name = value.get("config") if isinstance(value, dict) else None
        if (
            not isinstance(name, str)
            or set(value) != {"class_name", "config", "module", "registered_name"}
            or value["class_name"] != "function"
            or value["module"] not in ("builtins", "keras.activations", "keras.losses", "keras.metrics")
            or name not in self.allowed.functions
            # An older version that lacks the function takes what its module has by this name.
            or value["registered_name"] not in (None, "function", name)
        ):
            raise Refused(f"the function {_quoted(name)}")

    # Values

    def number(self, value: Any) -> None:
        if isinstance(value, int) and abs(value) > MOST:
            raise Refused("a number that is too large")

    def items(self, value: Any, depth: int) -> list[Any]:
        self.spend(depth)
        if not isinstance(value, list):
            raise Refused(f"{_quoted(value)} in place of a list")
        return value

    def plain(self, value: Any, depth: int, tensors: bool = False) -> None:
        """Numbers, texts, lists and dicts; `tensors` of the graph too, among the arguments of a call."""
        self.spend(depth)
        if isinstance(value, SCALARS):
            self.number(value)
        elif isinstance(value, str):
            return
        elif isinstance(value, list):
            if all(type(one) in (float, str) for one in value):
                self.spend(depth, len(value))
                return
            for one in value:
                self.plain(one, depth - 1, tensors)
        elif "class_name" in value:
            self.special(value, depth, tensors)
        else:
            for one in value.values():
                self.plain(one, depth - 1, tensors)

    def special(self, value: Json, depth: int, tensors: bool) -> None:
        name, config = value["class_name"], value.get("config", {})
        if name == "__keras_tensor__" and tensors:
            self.keras_tensor(value, depth)
            return
        if not isinstance(name, str) or name not in SPECIAL or not set(value) <= {"class_name", "config"}:
            raise Refused(f"{_quoted(name)} among plain values")
        if not isinstance(config, dict) or set(config) != SPECIAL[name]:
            raise Refused(f"{name} without its members")
        if name == "__bytes__" and not isinstance(config["value"], str):
            raise Refused("bytes that are no text")
        dtype = config.get("dtype", "bool")
        if not isinstance(dtype, str) or not NUMPY.fullmatch(dtype):
            raise Refused(f"numbers of the type {_quoted(dtype)}")
        for one in config.values():
            self.plain(one, depth - 1)

    def keras_tensor(self, value: Json, depth: int) -> None:
        config = value.get("config")
        self.tensors += 1
        if set(value) != {"class_name", "config"} or not isinstance(config, dict):
            raise Refused("a tensor without its members")
        for key, one in config.items():
            if key not in ("shape", "dtype", "keras_history") and not isinstance(one, (bool, type(None))):
                raise Refused(f"{_quoted(key)} of a tensor")
            self.plain(one, depth - 1)
        if not isinstance(config.get("dtype"), str) or not DTYPE.fullmatch(config["dtype"]):
            raise Refused("a tensor of no type")
        self.place(config.get("keras_history"))

    def place(self, value: Any) -> None:
        """Layer, number of the call, number of the output."""
        kinds = [type(one) for one in value] if isinstance(value, list) else []
        if kinds != [str, int, int]:
            raise Refused("a tensor of no layer")

    # Layers and models

    def model(self, value: Any, depth: int) -> None:
        self.layer(value, depth, top=True)

    def layer(self, value: Any, depth: int, more: frozenset[str] = frozenset(), top: bool = False) -> None:
        module, name = self.node(value, depth, more)
        config = value["config"]
        is_model = name in ("Sequential", "Functional", "Model") and module in MODELS
        if top and not is_model:
            raise Refused(f"{_quoted(name)} in place of a model")
        if not is_model and module != "keras.layers" and not module.startswith(OPERATIONS):
            raise Refused(f"{_quoted(name)} of the module {_quoted(module)} as a layer")
        if not is_model and value.get("compile_config") is not None:
            raise Refused(f"a compile_config beside {name}")
        if is_model:
            self.compiled(value.get("compile_config"), depth - 1)
            self.made(name, config, depth - 1)
        elif module == self.allowed.operation_module:
            if self.allowed.operations is None or not self.allowed.operations(config.get("function")):
                raise Refused(f"the operation {_quoted(config.get('function'))}")
            rest = {key: one for key, one in config.items() if key != "function"}
            self.arguments(module, name, rest, depth)
        else:
            self.arguments(module, name, config, depth)

    def made(self, name: str, config: Json, depth: int) -> None:
        """What a model is made of."""
        for key, value in config.items():
            if key == "layers":
                for one in self.items(value, depth):
                    if name == "Sequential":
                        self.layer(one, depth - 1, frozenset(("name",)))
                    else:
                        self.called(one, depth - 1)
            elif key in OF_LAYERS:
                self.argument(key, value, depth)
            elif key in ("build_input_shape", "input_layers", "output_layers"):
                self.plain(value, depth)
            elif not isinstance(value, SCALARS):
                raise Refused(f"the argument {_quoted(key)} of a model")

    def called(self, value: Any, depth: int) -> None:
        """A layer of a graph and its calls, with tensors and plain values alone.

        A call without a tensor would compute at once, and could make gigabytes of a few words.
        """
        self.layer(value, depth, frozenset(("name", "inbound_nodes")))
        if not isinstance(value.get("name"), str):
            raise Refused("a layer without a name")
        for call in self.items(value.get("inbound_nodes"), depth):
            before = self.tensors
            if isinstance(call, dict) and self.allowed.operations is None:
                if set(call) != {"args", "kwargs"} or not isinstance(call["kwargs"], dict):
                    raise Refused("a call without its members")
                self.plain(self.items(call["args"], depth), depth - 1, tensors=True)
                self.plain(call["kwargs"], depth - 1, tensors=True)
                if not fits([call["args"], call["kwargs"]]):
                    raise Refused("texts that would take too much memory")
            elif self.allowed.operations is not None:
                self.bare(call, depth - 1)
            else:
                raise Refused("a call without its members")
            if self.tensors == before:
                raise Refused("a call of no tensor")

    def bare(self, value: Any, depth: int) -> None:
        """The arguments of a call as Keras 2 writes them: names of layers, numbers and plain values."""
        self.spend(depth)
        if isinstance(value, list):
            if [type(one) for one in value[:3]] == [str, int, int] and value[0] != "_CONSTANT_VALUE":
                self.tensors += 1
            for one in value:
                self.bare(one, depth - 1)
        elif isinstance(value, dict):
            if "class_name" in value:
                raise Refused("an object among the arguments of a call")
            for one in value.values():
                self.bare(one, depth - 1)
        elif value == "_COMPOSITE_TYPE":
            raise Refused("a tensor of another type")
        elif not isinstance(value, str):
            self.number(value)

    def compiled(self, value: Any, depth: int) -> None:
        if value is None:
            return
        self.spend(depth)
        if not isinstance(value, dict):
            raise Refused("a compile_config that is no object")
        for key, one in value.items():
            if key == "optimizer":
                self.object("optimizers", one, depth - 1)
            elif key in COMPILED:
                self.nested(COMPILED[key], one, depth - 1)
            elif key in ("loss_weights", "jit_compile"):
                self.plain(one, depth - 1)
            elif not isinstance(one, SCALARS) or (key in LOOPS and isinstance(one, int) and abs(one) > ROUNDS):
                raise Refused(f"the argument {_quoted(key)} of compile")

    def nested(self, kind: str, value: Any, depth: int) -> None:
        """Objects of one kind, one for each output."""
        self.spend(depth)
        if isinstance(value, list):
            for one in value:
                self.nested(kind, one, depth - 1)
        elif isinstance(value, dict) and "class_name" not in value:
            for one in value.values():
                self.nested(kind, one, depth - 1)
        else:
            self.object(kind, value, depth)


TORCH = "keras.src.backend.torch.optimizers."
MODELS = ("keras", "keras.src.models.functional", "tf_keras.src.engine.functional")
OPERATIONS = ("keras.src.ops.", "tf_keras.src.layers.core.tf_op_layer")
