"""Models of Keras 2 (`tf_keras`): its `.keras` file, with classes and functions of the user's own beside it.

Its safe mode is none (`allowed_names`), so only what stands in a table is handed to it, or what a version names that is
loaded as code. As with Keras 3, what was written is read back and compared: always where classes of one's own take
part, else up to `READ_BACK` bytes.
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from ...kernel.adapter import Array, Choice, Facts, Folder, Plan, Table
from ...kernel.errors import AgentError, reading, words
from ...kernel.pickling import by_value
from ..keras import adapter as keras_3
from ..keras import comparison, configs, describing
from ..tensorflow import adapter as saved_model
from . import allowed_names

LIBRARY = "tf_keras"
ENCODING = "keras-v2"
FILE, CLASSES, READ_BACK = keras_3.FILE, keras_3.CLASSES, keras_3.READ_BACK


class Keras2Adapter:
    """See `Adapter`."""

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        if encoding == saved_model.ENCODING:
            return saved_model.NEEDS
        return ((LIBRARY, LIBRARY), ("h5py", "h5py"))

    def check(self, obj: Any) -> Plan:
        name = type(obj).__name__
        if not obj.built:
            raise AgentError(
                "unsupported",
                f"The {name} is not built yet: it has no weights.",
                "Call it with some data, or its build with the shape of its input, and save it then.",
            )
        config, table = written_config(obj)
        compiled, lost = comparison.compiled(obj), []
        if "name" not in config["config"]:
            lost.append(f"Its name, {obj.name}, is not kept: what the {name} says of how it was made lacks it.")
        lost += keras_3.compile_lost(obj, LIBRARY) + keras_3.attributes_lost(obj, LIBRARY)
        stateless = comparison.is_legacy(comparison.optimizer_of(obj))
        if stateless:
            lost.append("The state of its optimizer is not kept, as it is one of keras.optimizers.legacy: it is new.")
        if hasattr(comparison.optimizer_of(obj), "inner_optimizer"):
            lost.append("The scaling of its loss is not kept: its optimizer comes back as the one inside.")
        if states(obj):
            lost.append("The states of its recurrent layers (stateful=True) are not kept: they start anew.")
        if getattr(obj, "history", None) is not None:
            lost.append("Its history, the record of the last fit, is not kept; the last values stand on its page.")
        also = " and how it was compiled" if stateless else ", how it was compiled and the state of its optimizer"
        code = bool(table) or allowed_names.keras_2().first_refused(config) is not None
        own = Choice(
            encoding=ENCODING,
            risk="code" if code else "parser",
            restores=f"The {name} of Keras 2 with its layers and weights{also if compiled else ''}",
            files=keras_3.files_of(code, table),
            lost=tuple(lost),
        )
        exported = (saved_model.served(name),) if inputs(obj) is not None else ()
        modules = {LIBRARY, "tensorflow", "numpy", "h5py"}
        modules |= {configs.library_of(value) for value in table.values()} - {"__main__"}
        return Plan((own, *exported), keras_3.predicted(obj), tuple(sorted(modules)), (config, table))

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        with undisturbed():
            write(obj, plan, encoding, folder)

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        return load(folder / FILE, by_value.load(folder / CLASSES) if (folder / CLASSES).exists() else None)

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        return describing.describe(obj)

    def facts(self, obj: Any) -> Facts:
        outputs = obj.outputs if getattr(obj, "outputs", None) else []
        return replace(
            describing.common_facts(obj),
            inputs=tuple(_array(spec, "input") for spec in _flat(inputs(obj))),
            outputs=tuple(_array(spec, "output") for spec in _flat(outputs)),
        )


def written_config(obj: Any) -> tuple[configs.Json, configs.Table]:
    """How the model was made, and what of one's own that names. Errors: `unsupported`."""
    classes, functions = configs.candidates(obj, LIBRARY)
    require_arguments(obj)
    config = serialized(obj)
    table = configs.named(config, classes, functions, {}, LIBRARY)
    found = allowed_names.first_disallowed_name(config, table)
    if found is not None:
        raise AgentError(
            "unsupported",
            f"The {type(obj).__name__} names {found}, which Keras 2 does not read back safely.",
            "Use a named function or a layer class of your own with a get_config in its place (a lambda in a Lambda "
            "layer too), or make the model with Keras 3 (import keras).",
        )
    return config, table


