"""Registers a staged version in one transaction: number, rows and folder.

The folder is renamed into `models/` inside the transaction, before its commit. So a process that dies on the way
leaves at most a folder that no row speaks of, and since all renames into `models/` happen under the write lock,
whoever holds the lock may take such a folder away.
"""

from __future__ import annotations

import json
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from ...risk.judging import Verdict
from ...server.clock import utc_text
from ...server.types import Json
from ..artifacts import Staged
from . import digests, editing, heads, history, judgments, queries, reservations
from .folders import FACTS, Folders, Place, sync
from .queries import ModelRow
from .scratch import Scratch
from .search import encodable

HEAD_FACTS = ("format", "encoding", "family", "kind", "class", "notebook", "variable")
REST_FACTS = (
    *("origin", "libraries", "requirements", "python", "platform", "restores", "lost", "summary"),
    *("facts", "cell", "commit"),
)


@dataclass(frozen=True)
class Draft:
    """A version that is durable in a scratch folder and has no number yet."""

    staged: Staged
    folder: Path
    files: list[Json]
    verdict: Verdict

    def change(self) -> Json:
        """Description and tags, as far as they were given (schema `ModelChange`)."""
        given = {"description": self.staged.description, "tags": self.staged.tags}
        return {field: value for field, value in given.items() if value is not None}

    def head(self, number: int, created: str) -> Json:
        """Schema `VersionHead`."""
        return {
            "version": number,
            "state": "ready",
            **{fact: self.staged.facts[fact] for fact in HEAD_FACTS},
            "risk": self.verdict.risk,
            "bytes": sum(file["bytes"] for file in self.files),
            "sha256": digests.version_digest(self.files),
            "created": created,
            "creator": self.staged.creator.to_json(),
        }

    def rest(self, created: str) -> Json:
        """What the schema `Version` has beyond `VersionHead`."""
        facts = {fact: self.staged.facts[fact] for fact in REST_FACTS}
        return {**facts, "files": self.files, "judged": judgments.judged(self.verdict, created)}


def enter(connection: sqlite3.Connection, draft: Draft) -> tuple[Place, Json]:
    """Allocate the number, insert the rows and write the facts; returns the place and the schema `Version`."""
    editing.check_text(draft.change())
    row = queries.find(connection, draft.staged.name) or reservations.create(connection, draft.staged.name)
    number, created = row.last_number + 1, utc_text()
    head, rest = draft.head(number, created), draft.rest(created)
    notebook = None if head["notebook"] is None else encodable(head["notebook"])
    connection.execute(
        "INSERT INTO version (model, number, created, bytes, notebook, head, rest, rules, transfer)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(row.key, number, created, head["bytes"], notebook, json.dumps(head), json.dumps(rest)),
            *(draft.verdict.rules, draft.staged.operation),
        ),
    )
    connection.execute("UPDATE model SET last_number = ? WHERE key = ?", (number, row.key))
    if draft.staged.type is not None:
        connection.execute("UPDATE model SET type = ? WHERE key = ? AND type = 'none'", (draft.staged.type, row.key))
    if draft.change():
        editing.describe(connection, row, draft.change())
    else:
        heads.refresh(connection, row.key)
    history.record(connection, row, "saved", draft.staged.creator, number, list(draft.change()) if row.live else ())
    _write_facts(draft.folder, row, {**head, **rest}, draft.staged.operation)
    return (row.id, number), {**head, **rest, "note": "", "tags": []}


def move_in(folders: Folders, scratch: Scratch, folder: Path, place: Place) -> None:
    """Rename a draft's folder to its place, durably; the last step in the transaction of `enter`."""
    target = folders.version(*place)
    sync(folder)
    if not target.parent.is_dir():
        target.parent.mkdir(mode=0o700)
        sync(folders.models)
    if target.exists():  # left by a process that died between rename and commit
        target.rename(scratch.new())
    folder.rename(target)
    sync(target.parent)


def discard(connection: sqlite3.Connection, folders: Folders, scratch: Scratch, places: list[Place]) -> list[Path]:
    """Move folders that no row refers to out of `models/`; returns their new paths. Needs the write lock."""
    moved = []
    for identity, number in queries.unknown(connection, places):
        folder = folders.version(identity, number)
        if number and folder.is_dir():
            moved.append(scratch.new())
            folder.rename(moved[-1])
        if folder.parent.is_dir() and not any(folder.parent.iterdir()):
            folder.parent.rmdir()
    return moved


def _write_facts(folder: Path, row: ModelRow, version: Json, transfer: str | None) -> None:
    """Write the facts from which the database could be rebuilt."""
    model = {"id": row.id, "name": row.name, "created": row.created}
    facts = {"schema": 1, "model": model, "version": version, "transfer": transfer}
    path = folder / FACTS
    with path.open("x", encoding="utf-8") as file:
        json.dump(facts, file, indent=1)
        file.flush()
        path.chmod(0o444)
        os.fsync(file.fileno())
