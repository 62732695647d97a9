"""Plain code that loads CatBoost's files."""

from __future__ import annotations

from ...server.types import Json
from ..plain_code import Code, Writer, find_file

_CLASSES = ("CatBoostClassifier", "CatBoostRegressor", "CatBoostRanker")


def model(version: Json, folder: str, variable: str) -> Code:
    name = version["class"].rpartition(".")[2]
    known = name if name in _CLASSES else "CatBoost"
    path = find_file(version, folder, "model.cbm")
    return f"from catboost import {known}\n\n{variable} = {known}().load_model({path!r})", None


def pool(version: Json, folder: str, variable: str) -> Code:
    path = find_file(version, folder, "pool.bin")
    return f"from catboost import Pool\n\n{variable} = Pool({'quantized://' + path!r})", None


WRITERS: dict[str, Writer] = {"catboost-cbm": model, "catboost-pool": pool}
