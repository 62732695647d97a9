"""The risk of LightGBM's files, from their first bytes."""

from __future__ import annotations

from ...risk.judging import Judge, native

JUDGES: dict[str, Judge] = {"lightgbm-text": native("model.txt", b"tree\n")}
