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

Kind = Literal["saved", "edited", "judged", "deleted", "restored", "purged"]


def record(
    connection: sqlite3.Connection,
    row: ModelRow,
    kind: Kind,
    user: User | None,
    version: int | None = None,
    fields: Sequence[str] = (),
) -> None:
    """Add an entry; `version` is None for the model as a whole, `user` for what the server did by itself."""
    who = (None, None) if user is None else (encodable(user.username), encodable(user.name))
    connection.execute(
        "INSERT INTO change (model, name_key, time, kind, version, fields, username, user_name)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (row.id, row.name_key, utc_text(), kind, version, json.dumps(list(fields)), *who),
    )


def page(connection: sqlite3.Connection, name: str, offset: int, limit: int, revision: int) -> Json:
    """Schema `ChangePage` of all models that have or had this name. Raises `NotFound`."""
    key = encodable(name_key(name))
    (total,) = connection.execute("SELECT count(*) FROM change WHERE name_key = ?", (key,)).fetchone()
    if not total:
        queries.need(connection, name)
    rows = connection.execute(
        "SELECT model, time, kind, version, fields, username, user_name FROM change WHERE name_key = ?"
        " ORDER BY key DESC LIMIT ? OFFSET ?",
        (key, limit, offset),
    )
    items = [
        {
            "model": model,
            "time": time,
            "kind": kind,
            "version": version,
            "fields": json.loads(fields),
            "user": None if username is None else {"username": username, "name": user_name},
        }
        for model, time, kind, version, fields, username, user_name in rows
    ]
    return {"items": items, "total": total, "offset": offset, "revision": revision}
