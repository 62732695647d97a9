"""Files that are slow to judge hold up nothing but their own save."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_models.risk.process import JudgeProcess

from ..clients import CBM, Api, TransferClient, report_of


async def test_everything_else_goes_on(api: Api, client: TransferClient, monkeypatch: pytest.MonkeyPatch) -> None:
    judge, begun, end = JudgeProcess.judge, threading.Event(), threading.Event()

    def slow(process: JudgeProcess, encoding: str, folder: Path, files: Sequence[str]) -> Any:
        begun.set()
        end.wait(60)
        return judge(process, encoding, folder, files)

    await client.save("before")
    monkeypatch.setattr(JudgeProcess, "judge", slow)
    agent = await client.begin_save("slow")
    agent.write({"model.cbm": CBM})
    agent.done(report_of({"model.cbm": CBM}))
    try:
        await asyncio.to_thread(begun.wait, 60)
        listed = (await api.json("GET", "models"))["items"]
        assert [(item["name"], item["state"]) for item in listed] == [("before", "ready"), ("slow", "pending")]
        await api.json("PATCH", "models/before", {"description": "changed"})
        loading = await client.begin_load("before", 1)
        loading.begin()
        loading.done({"ok": True})
        assert (await client.end_of(loading))["state"] == "done"
        assert (await api.json("GET", f"transfers/{agent.ticket['transfer']}"))["state"] == "publishing"
    finally:
        end.set()
    assert (await client.end_of(agent))["state"] == "done"


async def test_the_reason_is_kept(api: Api, client: TransferClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(JudgeProcess, "judge", lambda *_: ("code", "The check of the files crashed."))
    await client.save("churn")
    version = await api.json("GET", "models/churn/versions/1")
    assert (version["risk"], version["judged"]["reason"]) == ("code", "The check of the files crashed.")
