"""The trash: what goes into it and comes out. Every function runs inside a transaction of its caller."""

from __future__ import annotations

import sqlite3
import uuid

from ...server.clock import days_after, utc_text
from ...server.errors import Conflict
from ...server.users import User
from . import errors, heads, history, queries
from .folders import Place
from .queries import ModelRow
from .search import encodable

Entry = tuple[int, int]
"""The key of an entry in the trash, and of its model."""


def delete(connection: sqlite3.Connection, name: str, number: int | None, user: User) -> int:
    """Move a model or one version to the trash; returns the entry's key. With its last version the model goes too."""
    row = queries.need(connection, name)
    if number is not None or not row.live:
        queries.version(connection, name, number or 0)
        number = None if row.live == 1 else number
    entry = connection.execute(
        "INSERT INTO trash (id, model, version, deleted, username, user_name) VALUES (?, ?, ?, ?, ?, ?)",
        (uuid.uuid4().hex, row.key, number, utc_text(), user.username, user.name),
    ).lastrowid
    connection.execute(
        "UPDATE version SET trash = :entry"
        " WHERE model = :model AND trash IS NULL AND (:number IS NULL OR number = :number)",
        {"entry": entry, "model": row.key, "number": number},
    )
    heads.refresh(connection, row.key)
    history.record(connection, row, "deleted", user, number)
    return int(entry or 0)


def restore(connection: sqlite3.Connection, entry: str, user: User) -> ModelRow:
    """Restore the versions of an entry; returns their model. Raises `NotFound`, or `Conflict` for a name in use."""
    key, model = _need_entry(connection, entry)
    row = ModelRow(*connection.execute("SELECT * FROM model WHERE key = ?", (model,)).fetchone())
    taken = queries.find(connection, row.name)
    if taken is not None and taken.key != model:
        raise Conflict(
            "name_taken",
            f"“{row.name}” cannot be restored, because there is another model of this name by now.",
            "Rename or delete the other model first.",
        )
    (number,) = connection.execute("SELECT version FROM trash WHERE key = ?", (key,)).fetchone()
    connection.execute("UPDATE version SET trash = NULL WHERE trash = ?", (key,))
    connection.execute("DELETE FROM trash WHERE key = ?", (key,))
    heads.refresh(connection, model)
    history.record(connection, row, "restored", user, number)
    return queries.need(connection, row.name)


def purge(connection: sqlite3.Connection, entry: str | None, user: User) -> list[Place]:
    """Delete an entry, or all; returns the folders to remove. Raises `NotFound`."""
    if entry is not None:
        return forget(connection, [_need_entry(connection, entry)], user)
    return forget(connection, connection.execute("SELECT key, model FROM trash").fetchall(), user)


def older(connection: sqlite3.Connection, days: int) -> list[Entry]:
    """The entries that have been in the trash for so many days."""
    sql = "SELECT key, model FROM trash WHERE deleted < ?"
    return connection.execute(sql, (days_after(utc_text(), -days),)).fetchall()


def forget(connection: sqlite3.Connection, entries: list[Entry], user: User | None) -> list[Place]:
    """Remove the entries that are still in the trash, and what they hold, from the database; returns their folders.

    `user` is None when they were in the trash for long enough.
    """
    places: list[Place] = []
    for key, model in entries:
        found = connection.execute("SELECT version FROM trash WHERE key = ?", (key,)).fetchone()
        if not found:
            continue
        row = ModelRow(*connection.execute("SELECT * FROM model WHERE key = ?", (model,)).fetchone())
        numbers = connection.execute("SELECT number FROM version WHERE trash = ?", (key,)).fetchall()
        places += [(row.id, number) for (number,) in numbers]
        connection.execute("DELETE FROM version WHERE trash = ?", (key,))
        connection.execute("DELETE FROM trash WHERE key = ?", (key,))
        if not connection.execute("SELECT 1 FROM version WHERE model = ?", (model,)).fetchone():
            connection.execute("DELETE FROM model WHERE key = ?", (model,))
        history.record(connection, row, "purged", user, found[0])
    return places


def _need_entry(connection: sqlite3.Connection, entry: str) -> Entry:
    sql = "SELECT key, model FROM trash WHERE id = ?"
    row: Entry | None = connection.execute(sql, (encodable(entry),)).fetchone()
    if row is None:
        raise errors.no_entry()
    return row
