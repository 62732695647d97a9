"""The risk of LightGBM's files, from their first bytes and the JSON beside them."""

from __future__ import annotations

from ...risk.judging import Judge
from ..judging import with_sidecar
from .sidecar_table import TABLE

JUDGES: dict[str, Judge] = {"lightgbm-text": with_sidecar("model.txt", b"tree\n", TABLE)}
