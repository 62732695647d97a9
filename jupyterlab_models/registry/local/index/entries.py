"""What the index knows of one model, as read from the database."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ....server.types import Json
from ...metadata import FacetField, SortKey
from ..search import encodable, folded

BY_FIELD: tuple[FacetField, ...] = ("type", "state", "family", "author", "tag", "notebook")
BY_SORT: tuple[SortKey, ...] = (
    *("name", "type", "family", "format", "version", "bytes", "state", "origin", "variable", "author", "notebook"),
    *("created", "updated"),
)
ROWS = "SELECT key, listed, name_key, search, head FROM model"
NO_TYPE = "none"
Strings = tuple[str, ...]


class Entry(NamedTuple):
    key: int
    text: str
    """What is searched."""
    sorts: list[Any]
    """What is sorted by, as in `BY_SORT`; None where the model has no such value."""
    facets: list[Strings]
    """What is filtered by, as in `BY_FIELD`."""
    author: tuple[str, str] | None
    """User name and name."""


class EntryReader:
    """Makes entries of rows. Equal values become the same object, as most are shared by many models."""

    def __init__(self) -> None:
        self._same: dict[str, str] = {}
        self._tuples: dict[Strings, Strings] = {}
        self._folded: dict[str | None, str | None] = {}

    def all(self, connection: sqlite3.Connection) -> Iterator[Entry]:
        """All listed models, in the order of their names."""
        notebooks: dict[int, list[str]] = {}
        for model, notebook in connection.execute(
            "SELECT DISTINCT model, notebook FROM version WHERE trash IS NULL AND notebook IS NOT NULL"
        ):
            notebooks.setdefault(model, []).append(notebook)
        tags: dict[int, list[str]] = {}
        for model, text in connection.execute(
            "SELECT model, tags FROM version WHERE trash IS NULL AND tags <> '[]' ORDER BY model, number"
        ):
            tags.setdefault(model, []).extend(json.loads(text))
        for key, _, name, text, head in connection.execute(f"{ROWS} WHERE listed ORDER BY name_key"):
            yield self._entry(key, name, text, head, tags.get(key, []), notebooks.get(key, []))

    def changed(self, connection: sqlite3.Connection, revision: int) -> Iterator[tuple[int, Entry | None]]:
        """Keys of the models that changed after a revision; with an entry if they are listed."""
        for key, listed, name, text, head in connection.execute(f"{ROWS} WHERE touched > ?", (revision,)):
            if not listed:
                yield key, None
                continue
            versions = connection.execute(
                "SELECT notebook, tags FROM version WHERE model = ? AND trash IS NULL ORDER BY number", (key,)
            ).fetchall()
            tags = [tag for _, tags in versions if tags != "[]" for tag in json.loads(tags)]
            notebooks = [notebook for notebook, _ in versions if notebook is not None]
            yield key, self._entry(key, name, text, head, tags, notebooks)

    def _entry(self, key: int, name: str, text: str, head: str, tags: list[str], notebooks: list[str]) -> Entry:
        """`tags` and `notebooks` are those of the versions; one may be there twice."""
        model: Json = json.loads(head)
        latest: Json = model["latest"] or {}
        author: Json | None = model["author"]
        family, notebook = latest.get("family"), latest.get("notebook")
        same, fold = self._same.setdefault, self._fold
        kind = None if model["type"] == NO_TYPE else model["type"]
        return Entry(
            key,
            text,
            [
                *(name, kind, fold(family), fold(latest.get("format")), latest.get("version"), latest.get("bytes")),
                *(same(model["state"], model["state"]), fold(model["origin"]), fold(latest.get("variable"))),
                *(fold(author["name"] if author else None), fold(notebook), model["created"], model["updated"]),
            ],
            [
                self._tuple((model["type"],)),
                self._tuple((model["state"],)),
                self._tuple((family,) if family else ()),
                self._tuple((author["username"],) if author else ()),
                self._tuple(dict.fromkeys([*model["tags"], *tags])),
                self._tuple(dict.fromkeys(notebooks)),
            ],
            (self._value(author["username"]), self._value(author["name"])) if author else None,
        )

    def _tuple(self, values: Iterable[str]) -> Strings:
        found = tuple([self._value(value) for value in values])
        return self._tuples.setdefault(found, found)

    def _value(self, text: str) -> str:
        if text not in self._same:
            self._same[text] = encodable(text)
        return self._same[text]

    def _fold(self, text: str | None) -> str | None:
        """How a text is compared; None for an empty one."""
        if text not in self._folded:
            self._folded[text] = folded(text or "") or None
        return self._folded[text]
