"""The risk of CatBoost's files, from their first bytes."""

from __future__ import annotations

from ...risk.judging import Judge, native

JUDGES: dict[str, Judge] = {
    "catboost-cbm": native("model.cbm", b"CBM1"),
    "catboost-pool": native("pool.bin", b"CatboostQuantizedPool\0"),
}
