"""What SQL alone cannot do when a database of an older release is opened. Runs inside the transaction of its caller."""

from __future__ import annotations

import json
import sqlite3

from . import heads

TRANSFER = "transfer"
"""Older releases kept it in a version's `rest`; now it is a column."""


def upgrade(connection: sqlite3.Connection) -> None:
    heads.render_missing(connection)
    _fill_transfers(connection)
    _drop_trigrams(connection)


def _fill_transfers(connection: sqlite3.Connection) -> None:
    sql = "SELECT rowid, rest FROM version WHERE transfer IS NULL AND instr(rest, ?) > 0"
    for row, text in connection.execute(sql, (f'"{TRANSFER}"',)).fetchall():
        rest = json.loads(text)
        transfer = rest.pop(TRANSFER, None)
        connection.execute(
            "UPDATE version SET transfer = ?, rest = ? WHERE rowid = ?", (transfer, json.dumps(rest), row)
        )


def _drop_trigrams(connection: sqlite3.Connection) -> None:
    """The index of text that older releases kept, which an SQLite without FTS5 cannot even remove."""
    (available,) = connection.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchone()
    if available:
        connection.execute("DROP TABLE IF EXISTS model_text")
