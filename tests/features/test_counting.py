"""A feature is added by one entry in a list; its operations do what all operations do."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from jupyter_server.serverapp import ServerApp

from jupyterlab_models.operations import service

from ..clients import Api, Json, TransferClient
from ..in_process_server import extension_of, service_of
from ..server import OTHERS, OURS
from .counting import COUNTING, Count, Counting


@pytest.fixture
def server_settings() -> Json:
    return {"jpserver_extensions": {"tests.features.extension": True, **dict.fromkeys((OURS, *OTHERS), False)}}


@pytest.fixture
def settings() -> Json:
    return {"highest_count": 100}


async def begin(api: Api, app: ServerApp, to: int = 10) -> tuple[Counting, Count]:
    begun = await api.json("POST", "counts", {"to": to}, 201)
    counting = service_of(app, COUNTING)
    (count,) = [one for one in counting.operations.of_kind(Count) if one.id == begun["id"]]
    return counting, count


def checked(app: ServerApp, schema: str, value: Any) -> Any:
    extension_of(app).lifecycle.context.contract.check(schema, value)
    return value


async def test_it_brings_traits_routes_contract_and_health(api: Api, app: ServerApp) -> None:
    health = checked(app, "Health", await api.json("GET", "health"))
    assert health["highest_count"] == 100
    for body, field in (({"to": 101}, "to"), ({"to": 0}, "to"), ({}, "to")):
        refused = await api.call("POST", "counts", body)
        assert (refused.code, json.loads(refused.body)["field"]) == (422, field)
    api.token = "wrong"
    assert (await api.call("POST", "counts", {"to": 1})).code == 403


async def test_its_operation_is_listed_and_ends(api: Api, app: ServerApp) -> None:
    counting, count = await begin(api, app)
    (listed,) = checked(app, "OperationList", await api.json("GET", "operations?active=true"))["items"]
    assert (listed["kind"], listed["state"], listed["phase"]) == ("count", "running", "counting")
    assert listed["subject"] == {"to": 10}
    assert listed["progress"] == {"done": 0, "total": 10, "unit": "numbers", "rate": None, "eta": None}
    await asyncio.sleep(0.02)
    counting.count(count, 4)
    progress = (await api.json("GET", f"operations/{count.id}"))["progress"]
    assert progress["done"] == 4
    assert progress["eta"] == pytest.approx(6 / progress["rate"])
    counting.count(count, 10)
    assert (await api.json("GET", f"operations/{count.id}"))["state"] == "done"
    assert (await api.json("GET", "operations?active=true"))["items"] == []
    assert (await api.json("GET", "transfers"))["items"] == []


async def test_pause_resume_retry_and_cancel(api: Api, app: ServerApp) -> None:
    counting, count = await begin(api, app)
    address = f"operations/{count.id}"
    assert (await api.json("GET", address))["actions"] == ["cancel", "pause"]
    paused = await api.json("POST", f"{address}/pause")
    assert (paused["state"], paused["actions"]) == ("paused", ["cancel", "resume"])
    assert (await api.json("POST", f"{address}/resume"))["state"] == "running"
    refused = await api.call("POST", f"{address}/resume")
    assert (refused.code, json.loads(refused.body)["code"]) == (409, "wrong_state")
    cancelled = await api.json("DELETE", address)
    assert (cancelled["state"], cancelled["actions"]) == ("cancelled", ["retry"])
    assert (await api.json("POST", f"{address}/retry"))["state"] == "running"
    counting.count(count, 10)
    assert (await api.json("DELETE", address))["state"] == "done"
    assert (await api.call("GET", f"operations/{'0' * 32}")).code == 404


async def test_a_stall_is_reported_until_it_goes_on(api: Api, app: ServerApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "STALLED_AFTER", 0.0)
    heard: list[Json] = []

    async def listen(logger: Any, schema_id: str, data: Json) -> None:
        heard.append(data)

    topic = "https://events.jupyter.org/jupyterlab_models/operation/v1"
    logger: Any = app.event_logger
    logger.add_listener(schema_id=topic, listener=listen)
    counting, count = await begin(api, app)
    await asyncio.sleep(2 * service.LOOK_EVERY)
    assert (await api.json("GET", f"operations/{count.id}"))["state"] == "stalled"
    monkeypatch.setattr(service, "STALLED_AFTER", 60.0)
    counting.count(count, 1)
    assert (await api.json("GET", f"operations/{count.id}"))["state"] == "running"
    await asyncio.sleep(0.1)
    logger.remove_listener(schema_id=topic, listener=listen)
    assert [data["state"] for data in heard] == ["queued", "running", "stalled", "running"]


async def test_it_is_stopped_and_the_next_server_recovers_its_operations(api: Api, app: ServerApp) -> None:
    counting, count = await begin(api, app)
    ended = (await begin(api, app))[1]
    counting.count(ended, 10)
    await extension_of(app).lifecycle.close()
    assert counting.stopped
    assert (await api.json("GET", f"operations/{count.id}"))["state"] == "running"
    assert service_of(app, COUNTING).recovered == [count.id]
    assert (await api.json("GET", f"operations/{ended.id}"))["state"] == "done"


async def test_a_model_that_it_uses_cannot_be_deleted(api: Api, app: ServerApp) -> None:
    client = TransferClient(api)
    for name in ("used", "used", "free"):
        await client.save(name)
    model = (await api.json("GET", "models/used"))["id"]
    counting = service_of(app, COUNTING)
    counting.counted.append(model)
    use = {"kind": "count", "id": "1", "label": "Counting counts its trees", "blocks": ["delete"]}
    assert checked(app, "UseList", await api.json("GET", "uses")) == {"items": [{"model": model, **use}]}
    for path in ("models/used", "models/used/versions/1"):
        refused = checked(app, "Error", await api.json("DELETE", path, status=409))
        assert refused["code"] == "in_use"
        assert refused["message"] == "“used” cannot be deleted while it is in use: Counting counts its trees."
    await api.json("DELETE", "models/free")
    assert (await api.json("PATCH", "models/used", {"name": "renamed"}))["versions"] == 2
    counting.counted.extend([model] * 6)
    assert (await api.json("DELETE", "models/renamed", status=409))["message"].endswith("; and 2 more.")
    counting.counted.clear()
    await api.json("DELETE", "models/renamed")


async def test_transfers_are_operations_that_only_the_page_can_start_again(api: Api, app: ServerApp) -> None:
    body = {"kind": "save", "model": "churn", "variable": "v", "kernel": {"id": "k"}}
    transfer = (await api.json("POST", "transfers", body, 201))["transfer"]
    operation = checked(app, "Operation", await api.json("GET", f"operations/{transfer['id']}"))
    assert (operation["kind"], operation["state"], operation["actions"]) == ("save", "queued", ["cancel"])
    assert operation["subject"] == {"model": "churn", "version": None, "variable": "v", "kernel": "k"}
    refused = await api.call("POST", f"operations/{transfer['id']}/pause")
    assert (refused.code, json.loads(refused.body)["code"]) == (409, "not_supported")
    assert (await api.json("DELETE", f"operations/{transfer['id']}"))["state"] == "cancelled"
    assert (await api.json("GET", f"transfers/{transfer['id']}"))["state"] == "cancelled"
