"""Keras 2: what the matrix cannot see, such as forged files, which its own safe mode would run."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_models.frameworks.tf_keras import allowed_names

from ..frameworks.loaded import FRAMEWORKS
from .keras_promises import require_attributes_announced, require_tables
from .kernels import Kernel
from .tickets import Json, load, save, spool_way, ticket, version_of

LIBRARIES = "all"

SETUP = """
import os
os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")
import numpy, tensorflow, tf_keras
X = numpy.linspace(-1, 1, 12).reshape(4, 3).astype("float32")
plain = tf_keras.Sequential([
    tf_keras.Input((3,)), tf_keras.layers.Dense(4), tf_keras.layers.Dropout(0.2), tf_keras.layers.Dense(1)])
plain.compile("adam", "mse", metrics=["mae"])
plain.fit(X, X[:, :1], epochs=2, verbose=0)
layer = tf_keras.layers.Dense(1)
layer(X)

class Counting(tf_keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = tf_keras.layers.Dense(1)
        self.calls = self.add_weight("calls", (), initializer="zeros", trainable=False)

    def call(self, x):
        self.calls.assign_add(1.0)
        return self.dense(x)

counting = Counting()
counting(X)

class Forgetful(tf_keras.Model):
    def __init__(self, scale=1.0, **kwargs):
        super().__init__(**kwargs)
        self.scale = scale
        self.dense = tf_keras.layers.Dense(1)

    def call(self, x):
        return self.dense(x) * self.scale

    def get_config(self):
        return {}

forgetful = Forgetful(3.0)
forgetful(X)
"""


@pytest.fixture(scope="module")
def trained(kernel: Kernel) -> Kernel:
    kernel.run(SETUP)
    return kernel


def function(module: str, name: str) -> Json:
    return {"module": module, "class_name": "function", "config": name, "registered_name": name}


def layer(module: str | None, name: str, **config: Any) -> Json:
    return {"module": module, "class_name": name, "config": config, "registered_name": None}


FORGED: dict[str, Json] = {
    "a function of any module": layer("keras.layers", "Activation", activation=function("os", "system")),
    "a function of Python": layer("keras.layers", "Activation", activation=function("builtins", "eval")),
    "a function in place of a layer": layer("keras.utils", "get_file", origin="http://localhost"),
    "a class of any module": layer("subprocess", "Popen", args=["touch", "ran"]),
    "a class of the kernel": layer("__main__", "Counting"),
    "a class without a module": {"class_name": "Dense", "config": {"units": 1}},
    "another name that is registered": {**layer("keras.layers", "Dense", units=1), "registered_name": "own>Evil"},
    "a Lambda": layer("keras.layers", "Lambda", function=["4wE=", None, None], function_type="lambda"),
    "a Lambda by the module of another": layer("keras.initializers", "Lambda", function_type="lambda"),
    "bytecode": layer("keras.layers", "Activation", activation={"class_name": "__lambda__", "config": {}}),
    "words from a file": layer("keras.layers", "StringLookup", vocabulary="/etc/passwd"),
    "a wrapper that runs bytecode": layer("tf_keras.src.layers.rnn.cell_wrappers", "ResidualWrapper"),
    "a type": {"class_name": "__typespec__", "spec_name": "x", "module": "os", "config": [], "registered_name": None},
    "a list for a name": {**layer("keras.layers", "Dense"), "class_name": ["Dense"]},
    "a list for a module": {**layer("keras.layers", "Dense"), "module": ["keras.layers"]},
    "a list for a function": layer("keras.layers", "Activation", activation={**function("builtins", ""), "config": []}),
}


def forged(source: Path, target: Path, *change: Json) -> None:
    """The archive with more layers."""
    target.parent.mkdir()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "config.json":
                config = json.loads(data)
                config["config"]["layers"] += change
                data = json.dumps(config).encode()
            new.writestr(name, data)


@pytest.mark.parametrize("forgery", FORGED)
def test_what_is_not_in_the_table_is_not_read(trained: Kernel, tmp_path: Path, forgery: str) -> None:
    version = save(trained, "plain", tmp_path / "spool")
    file = tmp_path / "forged" / "model.keras"
    forged(tmp_path / "spool/files/model.keras", file, FORGED[forgery])
    assert FRAMEWORKS.risk("keras-v2", file.parent, [file.name]) == "code"
    described = version_of({**version, "files": [{"path": file.name, "bytes": file.stat().st_size}]}, file.parent)
    report = load(trained, "bad", described, file.parent, tmp_path / "load", overwrite=True)
    assert report["error"]["code"] == "unsafe_file", report
    assert "it names" in report["error"]["message"]


SYMBOLS = {"math.abs": "parser", "__operators__.add": "parser", "io.write_file": "code", "numpy_function": "code"}


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_operations_that_only_compute_are_read_by_a_parser(tmp_path: Path, trained: Kernel, symbol: str) -> None:
    save(trained, "plain", tmp_path / "spool")
    file = tmp_path / "forged" / "model.keras"
    operation = layer(allowed_names.LAYER_OF_OPERATIONS, "TFOpLambda", function=symbol)
    forged(tmp_path / "spool/files/model.keras", file, operation)
    assert FRAMEWORKS.risk("keras-v2", file.parent, [file.name]) == SYMBOLS[symbol]


def test_keras_3_does_not_read_it(trained: Kernel, fresh: Kernel, tmp_path: Path) -> None:
    """The kernel without tf_keras says what to install."""
    version = save(trained, "plain", tmp_path / "spool")
    assert version["format"] == "tf_keras"
    fresh.run("import sys; sys.modules['tf_keras'] = None")
    report = load(fresh, "plain", version, tmp_path / "spool/files", tmp_path / "load")
    assert report["error"]["code"] == "missing_library"
    assert "%pip install tf_keras==2." in report["error"]["hint"]


def test_saving_draws_no_random_numbers_and_takes_no_names(trained: Kernel, tmp_path: Path) -> None:
    trained.run("import random\ndef drawn(): return [random.random(), float(tensorflow.random.uniform(()))]")
    trained.run("def drawn_by_keras(): return tf_keras.layers.Dense(2).kernel_initializer((2, 2)).numpy().tolist()")
    trained.run("tf_keras.utils.set_random_seed(7); expected = drawn(), drawn_by_keras()")
    trained.run("before = int(tf_keras.layers.Dropout(0.1).name.rpartition('_')[2])")
    trained.run("tf_keras.utils.set_random_seed(7)")
    save(trained, "plain", tmp_path / "spool")
    assert trained.value("(drawn(), drawn_by_keras()) == expected")
    assert trained.value("int(tf_keras.layers.Dropout(0.1).name.rpartition('_')[2]) - before") == 1


def test_what_a_call_changes_is_set_back(trained: Kernel, tmp_path: Path) -> None:
    assert trained.value("float(counting.calls.numpy())") == 1
    save(trained, "counting", tmp_path / "spool")
    assert trained.value("float(counting.calls.numpy())") == 1


FORGOTTEN = """
before = tf_keras.optimizers.Adam.load_own_variables
def forget(self, store): pass
tf_keras.optimizers.Adam.load_own_variables = forget
"""


def test_an_optimizer_that_comes_back_different_is_not_saved(trained: Kernel, tmp_path: Path) -> None:
    trained.run(FORGOTTEN)
    members = {"variable": "plain", "encoding": "keras-v2", "ticket": ticket([spool_way(tmp_path / "spool")])}
    error = trained.ask("save", **members)["error"]
    trained.run("tf_keras.optimizers.Adam.load_own_variables = before")
    assert error["code"] == "not_restorable"
    assert "the state of its optimizer" in error["message"]


def test_what_predicts_something_else_is_not_saved(trained: Kernel, tmp_path: Path) -> None:
    members = {"variable": "forgetful", "encoding": "keras-v2", "ticket": ticket([spool_way(tmp_path / "spool")])}
    error = trained.ask("save", **members)["error"]
    assert error["code"] == "not_restorable"
    assert "its predictions" in error["message"]


def test_a_layer_alone_is_refused(trained: Kernel) -> None:
    check = trained.ask("check", variable="layer")
    assert check["error"]["code"] == "unsupported"
    assert "tf_keras.Sequential" in check["error"]["hint"]


def test_what_the_model_knows_of_itself_is_kept(trained: Kernel, tmp_path: Path) -> None:
    version = save(trained, "plain", tmp_path / "spool")
    require_tables(version)
    facts = version["facts"]
    assert facts["dtypes"] == {"float32": 4}
    assert facts["parameters"]["optimizer: beta_1"] == "0.9"
    assert set(facts["metrics"]) == {"last epoch: loss", "last epoch: mae"}


def test_attributes_that_were_put_on_a_model_are_reported_as_lost(trained: Kernel) -> None:
    trained.run("plain.evaluate(X, X[:, :1], verbose=0); plain.predict(X, verbose=0)")
    require_attributes_announced(trained)
