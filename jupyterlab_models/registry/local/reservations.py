"""Models without a version: an operation has their name until its version is there, or for as long as nobody removes
what a failed one left. Every function runs inside a transaction of its caller.

A row with an operation has no version, not even in the trash: `heads.refresh` ends the reservation with the first one.
"""

from __future__ import annotations

import json
import sqlite3
import uuid

from ...server.clock import utc_text
from ...server.types import Json
from ...server.users import User
from ..names import name_key, normal_name
from . import heads, history, queries
from .queries import ModelRow
from .search import folded


def create(connection: sqlite3.Connection, name: str) -> ModelRow:
    """A row for a new model; `heads.refresh` has to follow."""
    name = normal_name(name)
    search = folded(name, "")
    key = connection.execute(
        "INSERT INTO model (id, name, name_key, description, tags, type, created, last_number, live, search)"
        " VALUES (?, ?, ?, '', '[]', 'none', ?, 0, 0, ?)",
        (uuid.uuid4().hex, name, name_key(name), utc_text(), search),
    ).lastrowid
    return ModelRow(*connection.execute("SELECT * FROM model WHERE key = ?", (key,)).fetchone())


def holder(connection: sqlite3.Connection, name: str) -> ModelRow | None:
    """The model that has the name, unless it is only what a failed operation left."""
    row = queries.find(connection, name)
    return None if row is None or failed(row) else row


def failed(row: ModelRow) -> bool:
    return row.operation is not None and json.loads(row.operation)["state"] == "failed"


def reserve(connection: sqlite3.Connection, name: str, operation: Json) -> ModelRow:
    """The model that has the name, which is a new one of this operation where the name was free."""
    taken = holder(connection, name)
    if taken is not None:
        return taken
    row = queries.find(connection, name) or create(connection, name)
    begun = {**operation, "state": "running", "error": None, "updated": utc_text()}
    connection.execute(
        "UPDATE model SET name = ?, operation = ? WHERE key = ?", (normal_name(name), json.dumps(begun), row.key)
    )
    heads.refresh(connection, row.key)
    return queries.need(connection, name)


def find(connection: sqlite3.Connection, operation: str) -> ModelRow | None:
    """The model that has no version but this operation."""
    row = connection.execute(
        "SELECT * FROM model WHERE operation IS NOT NULL AND instr(operation, ?) > 0", (json.dumps(operation),)
    ).fetchone()
    return ModelRow(*row) if row else None


def pending(connection: sqlite3.Connection) -> list[str]:
    """Ids of the operations that have not failed."""
    rows = connection.execute("SELECT operation FROM model WHERE operation IS NOT NULL")
    operations = [json.loads(text) for (text,) in rows]
    return [operation["id"] for operation in operations if operation["state"] != "failed"]


def settle(connection: sqlite3.Connection, operation: str, error: Json) -> None:
    """The operation failed; nothing where its version, or another one, is there."""
    row = find(connection, operation)
    if row is not None:
        ended = {**json.loads(row.operation or ""), "state": "failed", "error": error, "updated": utc_text()}
        connection.execute("UPDATE model SET operation = ? WHERE key = ?", (json.dumps(ended), row.key))
        heads.refresh(connection, row.key)


def release(connection: sqlite3.Connection, operation: str, user: User | None) -> None:
    """Remove the model of the operation; `user` is who did that. Nothing where a version is there."""
    row = find(connection, operation)
    if row is not None:
        connection.execute("DELETE FROM model WHERE key = ?", (row.key,))
        if user is not None:
            history.record(connection, row, "purged", user)
