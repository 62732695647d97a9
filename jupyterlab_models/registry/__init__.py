"""The registry of models: its interface, its local implementation and its routes."""

from .feature import FEATURE

__all__ = ["FEATURE"]
