"""A version that was judged by older rules is judged again before it is loaded, and when somebody looks at it."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.serverapp import ServerApp

from jupyterlab_models.registry import judging
from jupyterlab_models.registry.interface import REGISTRY

from ..clients import Api
from ..in_process_server import service_of
from .test_gate import LOAD, SAVED, Person, saved_by_ada, server_settings  # noqa: F401 - a fixture


def as_if_judged(store: Path, risk: str, rules: int | None) -> None:
    """Give all versions another risk, found by these rules; None for those of release 0.1.0, which had no number."""
    with closing(sqlite3.connect(store / "catalog.db", isolation_level=None)) as connection:
        for row, head, rest in connection.execute("SELECT rowid, head, rest FROM version").fetchall():
            facts = json.loads(rest)
            judged = facts.pop("judged")
            if rules is not None:
                facts["judged"] = {**judged, "rules": rules}
            connection.execute(
                "UPDATE version SET head = ?, rest = ?, rules = ? WHERE rowid = ?",
                (json.dumps({**json.loads(head), "risk": risk}), json.dumps(facts), rules, row),
            )
        for key, head in connection.execute("SELECT key, head FROM model").fetchall():
            model = json.loads(head)
            model["latest"]["risk"] = risk
            connection.execute("UPDATE model SET head = ? WHERE key = ?", (json.dumps(model), key))


@pytest.fixture(autouse=True)
def nothing_in_the_background(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "background" not in request.node.name:
        monkeypatch.setattr(judging, "LARGEST", -1)


@pytest.mark.parametrize("rules", [None, 0])
@pytest.mark.parametrize("risk", SAVED)
@pytest.mark.parametrize("way", ["load", "load code"])
async def test_it_is_judged_again_before_it_is_loaded(
    api: Api, store: Path, risk: str, rules: int | None, way: str
) -> None:
    _, bob, saved = await saved_by_ada(api, risk)
    as_if_judged(store, "parser", rules)
    if way == "load":
        refused = await bob.call("POST", "transfers", LOAD)
    else:
        refused = await bob.call("GET", "models/churn/versions/1/load-code")
    error = json.loads(refused.body)
    assert (refused.code, error["code"], error["confirm"]["risk"]) == (403, "confirm_required", risk)
    version = await bob.json("GET", "models/churn/versions/1")
    assert version["risk"] == risk
    assert version["judged"]["before"] == "parser"
    assert version["judged"]["time"] >= saved["judged"]["time"]


@pytest.mark.parametrize("path", ["models/churn", "models/churn/versions", "models/churn/versions/1"])
async def test_it_is_judged_again_when_somebody_looks(api: Api, store: Path, path: str) -> None:
    _, bob, _ = await saved_by_ada(api)
    as_if_judged(store, "data", None)
    before = await bob.json("GET", "models")
    assert before["items"][0]["latest"]["risk"] == "data"
    found = await bob.json("GET", path)
    version = found["items"][0] if "items" in found else found
    assert (version["risk"], version["judged"]["before"]) == ("code", "data")
    after = await bob.json("GET", "models")
    assert after["items"][0]["latest"]["risk"] == "code"
    assert after["revision"] > before["revision"]
    change = (await bob.json("GET", "models/churn/changes"))["items"][0]
    assert (change["kind"], change["version"], change["fields"], change["user"]) == ("judged", 1, ["risk"], None)


async def test_a_store_that_cannot_be_written_to_keeps_the_old_risk_and_nobody_sees_it(
    api: Api, app: ServerApp, store: Path
) -> None:
    _, bob, _ = await saved_by_ada(api)
    as_if_judged(store, "data", None)
    registry: Any = service_of(app, REGISTRY)
    registry.read_only = True
    for _ in range(2):
        model = await bob.json("GET", "models/churn")
        assert (model["latest"]["risk"], model["items"][0]["risk"]) == ("code", "code")
        refused = await bob.call("POST", "transfers", LOAD)
        assert (refused.code, json.loads(refused.body)["code"]) == (403, "confirm_required")
    assert (await bob.json("GET", "models"))["items"][0]["latest"]["risk"] == "data"
    registry.read_only = False


async def test_the_same_risk_is_no_change(api: Api, store: Path) -> None:
    _, bob, saved = await saved_by_ada(api)
    as_if_judged(store, "code", 0)
    before = await bob.json("GET", "models")
    version = await bob.json("GET", "models/churn/versions/1")
    assert version == saved
    assert (await bob.json("GET", "models"))["revision"] == before["revision"]
    assert len((await bob.json("GET", "models/churn/changes"))["items"]) == 1


async def test_newer_rules_of_another_server_are_kept(api: Api, store: Path) -> None:
    _, bob, saved = await saved_by_ada(api)
    as_if_judged(store, "parser", saved["judged"]["rules"] + 1)
    assert (await bob.json("GET", "models/churn/versions/1"))["risk"] == "parser"
    await bob.json("POST", "transfers", LOAD, 201)


async def test_a_damaged_version_is_shown_and_not_loaded(api: Api, store: Path) -> None:
    _, bob, _ = await saved_by_ada(api)
    as_if_judged(store, "parser", None)
    (file,) = (store / "models").glob("*/1/model.pkl")
    file.chmod(0o644)
    file.write_bytes(b"\x80\x04}." + bytes(20))
    assert (await bob.json("GET", "models/churn/versions/1"))["risk"] == "parser"
    refused = await bob.call("POST", "transfers", LOAD)
    assert (refused.code, json.loads(refused.body)["code"]) == (409, "damaged")


async def test_all_are_judged_again_in_the_background(
    api: Api, app: Any, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "PAUSE_SECONDS", 0.0)
    _, bob, _ = await saved_by_ada(api)
    as_if_judged(store, "data", None)
    lifecycle = app.extension_manager.extension_apps["jupyterlab_models"].copy().pop().lifecycle
    await lifecycle.close()
    await lifecycle.ready()
    await asyncio.wait_for(until_all_are_code(bob), 30)


async def until_all_are_code(person: Person) -> None:
    while any(item["latest"]["risk"] != "code" for item in (await person.json("GET", "models"))["items"]):
        await asyncio.sleep(0.02)
