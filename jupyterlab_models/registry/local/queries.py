"""Queries on the database. Every function runs inside a transaction of its caller."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, get_args

from ...server.clock import days_after
from ...server.rendered import Rendered
from ...server.types import Json
from ..metadata import FacetField, FacetQuery, Query
from ..names import name_key
from . import errors
from .folders import Place
from .index import ModelIndex
from .search import encodable

PLAIN_SORTS = {"name": "name_key", "updated": "updated"}
"""Sort keys with an index in the database, and their columns."""
GREATEST_NUMBER = 1_000_000_000


class ModelRow(NamedTuple):
    """A row of `model`, in the order of its columns."""

    key: int
    id: str
    name: str
    name_key: str
    description: str
    tags: str
    type: str
    created: str
    last_number: int
    live: int
    latest: int
    updated: str
    bytes: int
    search: str
    operation: str | None
    listed: int
    head: str
    touched: int
    brief: str


def find(connection: sqlite3.Connection, name: str) -> ModelRow | None:
    """The model that has this name, in whatever case."""
    sql = "SELECT * FROM model WHERE name_key = ? AND listed"
    row = connection.execute(sql, (encodable(name_key(name)),)).fetchone()
    return ModelRow(*row) if row else None


def need(connection: sqlite3.Connection, name: str) -> ModelRow:
    """As `find`; raises `NotFound`."""
    row = find(connection, name)
    if row is None:
        raise errors.no_model(name)
    return row


def page(connection: sqlite3.Connection, query: Query, index: ModelIndex, revision: int) -> Rendered:
    """Schema `ModelPage`, put together of the heads as they are stored."""
    keys, total = index.page(query, _keys(connection, query.id) if query.id else None)
    sql = f"SELECT key, head FROM model WHERE key IN ({_marks(keys)})"  # noqa: S608
    heads = dict(connection.execute(sql, keys))
    return _page([heads[key] for key in keys], total, query.offset, revision)


def is_plain(query: Query) -> bool:
    """Whether `plain_page` can answer it."""
    return query == Query(sort=query.sort, order=query.order, offset=query.offset, limit=query.limit) and (
        query.sort in PLAIN_SORTS
    )


def plain_page(connection: sqlite3.Connection, query: Query) -> Rendered:
    """As `page`, without the index in memory, which may not be there yet."""
    revision, total = connection.execute(
        "SELECT revision, (SELECT count(*) FROM model WHERE listed) FROM meta"
    ).fetchone()
    way = "DESC" if query.order == "desc" else "ASC"
    rows = connection.execute(
        f"SELECT head FROM model WHERE listed ORDER BY {PLAIN_SORTS[query.sort]} {way}, name_key {way}"  # noqa: S608
        " LIMIT ? OFFSET ?",
        (query.limit, query.offset),
    )
    return _page([head for (head,) in rows], total, query.offset, revision)


def _page(heads: list[str], total: int, offset: int, revision: int) -> Rendered:
    items = ", ".join(heads)
    return Rendered(f'{{"items": [{items}], "total": {total}, "offset": {offset}, "revision": {revision}}}')


def facets(query: FacetQuery, index: ModelIndex, revision: int) -> Json:
    """Schema `Facets`."""
    fields = (query.field,) if query.field else get_args(FacetField)
    return {"facets": index.facets(query, fields, query.value, query.limit), "revision": revision}


def head(row: ModelRow) -> Json:
    """Schema `ModelHead`."""
    found: Json = json.loads(row.head)
    return found


def model(connection: sqlite3.Connection, row: ModelRow, revision: int) -> Json:
    """Schema `Model`."""
    versions = connection.execute(
        "SELECT head, rest, note, tags FROM version WHERE model = ? AND trash IS NULL ORDER BY number DESC", (row.key,)
    )
    items = [_version(*version) for version in versions]
    return {**head(row), "items": items, "revision": revision}


def version(connection: sqlite3.Connection, name: str, number: int) -> tuple[str, Json]:
    """The model's id and the schema `Version`. Raises `NotFound`."""
    row = need(connection, name)
    if not row.live:
        raise errors.without_version(row.name, head(row)["state"] == "failed")
    found = None
    if 1 <= number <= GREATEST_NUMBER:
        found = connection.execute(
            "SELECT head, rest, note, tags FROM version WHERE model = ? AND number = ? AND trash IS NULL",
            (row.key, number),
        ).fetchone()
    if found is None:
        raise errors.no_version(row.name, number)
    return row.id, _version(*found)


def published_by(connection: sqlite3.Connection, operation: str) -> Json | None:
    """Schema `Version` of the version, live or in the trash, that this operation published."""
    sql = "SELECT head, rest, note, tags FROM version WHERE transfer = ?"
    found = connection.execute(sql, (encodable(operation),)).fetchone()
    return _version(*found) if found else None


def trash(connection: sqlite3.Connection, trash_days: int, entry: int | None = None) -> list[Json]:
    """Schema `TrashEntry` of all entries, newest first, or of the one with this key."""
    rows = connection.execute(
        "SELECT trash.id, name, trash.version, count(*), sum(version.bytes), deleted, username, user_name"
        " FROM trash JOIN model ON model.key = trash.model JOIN version ON version.trash = trash.key"
        " WHERE :entry IS NULL OR trash.key = :entry GROUP BY trash.key ORDER BY deleted DESC, trash.key DESC",
        {"entry": entry},
    )
    return [_entry(row, trash_days) for row in rows]


def unknown(connection: sqlite3.Connection, places: Iterable[Place]) -> list[Place]:
    """Those of the places that no row of the database, in the trash or not, refers to."""
    sql = "SELECT 1 FROM model JOIN version ON version.model = model.key WHERE id = ? AND number = ?"
    return [place for place in places if not connection.execute(sql, place).fetchone()]


def _keys(connection: sqlite3.Connection, ids: Sequence[str]) -> list[int]:
    """The keys of the listed models with these ids."""
    sql = f"SELECT key FROM model WHERE listed AND id IN ({_marks(ids)})"  # noqa: S608
    return [key for (key,) in connection.execute(sql, [encodable(identity) for identity in ids])]


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _version(head: str, rest: str, note: str, tags: str) -> Json:
    return {**json.loads(head), **json.loads(rest), "note": note, "tags": json.loads(tags)}


def _entry(row: tuple[Any, ...], trash_days: int) -> Json:
    identity, name, number, versions, size, deleted, username, user_name = row
    return {
        "id": identity,
        "name": name,
        "version": number,
        "versions": versions,
        "bytes": size,
        "deleted": deleted,
        "deleted_by": {"username": username, "name": user_name},
        "purge_after": days_after(deleted, trash_days),
    }
