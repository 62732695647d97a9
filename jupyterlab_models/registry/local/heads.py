"""What a model's row keeps of its versions: to be sorted, searched and listed without looking at them."""

from __future__ import annotations

import json
import sqlite3

from ...server.types import Json
from .brief import Brief
from .search import folded


def refresh(connection: sqlite3.Connection, key: int) -> None:
    """Bring a model's row up to date after any change of it or of its versions, inside the same transaction.

    Raises `IntegrityError` where another listed model has its name.
    """
    connection.execute(
        "UPDATE model SET (live, latest) ="
        " (SELECT count(*), max(number) FROM version WHERE model = :key AND trash IS NULL) WHERE key = :key",
        {"key": key},
    )
    connection.execute(
        "UPDATE model SET bytes = (SELECT bytes FROM version WHERE model = model.key AND number = latest),"
        " operation = CASE WHEN live > 0 THEN NULL ELSE operation END WHERE key = ?",
        (key,),
    )
    search, head, brief = _rendered(connection, key)
    connection.execute(
        "UPDATE model SET listed = live > 0 OR operation IS NOT NULL, updated = ?, search = ?, head = ?, brief = ?,"
        " touched = (SELECT revision + 1 FROM meta) WHERE key = ?",
        (head["updated"], search, json.dumps(head), json.dumps(brief), key),
    )


def render_missing(connection: sqlite3.Connection) -> None:
    """Render the heads of all models, which a database of an older release does not have."""
    keys = connection.execute("SELECT key FROM model WHERE listed AND brief IS NULL").fetchall()
    for (key,) in keys:
        _, head, brief = _rendered(connection, key)
        texts = (json.dumps(head), json.dumps(brief))
        connection.execute("UPDATE model SET head = ?, brief = ? WHERE key = ?", (*texts, key))


def _rendered(connection: sqlite3.Connection, key: int) -> tuple[str, Json, Brief]:
    """A model's search text, its schema `ModelHead`, and what the index has to know."""
    found = connection.execute(
        "SELECT id, name, description, model.tags, type, model.created, live, operation,"
        " version.head, rest FROM model LEFT JOIN version ON version.model = model.key AND number = latest"
        " WHERE key = ?",
        (key,),
    ).fetchone()
    identity, name, description, tags, kind, created, live, operation, latest, rest = found
    own = json.loads(tags)
    of_versions = connection.execute(
        "SELECT tags, notebook FROM version WHERE model = ? AND trash IS NULL ORDER BY number", (key,)
    ).fetchall()
    all_tags = list(dict.fromkeys([*own, *(tag for text, _ in of_versions for tag in json.loads(text))]))
    notebooks = list(dict.fromkeys(notebook for _, notebook in of_versions if notebook is not None))
    version = None if latest is None else json.loads(latest)
    reserved = None if operation is None else json.loads(operation)
    head = {
        "id": identity,
        "name": name,
        "description": description,
        "tags": own,
        "type": kind,
        "state": _state(version, reserved),
        "author": version["creator"] if version else (reserved or {}).get("creator"),
        "origin": json.loads(rest).get("origin") if rest else None,
        "created": created,
        "updated": version["created"] if version else (reserved or {}).get("updated", created),
        "versions": live,
        "latest": version,
        "operation": _operation(reserved),
    }
    brief = _brief(head, all_tags, notebooks)
    return folded(name, *all_tags, description), head, brief


def _brief(head: Json, tags: list[str], notebooks: list[str]) -> Brief:
    latest, author = head["latest"] or {}, head["author"] or {}
    return Brief(
        type=head["type"],
        state=head["state"],
        username=author.get("username"),
        author=author.get("name"),
        origin=head["origin"],
        created=head["created"],
        updated=head["updated"],
        tags=tags,
        notebooks=notebooks,
        **{fact: latest.get(fact) for fact in ("family", "format", "version", "bytes", "variable", "notebook")},
    )


def _state(version: Json | None, operation: Json | None) -> str:
    if version is not None:
        return str(version["state"])
    return "failed" if operation and operation["state"] in ("failed", "cancelled") else "pending"


def _operation(reserved: Json | None) -> Json | None:
    """Schema `ModelOperation`; its progress is known to the operations only."""
    if reserved is None:
        return None
    return {"progress": None, **{name: reserved[name] for name in ("id", "kind", "state", "error")}}
