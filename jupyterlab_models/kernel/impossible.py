"""Combinations of versions of which it is known that they cannot be read."""

from __future__ import annotations

from typing import Any

from . import packages
from .errors import AgentError

KNOWN = (
    ("keras-v3", "keras", "3", "3", "Keras 2 cannot read the files of Keras 3."),
    ("xgboost-ubj", "xgboost", "0", "1.6", "XGBoost reads UBJSON from 1.6 on."),
    ("skops", "skops", "0", "0.13", "Before 0.13 skops does not read files safely."),
    ("code", "numpy", "2", "1.26", "Pickles with arrays of NumPy 2 can be read from NumPy 1.26 on."),
)
"""Encoding or risk; library; saved with at least this version; read by at least this one; why."""


def refuse(version: dict[str, Any]) -> None:
    """Error `too_old`, with both versions and what to install."""
    for written, library, saved_from, needed, reason in KNOWN:
        saved, here = version["libraries"].get(library), packages.installed(library)
        if written not in (version["encoding"], version["risk"]) or not saved or not here:
            continue
        if packages.compare(saved, saved_from) >= 0 and packages.compare(here, needed) < 0:
            raise AgentError(
                "too_old",
                f"It was saved with {library} {saved}, and this kernel has {here}. {reason}",
                f"Install a newer one in the kernel's environment: %pip install '{library}>={needed}'",
            )
