"""Our server: a real Jupyter server with a store that was filled with SQL, and what it is asked."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import quote, urlencode

from jupyterlab_models.registry.local import LocalRegistry
from jupyterlab_models.registry.local.heads import render_missing
from jupyterlab_models.registry.local.search import folded
from jupyterlab_models.server.clock import utc_text

from ..kernel_transfer import address
from .client import Client, Json, Request
from .data import VERSIONS, Made, made

API = "jupyterlab-models/v1/"
EMPTY = Request("api/me")
LIBRARIES = {"libraries": {"catboost": "1.2.10"}, "requirements": ["catboost==1.2.10"], "python": "3.11.7"}
RULES = 1_000_000
"""So that no version is judged again while queries are measured."""


def request(path: str, **query: object) -> Request:
    return Request(f"{API}{quote(path)}?{urlencode(query, doseq=True, quote_via=quote)}")


def write(name: str, text: str) -> Request:
    return Request(f"{API}models/{quote(name)}", "PATCH", {"description": text})


def fill(root: Path, models: int, versions: int = VERSIONS) -> None:
    asyncio.run(_create(root))
    with closing(sqlite3.connect(root / "catalog.db")) as base, base:
        for model in made(models):
            _add(base, model, versions)
        render_missing(base)
        base.execute("UPDATE meta SET revision = revision + 1")


async def _create(root: Path) -> None:
    registry = LocalRegistry(root)
    await registry.open()
    await registry.close()


def _add(base: sqlite3.Connection, model: Made, versions: int) -> None:
    times = [_time(model.created + number * 3_600_000) for number in range(versions)]
    base.execute(
        "INSERT INTO model (key, id, name, name_key, description, tags, type, created, last_number, live, latest,"
        " updated, bytes, search, listed) VALUES (?,?,?,?,?,?,'none',?,?,?,?,?,?,?,1)",
        (
            *(model.key, uuid.uuid4().hex, model.name, folded(model.name), model.description, json.dumps(model.tags)),
            *(times[0], versions, versions, versions, times[-1], model.bytes),
            folded(model.name, *model.tags, model.description),
        ),
    )
    base.executemany(
        "INSERT INTO version (model, number, created, bytes, notebook, head, rest, rules) VALUES (?,?,?,?,?,?,?,?)",
        [_version(model, number, time) for number, time in enumerate(times, 1)],
    )


def _version(model: Made, number: int, time: str) -> tuple[object, ...]:
    head: Json = {"version": number, "state": "ready", "format": "cbm", "encoding": "catboost-cbm"}
    head |= {"family": model.family, "kind": "model", "class": "catboost.core.CatBoostClassifier", "risk": "parser"}
    head |= {"notebook": model.notebook, "variable": "model", "bytes": model.bytes, "sha256": uuid.uuid4().hex * 2}
    head |= {"created": time, "creator": {"username": model.author, "name": model.author.title()}}
    file = {"path": "model.cbm", "bytes": model.bytes, "sha256": head["sha256"]}
    rest: Json = {"origin": "kernel", "files": [file], **LIBRARIES, "platform": "Linux x86_64", "lost": []}
    rest |= {"restores": "A CatBoostClassifier with its labels, parameters and feature names", "commit": None}
    rest |= {"summary": [{"title": "Structure", "columns": ["Property", "Value"], "rows": [["Trees", "100"]]}]}
    rest |= {"facts": {"metrics": {"validation: AUC": 0.91}}, "cell": {"source": "model = fit(data)", "count": 3}}
    rest |= {"judged": {"rules": RULES, "time": time, "reason": None, "before": None}}
    return model.key, number, time, model.bytes, model.notebook, json.dumps(head), json.dumps(rest), RULES


def _time(milliseconds: int) -> str:
    return utc_text(datetime.fromtimestamp(milliseconds / 1000, timezone.utc))


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[tuple[Client, int]]:
    """A client of a server whose store is `folder / "store"`, and the server's process id."""
    token = uuid.uuid4().hex
    places = {f"JUPYTER_{kind}_DIR": str(folder / kind.lower()) for kind in ("RUNTIME", "DATA", "CONFIG")}
    command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", "--ServerApp.port=0"]
    command += [f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}"]
    command += ["--ServerApp.jpserver_extensions={'jupyterlab_models': True}"]
    command += [f"--ModelsExtension.store={folder / 'store'}"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, env={**os.environ, **places}, stderr=log, stdout=log)
    try:
        yield Client(address(folder / "log", server), {"Authorization": f"token {token}"}), server.pid
    finally:
        server.terminate()
        server.wait(60)
