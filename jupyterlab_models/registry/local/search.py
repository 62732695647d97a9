"""The form in which texts are compared."""

from __future__ import annotations

import unicodedata


def folded(*parts: str) -> str:
    """The parts as one text, in the form that is compared: NFC, without case, encodable."""
    return encodable(unicodedata.normalize("NFC", unicodedata.normalize("NFC", "\n".join(parts)).casefold()))


def encodable(text: str) -> str:
    """The text as SQLite can take it: halves of surrogate pairs, which JSON may carry, become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")
