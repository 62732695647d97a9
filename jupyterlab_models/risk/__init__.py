"""Risk of loading: what judges share, and the gate that every way to a version's bytes passes. Knows no library."""

from .gate import gate

__all__ = ["gate"]
