"""A lock that a process holds until it releases it or dies.

SQLite's own file locks serve: they work wherever the database itself can be shared, between processes, between
containers and within one process, and the operating system drops them with the process.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path


class Lease:
    """Held from `take` to `release`. Nothing is ever written to the file."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def take(cls, path: Path) -> Lease | None:
        """The lease on `path`, or None while another process holds it."""
        connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode=MEMORY")  # no second file beside it
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            connection.close()
            if "is locked" not in str(error):
                raise
            return None
        return cls(path, connection)

    def release(self, remove: bool = False) -> None:
        """Release it. `remove` deletes the file first, so that a waiting process sees that it is gone."""
        if remove:
            self.path.unlink(missing_ok=True)
        self._connection.close()
