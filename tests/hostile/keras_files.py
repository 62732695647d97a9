"""`.keras` files by hand, for Keras 3 and Keras 2."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Json = dict[str, Any]
INPUT = {"batch_shape": [None, 2], "dtype": "float32", "name": "i"}


def node(module: str | None, name: Any, config: Any = None, **more: Any) -> Json:
    given = {} if config is None else config
    return {"module": module, "class_name": name, "config": given, "registered_name": None, **more}


def function(module: str | None, name: Any, registered: Any = "function") -> Json:
    return {"module": module, "class_name": "function", "config": name, "registered_name": registered}


def layer(kind: str, **config: Any) -> Json:
    return node("keras.layers", kind, config)


def dense(**config: Any) -> Json:
    return layer("Dense", **{"units": 2, "name": "d", **config})


def sequential(*layers: Json, **more: Any) -> Json:
    config = {"name": "m", "layers": [layer("InputLayer", **INPUT), *layers]}
    return node("keras", "Sequential", config, **more)


def tensor(name: str = "i") -> Json:
    config = {"shape": [None, 2], "dtype": "float32", "keras_history": [name, 0, 0]}
    return {"class_name": "__keras_tensor__", "config": config}


def graph(made: Json, *arguments: Any, **keywords: Any) -> Json:
    """A model of Keras 3 that calls a layer or operation with these arguments."""
    called = {**made, "name": "s", "inbound_nodes": [{"args": list(arguments), "kwargs": keywords}]}
    return functional("keras.src.models.functional", called)


def graph_2(made: Json, *places: Any) -> Json:
    """The same of Keras 2."""
    called = {**made, "name": "s", "inbound_nodes": list(places) or [["i", 0, 0, {}]]}
    return functional("tf_keras.src.engine.functional", called)


def functional(module: str, called: Json) -> Json:
    first = {**layer("InputLayer", **INPUT), "name": "i", "inbound_nodes": []}
    config = {"name": "m", "trainable": True, "layers": [first, called]}
    ends = {"input_layers": [["i", 0, 0]], "output_layers": [["s", 0, 0]]}
    return node(module, "Functional", {**config, **ends}, registered_name="Functional")


def write(folder: Path, config: Any, weights: bytes | None = None, more: dict[str, bytes] | None = None) -> None:
    text = config if isinstance(config, bytes) else json.dumps(config).encode()
    members = {"metadata.json": b'{"keras_version": "3.15.1"}', "config.json": text}
    members["model.weights.h5"] = weights if weights is not None else hdf5(lambda root: None)
    with zipfile.ZipFile(folder / "model.keras", "w") as archive:
        for name, content in {**members, **(more or {})}.items():
            archive.writestr(name, content)


def hdf5(fill: Callable[[Any], object]) -> bytes:
    import h5py

    content = io.BytesIO()
    with h5py.File(content, "w") as root:
        fill(root)
    return content.getvalue()
