"""What Keras writes about a model besides its weights, completed by what it forgets.

The configuration that Keras makes by itself for a class without `get_config` is wrong for a `keras.Model` (its
constructor's arguments are dropped, the defaults are written) and cannot be read for a constructor that does not take
`trainable` and `dtype`. So while a model is written and read, such classes get a `get_config` and a `from_config`
that keep each argument as the attribute of the same name, as nearly every class has it. And the lambda of a `Lambda`
layer is written by a name, so that safe mode reads it as it reads any other function of the user's own.
"""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FunctionType
from typing import Any

from ...kernel.errors import AgentError
from ...kernel.naming import names_along_mro
from ...kernel.plain import NotPlain, from_json, to_json

LIBRARY = "keras"
PLAIN = "jupyterlab_models>plain"
FROZEN = "jupyterlab_models>trainable"
BASE = ("name", "trainable", "dtype")
FUNCTION_WRITER = "_serialize_function_to_config"
FOREIGN = {"tensorflow", "jax", "jaxlib", "torch", "numpy"}
"""Libraries below Keras: their objects hold numbers, not what a configuration names."""

Json = dict[str, Any]
Table = dict[str, Any]
"""Name in the configuration → class or function that is none of Keras."""


def library_of(cls: Any) -> str:
    return str(cls.__module__).partition(".")[0]


def backend() -> str:
    """The library that Keras computes with in this kernel, as the kernel chose it."""
    return str(sys.modules[LIBRARY].config.backend())


def is_keras(cls: type, library: str = LIBRARY) -> bool:
    """Whether the class or one of its bases is Keras's."""
    return any(name.startswith(f"{library}.") for name in names_along_mro(cls))


def own_bases(cls: type, library: str = LIBRARY) -> list[type]:
    """The class and its bases that are not Keras's, nearest first."""
    return [base for base in cls.__mro__ if base is not object and library_of(base) not in (library, *FOREIGN)]


def lacks_config(cls: type, library: str = LIBRARY) -> bool:
    """Whether it has a constructor of its own, and neither `get_config` nor `from_config`."""
    bases = [vars(base) for base in own_bases(cls, library)]
    has = {name for names in bases for name in ("__init__", "get_config", "from_config") if name in names}
    return has == {"__init__"}


def candidates(obj: Any, library: str = LIBRARY) -> tuple[list[type], list[Any]]:
    """Own classes of the Keras objects that a model holds, and own functions; nothing is called on the way."""
    classes: dict[int, type] = {}
    functions: dict[int, Any] = {}
    seen: set[int] = set()
    waiting: list[Any] = [obj]
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, FunctionType):
            if library_of(value) not in (library, *FOREIGN):
                functions[id(value)] = value
        elif isinstance(value, (list, tuple, set, frozenset)):
            waiting.extend(value)
        elif isinstance(value, dict):
            waiting.extend(value.values())
        elif not isinstance(value, type) and is_keras(type(value), library):
            classes.update({id(base): base for base in own_bases(type(value), library) if is_keras(base, library)})
            waiting.extend(getattr(value, "__dict__", {}).values())
    return list(classes.values()), list(functions.values())


@contextmanager
def complete(classes: list[Any]) -> Iterator[Table]:
    """Inside, those of the classes that lack a configuration have one; gives the lambdas that were met, by name.

    Error `unsupported` out of `get_config`.
    """
    lacking = [cls for cls in classes if isinstance(cls, type) and is_keras(cls) and lacks_config(cls)]
    changes: list[tuple[Any, str, Any]] = []
    for cls in lacking:
        changes.append((cls, "get_config", _getter(cls.get_config)))  # type: ignore[attr-defined]
        changes.append((cls, "from_config", classmethod(_from_config)))
    lambdas: Table = {}
    layer = sys.modules[LIBRARY].layers.Lambda
    writer = vars(layer).get(FUNCTION_WRITER)
    if writer is not None:
        changes.append((layer, FUNCTION_WRITER, _function_writer(writer, lambdas)))
    try:
        for cls, name, value in changes:
            setattr(cls, name, value)
        yield lambdas
    finally:
        for cls, name, _ in changes:
            if cls is layer:
                setattr(cls, name, writer)
            elif name in vars(cls):
                delattr(cls, name)


