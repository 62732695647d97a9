"""Saves that begin before anybody has looked at the variable, and requests that the kernel never took up."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.serverapp import ServerApp

from jupyterlab_models.transfers import watcher

from ..clients import CBM, Api, FakeAgent, Json, TransferClient, only_failed, report_of
from .kernels import ServerKernel

OPEN: Json = {"kind": "save", "model": "churn", "variable": "model", "kernel": {"id": "none"}}


async def begin(api: Api, **more: object) -> FakeAgent:
    begun = await api.json("POST", "transfers", {**OPEN, **more}, 201)
    return FakeAgent(begun["ticket"])


async def finish(client: TransferClient, agent: FakeAgent, **report: object) -> Json:
    agent.begin()
    agent.write({"model.cbm": CBM})
    agent.done({**report_of({"model.cbm": CBM}), **report})
    return await client.end_of(agent)


async def test_the_kernel_chooses_format_and_encoding(client: TransferClient, api: Api) -> None:
    done = await finish(client, await begin(api))
    assert (done["state"], done["result"]["format"]) == ("done", "cbm")
    version = await api.json("GET", "models/churn/versions/1")
    assert (version["format"], version["encoding"], version["risk"]) == ("cbm", "catboost-cbm", "parser")


async def test_risk_comes_from_the_encoding_that_was_written(client: TransferClient, api: Api) -> None:
    done = await finish(client, await begin(api), format="skops", encoding="pickle")
    assert done["state"] == "done"
    assert (await api.json("GET", "models/churn/versions/1"))["risk"] == "code"


@pytest.mark.parametrize(
    "report",
    [{"format": "no-such"}, {"encoding": "no-such"}, {"format": "skops"}, {"format": "", "encoding": ""}],
)
async def test_what_the_table_has_not_is_refused(client: TransferClient, api: Api, report: Json) -> None:
    failed = await finish(client, await begin(api), **report)
    assert failed["state"] == "failed"
    assert failed["error"]["code"] in ("unknown_format", "unknown_encoding")
    assert (await only_failed(api))["operation"]["id"] == failed["id"]


async def test_what_was_asked_for_is_held_to(client: TransferClient, api: Api) -> None:
    failed = await finish(client, await begin(api, encoding="catboost-cbm"), format="skops", encoding="pickle")
    assert failed["error"]["code"] == "bad_report"
    for wish in ({"format": "no-such"}, {"encoding": "no-such"}, {"format": "cbm", "encoding": "pickle"}):
        await api.json("POST", "transfers", {**OPEN, **wish}, 422)


async def test_a_request_that_an_idle_kernel_has_not_got_is_given_up(
    client: TransferClient, api: Api, app: ServerApp, monkeypatch: pytest.MonkeyPatch, store: Path, tmp_path: Path
) -> None:
    monkeypatch.setattr(watcher, "IDLE_AT_MOST", timedelta(seconds=1))
    monkeypatch.setattr(watcher, "KERNELS_EVERY", 0.2)
    kernel = await ServerKernel.start(app)
    end = tmp_path / "end"
    kernel.begin(f"import os, time\nwhile not os.path.exists({str(end)!r}): time.sleep(0.02)")
    await seen(app, kernel, "busy")
    agent = await begin(api, kernel={"id": kernel.id})
    await asyncio.sleep(2)
    assert (await client.until(agent, ("waiting",)))["error"] is None
    end.touch()
    await seen(app, kernel, "idle")
    failed = await client.end_of(agent)
    assert failed["error"]["code"] == "not_taken_up"
    assert list((store / "spool").iterdir()) == []
    kernel.close()


async def seen(app: ServerApp, kernel: ServerKernel, state: str) -> None:
    """Until the server sees the kernel busy or idle; it follows the state through its own connection only."""
    manager: Any = app.kernel_manager.get_kernel(kernel.id)
    deadline = asyncio.get_running_loop().time() + 60
    while manager.execution_state != state:
        assert asyncio.get_running_loop().time() < deadline
        await asyncio.sleep(0.05)
