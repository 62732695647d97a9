"""The real agent in real kernels of the server, over both byte ways; kernels that are killed in the middle."""

from __future__ import annotations

import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from jupyter_server.serverapp import ServerApp

from ..clients import Api, Json, TransferClient, only_failed
from .kernels import ServerKernel

TRAIN = """
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from catboost import CatBoostClassifier
from lightgbm import LGBMClassifier
X, y = load_iris(return_X_y=True)
pipeline = make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y)
cat = CatBoostClassifier(iterations=5, verbose=False, allow_writing_files=False).fit(X, y.astype(str))
light = LGBMClassifier(n_estimators=5, verbose=-1).fit(X, y)
"""
PREDICT = (
    "__import__('numpy').asarray({}.predict(__import__('sklearn.datasets').datasets.load_iris()['data'])).tolist()"
)
ENCODINGS = {
    "cat": ("cbm", "catboost-cbm", "parser"),
    "light": ("lgbm", "lightgbm-text", "parser"),
    "pipeline": ("skops", "skops", "parser"),
}


@pytest_asyncio.fixture(loop_scope="session")
async def kernels(app: ServerApp, api: Api) -> AsyncIterator[Any]:
    started: list[ServerKernel] = []

    async def start(name: str = "python3") -> ServerKernel:
        started.append(await ServerKernel.start(app, name))
        return started[-1]

    yield start
    for kernel in started:
        kernel.close()


@pytest.mark.usefixtures("forked_kernels")
class RoundTrip:
    async def test_saved_in_one_kernel_loaded_in_another(
        self, client: TransferClient, api: Api, kernels: Any, store: Path
    ) -> None:
        first = await kernels("saves")
        await first.install(api)
        await first.run(TRAIN)
        for variable, (form, encoding, risk) in ENCODINGS.items():
            check = await first.ask(op="check", variable=variable)
            assert check["ok"], check
            assert check["choices"][0]["risk"] == risk
            more: Json = {"variable": variable, "format": form, "encoding": encoding, "kernel": {"id": first.id}}
            agent = await client.begin_save(variable, **{**more, "bytes": check["bytes"]})
            answer = await first.ask(op="save", ticket=agent.ticket, variable=variable, format=form, encoding=encoding)
            assert answer["ok"], answer
            saved = await client.end_of(agent)
            assert saved["state"] == "done", saved
            version = await api.json("GET", f"models/{variable}/versions/1")
            assert version["risk"] == risk
        second = await kernels()
        await second.install(api)
        for variable in ENCODINGS:
            agent = await client.begin_load(variable, 1, variable=variable, kernel={"id": second.id})
            answer = await second.ask(op="load", ticket=agent.ticket, variable=variable, overwrite=False)
            assert answer["ok"], answer
            loaded = await client.end_of(agent)
            assert loaded["state"] == "done", loaded
            assert await second.value(PREDICT.format(variable)) == await first.value(PREDICT.format(variable))
        assert list((store / "spool").iterdir()) == []


class TestSpool(RoundTrip):
    @pytest.fixture
    def settings(self) -> Json:
        return {"byte_ways": ["spool"]}


class TestHttp(RoundTrip):
    @pytest.fixture
    def settings(self) -> Json:
        return {"byte_ways": ["http"]}


SLOW_SAVE = """
import pathlib, time
folder = pathlib.Path({!r})
(folder / "started").touch()
(folder / "files" / "model.cbm").write_bytes(b"CBM1")
time.sleep(600)
"""


@pytest.mark.parametrize("end", ["killed", "restarted", "shut down"])
async def test_a_kernel_that_dies_fails_the_save(
    client: TransferClient, api: Api, kernels: Any, app: ServerApp, store: Path, end: str
) -> None:
    kernel = await kernels()
    manager: Any = app.kernel_manager
    agent = await client.begin_save(kernel={"id": kernel.id})
    kernel.begin(SLOW_SAVE.format(str(agent.folder)))
    await client.until(agent, ("running",))
    if end == "killed":
        os.kill(kernel.manager.provisioner.pid, signal.SIGKILL)
    elif end == "restarted":
        await manager.restart_kernel(kernel.id, now=True)
    else:
        await manager.shutdown_kernel(kernel.id, now=True)
    failed = await client.end_of(agent)
    assert failed["state"] == "failed"
    codes = {"killed": ("kernel_died", "kernel_restarted"), "restarted": ("kernel_restarted", "kernel_died")}
    assert failed["error"]["code"] in codes.get(end, ("kernel_died",))
    assert failed["error"]["hint"]
    assert list((store / "spool").iterdir()) == []
    assert (await only_failed(api))["operation"]["id"] == failed["id"]