def serialized(obj: Any) -> configs.Json:
    """The configuration of a model as JSON gives it back. Error `unsupported`."""
    try:
        with optimizer_of_now(obj):
            config: configs.Json = json.loads(json.dumps(sys.modules[LIBRARY].saving.serialize_keras_object(obj)))
        return config
    except (NotImplementedError, TypeError, ValueError, OSError) as error:
        raise AgentError(
            "unsupported",
            f"Keras 2 cannot write down how this {type(obj).__name__} was made: {words(error).strip()[:600]}",
            "Give the class it names a get_config (and from_config), or use a named function in its place.",
        ) from None


@contextmanager
def optimizer_of_now(obj: Any) -> Iterator[None]:
    """Inside, the optimizer is written as it is; Keras 2 would write the text or object that `compile` was given."""
    given = getattr(getattr(obj, "_compile_config", None), "config", None)
    now = comparison.optimizer_of(obj)
    if now is None or not isinstance(given, dict) or "optimizer" not in given:
        yield
        return
    before = given["optimizer"]
    # One that scales the loss, which `compile` puts around it, is not read back.
    given["optimizer"] = now if hasattr(before, "inner_optimizer") else getattr(now, "inner_optimizer", now)
    try:
        yield
    finally:
        given["optimizer"] = before


def require_arguments(obj: Any) -> None:
    """Of arguments that are no plain values Keras 2 writes nothing for a Model without `get_config`.

    Error `unsupported`.
    """
    for one in obj._flatten_layers():
        if not configs.lacks_config(type(one), LIBRARY) or getattr(one, "_auto_get_config", True):
            continue
        raise AgentError(
            "unsupported",
            f"{type(one).__name__} does not say how it was made: it has no get_config, and its constructor was given "
            "something else than numbers and texts.",
            f"Add a method get_config to {type(one).__name__} that returns its arguments, and make and train the "
            "model again.",
        )


