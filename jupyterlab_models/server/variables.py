"""Names of variables, as far as the server can judge them."""

from __future__ import annotations

import keyword
import unicodedata

from .errors import Invalid


def check_variable(name: str) -> None:
    """Raise `Invalid` unless `name` can be assigned to in Python. The kernel checks again with its own Python."""
    if not name.isidentifier() or keyword.iskeyword(name):
        raise Invalid(
            "invalid_variable",
            f"“{name[:100]}” is no name for a variable in Python.",
            "Use letters, digits and _, not beginning with a digit, and no word of the language.",
            "variable",
        )
    if unicodedata.normalize("NFKC", name) != name:
        raise Invalid(
            "invalid_variable",
            f"Python writes “{name[:100]}” in another way, “{unicodedata.normalize('NFKC', name)[:100]}”.",
            "Use the name as Python writes it.",
            "variable",
        )
