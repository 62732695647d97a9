"""The gate's setting, shown to the page."""

from __future__ import annotations

from pathlib import Path

from ..server.context import Context
from ..server.feature import Feature
from ..server.types import Json
from .config import RiskConfig


async def health(context: Context) -> Json:
    return {"allow_code_from_others": context.traits(RiskConfig).allow_code_from_others}


FEATURE = Feature(name="risk", traits=RiskConfig, contract=Path(__file__).with_name("contract.yaml"), health=health)
