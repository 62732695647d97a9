"""Models without a version: a name that an operation has reserved."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from jupyterlab_models.registry.local import LocalRegistry
from jupyterlab_models.registry.metadata import Query
from jupyterlab_models.server.errors import Conflict, Invalid, NotFound
from jupyterlab_models.server.users import User

from .staged import ADA, ERROR, check_store, names, operation, save

BOB = User("bob", "Bob")


async def test_it_is_pending_until_its_version_is_there(registry: LocalRegistry, root: Path) -> None:
    seen: list[int] = []
    registry.on_change(seen.append)
    head = await registry.reserve("Churn", operation())
    assert head == await registry.head("churn")
    assert head["operation"] == {
        "id": operation()["id"],
        "kind": "download",
        "state": "running",
        "progress": None,
        "error": None,
    }
    assert (head["name"], head["state"], head["versions"], head["latest"]) == ("Churn", "pending", 0, None)
    assert (head["author"], head["origin"], head["type"]) == (ADA.to_json(), None, "none")
    assert (await registry.list_models(Query(q="chur")))["items"] == [head]
    assert {**await registry.get("churn"), "revision": 1} == {**head, "items": [], "revision": 1}
    assert await registry.pending() == [operation()["id"]]
    await save(registry, "churn", description="Who leaves")
    model = await registry.get("churn")
    assert (model["id"], model["name"], model["state"], model["versions"]) == (head["id"], "Churn", "ready", 1)
    assert model["operation"] is None
    assert await registry.pending() == []
    for late in (registry.settle(operation()["id"], ERROR), registry.release(operation()["id"], ADA)):
        await late
    assert {**await registry.get("churn"), "revision": 0} == {**model, "revision": 0}
    await asyncio.sleep(0)
    assert seen == [1, 2]
    await registry.close()
    assert await check_store(root) == {"Churn": [1]}


async def test_a_failed_one_stays_until_it_is_removed(registry: LocalRegistry, root: Path) -> None:
    before = await registry.reserve("churn", operation())
    await registry.settle(operation()["id"], ERROR)
    failed = await registry.head("churn")
    assert failed == {
        **before,
        "state": "failed",
        "updated": failed["updated"],
        "operation": {**before["operation"], "state": "failed", "error": ERROR},
    }
    assert await registry.pending() == []
    assert (await registry.update("churn", {"name": "b", "tags": ["x"]}, BOB))["state"] == "failed"
    await registry.release(operation()["id"], BOB)
    assert await names(registry) == await names(registry, q="b") == []
    changes = (await registry.changes("b", 0, 10))["items"]
    assert [(change["kind"], change["user"]) for change in changes] == [
        ("purged", BOB.to_json()),
        ("edited", BOB.to_json()),
        ("renamed", BOB.to_json()),
    ]
    await registry.close()
    assert await check_store(root) == {}


async def test_another_operation_takes_over_what_a_failed_one_left(registry: LocalRegistry) -> None:
    first = await registry.reserve("churn", operation(1))
    await registry.settle(operation(1)["id"], ERROR)
    second = await registry.reserve("CHURN", operation(2, BOB))
    assert (second["id"], second["name"], second["state"]) == (first["id"], "CHURN", "pending")
    assert (second["operation"]["error"], second["author"]) == (None, BOB.to_json())
    await registry.settle(operation(1)["id"], ERROR)
    await registry.release(operation(1)["id"])
    assert await registry.head("churn") == second
    await registry.release(operation(2)["id"])
    with pytest.raises(NotFound):
        await registry.head("churn")


async def test_a_name_that_is_taken_stays_so(registry: LocalRegistry) -> None:
    await save(registry, "Straße")
    await registry.reserve("b", operation(1))
    revision = await registry.revision()
    for name, taken in (("STRASSE", "Straße"), ("B", "b")):
        assert (await registry.reserve(name, operation(2)))["name"] == taken
        assert await registry.reserve(name, operation(3)) == await registry.head(taken)
    assert await registry.revision() == revision
    with pytest.raises(Invalid):
        await registry.reserve("a/b", operation(2))


async def test_what_it_keeps_others_from(registry: LocalRegistry) -> None:
    for name in ("gone", "other"):
        await save(registry, name)
    entry = await registry.delete("gone", None, ADA)
    await registry.reserve("Gone", operation())
    with pytest.raises(Conflict) as taken:
        await registry.update("other", {"name": "gone"}, ADA)
    assert taken.value.code == "name_taken"
    with pytest.raises(Conflict) as taken:
        await registry.restore(entry["id"], ADA)
    assert taken.value.code == "name_taken"
    with pytest.raises(Conflict) as used:
        await registry.update("gone", {"name": "x"}, ADA)
    assert (used.value.code, used.value.message[-20:]) == ("in_use", "is still being made.")
    assert (await registry.update("gone", {"description": "d"}, ADA))["state"] == "pending"
    for call in (registry.get_version("gone", 1), registry.delete("gone", 1, ADA), registry.delete("gone", None, ADA)):
        with pytest.raises(NotFound, match="“Gone” has no version yet: its first one is still being made"):
            await call
    await registry.settle(operation()["id"], ERROR)
    with pytest.raises(NotFound, match="“Gone” has no version yet: making its first one failed"):
        await registry.update_version("gone", 1, {"note": "x"}, ADA)
    await registry.release(operation()["id"])
    assert (await registry.restore(entry["id"], ADA))["versions"] == 1


async def test_two_servers_reserve_one_name(registry: LocalRegistry, root: Path) -> None:
    other = LocalRegistry(root)
    await other.open()
    heads = await asyncio.gather(registry.reserve("x", operation(1)), other.reserve("X", operation(2)))
    assert heads[0] == heads[1]
    assert await registry.pending() == await other.pending() == [heads[0]["operation"]["id"]]
    await other.settle(heads[0]["operation"]["id"], ERROR)
    assert (await registry.head("x"))["state"] == "failed"
    await other.close()


async def test_few_reservations_are_found_without_reading_all_models(registry: LocalRegistry, root: Path) -> None:
    await registry.reserve("x", operation())
    with closing(sqlite3.connect(root / "catalog.db")) as connection:
        plan = connection.execute(
            "EXPLAIN QUERY PLAN SELECT * FROM model WHERE operation IS NOT NULL AND instr(operation, 'x') > 0"
        ).fetchall()
    assert "model_by_operation" in str(plan)
