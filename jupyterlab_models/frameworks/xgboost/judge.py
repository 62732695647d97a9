"""The risk of XGBoost's files, from their first bytes."""

from __future__ import annotations

from ...risk.judging import Judge, native

JUDGES: dict[str, Judge] = {
    "xgboost-ubj": native("model.ubj", b"{L\0\0\0\0\0\0\0\x07learner{"),
    "xgboost-json": native("booster.json", b'{"learner":{'),
}
