"""The libraries whose objects can be saved: their types, judges, adapters and load code."""

from .feature import FEATURE

__all__ = ["FEATURE"]
