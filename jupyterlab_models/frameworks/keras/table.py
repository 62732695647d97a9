"""What a `.keras` file of Keras 3 may name."""

from __future__ import annotations

from functools import cache

from .allowed import Allowed
from .classes import CLASSES, FUNCTIONS, IDENTIFIERS

MODELS = {"keras": "Sequential", "keras.src.models.functional": "Functional"}


@cache
def keras_3() -> Allowed:
    classes = dict(CLASSES)
    for module, name in MODELS.items():
        classes[module] = f"{classes.get(module, '')}\n{name}"
    return Allowed.parse(classes, FUNCTIONS, IDENTIFIERS)
