"""An instance of every class in a table of Keras, and what the library writes of it.

It runs in a kernel (`zoo(library)` gives a list of names and configurations) and needs nothing but the library.
"""

from __future__ import annotations

import inspect
import json
import sys
from typing import Any

NEEDED: dict[str, Any] = {
    "activation": "relu",
    "axes": 1,
    "bin_boundaries": [0.0, 1.0],
    "boundaries": [10, 20],
    "class_id": 0,
    "cropping": 1,
    "decay_rate": 0.5,
    "decay_steps": 10,
    "dims": [2, 1],
    "end_learning_rate": 0.1,
    "equation": "ab,bc->ac",
    "factor": 0.5,
    "filters": 2,
    "first_decay_steps": 10,
    "function": None,
    "group_size": 2,
    "height": 4,
    "head_dim": 2,
    "height_factor": 0.2,
    "initial_learning_rate": 0.1,
    "input_dim": 4,
    "key_dim": 2,
    "kernel_size": 3,
    "lower": 0.1,
    "max_number": 3,
    "max_value": 2.0,
    "min_value": 0.1,
    "mode": "int8",
    "n": 2,
    "noise_shape": None,
    "normalization": None,
    "num_bins": 4,
    "num_classes": 3,
    "num_heads": 2,
    "num_key_value_heads": 1,
    "num_query_heads": 2,
    "num_tokens": 4,
    "output_dim": 2,
    "output_shape": 2,
    "output_size": 2,
    "padding": 1,
    "pool_size": 2,
    "precision": 0.5,
    "q": 0.5,
    "rate": 0.2,
    "recall": 0.5,
    "scale": 2.0,
    "sensitivity": 0.5,
    "size": 2,
    "specificity": 0.5,
    "stddev": 0.1,
    "target_class_ids": [0],
    "target_shape": [2, 2],
    "units": 2,
    "upper": 0.3,
    "values": [0.1, 0.2, 0.3],
    "width": 4,
    "width_factor": 0.2,
}
"""Values of required arguments, by name."""
OF_CLASS: dict[str, dict[str, Any]] = {
    "CategoryEncoding": {"num_tokens": 4},
    "Discretization": {"bin_boundaries": [0.0, 1.0]},
    "InputLayer": {"batch_shape": (None, 3)},
    "Permute": {"dims": (2, 1)},
    "PiecewiseConstantDecay": {"boundaries": [1, 2], "values": [0.1, 0.2, 0.3]},
    "RandomCrop": {"height": 2, "width": 2},
    "ZeroPadding1D": {"padding": 1},
    "QuantizedDTypePolicy": {"mode": "int8", "source_name": "float32"},
    "QuantizedFloat8DTypePolicy": {"mode": "float8", "source_name": "float32"},
    "GPTQDTypePolicy": {"mode": "gptq/4/128", "source_name": "float32"},
    "AWQDTypePolicy": {"mode": "awq/4/128", "source_name": "float32"},
    "Int4DTypePolicy": {"mode": "int4/128", "source_name": "float32"},
    "DTypePolicy": {"name": "float32"},
    "FloatDTypePolicy": {"name": "float32"},
    "Policy": {"name": "mixed_bfloat16"},
    "DTypePolicyMap": {"default_policy": "float32", "policy_map": {"a": "float32"}},
    "StringLookup": {"vocabulary": ["a", "b"]},
    "IntegerLookup": {"vocabulary": [1, 2]},
    "TextVectorization": {"vocabulary": ["a", "b"], "standardize": "strip_punctuation"},
    "AbsMaxQuantizer": {"axis": 0},
    "RandomPosterization": {"factor": 4},
    "RandomResizedCrop": {"height": 2, "width": 2},
    "Constant": {"value": 0.5},
}


def zoo(library: str) -> list[tuple[str, Any]]:
    """Class → configuration as it is in a file; layers inside of a Sequential."""
    package = sys.modules[library]
    saving = package.saving
    found: list[tuple[str, Any]] = []

    def made(cls: Any) -> Any:
        layers = package.layers
        wrapped = {
            "Bidirectional": lambda: layers.Bidirectional(layers.LSTM(2)),
            "TimeDistributed": lambda: layers.TimeDistributed(layers.Dense(2, layers.LeakyReLU())),
            "RNN": lambda: layers.RNN(layers.LSTMCell(2)),
            "StackedRNNCells": lambda: layers.StackedRNNCells([layers.GRUCell(2), layers.SimpleRNNCell(2)]),
            "SpectralNormalization": lambda: layers.SpectralNormalization(layers.Dense(2)),
            "Pipeline": lambda: layers.Pipeline([layers.RandomFlip(), layers.Rescaling(2.0)]),
            "MeanMetricWrapper": lambda: cls(package.losses.mean_squared_error),
            "LossScaleOptimizer": lambda: cls(package.optimizers.Adam()),
            "LossFunctionWrapper": lambda: cls(package.losses.mean_squared_error),
        }
        if cls.__name__ in wrapped:
            return wrapped[cls.__name__]()
        needed = [
            one.name
            for one in inspect.signature(cls).parameters.values()
            if one.default is one.empty and one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)
        ]
        if library == "tf_keras" and cls.__name__ == "InputLayer":
            return cls(input_shape=(3,))
        if cls.__name__ == "MeanRelativeError":
            return cls(normalizer=[1.0, 2.0])
        given = OF_CLASS.get(cls.__name__) or {name: NEEDED[name] for name in needed}
        return cls(**given)

    def written(cls: Any) -> Any:
        one = made(cls)
        if issubclass(cls, package.layers.Layer) and not cls.__name__.endswith(("Cell", "Cells")):
            one = package.Sequential([one], name="s")
        return json.loads(json.dumps(saving.serialize_keras_object(one)))

    paths = ("layers", "losses", "metrics", "optimizers", "optimizers.schedules", "initializers", "regularizers")
    for path in (*paths, "constraints", "dtype_policies", "quantizers", "mixed_precision", "optimizers.legacy"):
        module = sys.modules.get(f"{library}.{path}")
        for cls in {one for one in vars(module).values() if inspect.isclass(one)} if module is not None else ():
            try:
                found.append((f"{path}.{cls.__name__}", written(cls)))
            except Exception as error:  # noqa: BLE001 - whoever calls looks at what is missing
                found.append((f"{path}.{cls.__name__}", f"{type(error).__name__}: {error}"))
    return sorted(found)
