"""State that Keras drops silently, or takes from the kernel instead of the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ..fork_servers import ForkServers
from .kernels import Kernel, running
from .tickets import load, save

LIBRARIES = "all"

SETUP = """
import os
os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", KERAS_BACKEND="tensorflow")
import importlib, numpy, tensorflow, keras, tf_keras
X = numpy.linspace(-1, 1, 12).reshape(4, 3).astype("float32")
LONG = X.reshape(2, 2, 3)

def made(keras, factor):
    @keras.saving.register_keras_serializable(package="own")
    class Gain(keras.layers.Layer):
        def call(self, x):
            return x * factor

    return Gain

def recurrent(*more):
    first = tf_keras.layers.LSTM(2, stateful=True, batch_input_shape=(2, 2, 3))
    model = tf_keras.Sequential([first, *more])
    model(LONG)
    return model
"""


@pytest.fixture(scope="module")
def here(kernel: Kernel) -> Kernel:
    kernel.run(SETUP)
    return kernel


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory, fork_servers: ForkServers) -> Iterator[Kernel]:
    for kernel in running(tmp_path_factory.mktemp("there"), fork_servers.argv(LIBRARIES, "loads")):
        kernel.run(SETUP)
        yield kernel


def moved(here: Kernel, there: Kernel, folder: Path, expression: str) -> list[str]:
    """Save `model` of one kernel and load it in the other, where the expression has the same value; what is lost."""
    version = save(here, "model", folder / "spool")
    report = load(there, "model", version, folder / "spool/files", folder / "load", overwrite=True)
    assert report["ok"], report
    assert there.value(expression) == here.value(expression)
    return version["lost"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("library", ["keras", "tf_keras"])
def test_a_class_that_the_kernel_has_registered_does_not_take_the_place_of_the_saved_one(
    here: Kernel, there: Kernel, tmp_path: Path, library: str
) -> None:
    here.run(f"Gain = made({library}, 2)\nmodel = {library}.Sequential([{library}.Input((3,)), Gain()])")
    there.run(f"Gain = made({library}, 20)")
    moved(here, there, tmp_path, "numpy.asarray(model(X)).tolist()")


def test_a_learning_rate_set_after_compile_is_kept(here: Kernel, there: Kernel, tmp_path: Path) -> None:
    here.run("model = tf_keras.Sequential([tf_keras.Input((3,)), tf_keras.layers.Dense(1)])")
    here.run("model.compile('adam', 'mse')\nmodel.optimizer.learning_rate = 0.5")
    moved(here, there, tmp_path, "float(model.optimizer.learning_rate)")
    assert here.value("model.get_compile_config()['optimizer']") == "adam"


def test_an_optimizer_set_after_compile_is_kept(here: Kernel, there: Kernel, tmp_path: Path) -> None:
    here.run("model = tf_keras.Sequential([tf_keras.Input((3,)), tf_keras.layers.Dense(1)])")
    here.run("model.compile(tf_keras.optimizers.Adam(0.3), 'mse')\nmodel.optimizer = tf_keras.optimizers.SGD(0.4)")
    moved(here, there, tmp_path, "(type(model.optimizer).__name__, float(model.optimizer.learning_rate))")


def test_the_scaling_of_the_loss_is_reported_as_lost(here: Kernel, there: Kernel, tmp_path: Path) -> None:
    here.run("tf_keras.mixed_precision.set_global_policy('mixed_float16')")
    here.run("model = tf_keras.Sequential([tf_keras.Input((3,)), tf_keras.layers.Dense(1)])")
    here.run("model.compile('adam', 'mse')\ntf_keras.mixed_precision.set_global_policy('float32')")
    lost = moved(here, there, tmp_path, "float(model.optimizer.learning_rate)")
    assert [sentence for sentence in lost if "scaling of its loss" in sentence]


def test_states_of_recurrent_layers_are_left_alone_and_reported_as_lost(
    here: Kernel, there: Kernel, tmp_path: Path
) -> None:
    here.run("class Same(tf_keras.layers.Layer):\n    def call(self, x): return x\nmodel = recurrent(Same())")
    states = "[state.numpy().tolist() for state in model.layers[0].states]"
    before = here.value(states)
    lost = moved(here, there, tmp_path, "[weight.numpy().tolist() for weight in model.weights]")
    assert here.value(states) == before
    assert [sentence for sentence in lost if "stateful=True" in sentence]


ADAPTED = {
    "Discretization": "layer = tf_keras.layers.Discretization(num_bins=3); layer.adapt(X); data = X",
    "StringLookup": "layer = tf_keras.layers.StringLookup(output_mode='tf_idf'); layer.adapt([['a', 'b'], ['b', 'c']])"
    "; data = tensorflow.constant([['a', 'x', 'b']])",
}


@pytest.mark.parametrize("layer", ADAPTED)
def test_layers_adapted_to_data_are_kept(here: Kernel, there: Kernel, tmp_path: Path, layer: str) -> None:
    for kernel in (here, there):
        kernel.run(ADAPTED[layer])
    here.run("model = tf_keras.Sequential([tf_keras.Input((3,), dtype=data.dtype), layer])")
    moved(here, there, tmp_path, "model(data).numpy().tolist()")
