"""Risk of loading: what judges share, and the gate that every way to a version's bytes passes."""

from .feature import FEATURE
from .gate import ORDER, PARTS, Risk, gate, of_files, of_part

__all__ = ["FEATURE", "ORDER", "PARTS", "Risk", "gate", "of_files", "of_part"]
