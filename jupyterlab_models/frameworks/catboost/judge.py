"""The risk of CatBoost's files, from what they name and the JSON beside them."""

from __future__ import annotations

from pathlib import Path

from ...risk.judging import Judge, Risk
from ..judging import with_sidecar
from .model_file import MAGIC
from .pool_file import require_whole
from .sidecar_table import TABLE


def pool(file: Path) -> Risk:
    if file.name != "pool.bin":
        return "code"
    try:
        require_whole(file)
    except ValueError:
        return "code"
    return "parser"


JUDGES: dict[str, Judge] = {"catboost-cbm": with_sidecar("model.cbm", MAGIC, TABLE), "catboost-pool": pool}
