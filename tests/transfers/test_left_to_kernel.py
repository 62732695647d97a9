"""Saves that begin before anybody has looked at the variable, and requests that the kernel never took up."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.serverapp import ServerApp

from jupyterlab_models.transfers import watcher

from ..standin import CBM, Api, Desk, Json, StandIn, report_of
from .kernels import ServerKernel

OPEN: Json = {"kind": "save", "model": "churn", "variable": "model", "kernel": {"id": "none"}}


async def begin(api: Api, **more: object) -> StandIn:
    begun = await api.json("POST", "transfers", {**OPEN, **more}, 201)
    return StandIn(begun["ticket"])


async def finish(desk: Desk, agent: StandIn, **report: object) -> Json:
    agent.begin()
    agent.write({"model.cbm": CBM})
    agent.done({**report_of({"model.cbm": CBM}), **report})
    return await desk.end_of(agent)


async def test_the_kernel_chooses_format_and_encoding(desk: Desk, api: Api) -> None:
    done = await finish(desk, await begin(api))
    assert (done["state"], done["result"]["format"]) == ("done", "cbm")
    version = await api.json("GET", "models/churn/versions/1")
    assert (version["format"], version["encoding"], version["risk"]) == ("cbm", "catboost-cbm", "parser")


async def test_risk_comes_from_the_encoding_that_was_written(desk: Desk, api: Api) -> None:
    done = await finish(desk, await begin(api), format="skops", encoding="pickle")
    assert done["state"] == "done"
    assert (await api.json("GET", "models/churn/versions/1"))["risk"] == "code"


@pytest.mark.parametrize(
    "report",
    [{"format": "no-such"}, {"encoding": "no-such"}, {"format": "skops"}, {"format": "", "encoding": ""}],
)
async def test_what_the_table_has_not_is_refused(desk: Desk, api: Api, report: Json) -> None:
    failed = await finish(desk, await begin(api), **report)
    assert failed["state"] == "failed"
    assert failed["error"]["code"] in ("unknown_format", "unknown_encoding")
    assert (await api.json("GET", "models"))["total"] == 0


async def test_what_was_asked_for_is_held_to(desk: Desk, api: Api) -> None:
    failed = await finish(desk, await begin(api, encoding="catboost-cbm"), format="skops", encoding="pickle")
    assert failed["error"]["code"] == "bad_report"
    for wish in ({"format": "no-such"}, {"encoding": "no-such"}, {"format": "cbm", "encoding": "pickle"}):
        await api.json("POST", "transfers", {**OPEN, **wish}, 422)


async def test_a_request_that_an_idle_kernel_has_not_got_is_given_up(
    desk: Desk, api: Api, jp_serverapp: ServerApp, monkeypatch: pytest.MonkeyPatch, store: Path
) -> None:
    monkeypatch.setattr(watcher, "IDLE_AT_MOST", timedelta(seconds=2))
    kernel = await ServerKernel.start(jp_serverapp)
    # The server follows a kernel's state through its own connection only.
    await activity(jp_serverapp, kernel, "busy")
    agent = await begin(api, kernel={"id": kernel.id})
    await asyncio.sleep(3)
    assert (await desk.until(agent, ("waiting",)))["error"] is None
    await activity(jp_serverapp, kernel, "idle")
    failed = await desk.end_of(agent)
    assert failed["error"]["code"] == "not_taken_up"
    assert list((store / "spool").iterdir()) == []
    kernel.close()


async def activity(app: ServerApp, kernel: ServerKernel, state: str) -> None:
    """Let the server see the kernel become busy or idle."""
    manager: Any = app.kernel_manager.get_kernel(kernel.id)
    kernel.begin("import time; time.sleep(12)" if state == "busy" else "")
    deadline = asyncio.get_running_loop().time() + 60
    while manager.execution_state != state:
        assert asyncio.get_running_loop().time() < deadline
        await asyncio.sleep(0.05)
