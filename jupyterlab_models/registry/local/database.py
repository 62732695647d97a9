"""The connection to `catalog.db`: how it is opened, and what a transaction is. Used in one thread only."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from ...server.errors import UserError
from . import errors, wal_support
from .folders import Folders
from .lease import Lease
from .schema import MIGRATIONS
from .upgrade import upgrade

WAIT_SECONDS = 30.0
"""How long to wait for other processes' transactions, each of which takes milliseconds."""

T = TypeVar("T")


class Database:
    """One process's connection. Open from construction to `close`.

    Where the file system lets several processes write, all do. Elsewhere the first one holds a lease and writes,
    the others are `read_only`.
    """

    def __init__(self, folders: Folders) -> None:
        self._path = folders.database
        self._lease: Lease | None = None
        shared = wal_support.shared_writing(folders.root)
        if not shared:
            self._lease = Lease.take(folders.root / "writer.lock")
        self.read_only = not shared and self._lease is None
        try:
            self.connection = self._connect()
        except BaseException:
            self._release()
            raise
        try:
            if self.read_only:
                self._await_schema()
            else:
                self._prepare("wal" if shared else "delete")
            if not self.read_only:
                self._bring_up_to_date()
            self.revision = self.read_revision()
            self._data_version = self._read_data_version()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self.connection.close()
        self._release()

    def _release(self) -> None:
        if self._lease is not None:
            self._lease.release()

    def settle(self) -> None:
        """Make a database that was just created durable. To be called before its first change."""
        self.connection.execute("PRAGMA wal_checkpoint")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the database for several queries."""
        self.connection.execute("BEGIN")
        try:
            yield self.connection
        finally:
            self.connection.execute("COMMIT")

    @contextmanager
    def locked(self) -> Iterator[sqlite3.Connection]:
        """A write transaction, exclusive among all processes; rolled back on an exception. Raises `ReadOnly`."""
        if self.read_only:
            raise errors.read_only()
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """Like `locked`, and increases the revision."""
        with self.locked() as connection:
            yield connection
            connection.execute("UPDATE meta SET revision = revision + 1")
            revision = self.read_revision()
        self.revision = revision

    def read_revision(self) -> int:
        (revision,) = self.connection.execute("SELECT revision FROM meta").fetchone()
        return int(revision)

    def next_revision(self) -> int:
        """The revision after the change that is going on."""
        return self.read_revision() + 1

    def look(self) -> int:
        """The current revision, reread only when another connection has changed the database."""
        version = self._read_data_version()
        if version != self._data_version:
            self._data_version = version
            self.revision = self.read_revision()
        return self.revision

    def _read_data_version(self) -> int:
        (version,) = self.connection.execute("PRAGMA data_version").fetchone()
        return int(version)

    def _connect(self) -> sqlite3.Connection:
        mode = "ro" if self.read_only else "rwc"
        address = f"{self._path.absolute().as_uri()}?mode={mode}"
        opened: sqlite3.Connection = self._patiently(
            lambda: sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS, isolation_level=None)
        )
        opened.execute("PRAGMA foreign_keys=ON")
        return opened

    def _prepare(self, journal: str) -> None:
        """Set the journal mode. Raises `UserError` where the file system does not take it."""
        if _schema(self.connection) > len(MIGRATIONS):  # still in the write-ahead log, not in the header
            raise newer(self._path, _schema(self.connection))
        # A database that is being created holds nothing yet: one sync, in `settle`, is enough.
        fresh = journal == "wal" and self._path.stat().st_size == 0
        self.connection.execute(f"PRAGMA synchronous={'OFF' if fresh else 'FULL'}")
        (now,) = self._patiently(lambda: self.connection.execute(f"PRAGMA journal_mode={journal}").fetchone())
        if now != journal:
            raise UserError(
                "store_unusable", f"The database {self._path} cannot be used in journal mode {journal}, but in {now}."
            )

    def _bring_up_to_date(self) -> None:
        if _schema(self.connection) < len(MIGRATIONS):
            self._migrate()
        self.connection.execute("PRAGMA synchronous=FULL")

    def _migrate(self) -> None:
        with self.locked() as connection:
            # Another process may have done it while this one waited for the lock.
            for number in range(_schema(self.connection), len(MIGRATIONS)):
                for statement in MIGRATIONS[number]:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version={number + 1}")
            upgrade(connection)

    def _await_schema(self) -> None:
        """The writer may be creating the database right now."""

        def complete() -> None:
            if _schema(self.connection) < len(MIGRATIONS):
                raise sqlite3.OperationalError("the database is locked by a server that is making it")

        self._patiently(complete)

    def _patiently(self, attempt: Callable[[], T]) -> T:
        """Retry while other processes hold the file; SQLite's busy timeout does not cover all of these statements."""
        until = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                return attempt()
            except sqlite3.OperationalError as error:
                waiting = "is locked" in str(error) or (self.read_only and "unable to open" in str(error))
                if not waiting or time.monotonic() > until:
                    raise
            time.sleep(0.02)


def refuse_newer(path: Path) -> None:
    """Raise `UserError` for a database of a newer release. Changes nothing.

    SQLite itself reads the header: closing any other handle of the file would drop the locks of this process on it.
    """
    if path.exists():
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            with closing(sqlite3.connect(address, uri=True)) as connection:
                version = _schema(connection)
        except sqlite3.DatabaseError:
            # Damaged, or another process is writing its first pages: the connection that follows tells which.
            return
        if version > len(MIGRATIONS):
            raise newer(path, version)


def newer(path: Path, version: int) -> UserError:
    return UserError(
        "store_newer",
        f"The model store {path.parent} was made by a newer release of jupyterlab-models (schema {version}, this "
        f"release knows {len(MIGRATIONS)}). It was left as it is.",
        "Update jupyterlab-models in this environment, or choose another folder for the store.",
    )


def _schema(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)
