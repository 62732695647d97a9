"""Fill the database of a server with models for the bench of the table: `python bench/table_store.py DATABASE MODELS`.

They are written with SQL and have no files. The server may be running: it sees another revision.
"""

from __future__ import annotations

import json
import random
import sqlite3
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from jupyterlab_models.registry.local.search import folded
from jupyterlab_models.server.clock import days_after, utc_text

WORDS = ["churn", "forecast", "demand", "price", "fraud", "risk", "image", "text"]
WORDS += ["speech", "user", "item", "rank", "season", "region", "store", "basket"]
FAMILIES = {"catboost": "cbm", "sklearn": "skops", "lightgbm": "lgb", "xgboost": "ubj", "torch": "safetensors"}
AUTHORS = {"ada": "Ada Lovelace", "grace": "Grace Hopper", "edsger": "Edsger Dijkstra"}
TYPES = ["none", "none", "none", "base", "merged", "adapter"]
COLUMNS = "key, id, name, name_key, description, tags, type, created, last_number, live, latest, updated, bytes, search"
COLUMNS += ", listed, head, touched"
REST = {
    "origin": "kernel",
    "files": [{"path": "model.cbm", "bytes": 5, "sha256": "0" * 64}],
    **{"summary": [], "libraries": {}, "requirements": [], "python": "3.11.7", "platform": "Linux x86_64"},
    **{"restores": "The model", "lost": [], "facts": {}, "cell": None, "commit": None},
}


def model(key: int, chance: random.Random, revision: int) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """The rows of a model and of its only version that is there."""
    name = f"{' '.join(chance.sample(WORDS, 2))} {key:06d}"
    tags, description = chance.sample(WORDS, 3), " ".join(chance.choices(WORDS, k=8))
    created, size = days_after(utc_text(), -chance.randrange(1000)), chance.randrange(1 << 30)
    family, username = chance.choice(list(FAMILIES)), chance.choice(list(AUTHORS))
    author, identity, kind = {"username": username, "name": AUTHORS[username]}, uuid.uuid4().hex, chance.choice(TYPES)
    number, notebook = key % 5 + 1, f"work/{chance.choice(WORDS)} {key % 500}.ipynb"
    latest = {
        "version": number,
        **{"state": "ready", "format": FAMILIES[family], "encoding": f"{family}-{FAMILIES[family]}", "family": family},
        **{"kind": "model", "risk": "parser", "class": f"{family}.Model", "bytes": size, "sha256": f"{key:064x}"},
        **{"created": created, "creator": author, "notebook": notebook, "variable": "model"},
    }
    head = {
        **{"id": identity, "name": name, "description": description, "tags": tags, "type": kind, "state": "ready"},
        **{"author": author, "origin": "kernel", "created": created, "updated": created, "versions": 1},
        **{"latest": latest, "operation": None},
    }
    text = (description, json.dumps(tags), kind, created)
    row = (key, identity, name, folded(name), *text, number, 1, number, created, size)
    search = folded(name, *tags, description)
    version = (key, number, created, size, notebook, json.dumps(latest), json.dumps(REST))
    return (*row, search, 1, json.dumps(head), revision), version


def fill(database: Path, models: int) -> None:
    """Add models with words for names, tags and descriptions."""
    chance = random.Random(7)
    with closing(sqlite3.connect(database, timeout=60)) as base, base:
        base.execute("UPDATE meta SET revision = revision + 1")
        (revision,) = base.execute("SELECT revision FROM meta").fetchone()
        (last,) = base.execute("SELECT coalesce(max(key), 0) FROM model").fetchone()

        def rows() -> Iterator[tuple[tuple[object, ...], tuple[object, ...]]]:
            for key in range(last + 1, last + 1 + models):
                yield model(key, chance, revision)

        for of_model, of_version in rows():
            base.execute(f"INSERT INTO model ({COLUMNS}) VALUES ({','.join('?' * 17)})", of_model)
            base.execute(
                "INSERT INTO version (model, number, created, bytes, notebook, head, rest) VALUES (?,?,?,?,?,?,?)",
                of_version,
            )


if __name__ == "__main__":
    fill(Path(sys.argv[1]), int(sys.argv[2]))
