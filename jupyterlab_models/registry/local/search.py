"""Finding text in names, tags and descriptions: an index of trigrams where SQLite has it, else a plain scan.

The index is not part of the schema, because an older SQLite may open the same store and cannot write to it. `meta`
keeps the revision up to which the index is right: a writer without trigrams leaves it behind, readers then scan,
and the next one that opens the store with trigrams builds it anew.
"""

from __future__ import annotations

import sqlite3
import unicodedata

SHORTEST = 3
"""Code points that a trigram index needs."""


def folded(*parts: str) -> str:
    """The parts as one text, in the form that is compared: NFC, without case, encodable."""
    return encodable(unicodedata.normalize("NFC", unicodedata.normalize("NFC", "\n".join(parts)).casefold()))


def encodable(text: str) -> str:
    """The text as SQLite can take it: halves of surrogate pairs, which JSON may carry, become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def condition(text: str, indexed: bool) -> tuple[str, list[str]]:
    """SQL on `model`, with its parameters, for the models that have `text` in them; `{key}` is left open."""
    sought = folded(text)
    if indexed and len(sought) >= SHORTEST and "\0" not in sought:
        phrase = '"' + sought.replace('"', '""') + '"'
        return "{key} IN (SELECT rowid FROM model_text WHERE model_text MATCH ?)", [phrase]
    return "instr(search, ?) > 0", [sought]


class SearchIndex:
    """Keeps the index of a connection's database; does nothing where SQLite has no trigrams."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        (fts,) = connection.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchone()
        self.available = bool(fts) and sqlite3.sqlite_version_info >= (3, 34)

    def usable(self) -> bool:
        """Whether the index is up to date for the current transaction."""
        (same,) = self._connection.execute("SELECT indexed IS revision FROM meta").fetchone()
        return self.available and bool(same)

    def rebuild_if_behind(self) -> None:
        """Inside a transaction that may write."""
        if not self.available or self.usable():
            return
        self._connection.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS model_text"
            " USING fts5(search, content='model', content_rowid='key', tokenize='trigram')"
        )
        self._connection.execute("INSERT INTO model_text(model_text) VALUES ('rebuild')")
        self._connection.execute("UPDATE meta SET indexed = revision")

    def replace(self, key: int, old: str | None, new: str | None) -> None:
        """Update the index for a changed text of a model; None stands for no model."""
        if not self.usable():
            return
        if old is not None:
            self._connection.execute(
                "INSERT INTO model_text(model_text, rowid, search) VALUES ('delete', ?, ?)", (key, old)
            )
        if new is not None:
            self._connection.execute("INSERT INTO model_text(rowid, search) VALUES (?, ?)", (key, new))

    def step(self) -> None:
        """Increase the revision, also of the index if it was up to date and this connection maintains it."""
        if self.available:
            self._connection.execute(
                "UPDATE meta SET indexed = CASE WHEN indexed = revision THEN revision + 1 ELSE indexed END,"
                " revision = revision + 1"
            )
        else:
            self._connection.execute("UPDATE meta SET revision = revision + 1")
