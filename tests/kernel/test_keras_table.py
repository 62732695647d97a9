"""The tables of Keras are what the libraries have, and let pass whatever the libraries write of their own classes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jupyterlab_models.frameworks.keras.allowed import FAMILIES, Allowed
from jupyterlab_models.frameworks.keras.table import keras_3
from jupyterlab_models.frameworks.tf_keras.allowed_names import keras_2

from . import keras_zoo
from .kernels import Kernel

LIBRARIES = "all"
ROOT = Path(__file__).parents[2]
TABLES = {"keras": keras_3, "tf_keras": keras_2}
NOT_MADE = {
    "keras": "FlaxLayer JaxLayer Lambda TFSMLayer TorchModuleWrapper MultiOptimizer Optimizer OptimizerMap AWQConfig "
    "GPTQConfig Quantizer Regularizer LearningRateSchedule LegacyOptimizerWarning Wrapper",
    "tf_keras": "DenseFeatures Lambda ReductionV2 BaseLossScaleOptimizer Metric Optimizer OptimizerV2 Regularizer "
    "LearningRateSchedule Wrapper",
}
"""What cannot be made of plain values."""
REFUSED = {
    "keras": "Constraint Initializer InputSpec Layer Loss Metric QuantizationConfig",
    "tf_keras": "AbstractRNNCell Constraint Initializer InputSpec Layer Loss",
}
"""Bases of others, which no model holds."""


def test_the_tables_are_what_the_script_writes(tmp_path: Path) -> None:
    """After an upgrade: run scripts/keras_tables.py, and read what it adds."""
    for library in TABLES:
        (tmp_path / library).mkdir()
    script = str(ROOT / "scripts" / "keras_tables.py")
    quiet = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(
        [sys.executable, script, str(tmp_path)], capture_output=True, text=True, check=False, env=quiet
    )
    assert done.returncode == 0, done.stderr[-2000:]
    for library in TABLES:
        kept = ROOT / "jupyterlab_models" / "frameworks" / library / "classes.py"
        assert (tmp_path / library / "classes.py").read_text() == kept.read_text(), library


def first_refused(allowed: Allowed, config: dict[str, object]) -> str | None:
    """Of any object: as a layer's or model's argument, where it is none itself."""
    module, name = config["module"], config["class_name"]
    if name == "Sequential":
        return allowed.first_refused(config)
    base = {"module": "keras", "class_name": "Sequential", "registered_name": None}
    cell = {"module": "keras.layers", "class_name": "RNN", "config": {"cell": config}, "registered_name": None}
    if module == "keras.layers":
        return allowed.first_refused({**base, "config": {"layers": [cell]}})
    kind = next(kind for kind, modules in FAMILIES.items() if module in modules)
    places = {"losses": "loss", "metrics": "metrics", "optimizers": "optimizer"}
    if kind in places:
        return allowed.first_refused({**base, "config": {}, "compile_config": {places[kind]: config}})
    arguments = {"dtypes": "dtype", "quantizers": "quantization_config"}
    argument = arguments.get(kind, f"kernel_{kind[:-1]}")
    layer = {"module": "keras.layers", "class_name": "Dense", "config": {argument: config}, "registered_name": None}
    if kind == "schedules":
        rate = {"module": "keras.optimizers", "class_name": "SGD", "config": {"learning_rate": config}}
        return allowed.first_refused(
            {**base, "config": {}, "compile_config": {"optimizer": {**rate, "registered_name": None}}}
        )
    return allowed.first_refused({**base, "config": {"layers": [layer]}})


@pytest.mark.parametrize("library", TABLES)
def test_all_that_the_library_writes_of_its_own_passes(kernel: Kernel, library: str) -> None:
    kernel.run(f"import {library}\n" + Path(keras_zoo.__file__).read_text().replace("from __future__", "# "))
    found = kernel.value(f"zoo({library!r})")
    names = {name.rpartition(".")[2]: config for name, config in found}
    assert len(names) > 180
    assert {name for name, config in names.items() if isinstance(config, str)} <= set(NOT_MADE[library].split())
    refused = {
        name: reason
        for name, config in found
        if not isinstance(config, str) and (reason := first_refused(TABLES[library](), config)) is not None
    }
    assert {name.rpartition(".")[2] for name in refused} == set(REFUSED[library].split()), refused
