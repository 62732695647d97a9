"""The error for a file of skops that goes beyond what is known to be harmless."""

from __future__ import annotations


class Refused(Exception):
    """The message completes “it holds …”."""
