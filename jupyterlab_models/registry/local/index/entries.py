"""What the index knows of one model, as read from the database."""

from __future__ import annotations

import json
import sqlite3
from typing import Any, NamedTuple

from ...metadata import FacetField, SortKey
from ..brief import Brief
from ..search import encodable, folded

BY_FIELD: tuple[FacetField, ...] = ("type", "state", "family", "author", "tag", "notebook")
BY_SORT: tuple[SortKey, ...] = (
    *("name", "type", "family", "format", "version", "bytes", "state", "origin", "variable", "author", "notebook"),
    *("created", "updated"),
)
ROWS = "SELECT key, name_key, search, brief FROM model"
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
        self._strings: dict[str, str] = {}
        self._folded: dict[str | None, str | None] = {}
        self._tuples: dict[Strings, Strings] = {}
        self._authors: dict[tuple[str, str], tuple[str, str]] = {}

    def some(self, connection: sqlite3.Connection, after: int, limit: int) -> list[Entry]:
        """Listed models whose keys come next after one."""
        rows = connection.execute(f"{ROWS} WHERE +listed AND key > ? ORDER BY key LIMIT ?", (after, limit))
        return [self._entry(*row) for row in rows]

    def changed(self, connection: sqlite3.Connection, revision: int) -> tuple[list[int], list[Entry]]:
        """What changed after a revision: keys of models that are not listed any more, and the others."""
        gone = connection.execute("SELECT key FROM model WHERE touched > ? AND NOT listed", (revision,)).fetchall()
        rows = connection.execute(f"{ROWS} WHERE touched > ? AND listed", (revision,))
        return [key for (key,) in gone], [self._entry(*row) for row in rows]

    def _entry(self, key: int, name: str, text: str, brief: str) -> Entry:
        known = Brief(*json.loads(brief))
        who = None
        if known.username is not None:
            who = (self._string(known.username), self._string(known.author or known.username))
            who = self._authors.setdefault(who, who)
        fold = self._fold
        return Entry(
            key,
            text,
            [
                *(name, None if known.type == NO_TYPE else self._string(known.type), fold(known.family)),
                *(fold(known.format), known.version, known.bytes, self._string(known.state), fold(known.origin)),
                *(fold(known.variable), fold(known.author), fold(known.notebook)),
                *(_number(known.created), _number(known.updated)),
            ],
            [
                *(self._tuple((known.type,)), self._tuple((known.state,))),
                *(self._tuple((known.family,) if known.family else ()), self._tuple((who[0],) if who else ())),
                *(self._tuple(tuple(known.tags)), self._tuple(tuple(known.notebooks))),
            ],
            who,
        )

    def _tuple(self, values: Strings) -> Strings:
        if values not in self._tuples:
            self._tuples[values] = tuple(map(self._string, values))
        return self._tuples[values]

    def _string(self, text: str) -> str:
        if text not in self._strings:
            self._strings[text] = encodable(text)
        return self._strings[text]

    def _fold(self, text: str | None) -> str | None:
        """How a text is compared; None for an empty one."""
        if text not in self._folded:
            self._folded[text] = folded(text or "") or None
        return self._folded[text]


_DIGITS = str.maketrans("", "", "-:.TZ")


def _number(time: str) -> int:
    """A time as the contract writes it, as a number that takes less memory and sorts alike."""
    return int(time.translate(_DIGITS))
