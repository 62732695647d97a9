"""A save of a new name shows from its first moment, and what a failed one leaves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.serverapp import ServerApp

from jupyterlab_models.registry.interface import REGISTRY

from ..clients import CBM, Api, FakeAgent, Json, TransferClient, only_failed, report_of
from ..in_process_server import extension_of, service_of
from ..routes.test_gate import Person, server_settings  # noqa: F401 - a fixture
from ..server import Servers

LOST = "f" * 32


@pytest.fixture
def ada(api: Api) -> Person:
    return Person(api, "ada")


@pytest.fixture
def bob(api: Api) -> Person:
    return Person(api, "bob")


def checked(app: ServerApp, schema: str, value: Json) -> Json:
    extension_of(app).lifecycle.context.contract.check(schema, value)
    return value


async def listed(api: Api) -> list[tuple[str, str, int]]:
    return [(item["name"], item["state"], item["versions"]) for item in (await api.json("GET", "models"))["items"]]


async def finish(person: Api, agent: FakeAgent) -> Json:
    agent.write({"model.cbm": CBM})
    agent.done(report_of({"model.cbm": CBM}))
    return await TransferClient(person).end_of(agent)


async def fail(person: Api, agent: FakeAgent) -> Json:
    error = {"error": {"code": "aborted", "message": "The cell before it failed.", "hint": "Run it."}}
    return await person.json("PATCH", f"transfers/{agent.ticket['transfer']}", error)


async def test_pending_then_ready(ada: Person, bob: Person, app: ServerApp) -> None:
    revision = (await bob.json("GET", "models"))["revision"]
    agent = await TransferClient(ada).begin_save("Churn")
    page = checked(app, "ModelPage", await bob.json("GET", "models"))
    assert page["revision"] > revision
    (model,) = page["items"]
    operation = model["operation"]
    assert (model["state"], model["versions"], model["author"]["name"]) == ("pending", 0, "Ada L.")
    assert (operation["id"], operation["kind"], operation["state"]) == (agent.ticket["transfer"], "save", "queued")
    agent.begin()
    agent.write({"model.cbm": CBM[:1000]})
    while (found := checked(app, "Model", await bob.json("GET", "models/churn")))["operation"]["progress"]["done"] == 0:
        assert found["state"] == "pending"
    assert found["operation"]["progress"]["done"] == 1000
    assert found["operation"]["state"] == "running"
    assert (found["items"], (await bob.json("GET", "models/churn/versions"))["items"]) == ([], [])
    for path in ("models/churn/versions/1", "models/churn/versions/1/load-code", "models/churn/versions/1/sources"):
        refused = await bob.json("GET", path, status=404)
        assert refused["message"] == "“Churn” has no version yet: its first one is still being made."
    load = {"kind": "load", "model": "churn", "version": 1, "variable": "v", "kernel": {"id": "k"}}
    assert (await bob.json("POST", "transfers", load, 404))["code"] == "not_found"
    assert (await finish(ada, agent))["state"] == "done"
    ready = await bob.json("GET", "models/churn")
    assert (ready["id"], ready["state"], ready["operation"]) == (model["id"], "ready", None)


async def test_a_cancelled_one_is_gone(ada: Person) -> None:
    agent = await TransferClient(ada).begin_save()
    assert await listed(ada) == [("churn", "pending", 0)]
    await ada.json("DELETE", f"transfers/{agent.ticket['transfer']}")
    assert await listed(ada) == []


async def test_a_failed_one_stays_until_the_name_is_saved_again(ada: Person, app: ServerApp) -> None:
    failed = await fail(ada, await TransferClient(ada).begin_save())
    model = checked(app, "ModelHead", await only_failed(ada))
    assert model["operation"] == {
        "id": failed["id"],
        "kind": "save",
        "state": "failed",
        "progress": None,
        "error": failed["error"],
    }
    again = await TransferClient(ada).begin_save("CHURN")
    assert await listed(ada) == [("CHURN", "pending", 0)]
    await finish(ada, again)
    ready = await ada.json("GET", "models/churn")
    assert (ready["id"], ready["state"], ready["versions"]) == (model["id"], "ready", 1)


async def test_a_failed_one_is_removed_by_anybody(ada: Person, bob: Person) -> None:
    await fail(ada, await TransferClient(ada).begin_save())
    assert (await bob.call("DELETE", "models/churn")).code == 204
    assert await listed(ada) == []
    assert (await ada.json("GET", "trash"))["items"] == []


async def test_a_pending_one_is_removed_by_its_owner_only(ada: Person, bob: Person) -> None:
    agent = await TransferClient(ada).begin_save()
    refused = await bob.json("DELETE", "models/churn", status=403)
    assert (refused["code"], refused["hint"]) == ("not_yours", "Ask Ada L..")
    assert await listed(ada) == [("churn", "pending", 0)]
    assert (await ada.call("DELETE", "models/churn")).code == 204
    assert await listed(ada) == []
    transfer = await ada.json("GET", f"transfers/{agent.ticket['transfer']}")
    assert transfer["state"] == "cancelled"
    assert not agent.folder.exists()


async def test_one_of_another_server_cannot_be_removed_here(ada: Person, app: ServerApp, store: Path) -> None:
    await ada.json("GET", "health")
    registry = service_of(app, REGISTRY)
    await registry.reserve("churn", {"id": LOST, "kind": "save", "creator": {"username": "ada", "name": "Ada"}})
    (store / "transfers" / "other").mkdir()
    record = store / "transfers" / "other" / f"{LOST}.json"
    record.write_text("{}")
    refused = await ada.json("DELETE", "models/churn", status=409)
    assert (refused["code"], "another Jupyter server" in refused["message"]) == ("in_use", True)
    assert await listed(ada) == [("churn", "pending", 0)]
    record.unlink()
    assert (await ada.call("DELETE", "models/churn")).code == 204
    assert await listed(ada) == []


async def test_a_save_keeps_its_model_from_being_renamed(ada: Person, bob: Person, app: ServerApp) -> None:
    await TransferClient(ada).save("old")
    saves = [await TransferClient(ada).begin_save(name, notebook="work/churn.ipynb") for name in ("new", "old")]
    load = await TransferClient(bob).begin_load("old", 1)
    ids = {name: (await ada.json("GET", f"models/{name}"))["id"] for name in ("new", "old")}
    uses = checked(app, "UseList", await bob.json("GET", "uses"))["items"]
    label = "Ada L. saves model from work/churn.ipynb"
    assert sorted(uses, key=lambda use: (use["kind"], ids["old"] == use["model"])) == [
        {
            "model": ids["old"],
            "kind": "load",
            "id": load.ticket["transfer"],
            "label": "Bob L. loads version 1 into model",
            "blocks": [],
        },
        *(
            {
                "model": ids[name],
                "kind": "save",
                "id": agent.ticket["transfer"],
                "label": label,
                "blocks": ["rename"],
            }
            for name, agent in zip(("new", "old"), saves, strict=True)
        ),
    ]
    for name in ("new", "old"):
        refused = await bob.json("PATCH", f"models/{name}", {"name": "other", "description": "lost"}, 409)
        assert refused["code"] == "in_use"
        assert refused["message"] == f"“{name}” cannot be renamed while it is in use: {label}."
    assert (await bob.json("PATCH", "models/old", {"name": "old", "description": "d"}))["description"] == "d"
    for agent in saves:
        assert (await finish(ada, agent))["state"] == "done"
    assert (await bob.json("PATCH", "models/new", {"name": "other"}))["name"] == "other"
    assert (await bob.json("DELETE", "models/old"))["versions"] == 2
    load.done({"ok": True})
    await TransferClient(bob).end_of(load)
    assert (await bob.json("GET", "uses"))["items"] == []


@pytest.mark.parametrize("end", ["failed", "cancelled"])
async def test_a_second_save_of_the_name_goes_on(ada: Person, bob: Person, end: str) -> None:
    first, second = await TransferClient(ada).begin_save("churn"), await TransferClient(bob).begin_save("Churn")
    if end == "failed":
        await fail(ada, first)
    else:
        await ada.json("DELETE", f"transfers/{first.ticket['transfer']}")
    (model,) = (await ada.json("GET", "models"))["items"]
    assert (model["state"], model["operation"]["id"]) == ("pending", second.ticket["transfer"])
    assert model["author"]["name"] == "Bob L."
    assert (await finish(bob, second))["state"] == "done"
    assert await listed(ada) == [("Churn", "ready", 1)]


async def test_a_failed_save_of_a_model_with_versions_changes_nothing(ada: Person) -> None:
    await TransferClient(ada).save()
    before = await ada.json("GET", "models/churn")
    await fail(ada, await TransferClient(ada).begin_save("CHURN"))
    assert await ada.json("GET", "models/churn") == before


async def test_a_name_that_cannot_be_reserved_begins_no_save(
    ada: Person, app: ServerApp, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ada.json("GET", "health")
    registry: Any = service_of(app, REGISTRY)

    async def broken(*_: object) -> Json:
        raise RuntimeError("no luck")

    monkeypatch.setattr(registry, "reserve", broken)
    body = {"kind": "save", "model": "m", "variable": "v", "kernel": {"id": "k"}}
    assert (await ada.call("POST", "transfers", body)).code == 500
    (transfer,) = (await ada.json("GET", "transfers"))["items"]
    assert (transfer["state"], transfer["error"]["code"]) == ("failed", "internal")
    assert list((store / "spool").iterdir()) == []


async def test_what_no_server_knows_any_more_has_failed(servers: Servers, store: Path) -> None:
    first, client = await servers.start()
    agent = await client.begin_save("lost")
    first.kill()
    (record,) = (store / "transfers").glob(f"*/{agent.ticket['transfer']}.json")
    record.unlink()

    second, client = await servers.start()
    model = await only_failed(client.api)
    assert model["operation"]["error"]["code"] == "server_stopped"
    other = await client.begin_save("other")
    _, third = await servers.start()
    page = await third.api.json("GET", "models")
    assert [(item["name"], item["state"]) for item in page["items"]] == [("lost", "failed"), ("other", "pending")]
    assert page["items"][1]["operation"]["progress"] is None
    refused = await third.api.call("PATCH", "models/other", {"name": "x"})
    assert (refused.code, json.loads(refused.body)["code"]) == (409, "in_use")
    assert (await finish(client.api, other))["state"] == "done"
    assert (await third.api.json("GET", "models/other"))["versions"] == 1
    second.kill()
