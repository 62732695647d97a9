"""Names, descriptions, tags and notes."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from jupyterlab_models.registry.local import LocalRegistry
from jupyterlab_models.server.errors import Conflict, Invalid, NotFound
from jupyterlab_models.server.types import Json
from jupyterlab_models.server.users import User

from .staged import ADA, check_store, names, save

BOB = User("bob", "Bob")


async def refused(registry: LocalRegistry, name: str, change: Json, version: int | None = None) -> Conflict:
    """The error of a change that another one has overtaken, or whose name is taken; nothing is changed by it."""
    before = await registry.get(name)
    editing = (
        registry.update(name, change, ADA) if version is None else registry.update_version(name, version, change, ADA)
    )
    with pytest.raises(Conflict) as raised:
        await editing
    assert await registry.get(name) == before
    return raised.value


async def test_the_old_name_is_free_and_the_id_stays(registry: LocalRegistry, root: Path) -> None:
    await save(registry, "churn", {"f": b"1"}, description="Who leaves")
    before = await registry.get("churn")
    after = await registry.update("churn", {"name": "Leavers", "tags": ["a"]}, BOB)
    assert (after["id"], after["name"], after["tags"]) == (before["id"], "Leavers", ["a"])
    assert after["revision"] == before["revision"] + 1
    assert {**after, "latest": None} == {**await registry.get("leavers"), "latest": None}
    for call in (registry.get("churn"), registry.head("churn"), registry.get_version("churn", 1)):
        with pytest.raises(NotFound):
            await call
    assert (await names(registry, q="churn"), await names(registry, q="leav")) == ([], ["Leavers"])
    assert (await save(registry, "churn", {"f": b"2"}))["version"] == 1
    assert (await save(registry, "leavers", {"f": b"3"}))["version"] == 2
    assert (await registry.get("churn"))["id"] != before["id"]
    entry = await registry.delete("Leavers", None, ADA)
    assert entry["name"] == "Leavers"
    await registry.update("churn", {"name": "LEAVERS"}, ADA)
    with pytest.raises(Conflict) as raised:
        await registry.restore(entry["id"], ADA)
    assert raised.value.code == "name_taken"
    await registry.close()
    assert await check_store(root) == {"LEAVERS": [1]}


async def test_another_case_of_its_own_name(registry: LocalRegistry) -> None:
    await save(registry, "E\u0301te\u0301")
    assert (await registry.update("été", {"name": "ÉTÉ"}, ADA))["name"] == "ÉTÉ"
    assert (await registry.update("été", {"name": "E\u0301te\u0301"}, ADA))["name"] == "Été"
    await registry.update("été", {"name": "e\u0301te\u0301"}, ADA)
    assert await names(registry) == ["été"]


@pytest.mark.parametrize("name", ["Straße", "STRASSE"])
async def test_a_name_that_is_taken(registry: LocalRegistry, name: str) -> None:
    await save(registry, "churn")
    await save(registry, "strasse")
    error = await refused(registry, "churn", {"name": name, "description": "lost"})
    assert (error.code, error.field) == ("name_taken", "name")
    assert error.message == "“churn” cannot be renamed, because there is another model named “strasse”."
    await registry.delete("strasse", None, ADA)
    assert (await registry.update("churn", {"name": name}, ADA))["name"] == name


@pytest.mark.parametrize("name", ["", ".hidden", " space", "a/b", "x" * 129, "\ud800", "a\u202eb", "a\nb"])
async def test_names_that_no_save_would_take(registry: LocalRegistry, name: str) -> None:
    await save(registry, "churn")
    with pytest.raises(Invalid) as raised:
        await registry.update("churn", {"name": name}, ADA)
    assert (raised.value.code, raised.value.field) == ("invalid_name", "name")
    assert await registry.revision() == 1


async def test_changes_follow_a_model_through_its_names(registry: LocalRegistry) -> None:
    await save(registry, "a")
    await registry.update("a", {"name": "b", "description": "d"}, BOB)
    await registry.update("b", {"name": "c"}, ADA)
    await save(registry, "b")

    async def log(name: str) -> list[tuple[str, str | None, list[str]]]:
        page = await registry.changes(name, 0, 100)
        assert page["total"] == len(page["items"])
        return [(item["kind"], item.get("from"), item["fields"]) for item in page["items"]]

    first: tuple[str, str | None, list[str]] = ("saved", None, [])
    to_b, to_c = ("renamed", "a", ["name"]), ("renamed", "b", ["name"])
    edited = ("edited", None, ["description"])
    assert await log("c") == [to_c, edited, to_b, first]
    assert await log("b") == [first, edited, to_b]
    assert await log("a") == [first]
    assert [item["kind"] for item in (await registry.changes("c", 1, 2))["items"]] == ["edited", "renamed"]


async def test_notes_and_tags_of_a_version(registry: LocalRegistry, root: Path) -> None:
    for _ in range(2):
        await save(registry, "churn")
    model = await registry.update_version("churn", 1, {"note": "Trained on *June*", "tags": ["champion"]}, BOB)
    assert [(item["version"], item["note"], item["tags"]) for item in model["items"]] == [
        (2, "", []),
        (1, "Trained on *June*", ["champion"]),
    ]
    assert await registry.get_version("churn", 1) == model["items"][1]
    assert (model["tags"], await names(registry, q="champ")) == ([], ["churn"])
    change = (await registry.changes("churn", 0, 1))["items"][0]
    assert (change["kind"], change["version"], change["fields"]) == ("edited", 1, ["tags", "note"])
    entry = await registry.delete("churn", 1, ADA)
    assert await names(registry, q="champ") == []
    with pytest.raises(NotFound):
        await registry.update_version("churn", 1, {"note": "x"}, ADA)
    await registry.restore(entry["id"], ADA)
    model = await registry.update_version("churn", 1, {"tags": []}, ADA)
    assert (model["items"][1]["note"], model["items"][1]["tags"]) == ("Trained on *June*", [])
    assert await names(registry, q="champ") == []
    with pytest.raises(Invalid) as raised:
        await registry.update_version("churn", 1, {"note": "\ud800"}, ADA)
    assert raised.value.field == "note"
    await registry.close()
    assert await check_store(root) == {"churn": [2, 1]}
    (facts,) = [json.loads(path.read_text("utf-8")) for path in (root / "models").glob("*/1/model.json")]
    assert not {"note", "tags"}.intersection(facts["version"])


async def test_an_edit_of_a_model_does_not_reach_another_one_of_its_name(registry: LocalRegistry) -> None:
    await save(registry, "churn")
    seen = {"id": (await registry.get("churn"))["id"]}
    await registry.update("churn", {"name": "leavers"}, BOB)
    await save(registry, "churn")
    for editing in (
        registry.update("churn", {"tags": ["a"], "expected": seen}, ADA),
        registry.update_version("churn", 1, {"note": "x", "expected": seen}, ADA),
    ):
        with pytest.raises(NotFound):
            await editing
    model = await registry.update("leavers", {"tags": ["a"], "expected": seen}, ADA)
    assert (model["tags"], (await registry.get("churn"))["tags"]) == (["a"], [])


async def test_what_somebody_else_changed_is_not_overwritten(registry: LocalRegistry) -> None:
    await save(registry, "churn", description="one", tags=["a"])
    seen = {"name": "churn", "description": "one", "tags": ["a"]}
    await registry.update("churn", {"description": "two", "expected": seen}, BOB)
    error = await refused(registry, "churn", {"name": "x", "description": "three", "expected": seen})
    assert (error.code, error.field) == ("changed_meanwhile", "description")
    assert error.message.startswith("The description of “churn” has changed since you began: Bob changed it on 20")
    assert error.message.endswith(" UTC. Now it is “two”.")
    await registry.update("churn", {"tags": ["b"], "expected": {"tags": ["a"]}}, ADA)
    await registry.update("churn", {"name": "CHURN", "expected": {"name": "churn"}}, BOB)
    error = await refused(registry, "churn", {"name": "x", "expected": {"name": "churn"}})
    assert error.field == "name"
    assert error.message.endswith(" UTC. Now it is “CHURN”.")
    await save(registry, "churn", creator=BOB, tags=["c", "d"])
    await registry.update("churn", {"description": "x" * 300}, ADA)
    error = await refused(registry, "churn", {"tags": [], "expected": {"tags": ["b"]}})
    assert "tags of “CHURN” have changed since you began: Bob changed it on" in error.message
    assert error.message.endswith("Now it is “c, d”.")
    error = await refused(registry, "churn", {"description": "", "expected": {"description": "two"}})
    assert len(error.message) < 400


async def test_what_somebody_else_changed_of_a_version(registry: LocalRegistry) -> None:
    await save(registry, "churn")
    await save(registry, "churn", tags=["of the model"])
    await registry.update_version("churn", 2, {"note": "good", "expected": {"note": ""}}, BOB)
    error = await refused(registry, "churn", {"note": "bad", "expected": {"note": "", "tags": []}}, 2)
    assert error.field == "note"
    assert error.message.startswith("The note of version 2 of “churn” has changed since you began: Bob changed it on")
    await registry.update_version("churn", 2, {"tags": ["x"]}, BOB)
    await registry.update_version("churn", 2, {"tags": []}, ADA)
    error = await refused(registry, "churn", {"tags": ["y"], "expected": {"tags": ["x"]}}, 2)
    assert "Ada changed it" in error.message
    assert error.message.endswith("Now it is empty.")


async def test_two_servers_rename(registry: LocalRegistry, root: Path) -> None:
    other = LocalRegistry(root)
    await other.open()
    for name in ("one", "two"):
        await save(registry, name)
    changes = (registry.update("one", {"name": "x"}, ADA), other.update("two", {"name": "X"}, BOB))
    outcomes = await asyncio.gather(*changes, return_exceptions=True)
    (error,) = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert isinstance(error, Conflict)
    assert error.code == "name_taken"
    assert await names(registry) == await names(other) in (["one", "X"], ["two", "x"])
    before = await other.revision()
    await registry.update("x", {"name": "three"}, ADA)
    assert await other.revision() == before + 1
    assert "three" in await names(other)
    with pytest.raises(NotFound):
        await other.get("x")
    await other.close()
