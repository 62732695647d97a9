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


@cache
def keras_3() -> Allowed:
    classes = dict(CLASSES)
    for module, name in MORE.items():
        classes[module] = f"{classes.get(module, '')}\n{name}"
    return Allowed.parse(classes, FUNCTIONS, IDENTIFIERS)
