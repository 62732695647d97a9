"""Names of variables, as far as the server can judge them."""

from __future__ import annotations

import keyword
import unicodedata

from .errors import Invalid


def check_variable(name: str) -> None:
    """Raise `Invalid` unless `name` can be assigned to in Python.

    The kernel checks again with its own Python, in the same words (`kernel/session/namespace.py`).
    """
    shown = name[:100]
    read = unicodedata.normalize("NFKC", name)
    if not name.isidentifier():
        raise Invalid(
            "invalid_variable",
            f"“{shown}” is not a valid Python variable name.",
            "Use letters, digits and underscores, and do not begin with a digit.",
            "variable",
        )
    if read != name:
        hint = f"Use “{read[:100]}” or another name."
        raise Invalid("invalid_variable", f"Python reads “{shown}” as “{read[:100]}”.", hint, "variable")
    if keyword.iskeyword(name):
        raise Invalid("invalid_variable", f"“{shown}” is a Python keyword.", "Choose another name.", "variable")
