"""Saves and loads: tickets, bytes on their way between kernels and registry, and publishing."""

from .feature import FEATURE

__all__ = ["FEATURE"]
