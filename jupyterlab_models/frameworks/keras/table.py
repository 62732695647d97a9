"""What a `.keras` file of Keras 3 may name."""

from __future__ import annotations

from functools import cache

from .allowed import Allowed
from .classes import CLASSES, FUNCTIONS, IDENTIFIERS

MORE = {
    "keras": "Sequential",
    "keras.src.models.functional": "Functional",
    "keras.random": "SeedGenerator: name seed",
}

OF_TORCH = "Adadelta Adagrad Adam AdamW Adamax Lion Nadam RMSprop SGD"
"""Optimizers that a kernel with PyTorch below Keras writes by the modules that they lie in."""


@cache
def keras_3() -> Allowed:
    classes = dict(CLASSES)
    for module, name in MORE.items():
        classes[module] = f"{classes.get(module, '')}\n{name}"
    optimizers = dict(line.partition(":")[::2] for line in CLASSES["keras.optimizers"].replace("\n ", " ").split("\n"))
    for name in OF_TORCH.split():
        module = f"keras.src.backend.torch.optimizers.torch_{name.lower()}"
        classes[module] = f"{name}:{optimizers[name]}"
    return Allowed.parse(classes, FUNCTIONS, IDENTIFIERS)
