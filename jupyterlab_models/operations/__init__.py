"""Long work of all features: records that survive restarts, progress, cancel, stalls."""

from .feature import FEATURE

__all__ = ["FEATURE"]
