"""What the database keeps of judging: the risk, by which rules it was found, and what it was before."""

from __future__ import annotations

import json
import sqlite3

from ...risk.judging import Verdict
from ...server.clock import utc_text
from ...server.types import Json
from . import errors, heads, history, queries

STEP = 200
"""Versions that are looked at in one go, so that the database's thread is not blocked for long."""


def judged(verdict: Verdict, time: str, before: str | None = None) -> Json:
    """Schema `Judged`."""
    return {"rules": verdict.rules, "time": time, "reason": verdict.reason, "before": before}


def facts(version: Json, verdict: Verdict) -> Json:
    """`risk` and `judged` of a version that was judged again; what changed the risk last stays in sight."""
    known = version.get("judged")
    if version["risk"] != verdict.risk:
        return {"risk": verdict.risk, "judged": judged(verdict, utc_text(), version["risk"])}
    if known is None:
        return {"risk": verdict.risk, "judged": judged(verdict, utc_text())}
    return {"risk": verdict.risk, "judged": {**known, "rules": verdict.rules, "reason": verdict.reason}}


def store(connection: sqlite3.Connection, name: str, number: int, sha256: str, verdict: Verdict) -> Json:
    """Enter what was found about a version; schema `Version`. Raises `NotFound`, or `Conflict` for another version."""
    row = queries.need(connection, name)
    _, version = queries.version(connection, name, number)
    if version["sha256"] != sha256:
        raise errors.replaced(row.name, number)
    found = facts(version, verdict)
    select = "SELECT head, rest FROM version WHERE model = ? AND number = ?"
    head, rest = (json.loads(text) for text in connection.execute(select, (row.key, number)).fetchone())
    connection.execute(
        "UPDATE version SET head = ?, rest = ?, rules = ? WHERE model = ? AND number = ?",
        (
            json.dumps({**head, "risk": found["risk"]}),
            json.dumps({**rest, "judged": found["judged"]}),
            verdict.rules,
            row.key,
            number,
        ),
    )
    if version["risk"] != verdict.risk:
        heads.refresh(connection, row.key)
        history.record(connection, row, "judged", None, number, ["risk"])
    return {**version, **found}


def judged_by(connection: sqlite3.Connection, rules: int, after: int) -> list[tuple[int, Json]]:
    """Some versions judged by the rules of this number: row, schema `VersionHead` with `model`."""
    rows = connection.execute(
        "SELECT version.rowid, name, version.head FROM version JOIN model ON model.key = version.model"
        " WHERE trash IS NULL AND coalesce(rules, 0) = ? AND version.rowid > ? ORDER BY version.rowid LIMIT ?",
        (rules, after, STEP),
    ).fetchall()
    return [(row, {**json.loads(head), "model": name}) for row, name, head in rows]
