"""What a Keras model knows of itself: tables for its page, and facts."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ...kernel import tables
from ...kernel.adapter import Array, Facts, Table
from ...kernel.naming import class_name
from . import comparison, configs

DEPTH = 3
"""Levels of layers inside layers that are listed."""


def describe(obj: Any) -> list[Table]:
    """Layers, totals, and how it was compiled."""
    trainable, fixed = count(obj.trainable_weights), count(obj.non_trainable_weights)
    structure = [
        ("Class", class_name(type(obj))),
        ("Name", obj.name),
        ("Layers", len(obj.layers)),
        ("Parameters", trainable + fixed),
        ("Trainable parameters", trainable),
        ("Not trainable parameters", fixed),
        ("Built", bool(obj.built)),
        ("Backend", configs.backend() if configs.is_keras(type(obj)) else "tensorflow"),
        ("Data type policy", obj.dtype_policy.name),
    ]
    columns = ("Layer", "Class", "Output shape", "Parameters", "Trainable")
    found = [tables.properties("Structure", structure), Table("Layers", columns, list(_layers(obj)))]
    if comparison.compiled(obj):
        found.append(tables.properties("Compiled with", _compiled(obj)))
        optimizer = comparison.optimizer_of(obj)
        if optimizer is not None:
            found.append(tables.properties("Optimizer", sorted(_settings(optimizer).items())))
    metrics = history(obj)
    if metrics:
        rows = [[name, tables.cell(value)] for name, value in metrics.items()]
        found.append(Table("Last epoch", ("Metric", "Value"), rows))
    return found


def facts(obj: Any) -> Facts:
    return replace(
        common_facts(obj),
        inputs=tuple(_arrays(comparison.signature(obj), "input")),
        outputs=tuple(_arrays(comparison.of_graph(obj, "_outputs_struct"), "output")),
    )


def common_facts(obj: Any) -> Facts:
    """What models of Keras 2 know too: all but inputs and outputs."""
    variables = numbers(obj.weights)
    dtypes: dict[str, int] = {}
    for variable in variables:
        dtypes[_dtype(variable)] = dtypes.get(_dtype(variable), 0) + 1
    optimizer = comparison.optimizer_of(obj)
    parameters = {f"optimizer: {name}": tables.cell(value) for name, value in sorted(_settings(optimizer).items())}
    return Facts(
        device=_device(variables[0]) if variables else "",
        dtypes=dtypes,
        parameters=parameters,
        metrics={f"last epoch: {name}": value for name, value in history(obj).items()},
    )


def _dtype(variable: Any) -> str:
    """Keras 3 has it as a text, TensorFlow as an object."""
    return str(getattr(variable.dtype, "name", variable.dtype))


def nbytes(variable: Any) -> int:
    """Of a variable; names such as `float8_e4m3fn` and `string` tell their width or count as eight bytes."""
    dtype = _dtype(variable)
    digits = "".join(char for char in dtype.partition("_")[0] if char.isdigit())
    width = int(digits) // 8 if digits else 1 if dtype == "bool" else 8
    return count([variable]) * max(width, 1)


def count(variables: Any) -> int:
    return sum(int(math.prod(_shape(variable))) for variable in numbers(variables))


def _shape(variable: Any) -> Any:
    """Layers of Keras 2 that were adapted have variables of any shape; their values have one."""
    return variable.numpy().shape if None in tuple(variable.shape) else variable.shape


def numbers(variables: Any) -> list[Any]:
    """Among its weights Keras 2 counts the words of a lookup layer."""
    return [variable for variable in variables if hasattr(variable, "dtype")]


def history(obj: Any) -> dict[str, float]:
    """Values of the last epoch of `fit`, where the model still has them."""
    record = getattr(getattr(obj, "history", None), "history", None)
    if not isinstance(record, dict):
        return {}
    last = {str(name): values[-1] for name, values in record.items() if isinstance(values, list) and values}
    return {name: float(value) for name, value in last.items() if isinstance(value, (int, float))}


def _layers(obj: Any, indent: str = "", depth: int = DEPTH) -> Iterator[list[str]]:
    for layer in obj._flatten_layers(include_self=False, recursive=False):
        yield [
            f"{indent}{layer.name}",
            type(layer).__name__,
            _output_shape(layer),
            str(count(layer.weights)),
            "yes" if layer.trainable else "no",
        ]
        if depth > 1:
            yield from _layers(layer, f"{indent}  ", depth - 1)


def _output_shape(layer: Any) -> str:
    """Known only where the layer is a part of a graph of layers."""
    try:
        outputs = layer.output
    except (AttributeError, ValueError):
        return "–"
    return ", ".join(str(tuple(output.shape)) for output in _flat(outputs))


def _flat(structure: Any) -> list[Any]:
    if isinstance(structure, dict):
        structure = list(structure.values())
    if not isinstance(structure, (list, tuple)):
        return [structure]
    return [leaf for part in structure for leaf in _flat(part)]


def _compiled(obj: Any) -> list[tuple[str, str]]:
    given = getattr(getattr(obj, "_compile_config", None), "config", {})
    return [(name, _word(value)) for name, value in given.items() if value is not None and name != "optimizer"]


def _word(value: Any) -> str:
    """A text or the name of a function or class; never the `repr` of somebody's object."""
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_word, value))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_word(item)}" for key, item in value.items())
    if isinstance(value, (str, int, float)):
        return tables.cell(value)
    return str(getattr(value, "__name__", type(value).__name__))


def _settings(optimizer: Any) -> dict[str, Any]:
    """The optimizer's own configuration; a schedule by its class."""
    if optimizer is None:
        return {}
    found: dict[str, Any] = {"class": class_name(type(optimizer)), "iterations": int(optimizer.iterations)}
    if not class_name(type(optimizer)).startswith(("keras.", "tf_keras.")):
        return found
    for name, value in optimizer.get_config().items():
        found[name] = value["class_name"] if isinstance(value, dict) and "class_name" in value else value
    return found


def _device(variable: Any) -> str:
    """`cpu:0`, as TensorFlow and PyTorch tell it; '' where the backend does not say."""
    device = str(getattr(variable.value, "device", "") or getattr(variable, "device", ""))
    return device.rpartition("device:")[2].lower()[:64]


def _arrays(structure: Any, fallback: str) -> Iterator[Array]:
    if structure is None:
        return
    for path, tensor in sys.modules["keras"].tree.flatten_with_path(structure):
        name = ".".join(str(part) for part in path) or str(getattr(tensor, "name", "") or fallback)
        yield Array(name, str(tensor.dtype), tuple(None if size is None else int(size) for size in tensor.shape))
