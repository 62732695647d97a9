"""What the index in memory has to know of a model, as one short text in its row."""

from __future__ import annotations

from typing import NamedTuple


class Brief(NamedTuple):
    """Stored as a JSON list. `tags` and `notebooks` are of the model and all its versions, the rest of the latest."""

    type: str
    state: str
    username: str | None
    author: str | None
    family: str | None
    format: str | None
    version: int | None
    bytes: int | None
    origin: str | None
    variable: str | None
    notebook: str | None
    created: str
    updated: str
    tags: list[str]
    notebooks: list[str]
