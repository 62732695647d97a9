"""MLflow's tracking server: its environment, a database that was filled with SQL, and what it is asked."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

from .client import Client, Request
from .data import VERSIONS, made

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / ".make" / "mlflow"
API = "/api/2.0/mlflow/"
EMPTY = Request("/health")


def environment() -> Path:
    """The folder of its programs; the environment is made with the newest release when it is first needed."""
    programs = PLACE / "bin"
    if not (programs / "mlflow").exists():
        subprocess.run([sys.executable, "-m", "venv", str(PLACE)], check=True)
        pip = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "mlflow>=3.17.2"], check=True)
    return programs


def version(programs: Path) -> str:
    command = [str(programs / "python"), "-c", "import importlib.metadata as m; print(m.version('mlflow'))"]
    found = subprocess.run(command, check=True, capture_output=True, text=True)
    return found.stdout.strip()


def page(order: str, offset: int, chosen: str = "", limit: int = 100) -> Request:
    query = {"max_results": limit, "order_by": order}
    if chosen:
        query["filter"] = chosen
    if offset:
        query["page_token"] = base64.b64encode(json.dumps({"offset": offset}).encode()).decode()
    return Request(f"{API}registered-models/search?{urlencode(query)}")


def get(path: str, **query: object) -> Request:
    return Request(f"{API}{path}?{urlencode(query)}")


def write(name: str, text: str) -> Request:
    return Request(f"{API}registered-models/update", "PATCH", {"name": name, "description": text})


def fill(folder: Path, models: int) -> None:
    """By its own schema, which it makes first."""
    database = folder / "mlflow.db"
    subprocess.run(
        [environment() / "mlflow", "db", "upgrade", f"sqlite:///{database}"],
        check=True,
        capture_output=True,
        cwd=folder,
    )
    hour = 3_600_000
    with closing(sqlite3.connect(database)) as base, base:
        for model in made(models):
            base.execute(
                "INSERT INTO registered_models (name, creation_time, last_updated_time, description) VALUES (?,?,?,?)",
                (model.name, model.created, model.created + (VERSIONS - 1) * hour, model.description),
            )
            base.executemany(
                "INSERT INTO registered_model_tags (key, value, name) VALUES (?, 'yes', ?)",
                [(tag, model.name) for tag in model.tags],
            )
            base.executemany(
                "INSERT INTO model_versions (name, version, creation_time, last_updated_time, description, user_id,"
                " current_stage, source, status, storage_location) VALUES (?,?,?,?,?,?,'None',?,'READY',?)",
                [
                    (
                        model.name,
                        n,
                        at,
                        at,
                        "",
                        model.author,
                        f"models:/m-{model.key}-{n}",
                        f"file:///m/{model.key}/{n}",
                    )
                    for n, at in ((n, model.created + (n - 1) * hour) for n in range(1, VERSIONS + 1))
                ],
            )


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Client]:
    """A client of `mlflow server` with its defaults, on the database in the folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(environment() / "mlflow"), "server", "--backend-store-uri", f"sqlite:///{folder / 'mlflow.db'}"]
    command += ["--port", str(port), "--default-artifact-root", str(folder / "artifacts")]
    variables = {**os.environ, "MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true"}
    with (folder / "mlflow.log").open("wb") as log:
        # In a session of its own, as it has a dozen children that have to end with it.
        server = subprocess.Popen(command, stderr=log, stdout=log, cwd=folder, env=variables, start_new_session=True)
    try:
        yield _when_ready(f"http://127.0.0.1:{port}", server, folder / "mlflow.log")
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(60)


def _when_ready(url: str, server: subprocess.Popen[bytes], log: Path) -> Client:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError):
            client = Client(url, {})
            client.send(EMPTY)
            return client
        time.sleep(0.2)
    raise RuntimeError(log.read_text())
