"""What users write about models and versions. Every function runs inside a transaction of its caller."""

from __future__ import annotations

import json
import sqlite3

from ...server.errors import Invalid
from ...server.types import Json
from ...server.users import User
from ..names import name_key, normal_name
from . import errors, heads, history, queries, reservations
from .queries import ModelRow

TEXT_FIELDS = ("description", "tags", "note")


def check_text(change: Json) -> None:
    """Raise `Invalid` where a text or a tag cannot be stored as text (half of a surrogate pair)."""
    for name in TEXT_FIELDS:
        try:
            "".join(change.get(name) or ()).encode("utf-8")
        except UnicodeEncodeError as error:
            sentence = f"The {name} cannot be stored: a character in it is incomplete."
            raise Invalid("invalid_text", sentence, "Type the text again.", name) from error


def edit(connection: sqlite3.Connection, row: ModelRow, change: Json, user: User) -> ModelRow:
    """Apply a `ModelChange`; the model after it. Raises `Conflict`, with nothing changed."""
    present = {"id": row.id, "name": row.name, "description": row.description, "tags": json.loads(row.tags)}
    _check_expected(connection, row, None, present, change)
    name = normal_name(change.get("name", row.name))
    if name != row.name:
        row = _rename(connection, row, name, user)
    describe(connection, row, change)
    fields = [name for name in TEXT_FIELDS if name in change]
    if fields:
        history.record(connection, row, "edited", user, fields=fields)
    return queries.need(connection, row.name)


def describe(connection: sqlite3.Connection, row: ModelRow, change: Json) -> None:
    """Set what `change` (schema `ModelChange`) has of description and tags."""
    description = change.get("description", row.description)
    tags = change.get("tags", json.loads(row.tags))
    connection.execute(
        "UPDATE model SET description = ?, tags = ? WHERE key = ?", (description, json.dumps(tags), row.key)
    )
    heads.refresh(connection, row.key)


def edit_version(connection: sqlite3.Connection, name: str, number: int, change: Json, user: User) -> ModelRow:
    """Apply a `VersionChange`; its model after it. Raises `NotFound`, or `Conflict` with nothing changed."""
    row = queries.need(connection, name)
    _, version = queries.version(connection, name, number)
    _check_expected(connection, row, number, {**version, "id": row.id}, change)
    connection.execute(
        "UPDATE version SET note = ?, tags = ? WHERE model = ? AND number = ?",
        (change.get("note", version["note"]), json.dumps(change.get("tags", version["tags"])), row.key, number),
    )
    heads.refresh(connection, row.key)
    fields = [name for name in TEXT_FIELDS if name in change]
    if fields:
        history.record(connection, row, "edited", user, number, fields)
    return queries.need(connection, row.name)


def _rename(connection: sqlite3.Connection, row: ModelRow, name: str, user: User) -> ModelRow:
    """Give it another name, which may be its own in another case; `heads.refresh` has to follow."""
    taken = queries.find(connection, name)
    if taken is not None and taken.key != row.key:
        raise errors.name_taken(row.name, taken.name)
    if row.operation is not None and not reservations.failed(row):
        raise errors.being_made(row.name)
    renamed = row._replace(name=name, name_key=name_key(name))
    connection.execute("UPDATE model SET name = ?, name_key = ? WHERE key = ?", (name, renamed.name_key, row.key))
    history.record(connection, renamed, "renamed", user, fields=["name"], before=row.name)
    return renamed


def _check_expected(
    connection: sqlite3.Connection, row: ModelRow, number: int | None, present: Json, change: Json
) -> None:
    """Raise `NotFound` for another model, `Conflict` where a value is not what the change was made from."""
    if change.get("expected", {}).get("id", row.id) != row.id:
        raise errors.no_model(row.name)
    for field, expected in change.get("expected", {}).items():
        if present[field] != (normal_name(expected) if field == "name" else expected):
            last = history.last_change(connection, row, number, field)
            raise errors.changed_meanwhile(row.name, number, field, present[field], last)
