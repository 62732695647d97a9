"""The risk of XGBoost's files, from their first bytes and the JSON beside them."""

from __future__ import annotations

from ...risk.judging import Judge
from ..judging import with_sidecar
from .sidecar_table import TABLE

JUDGES: dict[str, Judge] = {
    "xgboost-ubj": with_sidecar("model.ubj", b"{L\0\0\0\0\0\0\0\x07learner{", TABLE),
    "xgboost-json": with_sidecar("booster.json", b'{"learner":{', TABLE),
}
