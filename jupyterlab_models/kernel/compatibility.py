"""Known incompatibilities between library versions."""

from __future__ import annotations

from typing import Any

from . import packages
from .by_value import SOURCES, minor, other_python
from .errors import AgentError

INTERCEPT = "Before 3.1 XGBoost takes another intercept from such a file, and predicts other numbers without a word."
KNOWN = (
    ("keras-v3", "keras", "3", "3", "Keras 2 cannot read the files of Keras 3."),
    ("xgboost-ubj", "xgboost", "0", "1.6", "XGBoost reads UBJSON from 1.6 on."),
    ("xgboost-ubj", "xgboost", "3.1", "3.1", INTERCEPT),
    ("xgboost-json", "xgboost", "3.1", "3.1", INTERCEPT),
    ("skops", "skops", "0", "0.13", "Before 0.13 skops does not read files safely."),
    ("code", "numpy", "2", "1.26", "Pickles with arrays of NumPy 2 can be read from NumPy 1.26 on."),
)
"""Encoding or risk; library; saved with at least this version; read by at least this one; why."""


def check_compatibility(version: dict[str, Any]) -> None:
    """Raise `too_old`, with both versions and what to install, or `other_python`."""
    for written, library, saved_from, needed, reason in KNOWN:
        if written not in (version["encoding"], version["risk"]):
            continue
        saved, here = _number(version["libraries"], library), _number(packages.libraries([library]), library)
        if saved and here and packages.compare(saved, saved_from) >= 0 and packages.compare(here, needed) < 0:
            raise AgentError(
                "too_old",
                f"It was saved with {library} {saved}, and this kernel has {here}. {reason}",
                f"Install a newer one in the kernel's environment: %pip install '{library}>={needed}'",
            )
    saved_with = ".".join(version["python"].split(".")[:2])
    # The weights of a module can be loaded without its code.
    if version["encoding"] != "torch-safetensors" and _holds_code(version) and saved_with != minor():
        raise other_python(saved_with)


def _holds_code(version: dict[str, Any]) -> bool:
    return any(file["path"] == SOURCES for file in version["files"])


def _number(libraries: dict[str, str], library: str) -> str | None:
    """The version of a library, which may be installed under a longer name such as xgboost-cpu."""
    found = [number for name, number in sorted(libraries.items()) if name == library or name.startswith(f"{library}-")]
    return found[0] if found else None
