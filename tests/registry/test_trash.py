"""Deleting, restoring, purging."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from jupyterlab_models.registry.local import LocalRegistry
from jupyterlab_models.server.errors import Conflict, NotFound
from jupyterlab_models.server.types import Json
from jupyterlab_models.server.users import User

from .staged import ADA, check_store, folder_of, names, save

BOB = User("bob", "Bob")


async def _trash(registry: LocalRegistry) -> list[Json]:
    items: list[Json] = (await registry.trash())["items"]
    return items


async def test_delete_and_restore_a_model(registry: LocalRegistry) -> None:
    await save(registry, "churn", {"a": b"12"}, tags=["t"])
    await save(registry, "churn", {"a": b"345"})
    before = await registry.get("churn")
    entry = await registry.delete("CHURN", None, BOB)
    assert await _trash(registry) == [entry]
    assert (entry["name"], entry["version"], entry["versions"], entry["bytes"]) == ("churn", None, 2, 5)
    assert entry["deleted_by"] == BOB.to_json()
    assert re.fullmatch("[0-9a-f]{32}", entry["id"])
    assert entry["purge_after"] > entry["deleted"]
    assert await names(registry) == []
    assert await names(registry, q="churn") == []
    for call in (registry.get("churn"), registry.get_version("churn", 1), folder_of(registry, "churn", 1)):
        with pytest.raises(NotFound):
            await call
    with pytest.raises(NotFound):
        await registry.delete("churn", None, ADA)

    restored = await registry.restore(entry["id"], ADA)
    assert {**restored, "revision": 0} == {**before, "revision": 0}
    assert await _trash(registry) == []
    with pytest.raises(NotFound):
        await registry.restore(entry["id"], ADA)


async def test_delete_and_restore_a_version(registry: LocalRegistry) -> None:
    for _ in range(3):
        await save(registry, "churn")
    entry = await registry.delete("churn", 3, ADA)
    assert (entry["version"], entry["versions"]) == (3, 1)
    model = await registry.get("churn")
    assert ([item["version"] for item in model["items"]], model["latest"]["version"]) == ([2, 1], 2)
    assert model["updated"] == model["latest"]["created"]
    assert (await save(registry, "churn"))["version"] == 4
    model = await registry.restore(entry["id"], ADA)
    assert [item["version"] for item in model["items"]] == [4, 3, 2, 1]


async def test_the_last_version_takes_the_model_along(registry: LocalRegistry) -> None:
    await save(registry, "churn")
    await save(registry, "churn")
    one = await registry.delete("churn", 1, ADA)
    whole = await registry.delete("churn", 2, ADA)
    assert (whole["version"], whole["versions"]) == (None, 1)
    assert await _trash(registry) == [whole, one]
    model = await registry.restore(one["id"], ADA)
    assert [item["version"] for item in model["items"]] == [1]
    model = await registry.restore(whole["id"], ADA)
    assert [item["version"] for item in model["items"]] == [2, 1]


async def test_restore_beside_a_new_model_of_the_name(registry: LocalRegistry) -> None:
    await save(registry, "churn")
    entry = await registry.delete("churn", None, ADA)
    assert (await save(registry, "Churn"))["version"] == 1
    with pytest.raises(Conflict, match="another model of this name"):
        await registry.restore(entry["id"], ADA)
    assert await _trash(registry) == [entry]
    other = await registry.delete("churn", None, ADA)
    assert (await registry.restore(entry["id"], ADA))["name"] == "churn"
    with pytest.raises(Conflict):
        await registry.restore(other["id"], ADA)


async def test_numbers_are_never_used_again(registry: LocalRegistry, root: Path) -> None:
    await save(registry, "churn")
    await save(registry, "churn")
    await registry.purge((await registry.delete("churn", 2, ADA))["id"], ADA)
    assert (await save(registry, "churn"))["version"] == 3
    await registry.close()
    assert await check_store(root) == {"churn": [3, 1]}


async def test_purge(registry: LocalRegistry, root: Path) -> None:
    for name in ("a", "b", "c"):
        await save(registry, name)
    entries = [await registry.delete(name, None, ADA) for name in ("a", "b")]
    await registry.purge(entries[0]["id"], ADA)
    assert await _trash(registry) == [entries[1]]
    with pytest.raises(NotFound):
        await registry.purge(entries[0]["id"], ADA)
    await registry.purge(None, ADA)
    await registry.purge(None, ADA)
    assert await _trash(registry) == []
    assert len(list((root / "models").iterdir())) == 1
    await registry.close()
    assert await check_store(root) == {"c": [1]}


async def test_a_purged_model_whose_folder_is_gone_already(registry: LocalRegistry, root: Path) -> None:
    await save(registry, "churn")
    entry = await registry.delete("churn", None, ADA)
    shutil.rmtree(next((root / "models").iterdir()))
    await registry.purge(entry["id"], ADA)
    await registry.close()
    assert await check_store(root) == {}


async def test_old_trash_is_purged_at_open(registry: LocalRegistry, root: Path) -> None:
    await save(registry, "old")
    await save(registry, "young")
    await registry.delete("old", None, ADA)
    await registry.delete("young", None, ADA)
    await registry.close()
    with closing(sqlite3.connect(root / "catalog.db", isolation_level=None)) as base:
        base.execute("UPDATE trash SET deleted = '2020-01-01T00:00:00.000Z' WHERE key = 1")
    assert await check_store(root) == {}
    again = LocalRegistry(root, trash_days=1)
    await again.open()
    assert [entry["name"] for entry in await _trash(again)] == ["young"]
    change = (await again.changes("old", 0, 1))["items"][0]
    assert (change["kind"], change["user"]) == ("purged", None)
    await again.close()
    assert len(list((root / "models").iterdir())) == 1
