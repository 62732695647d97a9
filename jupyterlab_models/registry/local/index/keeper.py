"""Keeps the index as new as the database, whichever process changed it."""

from __future__ import annotations

import sqlite3

from .entries import EntryReader
from .models import ModelIndex

STEP = 5000
"""Models that are read at a time, so that the database's thread is not blocked for long."""


class IndexKeeper:
    """Of one connection. The index is made when it is first asked for, and then follows what changed."""

    def __init__(self) -> None:
        self._reader = EntryReader()
        self._index: ModelIndex | None = None
        self._unfinished: ModelIndex | None = None
        self._last_key = 0
        self._revision = 0

    @property
    def ready(self) -> bool:
        return self._index is not None

    def current(self, connection: sqlite3.Connection) -> tuple[ModelIndex, int]:
        """The index and its revision, for the state that the caller's transaction sees."""
        while self._index is None:
            self._read_some(connection)
        revision, purged = connection.execute("SELECT revision, purged FROM meta").fetchone()
        # Meanwhile there is none, so that an error leaves nothing half done behind.
        index, self._index = self._index, None
        if index is None or revision < self._revision:
            return self.current(connection)
        if revision > self._revision:
            self._follow(index, connection, purged)
        self._index, self._revision = index, revision
        return index, revision

    def prepare(self, connection: sqlite3.Connection) -> bool:
        """A step towards an index in which can be searched; whether there is one."""
        if self._index is not None:
            return self._index.prepare()
        self._read_some(connection)
        return False

    def _read_some(self, connection: sqlite3.Connection) -> None:
        """Read some more models, or complete the index when there are none.

        What changes between two steps is read again later, as all that changes after the first one.
        """
        index, self._unfinished = self._unfinished, None
        if index is None:
            index, self._last_key = ModelIndex(), 0
            (self._revision,) = connection.execute("SELECT revision FROM meta").fetchone()
        entries = self._reader.some(connection, self._last_key, STEP)
        if entries:
            index.append(entries)
            self._unfinished, self._last_key = index, entries[-1].key
            return
        index.complete()
        self._index = index

    def _follow(self, index: ModelIndex, connection: sqlite3.Connection, purged: int) -> None:
        gone, entries = self._reader.changed(connection, self._revision)
        if purged > self._revision:
            # Rows that went were not listed any more, but that may have happened unseen.
            there = {key for (key,) in connection.execute("SELECT key FROM model WHERE listed")}
            gone += [key for key in index.keys if key not in there]
        index.change(gone, entries)
