"""Files of Keras 3 that try to run code: when they are read, or when the model is used."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .harness import Reader, Readers
from .keras_files import Json, dense, function, graph, hdf5, layer, node, sequential, tensor, write
from .known_breaks import keras_call
from .samples import start

OPERATIONS = "keras.src.ops.core"
SAVED = "keras.src.export.tfsm_layer"


def activation(value: Any) -> Json:
    return sequential(dense(activation=value))


def initializer(value: Any) -> Json:
    return sequential(dense(kernel_initializer=value))


def compiled(**config: Any) -> Json:
    return sequential(dense(), compile_config={"optimizer": "adam", "loss": "mse", "metrics": None, **config})


def operation(name: str, *arguments: Any, module: str = OPERATIONS, **config: Any) -> Json:
    return graph(node(module, name, {"name": "s", **config}, registered_name=name), *arguments)


SHARED = dense(kernel_initializer=node("keras.initializers", "Zeros", shared_object_id=1))
CONFIGS: dict[str, Callable[[Path], Any]] = {
    # Names
    "a function of Python": lambda t: activation(function("builtins", "exec")),
    "a function of a module": lambda t: activation(function("os", "system", "system")),
    "a function of keras": lambda t: activation(function("keras.utils", "get_file", "get_file")),
    "a function of keras.src": lambda t: activation(
        function("keras.src.saving.saving_lib", "load_model", "load_model")
    ),
    "a function that deserializes": lambda t: activation(function("builtins", "deserialize")),
    "a function that is looked up": lambda t: activation(function("keras.activations", "get")),
    "a function by its registered name": lambda t: activation(function("keras.activations", "relu", "exec")),
    "a class for a function": lambda t: activation(node("keras.models", "Model")),
    "a class of any module": lambda t: sequential(node("subprocess", "Popen", {"args": ["touch", str(t)]})),
    "a class without a module": lambda t: sequential(node(None, "Popen", {"args": ["touch", str(t)]})),
    "an old class without a module": lambda t: sequential({"class_name": "Lambda", "config": {"function": "exec"}}),
    "a registered name": lambda t: sequential({**dense(), "registered_name": "keras_hub>Evil"}),
    "a registered name that is another": lambda t: sequential({**dense(), "registered_name": "Lambda"}),
    "a module that is a list": lambda t: sequential({**dense(), "module": ["keras.layers"]}),
    "a class that is a dict": lambda t: sequential({**dense(), "class_name": {"a": 1}}),
    "a private module": lambda t: sequential(
        node("keras.src.layers.core.lambda_layer", "Lambda", {"function": "exec"})
    ),
    # Code
    "a Lambda": lambda t: sequential(
        layer("Lambda", function={"class_name": "__lambda__", "config": {"value": "4wE="}})
    ),
    "a Lambda of a function": lambda t: sequential(layer("Lambda", function=function("builtins", "exec"))),
    "bytecode for a function": lambda t: activation({"class_name": "__lambda__", "config": {"value": "4wE="}}),
    "a type": lambda t: activation(
        {
            "class_name": "__typespec__",
            "spec_name": "Popen",
            "module": "subprocess",
            "registered_name": None,
            "config": [],
        }
    ),
    # Layers that read or run other things
    "a SavedModel as a layer": lambda t: sequential(layer("TFSMLayer", filepath=str(t.parent), name="d")),
    "a SavedModel by its module": lambda t: sequential(node(SAVED, "TFSMLayer", {"filepath": str(t.parent)})),
    "a module of PyTorch": lambda t: sequential(layer("TorchModuleWrapper", module="gASVAAAAAAAAAC4=", name="d")),
    "a function of JAX": lambda t: sequential(layer("JaxLayer", call_fn=function("os", "system"), params={})),
    "words from a file": lambda t: sequential(layer("StringLookup", vocabulary=str(t))),
    "words of a text from a file": lambda t: sequential(layer("TextVectorization", vocabulary=str(t))),
    "weights of words from a file": lambda t: sequential(layer("IntegerLookup", idf_weights=str(t), vocabulary=[1])),
    "a function that splits": lambda t: sequential(layer("TextVectorization", split=function("builtins", "exec"))),
    "a data set": lambda t: sequential(
        dense(quantization_config=node("keras.quantizers", "GPTQConfig", {"dataset": "x"}))
    ),
    # Operations
    "Switch": lambda t: operation("Switch", 0, [function("keras.saving", "load_model", "load_model")], str(t)),
    "Cond": lambda t: operation("Cond", True, function("keras.utils", "get_file"), function("keras.utils", "get_file")),
    "Map": lambda t: operation("Map", function("builtins", "relu"), tensor()),
    "WhileLoop": lambda t: operation("WhileLoop", [tensor()], cond=function("builtins", "relu"), body="relu"),
    "VectorizedMap": lambda t: operation("VectorizedMap", tensor(), function=function("keras.ops", "abs", "abs")),
    "a function for an operation": lambda t: operation(
        "Add", tensor(), function("builtins", "relu"), module="keras.src.ops.numpy"
    ),
    "an object for an operation": lambda t: operation("Add", tensor(), dense(), module="keras.src.ops.numpy"),
    "a function for a call": lambda t: graph(dense(), tensor(), training=function("builtins", "exec")),
    "an object in a list for a call": lambda t: graph(dense(), [[node("keras.layers", "Lambda")]]),
    "calls of the old kind": lambda t: (
        graph(dense()) | {"inbound_nodes": [[["i", 0, 0, {"a": function("os", "system")}]]]}
    ),
    # Other objects in a place
    "an initializer that is a layer": lambda t: initializer(dense()),
    "an initializer by any text": lambda t: initializer("__builtins__"),
    "an activation by any text": lambda t: activation("keras_export"),
    "a cell that is a policy": lambda t: sequential(
        layer("RNN", cell=node("keras", "DTypePolicy", {"name": "float32"}))
    ),
    "a policy that is a layer": lambda t: sequential(dense(dtype=dense())),
    "a policy by any text": lambda t: sequential(dense(dtype="../../x")),
    "a loss that is a layer": lambda t: compiled(loss=dense()),
    "a loss of any function": lambda t: compiled(loss=function("keras.utils", "get_file", "get_file")),
    "a metric by any text": lambda t: compiled(metrics=[["os"]]),
    "a metric of any function": lambda t: compiled(
        metrics=[node("keras.metrics", "MeanMetricWrapper", {"fn": "exec"})]
    ),
    "an optimizer that is a layer": lambda t: compiled(optimizer=dense()),
    "a rate that is a function": lambda t: compiled(
        optimizer=node("keras.optimizers", "Adam", {"learning_rate": function("builtins", "exec")})
    ),
    "an optimizer of optimizers": lambda t: compiled(
        optimizer=node("keras.optimizers", "LossScaleOptimizer", {"inner_optimizer": function("os", "system")})
    ),
    "other arguments of compile": lambda t: compiled(
        callbacks=[node("keras.callbacks", "CSVLogger", {"filename": str(t)})]
    ),
    "a layer that is compiled": lambda t: sequential({**dense(), "compile_config": {"optimizer": "adam"}}),
    "an object of another class by its number": lambda t: sequential(SHARED, dense() | {"shared_object_id": 1}),
    "arguments that the class lacks": lambda t: sequential(dense(call=function("builtins", "exec"))),
    "a method's name as an argument": lambda t: sequential(dense(load_own_variables="exec")),
    "built with an object": lambda t: sequential(
        {**dense(), "build_config": {"input_shape": function("os", "system")}}
    ),
    "a model of no list": lambda t: node("keras.src.models.cloning", "clone_model", {"name": "m"}),
    "a layer in place of a model": lambda t: dense(),
    "numbers of any type": lambda t: initializer(
        node(
            "keras.initializers",
            "Constant",
            {"value": {"class_name": "__numpy__", "config": {"value": [1], "dtype": "O"}}},
        )
    ),
    # Sizes
    "gigabytes": lambda t: sequential(dense() | {"config": {"units": 1 << 30, "name": "d"}}),
    "gigabytes in many layers": lambda t: sequential(
        *(dense() | {"config": {"units": 9000, "name": f"d{number}"}} for number in range(40))
    ),
    "gigabytes of thresholds": lambda t: compiled(metrics=[node("keras.metrics", "AUC", {"num_thresholds": 1 << 31})]),
    "gigabytes of classes": lambda t: compiled(metrics=[node("keras.metrics", "MeanIoU", {"num_classes": MOST})]),
    "gigabytes of word groups": lambda t: sequential(layer("TextVectorization", ngrams=MOST, name="t")),
    "gigabytes of texts": lambda t: sequential(layer("Rescaling", scale=array(["a"] * 400_000, "<U9999"), name="r")),
    "gigabytes of words": lambda t: sequential(
        layer("StringLookup", vocabulary=["a" * 1_000_000, *map(str, range(3000))], name="l")
    ),
    "gigabytes at once": lambda t: operation("Repeat", [1.0], repeats=MOST, axis=0),
    "an endless norm": lambda t: sequential(
        layer("SpectralNormalization", layer=dense(), power_iterations=MOST, name="n")
    ),
    "a number of a thousand digits": lambda t: sequential(dense() | {"config": {"units": 10**1000}}),
    "deep": lambda t: nested(200),
    "deeper than JSON": lambda t: b"[" * 300_000,
    "wide": lambda t: sequential(dense(activity_regularizer=[[]] * 1_200_000)),
    "many layers": lambda t: sequential(*(dense(name=f"d{number}") for number in range(60_000))),
    "not finite": lambda t: sequential(layer("Dropout", rate=float("nan"), name="d")),
    "two configs in one": lambda t: json.dumps(sequential(dense())).encode() + b"{}",
    # Patterns that never end
    "a pattern for parts of a policy": lambda t: sequential(
        layer("Dense", units=2, name="a" * 40 + "_b", dtype=policies("m/(a+)+"))
    ),
    "a number for names": lambda t: compiled(optimizer=node("keras.optimizers", "Muon", {"exclude_layers": 5})),
    "a pattern for names": lambda t: compiled(
        optimizer=node("keras.optimizers", "Muon", {"exclude_layers": ["(a+)+$"]}),
    ),
}


def nested(depth: int) -> Json:
    found = sequential(dense())
    for _ in range(depth):
        found = sequential(found)
    return found


MOST = (1 << 32) - 1


def array(value: Any, dtype: str) -> Json:
    return {"class_name": "__numpy__", "config": {"value": value, "dtype": dtype}}


def policies(pattern: str) -> Json:
    inside = {pattern: node("keras", "DTypePolicy", {"name": "float32"})}
    return node("keras.dtype_policies", "DTypePolicyMap", {"default_policy": "float32", "policy_map": inside})


def weights(fill: Callable[[Any], object]) -> Callable[[Path, Path], None]:
    return lambda folder, target: write(folder, sequential(dense()), hdf5(fill))


def _external(root: Any) -> None:
    root.create_dataset("layers/dense/vars/0", (2, 2), "float32", external=[("/etc/passwd", 0, 16)])


def _filled(root: Any) -> None:
    root.create_dataset("layers/dense/vars/0", (1 << 20, 1 << 12), "float32", chunks=(1 << 10, 1 << 10))


def _references(root: Any) -> None:
    import h5py

    root.create_dataset("layers/dense/vars/0", (2,), h5py.ref_dtype)


def opaque(tag: bytes) -> Any:
    """A type of eight bytes; h5py believes the type of NumPy that its tag names."""
    from h5py import h5t

    kind = h5t.create(h5t.OPAQUE, 8)
    kind.set_tag(tag)
    return kind


ADDRESSES = b"NUMPY:|O"
"""Bytes of the file would be the addresses of Python objects."""


def _addresses(root: Any) -> None:
    import numpy
    from h5py import h5d, h5s

    vars_ = root.create_group("layers/dense/vars")
    for name, shape in ((b"0", (2, 2)), (b"1", (2,))):
        kind = opaque(ADDRESSES)
        array = h5d.create(vars_.id, name, kind, h5s.create_simple(shape))
        array.write(h5s.ALL, h5s.ALL, numpy.full(shape, 0x41, "u8").view("V8"), mtype=kind)


def _pairs_of_addresses(root: Any) -> None:
    import numpy
    from h5py import h5d, h5s, h5t

    kind = h5t.create(h5t.COMPOUND, 16)
    kind.insert(b"r", 0, opaque(ADDRESSES))
    kind.insert(b"i", 8, h5t.NATIVE_INT64)
    array = h5d.create(root.create_group("layers/dense/vars").id, b"0", kind, h5s.create_simple((2, 2)))
    array.write(h5s.ALL, h5s.ALL, numpy.full((2, 4), 0x41, "u8").view("V16"), mtype=kind)


def _marked_with_addresses(root: Any) -> None:
    import numpy
    from h5py import h5a, h5s

    for name, value in (("0", [[0.0, 0.0]] * 2), ("1", [0.0] * 2)):
        array = root.create_dataset(f"layers/dense/vars/{name}", data=value)
        kind = opaque(ADDRESSES)
        mark = h5a.create(array.id, b"dtype", kind, h5s.create_simple((1,)))
        mark.write(numpy.full(1, 0x41, "u8").view("V8"), mtype=kind)


def _link(root: Any) -> None:
    import h5py

    root["layers/dense/vars/0"] = h5py.ExternalLink("/etc/passwd", "/")


WEIGHTS: dict[str, Callable[[Path, Path], None]] = {
    "weights in another file": weights(_external),
    "a link to another file": weights(_link),
    "addresses of objects": weights(_addresses),
    "pairs with addresses of objects": weights(_pairs_of_addresses),
    "attributes that are addresses of objects": weights(_marked_with_addresses),
    "weights that are not stored": weights(_filled),
    "references": weights(_references),
    "compressed": weights(lambda root: root.create_dataset("a", data=[0.0] * 1000, compression="gzip")),
    "no weights at all": lambda folder, target: write(folder, sequential(dense()), b"\x89HDF\r\n\x1a\n" + bytes(500)),
    "a pickle beside": lambda folder, target: write(folder, sequential(dense()), more={"class.pkl": b"cos\nsystem\n."}),
    "words outside": lambda folder, target: write(folder, sequential(dense()), more={"assets/../../x": b""}),
}


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    return start(readers, "keras-v3", guarded=("keras.src.utils", "keras.src.saving"))


@pytest.mark.parametrize("name", CONFIGS)
def test_no_configuration_runs_anything(reader: Reader, tmp_path: Path, name: str) -> None:
    reader.check(lambda folder, target: write(folder, CONFIGS[name](target)), tmp_path)


@pytest.mark.parametrize("name", WEIGHTS)
def test_no_weights_do_anything(reader: Reader, tmp_path: Path, name: str) -> None:
    assert reader.check(WEIGHTS[name], tmp_path).outcome in ("refused", "failed")


CALLS: dict[str, tuple[str, str, list[Any]]] = {
    "loads a SavedModel": ("keras.saving", "load_model", ["/tmp"]),
    "overwrites a picture": ("keras.utils", "save_img", ["picture.png", [[[0]]]]),
    "changes a setting": ("keras.config", "set_floatx", ["float16"]),
}


HAND_WRITTEN = {"keras-v3": [*CONFIGS, *WEIGHTS, *CALLS]}


@pytest.mark.parametrize("name", CALLS)
def test_what_broke_the_release_is_refused(reader: Reader, tmp_path: Path, name: str) -> None:
    module, called, arguments = CALLS[name]
    report = reader.check(lambda folder, target: keras_call(folder, module, called, arguments), tmp_path)
    assert report.outcome == "refused"


def test_a_harmless_file_by_hand_is_read(reader: Reader, tmp_path: Path) -> None:
    """What is refused above is refused for what was changed in it."""
    made = graph(node("keras.src.ops.numpy", "Add", {"name": "s"}, registered_name="Add"), tensor(), 1.0)
    report = reader.check(lambda folder, target: write(folder, made), tmp_path)
    assert report.outcome == "loaded", report.error
    assert not report.used["call"], report.used
