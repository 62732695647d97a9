"""Limits that hold on every way, and ends that come at the worst moment."""

from __future__ import annotations

import errno
import json
import threading
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.serverapp import ServerApp
from tornado.httpclient import AsyncHTTPClient

from jupyterlab_models.operations.store import RecordStore
from jupyterlab_models.registry.interface import REGISTRY
from jupyterlab_models.transfers import spool_folder
from jupyterlab_models.transfers.service import TRANSFERS, Transfers
from jupyterlab_models.transfers.upload import Upload

from ..clients import CBM, Api, Json, TransferClient, only_failed, report_of
from ..in_process_server import service_of

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def settings() -> Json:
    return {"max_upload_bytes": 10_000}


async def four_thousand(write: Any) -> None:
    """A body without a length."""
    for _ in range(4):
        await write(bytes(1000))


def transfers_of(app: ServerApp) -> Transfers:
    return service_of(app, TRANSFERS)


async def test_the_limit_holds_for_the_spool(client: TransferClient, api: Api, store: Path) -> None:
    agent = await client.begin_save()
    files = {"model.cbm": CBM + b"\0" * 6000}
    agent.write(files)
    agent.done(report_of(files))
    failed = await client.end_of(agent)
    assert (failed["state"], failed["error"]["code"]) == ("failed", "too_large")
    assert (await only_failed(api))["operation"]["id"] == failed["id"]
    assert list((store / "spool").iterdir()) == []


async def test_the_limit_ends_a_save_while_files_arrive_in_the_spool(client: TransferClient, store: Path) -> None:
    agent = await client.begin_save()
    agent.begin()
    agent.write({"a.bin": bytes(6000), "b/c.bin": bytes(6000)})
    failed = await client.end_of(agent)
    assert (failed["state"], failed["error"]["code"]) == ("failed", "too_large")
    assert list((store / "spool").iterdir()) == []


async def test_the_limit_holds_for_all_uploads_together(client: TransferClient, app: ServerApp) -> None:
    agent = await client.begin_save()
    record = transfers_of(app).get(agent.ticket["transfer"])
    sent = [await agent.send("PUT", f"files/{name}", bytes(4000)) for name in "aab"]
    assert [response.code for response in sent] == [204, 204, 204]
    assert record.uploaded == 8000
    for _ in range(2):
        refused = await agent.send("PUT", "files/c", bytes(4000))
        assert (refused.code, json.loads(refused.body)["code"]) == (413, "too_large")
        assert record.uploaded == 8000
    chunked = await AsyncHTTPClient().fetch(
        f"{agent.ways['http']['url']}files/c",
        method="PUT",
        headers=agent.secret,
        body_producer=four_thousand,
        raise_error=False,
    )
    assert (chunked.code, record.uploaded) == (413, 8000)
    assert (await agent.send("PUT", "files/c", bytes(2000))).code == 204
    assert record.uploaded == 10_000


async def test_an_upload_that_ends_after_its_transfer_puts_nothing_in_place(
    client: TransferClient, app: ServerApp, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Upload.write
    agent = await client.begin_save()
    record = transfers_of(app).get(agent.ticket["transfer"])

    async def write_and_end(upload: Upload, chunk: bytes) -> None:
        await write(upload, chunk)
        record.closed = True

    monkeypatch.setattr(Upload, "write", write_and_end)
    refused = await agent.send("PUT", "files/model.cbm", CBM)
    assert (refused.code, json.loads(refused.body)["code"]) == (410, "ticket_void")
    assert list((agent.folder / "files").iterdir()) == []


async def test_a_report_of_an_ended_transfer_is_refused(
    client: TransferClient, app: ServerApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = spool_folder.put_report

    def put_too_late(folder: Path, report: Json) -> None:
        spool_folder.discard(folder)
        put(folder, report)

    monkeypatch.setattr(spool_folder, "put_report", put_too_late)
    agent = await client.begin_save()
    refused = await agent.send("POST", "done", b'{"ok": true}', **JSON)
    assert (refused.code, json.loads(refused.body)["code"]) == (410, "ticket_void")


def full(*_: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


async def test_a_report_on_a_full_disk(client: TransferClient, monkeypatch: pytest.MonkeyPatch) -> None:
    agent = await client.begin_save()
    monkeypatch.setattr(spool_folder, "put_report", full)
    refused = await agent.send("POST", "done", b'{"ok": true}', **JSON)
    assert (refused.code, json.loads(refused.body)["code"]) == (507, "disk_full")


async def test_a_transfer_that_finds_the_disk_full_leaves_nothing(
    api: Api, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await api.json("GET", "health")
    body = {"kind": "save", "model": "m", "variable": "v", "kernel": {"id": "k"}, "format": "cbm"}
    for place, name in ((spool_folder, "prepare"), (RecordStore, "write")):
        monkeypatch.setattr(place, name, full)
        refused = await api.call("POST", "transfers", {**body, "encoding": "catboost-cbm"})
        monkeypatch.undo()
        assert (refused.code, json.loads(refused.body)["code"]) == (507, "disk_full")
        assert list((store / "spool").iterdir()) == []
        assert (await api.json("GET", "transfers"))["items"] == []


async def test_free_space_is_reported_while_files_are_hashed(api: Api, app: ServerApp) -> None:
    await api.json("GET", "health")
    registry: Any = service_of(app, REGISTRY)
    end = threading.Event()
    try:
        for _ in range(8):
            registry._file_threads.submit(end.wait)
        assert (await api.call("GET", "health", request_timeout=60)).code == 200
    finally:
        end.set()
