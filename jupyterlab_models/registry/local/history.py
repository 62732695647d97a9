"""The log of changes: who did what to which model. Every function runs inside a transaction of its caller."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Literal

from ...server.clock import utc_text
from ...server.types import Json
from ...server.users import User
from ..names import name_key
from . import queries
from .queries import ModelRow
from .search import encodable

Kind = Literal["saved", "edited", "renamed", "judged", "deleted", "restored", "purged"]


def record(
    connection: sqlite3.Connection,
    row: ModelRow,
    kind: Kind,
    user: User | None,
    version: int | None = None,
    fields: Sequence[str] = (),
    before: str | None = None,
) -> None:
    """Add an entry; `version` is None for the model as a whole, `user` for what the server did by itself.

    `before` is the name that a renamed model had.
    """
    who = (None, None) if user is None else (encodable(user.username), encodable(user.name))
    connection.execute(
        "INSERT INTO change (model, name_key, time, kind, version, fields, before, username, user_name)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (row.id, row.name_key, utc_text(), kind, version, json.dumps(list(fields)), before, *who),
    )


def last_change(
    connection: sqlite3.Connection, row: ModelRow, number: int | None, field: str
) -> tuple[str, str | None] | None:
    """When a field of a model, or of its version with this number, was changed last, and by whom."""
    # A save may change description and tags of the model; its number is that of the new version.
    found: tuple[str, str | None] | None = connection.execute(
        "SELECT time, user_name FROM change WHERE model = ? AND instr(fields, ?) > 0"
        " AND CASE WHEN kind = 'saved' THEN NULL ELSE version END IS ? ORDER BY key DESC LIMIT 1",
        (row.id, json.dumps(field), number),
    ).fetchone()
    return found


def page(connection: sqlite3.Connection, name: str, offset: int, limit: int, revision: int) -> Json:
    """Schema `ChangePage` of the model of this name, under whatever name it was changed, and of all models that had
    the name when they were changed. Raises `NotFound`.
    """
    model = queries.find(connection, name)
    chosen = (encodable(name_key(name)), model.id if model else None)
    (total,) = connection.execute(
        "SELECT count(*) FROM (SELECT key FROM change WHERE name_key = ? UNION SELECT key FROM change WHERE model = ?)",
        chosen,
    ).fetchone()
    if not total:
        queries.need(connection, name)
    rows = connection.execute(
        "SELECT model, time, kind, version, fields, before, username, user_name FROM change WHERE key IN"
        " (SELECT key FROM change WHERE name_key = ? UNION SELECT key FROM change WHERE model = ?)"
        " ORDER BY key DESC LIMIT ? OFFSET ?",
        (*chosen, limit, offset),
    )
    return {"items": [_change(*row) for row in rows], "total": total, "offset": offset, "revision": revision}


def _change(
    model: str,
    time: str,
    kind: str,
    version: int | None,
    fields: str,
    before: str | None,
    username: str | None,
    user_name: str | None,
) -> Json:
    """Schema `Change`."""
    return {
        "model": model,
        "time": time,
        "kind": kind,
        **({} if before is None else {"from": before}),
        "version": version,
        "fields": json.loads(fields),
        "user": None if username is None else {"username": username, "name": user_name},
    }
