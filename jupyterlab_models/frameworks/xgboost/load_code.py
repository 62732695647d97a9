"""Plain code that loads XGBoost's files."""

from __future__ import annotations

from ...server.types import Json
from ..plain_code import Code, Writer, find_file

_CLASSES = ("XGBClassifier", "XGBRegressor", "XGBRanker", "XGBRFClassifier", "XGBRFRegressor", "XGBModel")


def xgboost(file: str) -> Writer:
    def writer(version: Json, folder: str, variable: str) -> Code:
        name = version["class"].rpartition(".")[2]
        known = name if name in _CLASSES else "Booster"
        path = find_file(version, folder, file)
        code = f"import xgboost\n\n{variable} = xgboost.{known}()\n{variable}.load_model({path!r})"
        return code, "Load in the Models panel also gives back the parameters and the scores of the evaluation sets."

    return writer


WRITERS: dict[str, Writer] = {"xgboost-ubj": xgboost("model.ubj"), "xgboost-json": xgboost("booster.json")}