def write(obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
    """Error `not_restorable`."""
    import tf_keras

    if encoding == saved_model.ENCODING:
        obj.export(folder.path(saved_model.FOLDER))
        return
    config, table = plan.found
    path = folder.path(FILE)
    with optimizer_of_now(obj):
        tf_keras.saving.save_model(obj, path, save_format="keras")
    folder.raise_if_cancelled()
    code = CLASSES in plan.choices[0].files
    if code:
        by_value.dump(table, folder, CLASSES)
    if code or keras_3.predicted(obj) <= READ_BACK:
        copy = comparison.read_back(type(obj).__name__, lambda: load(Path(path), table if code else None))
        folder.raise_if_cancelled()
        compare(obj, copy, config)


def load(file: Path, carried: configs.Table | None) -> Any:
    """Read a file that names nothing but what is known. Errors: `unsafe_file`, `damaged`.

    `carried` is what the user has agreed to, None for a file without code.
    """
    import tensorflow
    import tf_keras

    table = carried or {}

    def disallowed(config: configs.Json) -> str | None:
        if carried is None:
            return allowed_names.keras_2().first_refused(config)
        return allowed_names.first_disallowed_name(config, table)

    keras_3.require_archive(file, "Keras 2", disallowed)
    spend = keras_3.budget(file)

    def counted(create: Any, **named: Any) -> Any:
        shape = tensorflow.TensorShape(named.get("shape"))
        if carried is None and shape.rank is not None:
            spend(shape.as_list())
        return create(**named)

    with reading("Keras 2"), sys.modules["tf_keras.src.saving.serialization_lib"].SafeModeScope(True):
        with configs.preferred(table, LIBRARY), tensorflow.variable_creator_scope(counted):
            model = tf_keras.saving.load_model(str(file), custom_objects=dict(table), safe_mode=True)
        for one in model._flatten_layers():
            if isinstance(one, tf_keras.layers.Discretization):
                one.finalize_state()  # Keras 2 reads what it was adapted to, and does not use it
        return model


@contextmanager
def undisturbed() -> Iterator[None]:
    """A copy draws seeds for its layers and takes names: neither may show in what the user does next."""
    backend = sys.modules["tf_keras.src.backend"]
    context = sys.modules["tensorflow.python.eager.context"].context()
    own = (getattr(backend._SEED_GENERATOR, "generator", None), getattr(context, "_rng", None))
    drawn = [(one, one.getstate()) for one in own if one is not None]
    python, counts = random.getstate(), backend.get_default_graph_uid_map()
    names = dict(counts)
    try:
        yield
    finally:
        random.setstate(python)
        for one, state in drawn:
            one.setstate(state)
        counts.clear()
        counts.update(names)


def compare(obj: Any, copy: Any, config: configs.Json) -> None:
    """Class, constructor arguments, compile state, weights, optimizer, predictions.

    Error `not_restorable`.
    """
    differences = []
    if type(copy).__name__ != type(obj).__name__:
        differences.append("its class")
    if _made_with(serialized(copy)) != _made_with(config):
        differences.append("what it was made with")
    if [layer.trainable for layer in copy._flatten_layers()] != [layer.trainable for layer in obj._flatten_layers()]:
        differences.append("the layers that are trained")
    if not same_values(describing.numbers(obj.weights), describing.numbers(copy.weights)):
        differences.append("its weights")
    if vocabularies(obj) != vocabularies(copy):
        differences.append("its vocabularies")
    if not same_values(*comparison.optimizer_states(obj, copy)):
        differences.append("the state of its optimizer")
    if not differences and not same_predictions(obj, copy):
        differences.append("its predictions")
    if differences:
        raise comparison.not_restorable(type(obj).__name__, f"it differs in {' and '.join(differences)}")


def _made_with(config: configs.Json) -> str:
    """Without the shapes it was built with, which Keras 2 writes in several ways."""

    def without(value: Any) -> Any:
        if isinstance(value, list):
            return [without(item) for item in value]
        if not isinstance(value, dict):
            return value
        return {name: without(item) for name, item in value.items() if name != "build_config"}

    return comparison.normal(without(config))


def vocabularies(obj: Any) -> list[Any]:
    """The words of lookup layers, which are no variables."""
    return [layer.get_vocabulary() for layer in obj._flatten_layers() if hasattr(layer, "get_vocabulary")]


def states(obj: Any) -> list[Any]:
    """What recurrent layers keep from one call to the next, which is not among the weights."""
    layers = [layer for layer in obj._flatten_layers() if isinstance(layer, sys.modules[LIBRARY].layers.RNN)]
    kept = [sys.modules["tensorflow"].nest.flatten(layer.states) for layer in layers if layer.stateful]
    return [state for found in kept for state in found if hasattr(state, "assign")]


def same_values(ours: Any, theirs: Any) -> bool:
    """Variable by variable, bit by bit."""
    pairs = [(one.numpy(), other.numpy()) for one, other in zip(ours, theirs)]
    return len(ours) == len(theirs) and all(
        left.dtype == right.dtype and left.shape == right.shape and left.tobytes() == right.tobytes()
        for left, right in pairs
    )


def same_predictions(obj: Any, copy: Any) -> bool:
    """On a small made batch; True where a call cannot be compared. What a call changes is set back."""
    specs = inputs(obj)
    if specs is None or sum(math.prod(_shape(spec)) for spec in _flat(specs)) > comparison.MANY:
        return True
    nest = sys.modules["tensorflow"].nest
    variables = [*describing.numbers(obj.weights), *states(obj)]
    before = [variable.numpy() for variable in variables]
    try:
        batch = nest.map_structure(_made, specs)
        first, again = (nest.flatten(obj(batch, training=False)) for _ in range(2))
        found = nest.flatten(copy(batch, training=False))
    except Exception:  # noqa: BLE001 - any layer may raise anything; then weights and configuration have to do
        return True
    finally:
        for variable, value in zip(variables, before):
            if variable.numpy().tobytes() != value.tobytes():
                variable.assign(value)
    return not _equal(first, again) or _equal(first, found)


def _equal(ours: list[Any], theirs: list[Any]) -> bool:
    import numpy

    return len(ours) == len(theirs) and all(
        bool(numpy.allclose(numpy.asarray(left, "float64"), numpy.asarray(right, "float64"), 1e-5, 1e-6, True))
        for left, right in zip(ours, theirs)
    )


def inputs(obj: Any) -> Any:
    """What the model takes, as specs in its structure; None where it does not know."""
    return getattr(obj, "_saved_model_inputs_spec", None)


def _flat(structure: Any) -> list[Any]:
    return [] if structure is None else list(sys.modules["tensorflow"].nest.flatten(structure))


def _shape(spec: Any) -> tuple[int, ...]:
    """Two rows; where any length fits, sixteen."""
    return (2, *(size or 16 for size in spec.shape.as_list()[1:]))


def _made(spec: Any) -> Any:
    tensorflow = sys.modules["tensorflow"]
    shape = _shape(spec)
    if spec.dtype.name == "string":
        return tensorflow.fill(shape, "a b")
    numbers = tensorflow.reshape(tensorflow.range(math.prod(shape)), shape) % 2
    return tensorflow.cast(numbers, spec.dtype)


def _array(spec: Any, fallback: str) -> Array:
    return Array(str(getattr(spec, "name", "") or fallback), spec.dtype.name, tuple(spec.shape.as_list()))


ADAPTER = Keras2Adapter()
