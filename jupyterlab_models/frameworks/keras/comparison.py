"""Whether a Keras model that was read back is the one that was written."""

from __future__ import annotations

import json
import math
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ...kernel.errors import AgentError, words
from .configs import serialized

MANY = 4 << 20
"""Numbers in a made batch, above which predictions are not compared."""


NAMES = "object_name_uids"
"""Where Keras counts the names it gives."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """A copy draws seeds for its layers and takes names: neither may show in what the user does next."""
    store = sys.modules["keras.src.backend.common.global_state"]
    names = store.get_global_attribute(NAMES)
    before, drawn = None if names is None else dict(names), random.getstate()
    try:
        yield
    finally:
        random.setstate(drawn)
        if before is None:
            store.set_global_attribute(NAMES, None)
        else:
            names.clear()
            names.update(before)


def compare(obj: Any, copy: Any, config: Any, classes: list[type]) -> None:
    """Classes, constructor arguments, compile state, weights, optimizer, predictions. Error `not_restorable`."""
    differences = []
    if type(copy).__name__ != type(obj).__name__:
        differences.append("its class")
    if normal(serialized(copy, classes)[0]) != normal(config):
        differences.append("what it was made with")
    # Without the states of random generators, which Keras does not keep.
    if not same_values(obj.weights, copy.weights):
        differences.append("its weights")
    if not same_values(*optimizer_states(obj, copy)):
        differences.append("the state of its optimizer")
    if not differences and not same_predictions(obj, copy):
        differences.append("its predictions")
    if differences:
        raise not_restorable(type(obj).__name__, f"it differs in {' and '.join(differences)}")


def read_back(name: str, read: Callable[[], Any]) -> Any:
    """The copy in what was just written. Error `not_restorable`."""
    try:
        return read()
    except Exception as error:  # noqa: BLE001 - Keras and the user's classes raise anything
        reason = error.message if isinstance(error, AgentError) else words(error)[:600]
        raise not_restorable(name, f"reading it failed ({reason})") from None


def not_restorable(name: str, why: str) -> AgentError:
    return AgentError(
        "not_restorable",
        f"A copy of the {name}, read back from what was written, is not the same: {why}.",
        "Nothing was saved. Give the class a get_config that returns its constructor's arguments "
        "(and a from_config, or build, where Keras asks for it), and make the model again.",
    )


def compiled(obj: Any) -> bool:
    """Keras 2 keeps it under another name."""
    return bool(getattr(obj, "compiled", getattr(obj, "_is_compiled", False)))


def optimizer_of(obj: Any) -> Any:
    """None where the model is not compiled."""
    return getattr(obj, "optimizer", None) if compiled(obj) else None


def optimizer_variables(obj: Any) -> list[Any]:
    """The state of the optimizer, as far as a `.keras` file has it."""
    return [] if is_legacy(optimizer_of(obj)) else list(getattr(optimizer_of(obj), "variables", []))


def optimizer_states(obj: Any, copy: Any) -> tuple[list[Any], list[Any]]:
    """Of both optimizers; one that has not trained yet has no moments, which its copy has as zeros."""
    ours, theirs = optimizer_variables(obj), optimizer_variables(copy)
    trained = bool(ours) and int(optimizer_of(obj).iterations) > 0
    return ours, theirs if trained else theirs[: len(ours)]


def is_legacy(optimizer: Any) -> bool:
    """Whether it is of `tf_keras.optimizers.legacy`, whose state no `.keras` file has."""
    found = getattr(optimizer, "variables", [])
    # Of the newer ones it is a list that can be called too.
    return callable(found) and not isinstance(found, list)


def normal(config: Any) -> str:
    """JSON in which shared objects are numbered in the order in which they come."""
    numbers: dict[int, int] = {}

    def renumbered(value: Any) -> Any:
        if isinstance(value, list):
            return [renumbered(item) for item in value]
        if not isinstance(value, dict):
            return value
        found = {name: renumbered(item) for name, item in value.items() if name != "shared_object_id"}
        if "shared_object_id" in value:
            found["shared_object_id"] = numbers.setdefault(value["shared_object_id"], len(numbers))
        return found

    return json.dumps(renumbered(config), sort_keys=True)


def same_values(ours: Any, theirs: Any) -> bool:
    """Variable by variable, bit by bit."""
    if len(ours) != len(theirs):
        return False
    for one, other in zip(ours, theirs):
        left, right = values(one), values(other)
        if left.dtype != right.dtype or left.shape != right.shape or left.tobytes() != right.tobytes():
            return False
    return True


def values(variable: Any) -> Any:
    """A variable as a NumPy array."""
    import keras

    return keras.ops.convert_to_numpy(variable)


def same_predictions(obj: Any, copy: Any) -> bool:
    """On a small made batch, without side effects on either; True where a call cannot be compared."""
    batch = made_batch(obj)
    if batch is None:
        return True
    first, again = outputs(obj, batch), outputs(obj, batch)
    if first is None or again is None or not _equal(first, again):
        # It takes other inputs, or its outputs are random.
        return True
    found = outputs(copy, batch)
    return found is not None and _equal(first, found)


def _equal(ours: list[Any], theirs: list[Any]) -> bool:
    import numpy

    def same(left: Any, right: Any) -> bool:
        if left.dtype.kind in "fcV":
            return bool(numpy.allclose(left.astype("float64"), right.astype("float64"), 1e-5, 1e-6, equal_nan=True))
        return bool(numpy.array_equal(left, right))

    return len(ours) == len(theirs) and all(
        left.shape == right.shape and same(left, right) for left, right in zip(ours, theirs)
    )


def outputs(obj: Any, batch: Any) -> list[Any] | None:
    """None where the model does not take the batch; whatever its own code raises says only that."""
    import keras

    try:
        found, _ = obj.stateless_call(
            [variable.value for variable in obj.trainable_variables],
            [variable.value for variable in obj.non_trainable_variables],
            batch,
            training=False,
        )
        return [keras.ops.convert_to_numpy(output) for output in keras.tree.flatten(found)]
    except Exception:  # noqa: BLE001 - any layer may raise anything; then weights and configuration have to do
        return None


def made_batch(obj: Any) -> Any:
    """Two rows of every input, or None where the model does not say what it takes."""
    import keras

    inputs = signature(obj)
    if inputs is None:
        return None
    sizes = [math.prod(_shape(tensor)) for tensor in keras.tree.flatten(inputs)]
    if sum(sizes) > MANY:
        return None
    return keras.tree.map_structure(_made, inputs)


def signature(obj: Any) -> Any:
    """The structure of what the model takes, as KerasTensors; None where it does not know."""
    import keras

    found = of_graph(obj, "_inputs_struct")
    if found is not None:
        return found
    shapes = getattr(obj, "_build_shapes_dict", None) or {}
    if not obj.built or len(shapes) != 1:
        return None
    (shape,) = shapes.values()
    return keras.KerasTensor(shape, dtype=obj.input_dtype) if is_shape(shape) else None


def of_graph(obj: Any, name: str) -> Any:
    """`_inputs_struct` or `_outputs_struct` of a functional model, or of the one inside a Sequential."""
    for graph in (obj, getattr(obj, "_functional", None)):
        found = getattr(graph, name, None)
        if found is not None:
            return found
    return None


def is_shape(shape: Any) -> bool:
    return isinstance(shape, (tuple, list)) and all(size is None or isinstance(size, int) for size in shape)


def _shape(tensor: Any) -> tuple[int, ...]:
    """Two rows; where any length fits, sixteen."""
    return (2, *(16 if size is None else int(size) for size in tensor.shape[1:]))


def _made(tensor: Any) -> Any:
    import keras
    import numpy

    shape = _shape(tensor)
    if tensor.dtype == "string":
        import tensorflow

        return tensorflow.fill(shape, "a b")
    numbers: Any = numpy.linspace(-1.0, 1.0, math.prod(shape)).reshape(shape)
    if "float" not in tensor.dtype:
        numbers = numpy.arange(math.prod(shape)).reshape(shape) % 2
    return keras.ops.convert_to_tensor(numbers, dtype=tensor.dtype)
