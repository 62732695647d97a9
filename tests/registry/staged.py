"""What the tests of registries share: staged versions, and checks of a whole store."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import shutil
import sqlite3
import uuid
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from jupyterlab_models.registry.artifacts import Staged
from jupyterlab_models.registry.local import LocalRegistry
from jupyterlab_models.registry.metadata import Query
from jupyterlab_models.risk.judging import Verdict
from jupyterlab_models.server.files import Files
from jupyterlab_models.server.types import Json
from jupyterlab_models.server.users import User

ADA = User("ada", "Ada")
FILES = {"model.cbm": b"the bytes of a model", "extra/labels.json": b"[1, 2]"}
ERROR = {"code": "kernel_died", "message": "The kernel died.", "hint": "Start it again."}

MEMORY = Path("/dev/shm")


def quick_folder() -> str | None:
    """Where a store that is changed thousands of times lies best: in memory if there is room, as a disk that is synced
    every time takes minutes. None for the usual place.
    """
    return str(MEMORY) if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 1 << 30 else None


def facts(**changed: Any) -> Json:
    return {
        "format": "cbm",
        "encoding": "catboost-cbm",
        "family": "catboost",
        "kind": "model",
        "class": "catboost.core.CatBoostClassifier",
        "notebook": "work/churn.ipynb",
        "variable": "model",
        "origin": "kernel",
        "libraries": {"catboost": "1.2.10"},
        "requirements": ["catboost==1.2.10"],
        "python": "3.11.7",
        "platform": "Linux x86_64",
        "restores": "A CatBoostClassifier",
        "lost": [],
        "summary": [{"title": "Structure", "columns": ["Property"], "rows": [["Trees"]]}],
        "facts": {"features": ["tenure"], "metrics": {"validation: AUC": 0.91}},
        "cell": {"source": "model = fit(data)", "count": 3},
        "commit": "8c1f2b7d9e0a4c5b6d7e8f90a1b2c3d4e5f60718",
        **changed,
    }


def operation(number: int = 1, user: User = ADA) -> Json:
    """What reserves a name."""
    return {"id": f"{number:032x}", "kind": "download", "creator": user.to_json()}


def stage(registry: LocalRegistry, name: str, files: dict[str, bytes] | None = None, **given: Any) -> Staged:
    """A staged version with these files, in a new folder in the store; the rest is fields of `Staged`."""
    files = FILES if files is None else files
    folder = registry._folders.root / "spool" / uuid.uuid4().hex / "files"
    folder.mkdir(parents=True)
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    members = {"creator": ADA, "facts": facts(), "files": Files(folder, tuple(files)), "judge": judge, **given}
    return Staged(**members, name=name)


def judge(files: Files) -> Verdict:
    """The risk of what is staged here."""
    return Verdict("parser", 1)


async def folder_of(registry: LocalRegistry, name: str, number: int) -> Path:
    """The verified folder of the version that has this name and number now."""
    version = await registry.get_version(name, number)
    return (await registry.fetch(name, number, version["sha256"])).folder


async def save(registry: LocalRegistry, name: str, files: dict[str, bytes] | None = None, **given: Any) -> Json:
    """Publish as a transfer does: stage, publish, remove what is left of the spool."""
    staged = stage(registry, name, files, **given)
    try:
        return await registry.publish(staged)
    finally:
        shutil.rmtree(staged.files.folder.parent)


async def names(registry: LocalRegistry, **query: Any) -> list[str]:
    return [item["name"] for item in (await registry.list_models(Query(**query)))["items"]]


async def check_store(root: Path) -> Json:
    """Open the store as a next server does, let it tidy, and check all; the names with their live version numbers,
    none for models whose first version is being made.

    Every version in the database is complete and has the right bytes, and nothing else lies in the store.
    """
    registry = LocalRegistry(root)
    await registry.open()
    live = {}
    try:
        for item in (await registry.list_models(Query(limit=500)))["items"]:
            model = await registry.get(item["name"])
            live[item["name"]] = [version["version"] for version in model["items"]]
            assert {**item, "items": model["items"], "revision": model["revision"]} == model
            assert model["versions"] == len(live[item["name"]])
            if model["latest"] is not None:
                assert (model["latest"]["version"], model["operation"]) == (live[item["name"]][0], None)
            else:
                assert (model["state"] == "failed") == (model["operation"]["error"] is not None)
            for version in model["items"]:
                folder = (await registry.fetch(item["name"], version["version"], version["sha256"])).folder
                stored = json.loads((folder / "model.json").read_text("utf-8"))
                assert stored["version"] == {key: version[key] for key in version if key not in ("note", "tags")}
                assert stored["model"].pop("name") in await _names_of(registry, model)
                assert stored["model"] == {"id": model["id"], "created": model["created"]}
        await until(lambda: _folders(root) == _known(root))
    finally:
        await registry.close()
    await asyncio.to_thread(_check_folders, root)
    return live


async def _names_of(registry: LocalRegistry, model: Json) -> set[str]:
    """What a model was called, which the files of its versions keep."""
    changes = (await registry.changes(model["name"], 0, 500))["items"]
    return {model["name"], *(change["from"] for change in changes if "from" in change)}


async def until(true: Callable[[], bool]) -> None:
    for _ in range(500):
        if await asyncio.to_thread(true):
            return
        await asyncio.sleep(0.02)
    raise TimeoutError


def _check_folders(root: Path) -> None:
    known = _known(root)
    assert _folders(root) == known
    assert list((root / "scratch").iterdir()) == []
    for folder in known.intersection((root / "models").glob("*/*")):  # those in the trash too
        for file in json.loads((folder / "model.json").read_text("utf-8"))["version"]["files"]:
            assert hashlib.sha256((folder / file["path"]).read_bytes()).hexdigest() == file["sha256"]
    with closing(sqlite3.connect(root / "catalog.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def _known(root: Path) -> set[Path]:
    """The folders that the database refers to: of versions, and of their models."""
    sql = "SELECT id, number FROM version JOIN model ON model.key = version.model"
    with closing(sqlite3.connect(root / "catalog.db")) as connection:
        versions = {root / "models" / identity / str(number) for identity, number in connection.execute(sql)}
    return versions | {folder.parent for folder in versions}


def _folders(root: Path) -> set[Path]:
    """The folders of versions and models that are there; does not mind that some are being swept away."""
    folders = (Path(folder) for folder, _, _ in os.walk(root / "models"))
    return {folder for folder in folders if 1 <= len(folder.relative_to(root / "models").parts) <= 2}