def _function_writer(original: Any, lambdas: Table) -> Any:
    def write(self: Any, function: Any) -> Json:
        if not isinstance(function, FunctionType) or function.__name__ != "<lambda>":
            return dict(original(self, function))
        name = next((known for known, one in lambdas.items() if one is function), f"<lambda {len(lambdas)}>")
        lambdas[name] = function
        return {"module": "builtins", "class_name": "function", "config": name, "registered_name": "function"}

    return write


def _getter(original: Any) -> Any:
    def get_config(self: Any) -> Json:
        try:
            config = dict(original(self))
        except NotImplementedError:
            # A schedule or regularizer: Keras's base class knows nothing to write.
            config = {}
        return {**config, **_arguments(self, config)}

    return get_config


def _parameters(cls: Any) -> list[inspect.Parameter]:
    """Of the constructor, and of those of own bases that it hands its keywords on to."""
    found: dict[str, inspect.Parameter] = {}
    for base in own_bases(cls):
        if "__init__" not in vars(base):
            continue
        own = list(inspect.signature(vars(base)["__init__"]).parameters.values())[1:]
        found = {**{parameter.name: parameter for parameter in own}, **found}
        if not any(parameter.kind is parameter.VAR_KEYWORD for parameter in own):
            return [parameter for parameter in found.values() if parameter.kind is not parameter.VAR_KEYWORD]
    return list(found.values())


def _arguments(obj: Any, config: Json) -> Json:
    """The constructor's arguments beyond those that Keras's own configuration has."""
    found: Json = {}
    cls = type(obj)
    recorded = None if "keras.Model" in names_along_mro(cls) else getattr(obj, "_auto_config", None)
    for parameter in _parameters(cls):
        name = parameter.name
        if parameter.kind is parameter.VAR_KEYWORD or name in config:
            continue
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.POSITIONAL_ONLY):
            raise _ask_for_config(cls, f"its constructor takes the positional argument {name}")
        if recorded is not None and name in recorded.config:
            found[name] = _pack(recorded.config[name])
        elif hasattr(obj, name):
            found[name] = _pack(getattr(obj, name))
        else:
            raise _ask_for_config(cls, f"its constructor takes {name}, and it has no attribute of that name")
    layers = list(obj._flatten_layers(include_self=False)) if hasattr(obj, "_flatten_layers") else []
    if not all(layer.trainable for layer in layers):
        found[FROZEN] = [bool(layer.trainable) for layer in layers]
    return found


def _ask_for_config(cls: type, why: str) -> AgentError:
    return AgentError(
        "unsupported",
        f"{cls.__name__} does not say how it was made: it has no get_config, and {why}.",
        f"Add a method get_config to {cls.__name__} that returns its arguments, or keep each argument as "
        "an attribute of the same name; then make and train the model again.",
    )


def _pack(value: Any) -> Any:
    """An argument as Keras can write it; where JSON would change a plain value (a tuple), in our own words."""
    value = _bare(value)
    try:
        packed = to_json(value)
    except NotPlain:
        return value
    return value if json.dumps(packed) == _json(value) and not _has_tuple(value) else _wrapped(packed)


def _wrapped(packed: Any) -> Json:
    return {"class_name": PLAIN, "config": {"value": packed}}


def _json(value: Any) -> str | None:
    try:
        return json.dumps(value)
    except (TypeError, ValueError):
        return None


def _has_tuple(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_tuple(item) for item in value.values())
    return isinstance(value, tuple) or (isinstance(value, list) and any(map(_has_tuple, value)))


def _bare(value: Any) -> Any:
    """A list, tuple or dict that Keras or TensorFlow wrapped when it became an attribute, without the wrapper."""
    for kind in (list, tuple, set):
        if isinstance(value, kind) and not hasattr(value, "_fields"):
            return kind(_bare(item) for item in value)
    if isinstance(value, dict):
        return {key: _bare(item) for key, item in value.items()}
    return value


