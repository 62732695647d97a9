"""The server extension: the list of its features, whose traits are its own."""

from __future__ import annotations

from .frameworks import feature as frameworks
from .kernel import feature as kernel
from .operations import feature as operations
from .registry import feature as registry
from .risk import feature as risk
from .server import health
from .server.app import ModelsApp
from .server.feature import Feature
from .transfers import feature as transfers

FEATURES: tuple[Feature, ...] = (
    health.FEATURE,
    risk.FEATURE,
    kernel.FEATURE,
    frameworks.FEATURE,
    registry.FEATURE,
    operations.FEATURE,
    transfers.FEATURE,
)
"""In the order in which they start."""


class ModelsExtension(ModelsApp, *(feature.traits for feature in FEATURES if feature.traits)):  # type: ignore[misc]
    """Stores models for the Models panel."""

    features = FEATURES
