"""Files of Keras 2 that try to run code; its safe mode would import any module that they name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from . import keras_files
from .harness import Reader, Readers
from .keras_files import Json, dense, function, graph_2, layer, node, sequential
from .samples import start
from .test_keras_v3 import ADDRESSES, MOST, opaque
from .test_keras_v3 import CONFIGS as OF_KERAS_3

OPERATIONS = "tf_keras.src.layers.core.tf_op_layer"
SHARED = (
    *("a function of a module", "a class of any module", "a class without a module", "a registered name"),
    *("a Lambda", "a Lambda of a function", "bytecode for a function", "a type", "words from a file"),
    *(
        "words of a text from a file",
        "a function that splits",
        "an initializer by any text",
        "an activation by any text",
    ),
    *("a metric by any text", "a loss of any function", "other arguments of compile", "built with an object"),
    *("an object of another class by its number", "a rate that is a function", "arguments that the class lacks"),
    *("numbers of any type", "gigabytes", "gigabytes in many layers", "gigabytes of classes", "deep", "wide"),
    *("gigabytes of word groups", "gigabytes of texts", "gigabytes of words", "an endless norm"),
)
"""Of the attempts on Keras 3, those that Keras 2 would take as well."""


def operation(symbol: Any, *places: Any, kind: str = "TFOpLambda") -> Json:
    return graph_2(node(OPERATIONS, kind, {"name": "s", "function": symbol}), *places)


def write(folder: Path, config: Any) -> None:
    """Keras 2 has another name for the shape of an input, and looks for the weights of layers that have none."""
    text = json.dumps(config).replace('"batch_shape"', '"batch_input_shape"').encode()
    keras_files.write(folder, text, keras_files.hdf5(_without_weights))


def _without_weights(root: Any) -> None:
    for name in ("", "input_layer/", "tf_op_lambda/"):
        root.create_group(f"_layer_checkpoint_dependencies/{name}vars" if name else "vars")


def compiled(**config: Any) -> Json:
    return sequential(dense(), compile_config={"optimizer": "adam", "loss": "mse", **config})


def place(**keywords: Any) -> list[Any]:
    return ["i", 0, 0, keywords]


CONFIGS: dict[str, Callable[[Path], Any]] = {
    **{name: OF_KERAS_3[name] for name in SHARED},
    # A text is looked up among all that a module of Keras has.
    "a loss that is a module": lambda t: compiled(loss="tf"),
    "a loss that decorates": lambda t: compiled(loss="dispatch"),
    "a metric that loads": lambda t: compiled(metrics=["deserialize_keras_object"]),
    "a regularizer that reads": lambda t: sequential(dense(kernel_regularizer="deserialize_keras_object")),
    "a constraint by the name of a module": lambda t: sequential(dense(kernel_constraint="backend")),
    "a function of the registered name": lambda t: sequential(dense(activation=function("builtins", "mish", "exec"))),
    # Operations of TensorFlow
    "writes a file": lambda t: operation("io.write_file", place(contents="import os", filename=str(t))),
    "reads a file": lambda t: operation("io.read_file", place()),
    "calls Python": lambda t: operation("numpy_function", place(Tout="float32", func="exec")),
    "loads a library": lambda t: operation("load_op_library", place()),
    "prints into a file": lambda t: operation("print", place(output_stream=f"file://{t}")),
    "saves": lambda t: operation("saved_model.save", place(export_dir=str(t.parent))),
    "restores": lambda t: operation("raw_ops.Restore", place()),
    "words for a sampler": lambda t: operation("nn.fixed_unigram_candidate_sampler", place(vocab_file=str(t))),
    "maps a function": lambda t: operation("map_fn", place(fn="exec")),
    "a function of Keras": lambda t: operation("keras.models.load_model", place()),
    "an operation that is no text": lambda t: operation(["math.abs"], place()),
    "a method of any class": lambda t: graph_2(
        node(OPERATIONS, "ClassMethod", {"cls_symbol": "io.gfile.GFile"}), place()
    ),
    "an attribute of a tensor": lambda t: graph_2(
        node(OPERATIONS, "InstanceProperty", {"attr_name": "graph"}), place()
    ),
    "a method of a tensor": lambda t: graph_2(node(OPERATIONS, "InstanceMethod", {"attr_name": "numpy"}), place()),
    "a tensor of another type": lambda t: operation(
        "math.abs", ["_CONSTANT_VALUE", -1, ["_COMPOSITE_TYPE", '{"class_name": "TypeSpec"}'], {}]
    ),
    "gigabytes at once": lambda t: operation("repeat", ["_CONSTANT_VALUE", -1, [1.0], {"repeats": MOST}]),
    "an object for an operation": lambda t: operation("math.abs", place(x=function("os", "system"))),
    # Layers that only Keras 2 has
    "columns of features": lambda t: sequential(layer("DenseFeatures", feature_columns=[str(t)])),
    "a wrapper of bytecode": lambda t: sequential(node("tf_keras.src.layers.rnn.cell_wrappers", "ResidualWrapper")),
    "an optimizer with functions": lambda t: compiled(
        optimizer=node("keras.optimizers.legacy", "SGD", {"gradient_transformers": ["exec"], "learning_rate": 0.1})
    ),
    "a layer of the old kind": lambda t: sequential(
        {"class_name": "Dense", "config": {"units": 1, "activation": "exec"}}
    ),
}


HAND_WRITTEN = {"keras-v2": CONFIGS}


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    return start(readers, "keras-v2", guarded=("tf_keras.src.utils", "tf_keras.src.saving"))


@pytest.mark.parametrize("name", CONFIGS)
def test_no_configuration_runs_anything(reader: Reader, tmp_path: Path, name: str) -> None:
    reader.check(lambda folder, target: write(folder, CONFIGS[name](target)), tmp_path)


def _addresses(root: Any) -> None:
    import numpy
    from h5py import h5d, h5s

    _without_weights(root)
    root.create_group("layers/input_layer/vars")
    inside = root.create_group("layers/dense/vars")
    for name, shape in ((b"0", (2, 2)), (b"1", (2,))):
        kind = opaque(ADDRESSES)
        array = h5d.create(inside.id, name, kind, h5s.create_simple(shape))
        array.write(h5s.ALL, h5s.ALL, numpy.full(shape, 0x41, "u8").view("V8"), mtype=kind)


def test_weights_are_no_addresses_of_objects(reader: Reader, tmp_path: Path) -> None:
    def make(folder: Path, target: Path) -> None:
        text = json.dumps(sequential(dense())).replace('"batch_shape"', '"batch_input_shape"').encode()
        keras_files.write(folder, text, keras_files.hdf5(_addresses))

    assert reader.check(make, tmp_path).outcome == "refused"


@pytest.mark.parametrize("made", [operation("math.abs"), operation("__operators__.add", place(y=1.0))])
def test_a_harmless_file_by_hand_is_read(reader: Reader, tmp_path: Path, made: Json) -> None:
    """What is refused above is refused for what was changed in it."""
    report = reader.check(lambda folder, target: write(folder, made), tmp_path)
    assert report.outcome == "loaded", report.error
    assert not report.used["call"], report.used
