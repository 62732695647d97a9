"""XGBoost's models to be changed: as JSON, written in either of its encodings."""

from __future__ import annotations

import json
import struct
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy
import xgboost

Json = dict[str, Any]
FILES = {"xgboost-ubj": "model.ubj", "xgboost-json": "booster.json"}
NUMBERS = {
    **dict.fromkeys(("left_children", "right_children", "parents", "split_indices", "categories_nodes"), "l"),
    **dict.fromkeys(("categories", "feature_segments", "sorted_idx", "offsets", "values"), "l"),
    **dict.fromkeys(("categories_segments", "categories_sizes"), "L"),
    **dict.fromkeys(("default_left", "split_type"), "U"),
    **dict.fromkeys(
        ("base_weights", "loss_changes", "split_conditions", "sum_hessian", "leaf_weights", "weights"), "d"
    ),
}
"""Arrays whose numbers have no mark of their own."""
_STRUCT = {"l": "i", "L": "q", "U": "B", "d": "f"}


def _data() -> tuple[Any, Any]:
    x = numpy.random.default_rng(0).normal(size=(120, 3))
    return x, (x[:, 0] + x[:, 1] > 0) * 1


def _trees() -> Any:
    return xgboost.XGBClassifier(n_estimators=3, max_depth=3, n_jobs=1).fit(*_data())


def _categories() -> Any:
    x, y = _data()
    x[:, 2] = numpy.random.default_rng(1).integers(0, 3, 120) + 3 * y
    data = xgboost.DMatrix(x, y, feature_types=["q", "q", "c"], enable_categorical=True)
    return xgboost.train({"max_depth": 3, "nthread": 1, "max_cat_to_onehot": 1}, data, 2)


def _linear() -> Any:
    return xgboost.train({"booster": "gblinear", "nthread": 1}, xgboost.DMatrix(*_data()), 2)


def _dropped() -> Any:
    return xgboost.XGBRegressor(n_estimators=3, max_depth=2, n_jobs=1, booster="dart", rate_drop=0.5).fit(*_data())


def _classes() -> Any:
    x, _ = _data()
    return xgboost.XGBClassifier(n_estimators=2, max_depth=2, n_jobs=1).fit(x, numpy.arange(120) % 3)


def _vectors() -> Any:
    x, _ = _data()
    model = xgboost.XGBRegressor(n_estimators=2, max_depth=2, n_jobs=1, multi_strategy="multi_output_tree")
    return model.fit(x, x[:, :2])


MODELS: dict[str, Callable[[], Any]] = {
    "trees": _trees,
    "categories": _categories,
    "linear": _linear,
    "dropped": _dropped,
    "classes": _classes,
    "vectors": _vectors,
}


@cache
def saved(kind: str, encoding: str) -> dict[str, bytes]:
    """The files of the adapter."""
    from jupyterlab_models.frameworks.xgboost.adapter import ADAPTER
    from jupyterlab_models.kernel.adapter import Folder

    with tempfile.TemporaryDirectory() as name:
        made = MODELS[kind]()
        ADAPTER.write(made, ADAPTER.check(made), encoding, Folder(Path(name), lambda: None))
        return {path.name: path.read_bytes() for path in Path(name).iterdir()}


def model_of(kind: str) -> Json:
    found: Json = json.loads(saved(kind, "xgboost-json")["booster.json"])
    return found


def trees_of(model: Json) -> list[Json]:
    booster = model["learner"]["gradient_booster"]
    found: list[Json] = booster.get("gbtree", booster)["model"]["trees"]
    return found


def binary(value: Any, name: str = "") -> bytes:
    """As XGBoost writes it."""
    kind = NUMBERS.get(name, "")
    if kind and isinstance(value, list) and all(isinstance(number, (int, float)) for number in value):
        try:
            numbers = struct.pack(f">{len(value)}{_STRUCT[kind]}", *value)
        except struct.error:
            kind, numbers = "L", struct.pack(f">{len(value)}q", *value)
        return b"[$" + kind.encode() + b"#L" + struct.pack(">q", len(value)) + numbers
    if isinstance(value, dict):
        return b"{" + b"".join(_text(key)[1:] + binary(inside, key) for key, inside in value.items()) + b"}"
    if isinstance(value, list):
        return b"[#L" + struct.pack(">q", len(value)) + b"".join(map(binary, value))
    if isinstance(value, bool) or value is None:
        return {True: b"T", False: b"F", None: b"Z"}[value]
    if isinstance(value, str):
        return _text(value)
    return b"L" + struct.pack(">q", value) if isinstance(value, int) else b"d" + struct.pack(">f", value)


def _text(value: str) -> bytes:
    content = value.encode("utf-8", "surrogatepass")
    return b"SL" + struct.pack(">q", len(content)) + content


def encoded(model: Json, encoding: str) -> bytes:
    return binary(model) if encoding == "xgboost-ubj" else json.dumps(model, separators=(",", ":")).encode()


def write(folder: Path, kind: str, encoding: str, content: bytes) -> None:
    for name, other in {**saved(kind, encoding), FILES[encoding]: content}.items():
        (folder / name).write_bytes(other)
