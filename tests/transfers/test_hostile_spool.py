"""Whatever a kernel leaves in its spool folder, it does not block the server or other transfers."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from jupyter_server.serverapp import ServerApp

from jupyterlab_models.operations.store import RecordStore
from jupyterlab_models.server import trees
from jupyterlab_models.transfers import spool_folder, watcher
from jupyterlab_models.transfers.kernels import Kernels
from jupyterlab_models.transfers.service import TRANSFERS, Transfers
from jupyterlab_models.transfers.spool_root import SpoolRoot

from ..clients import CBM, Api, TransferClient, only_failed, report_of
from ..in_process_server import service_of


async def test_pipes_hold_no_thread(client: TransferClient) -> None:
    for number in range((os.cpu_count() or 1) + 5):
        agent = await client.begin_save(f"pipe{number}")
        os.mkfifo(agent.folder / "done.json")
        failed = await client.end_of(agent)
        assert (failed["state"], failed["error"]["code"]) == ("failed", "bad_report")
    assert (await client.save())["state"] == "done"


async def test_one_bad_folder_stops_no_other_transfer(client: TransferClient, store: Path) -> None:
    bad = await client.begin_save("bad")
    shutil.rmtree(bad.folder)
    bad.folder.symlink_to(bad.folder.name)
    assert (await client.save("good"))["state"] == "done"
    failed = await client.end_of(bad)
    assert (failed["state"], failed["error"]["code"]) == ("failed", "spool_unusable")
    assert list((store / "spool").iterdir()) == []


async def test_a_bad_folder_can_be_cancelled_and_failed(
    client: TransferClient, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher, "_inspect", lambda folder, sizes: spool_folder.SpoolState(True, False, False, 0))
    for method, body, state in (
        ("DELETE", None, "cancelled"),
        ("PATCH", {"error": {"code": "aborted", "message": "It was aborted."}}, "failed"),
    ):
        agent = await client.begin_save()
        shutil.rmtree(agent.folder)
        agent.folder.symlink_to(agent.folder.name)
        ended = await api.json(method, f"transfers/{agent.ticket['transfer']}", body)
        assert ended["state"] == state


async def test_a_link_in_the_place_of_the_report_is_not_followed(client: TransferClient, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("kept")
    agent = await client.begin_save()
    (agent.folder / "done.json.new").symlink_to(target)
    (agent.folder / "files" / "model.cbm").write_bytes(CBM)
    report = json.dumps(report_of({"model.cbm": CBM})).encode()
    assert (await agent.send("POST", "done", report, **{"Content-Type": "application/json"})).code == 204
    assert (await client.end_of(agent))["state"] == "done"
    assert target.read_text() == "kept"


async def test_an_agent_that_could_not_report_ends_its_transfer(
    client: TransferClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no_loss(kernels: Kernels, kernel: str, boot: str) -> None:
        return None

    monkeypatch.setattr(Kernels, "boot", lambda kernels, kernel: "1")
    monkeypatch.setattr(Kernels, "loss", no_loss)
    agent = await client.begin_save()
    agent.begin()
    await client.until(agent, ("running",))
    idle = datetime.now(timezone.utc) - timedelta(hours=1)
    monkeypatch.setattr(Kernels, "idle_since", lambda kernels, kernel: idle)
    await asyncio.sleep(1.2)
    assert (await client.until(agent, ("running",)))["state"] == "running"
    monkeypatch.setattr(watcher, "IDLE_AT_MOST", timedelta(seconds=1))
    failed = await client.end_of(agent)
    assert (failed["state"], failed["error"]["code"]) == ("failed", "not_finished")


async def test_a_store_that_opens_halfway_lets_go_of_its_lock(
    app: ServerApp, api: Api, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(record_store: RecordStore) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(RecordStore, "take_over", broken)
    for _ in range(2):
        assert (await api.call("GET", "health")).code == 503
    assert list((store / "transfers").iterdir()) == []
    monkeypatch.undo()
    assert (await api.call("GET", "health")).code == 200
    assert isinstance(service_of(app, TRANSFERS), Transfers)


def test_the_folder_of_a_transfer_leads_nowhere_else(tmp_path: Path) -> None:
    for transfer in ("..", "../models", "", "a/b", "A" * 32, "0" * 31):
        with pytest.raises(ValueError, match="not the id of a transfer"):
            SpoolRoot(tmp_path).path(transfer)


def plant(folder: Path, levels: int) -> None:
    """Folders in folders, deeper than any path can name."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(levels):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(os.open("deepest", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)


async def test_folders_deeper_than_any_path_are_refused_and_removed(client: TransferClient, store: Path) -> None:
    agent = await client.begin_save("deep")
    agent.begin()
    plant(agent.folder / "files", 3000)
    agent.done(report_of({"model.cbm": CBM}))
    failed = await client.end_of(agent)
    assert (failed["state"], failed["error"]["code"]) == ("failed", "bad_report")
    assert list((store / "spool").iterdir()) == []
    cancelled = await client.begin_save("cancelled")
    plant(cancelled.folder, 3000)
    assert (await client.api.json("DELETE", f"transfers/{cancelled.ticket['transfer']}"))["state"] == "cancelled"
    assert list((store / "spool").iterdir()) == []


def test_removing_follows_no_link_and_opens_what_was_closed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("kept")
    folder = tmp_path / "folder"
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "link").symlink_to(outside)
    (folder / "link").symlink_to(outside)
    (folder / "a" / "b" / "closed").mkdir(mode=0o000)
    os.mkfifo(folder / "a" / "pipe")
    trees.remove(folder)
    assert not folder.exists()
    trees.remove(folder)
    trees.remove(tmp_path / "outside" / "kept")
    assert list(outside.iterdir()) == []


async def test_numbers_that_are_none_end_the_save(client: TransferClient, api: Api) -> None:
    for text in ("NaN", "Infinity", "1e999"):
        agent = await client.begin_save("numbers")
        agent.write({"model.cbm": CBM})
        report = json.dumps({**report_of({"model.cbm": CBM}), "facts": {"metrics": {"AUC": "number"}}})
        (agent.folder / "done.json.new").write_text(report.replace('"number"', text))
        (agent.folder / "done.json.new").rename(agent.folder / "done.json")
        failed = await client.end_of(agent)
        assert (failed["state"], failed["error"]["code"]) == ("failed", "bad_report")
    assert (await only_failed(api))["operation"]["id"] == failed["id"]
