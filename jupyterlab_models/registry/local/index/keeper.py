"""Keeps the index as new as the database, whichever process changed it."""

from __future__ import annotations

import sqlite3

from .entries import EntryReader
from .models import ModelIndex


class IndexKeeper:
    """Of one connection. The index is made when it is first asked for, and then follows what changed."""

    def __init__(self) -> None:
        self._index: ModelIndex | None = None
        self._reader = EntryReader()
        self._revision = 0

    def current(self, connection: sqlite3.Connection) -> tuple[ModelIndex, int]:
        """The index and its revision, for the state that the caller's transaction sees."""
        revision, purged = connection.execute("SELECT revision, purged FROM meta").fetchone()
        # Until it is complete there is none, so that an error leaves nothing half done behind.
        index, self._index = self._index, None
        if index is None or revision < self._revision:
            index = ModelIndex()
            index.fill(self._reader.all(connection))
        elif revision > self._revision:
            self._follow(index, connection, purged)
        self._index, self._revision = index, revision
        return index, revision

    def _follow(self, index: ModelIndex, connection: sqlite3.Connection, purged: int) -> None:
        gone, entries = self._reader.changed(connection, self._revision)
        if purged > self._revision:
            # Rows that went were not listed any more, but that may have happened unseen.
            there = {key for (key,) in connection.execute("SELECT key FROM model WHERE listed")}
            gone += [key for key in index.keys if key not in there]
        index.change(gone, entries)
