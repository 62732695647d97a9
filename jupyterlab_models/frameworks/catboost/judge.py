"""The risk of CatBoost's files, from their first bytes and the JSON beside them."""

from __future__ import annotations

from pathlib import Path

from ...risk.judging import Judge, Risk
from ..judging import with_sidecar
from .sidecar_table import TABLE

_POOL = b"CatboostQuantizedPool\0"


def pool(file: Path) -> Risk:
    if file.name != "pool.bin":
        return "code"
    with file.open("rb") as stream:
        return "parser" if stream.read(len(_POOL)) == _POOL else "code"


JUDGES: dict[str, Judge] = {"catboost-cbm": with_sidecar("model.cbm", b"CBM1", TABLE), "catboost-pool": pool}
