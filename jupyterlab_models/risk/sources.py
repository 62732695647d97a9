"""The source text beside a version that holds code of a notebook, for people to read; nothing of it is run.

It is what the kernel of the author wrote: it helps to decide, and proves nothing about the pickle beside it.
"""

from __future__ import annotations

import json
from pathlib import Path

from ..server.errors import Conflict
from ..server.types import Json

FILE = "sources.json"
MAX_BYTES = 16 << 20
MAX_TEXTS = 500
MAX_TEXT = 200_000
KINDS = ("class", "function", "module")


def sources(version: Json, folder: Path) -> Json:
    """The schema `Sources` of a verified folder; reads a file, so call it in a thread. Raises `Conflict`."""
    body: Json = {"python": version["python"], "code": []}
    if not any(file["path"] == FILE for file in version["files"]):
        return body
    file = folder / FILE
    try:
        if file.stat().st_size > MAX_BYTES:
            raise ValueError(f"it has more than {MAX_BYTES >> 20} MiB")
        return {**body, "code": [_text(thing) for thing in json.loads(file.read_bytes())["code"][:MAX_TEXTS]]}
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise Conflict(
            "damaged",
            f"{FILE} of this version cannot be read: {error}",
            "What its code does cannot be shown. Load it only if you trust its author.",
        ) from error


def _text(thing: Json) -> Json:
    found = {member: thing[member] for member in ("kind", "module", "name", "source")}
    source = found["source"]
    if found["kind"] not in KINDS or not all(isinstance(found[member], str) for member in ("module", "name")):
        raise ValueError("a part of it is neither a class nor a function")
    if source is not None and not isinstance(source, str):
        raise TypeError("a source is no text")
    shortened = {member: _sendable(found[member])[:500] for member in ("module", "name")}
    return {**found, **shortened, "source": None if source is None else _sendable(source)[:MAX_TEXT]}


def _sendable(text: str) -> str:
    """Without lone surrogates, which no answer can carry."""
    return text.encode("utf-8", "replace").decode()
