"""Every way a transfer can fail: cancelled, failed, expired, no room; nothing is left behind."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.serverapp import ServerApp

from jupyterlab_models.registry.interface import REGISTRY
from jupyterlab_models.registry.local import LocalRegistry

from ..clients import CBM, Api, FakeAgent, Json, TransferClient, report_of
from ..in_process_server import service_of


def left(store: Path) -> list[str]:
    return [path.name for path in (store / "spool").iterdir()]


def leave_free(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """As if the disk of the store had `count` bytes left."""

    async def free_bytes(registry: LocalRegistry) -> int:
        return count

    monkeypatch.setattr(LocalRegistry, "free_bytes", free_bytes)


async def cancel(api: Api, agent: FakeAgent) -> Any:
    return await api.json("DELETE", f"transfers/{agent.ticket['transfer']}")


async def test_cancelled_while_it_waits(client: TransferClient, api: Api, store: Path) -> None:
    agent = await client.begin_save()
    cancelled = await cancel(api, agent)
    assert cancelled["state"] == "cancelled"
    assert left(store) == []
    assert not agent.folder.exists()


async def test_cancelled_while_it_runs(client: TransferClient, api: Api, store: Path) -> None:
    agent = await client.begin_save()
    agent.begin()
    agent.write({"model.cbm": CBM})
    await client.until(agent, ("running",))
    with (agent.folder / "files" / "model.cbm").open("ab") as open_file:
        assert (await cancel(api, agent))["state"] == "cancelled"
        # A library that writes in C does not look; its bytes go nowhere.
        open_file.write(CBM)
    assert left(store) == []
    assert (await api.json("GET", "models"))["total"] == 0


async def test_a_cancelled_load_leaves_the_version(client: TransferClient, api: Api, store: Path) -> None:
    await client.save()
    agent = await client.begin_load("churn", 1)
    assert (await cancel(api, agent))["state"] == "cancelled"
    assert left(store) == []
    assert Path(agent.ways["spool"]["read"], "model.cbm").read_bytes() == CBM


async def test_too_late_to_cancel(client: TransferClient, api: Api) -> None:
    saved = await client.save()
    again = await api.json("DELETE", f"transfers/{saved['id']}")
    assert again == saved


async def test_the_page_says_that_the_request_was_aborted(client: TransferClient, api: Api, store: Path) -> None:
    agent = await client.begin_save()
    error = {"code": "aborted", "message": "The cell before it failed."}
    failed = await api.json("PATCH", f"transfers/{agent.ticket['transfer']}", {"error": error})
    assert (failed["state"], failed["error"]) == ("failed", error)
    assert left(store) == []
    other = {"code": "other", "message": "Too late."}
    assert (await api.json("PATCH", f"transfers/{agent.ticket['transfer']}", {"error": other})) == failed


async def test_a_finished_agent_is_believed_before_the_page(client: TransferClient, api: Api) -> None:
    agent = await client.begin_save()
    agent.write({"model.cbm": CBM})
    agent.done(report_of({"model.cbm": CBM}))
    error = {"code": "kernel_died", "message": "The kernel died."}
    await api.json("PATCH", f"transfers/{agent.ticket['transfer']}", {"error": error})
    assert (await client.end_of(agent))["state"] == "done"


class TestExpiry:
    @pytest.fixture
    def settings(self) -> dict[str, Any]:
        return {"ticket_hours": 0.5 / 3600}

    async def test_an_expired_ticket_ends_the_transfer(self, client: TransferClient, store: Path) -> None:
        agent = await client.begin_save()
        await asyncio.sleep(0.6)
        refused = await agent.send("GET", "ticket")
        assert refused.code == 410
        failed = await client.end_of(agent)
        assert (failed["state"], failed["error"]["code"]) == ("failed", "ticket_expired")
        assert left(store) == []


async def test_no_room_is_reported_before_anything_is_written(
    client: TransferClient, api: Api, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await api.json("GET", "health")
    leave_free(monkeypatch, 50_000_000)
    body: Json = {"kind": "save", "model": "m", "variable": "v", "kernel": {"id": "k"}, "format": "cbm"}
    body |= {"encoding": "catboost-cbm", "bytes": 100_000_000}
    refused = await api.call("POST", "transfers", body)
    error = json.loads(refused.body)
    assert (refused.code, error["code"]) == (507, "disk_full")
    assert "100.0 MB" in error["message"]
    assert "50.0 MB" in error["message"]
    assert left(store) == []


async def test_a_disk_that_fills_up_fails_the_save(
    client: TransferClient, api: Api, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = await client.begin_save()
    leave_free(monkeypatch, 1000)
    refused = await agent.send("PUT", "files/model.cbm", CBM)
    assert (refused.code, json.loads(refused.body)["code"]) == (507, "disk_full")
    agent.done({"ok": False, "error": {"code": "disk_full", "message": "No space left."}})
    assert (await client.end_of(agent))["error"]["code"] == "disk_full"
    assert left(store) == []


async def test_a_store_that_only_reads(client: TransferClient, api: Api, app: ServerApp) -> None:
    await client.save()
    registry: Any = service_of(app, REGISTRY)
    registry.read_only = True
    body = {"kind": "save", "model": "m", "variable": "v", "kernel": {"id": "k"}, "format": "cbm"}
    refused = await api.call("POST", "transfers", {**body, "encoding": "catboost-cbm"})
    assert (refused.code, json.loads(refused.body)["code"]) == (409, "read_only")
    assert (await api.json("GET", "health"))["read_only"] is True


async def test_a_changed_file_is_not_served(client: TransferClient, api: Api) -> None:
    await client.save()
    folder = Path((await client.begin_load("churn", 1)).ways["spool"]["read"])
    (folder / "model.cbm").chmod(0o644)
    (folder / "model.cbm").write_bytes(CBM[:-1] + b"!")
    body = {"kind": "load", "model": "churn", "version": 1, "variable": "v", "kernel": {"id": "k"}}
    assert (await api.call("POST", "transfers", body)).code == 409


async def test_ended_transfers_are_forgotten_after_an_hour(
    client: TransferClient, api: Api, monkeypatch: pytest.MonkeyPatch, store: Path
) -> None:
    from datetime import timedelta

    from jupyterlab_models.operations import service

    saved = await client.save()
    waiting = await client.begin_save("other")
    assert [one["model"] for one in (await api.json("GET", "transfers"))["items"]] == ["other", "churn"]
    assert [one["model"] for one in (await api.json("GET", "transfers?active=true"))["items"]] == ["other"]
    monkeypatch.setattr(service, "KEEP_ENDED", timedelta(0))
    await asyncio.sleep(0.01)
    assert [one["model"] for one in (await api.json("GET", "transfers"))["items"]] == ["other"]
    assert (await api.call("GET", f"transfers/{saved['id']}")).code == 404
    await asyncio.sleep(0.1)
    assert [path.stem for path in (store / "transfers").glob("*/*.json")] == [waiting.ticket["transfer"]]