def _from_config(cls: Any, config: Json) -> Any:
    """Takes the place of Keras's own for the classes of `complete`."""
    import keras

    given = {name: _unpack(value) for name, value in config.items() if name != FROZEN}
    parameters = _parameters(cls)
    takes_all = any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters)
    names = {parameter.name for parameter in parameters}
    taken = {name: value for name, value in given.items() if takes_all or name in names}
    policy = keras.config.dtype_policy()
    try:
        if "dtype" in given and "dtype" not in taken and "keras.Layer" in names_along_mro(cls):
            # The constructor took the policy of its time from there.
            keras.config.set_dtype_policy(given["dtype"])
        made = cls(**taken)
    finally:
        keras.config.set_dtype_policy(policy)
    if "name" in given and "name" not in taken:
        made.name = given["name"]
    if given.get("trainable") is False and "trainable" not in taken:
        made.trainable = False
    if FROZEN in config:
        for layer, trainable in zip(made._flatten_layers(include_self=False), config[FROZEN]):
            layer.trainable = trainable
    return made


def _unpack(value: Any) -> Any:
    import keras

    if isinstance(value, list):
        return [_unpack(item) for item in value]
    if not isinstance(value, dict):
        # A text stays a text, even if a function is called so.
        return value
    if value.get("class_name") == PLAIN:
        return from_json(value["config"]["value"])
    if "class_name" in value and "config" in value:
        return keras.saving.deserialize_keras_object(value)
    return {name: _unpack(item) for name, item in value.items()}


def serialized(obj: Any, classes: list[type]) -> tuple[Json, Table]:
    """The configuration of a model as JSON gives it back, and the lambdas in it. Errors: `unsupported`."""
    keras = sys.modules[LIBRARY]
    try:
        with complete(classes) as lambdas:
            config = keras.saving.serialize_keras_object(obj)
        return json.loads(json.dumps(config)), lambdas
    except (NotImplementedError, TypeError, ValueError, OSError) as error:
        raise AgentError(
            "unsupported",
            f"Keras cannot write down how this {type(obj).__name__} was made: {str(error).strip()[:600]}",
            "Give the class it names a get_config (and from_config), or use a named function in place of what "
            "it cannot write.",
        ) from None


def named(config: Json, classes: list[type], functions: list[Any], lambdas: Table, library: str = LIBRARY) -> Table:
    """What a configuration names that is none of Keras. Errors: `unsupported`."""
    keras = sys.modules[library]
    registered = keras.saving.get_custom_objects()
    table = dict(lambdas)
    for node in nodes(config):
        if node["class_name"] == "__lambda__":
            raise AgentError(
                "unsupported",
                "The model holds a lambda, which Keras writes as bytecode and never reads back in safe mode.",
                "Give it a name (def …) or make it a layer of its own, and make and train the model again.",
            )
        is_function = node["class_name"] == "function"
        name = node["config"] if is_function else node.get("registered_name")
        module = node.get("module") or ""
        if (
            not name
            or name in lambdas
            or str(module).partition(".")[0] in (LIBRARY, library)
            or node["class_name"].startswith("__")
        ):
            continue
        found = [
            one for one in (functions if is_function else classes) if keras.saving.get_registered_name(one) == name
        ]
        if not found and name in registered:
            found = [registered[name]]
        if len(found) > 1:
            raise AgentError(
                "unsupported",
                f"The model holds several different things called {name}: the cell that defines it was run again.",
                "Make and train the model again, so that all of it has the same definition.",
            )
        if found:
            table[name] = found[0]
    return table


@contextmanager
def preferred(table: Table, library: str = LIBRARY) -> Iterator[None]:
    """Inside, a name of the table stands for what is there, though the kernel has registered something else by it."""
    registered = sys.modules[library].saving.get_custom_objects()
    before = {name: registered[name] for name in table if name in registered}
    registered.update({name: table[name] for name in before})
    try:
        yield
    finally:
        registered.update(before)


def nodes(config: Any) -> Iterator[Json]:
    """Each object of a configuration."""
    waiting = [config]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            if isinstance(value.get("class_name"), str) and "config" in value:
                yield value
            waiting.extend(value.values())
