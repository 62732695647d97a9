"""The version of the package; the front end compares it with its own."""

from __future__ import annotations

__all__ = ["__version__"]

try:
    from .._version import __version__
except ImportError:
    # A checkout that was never built has no version file.
    __version__ = "0.0.0.dev0"
