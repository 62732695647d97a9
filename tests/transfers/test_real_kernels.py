"""The real agent in real kernels of the server, over both byte ways; kernels that are killed in the middle."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.serverapp import ServerApp

from jupyterlab_models import load_code

from ..standin import Api, Desk, Json
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


@pytest.fixture
async def kernels(jp_serverapp: ServerApp, api: Api) -> AsyncIterator[Any]:
    started: list[ServerKernel] = []

    async def start() -> ServerKernel:
        started.append(await ServerKernel.start(jp_serverapp))
        return started[-1]

    yield start
    for kernel in started:
        kernel.close()
    await jp_serverapp.kernel_manager.shutdown_all(now=True)


class RoundTrip:
    async def test_saved_in_one_kernel_loaded_in_another(self, desk: Desk, api: Api, kernels: Any, store: Path) -> None:
        first = await kernels()
        await first.install(api)
        await first.run(TRAIN)
        for variable, (form, encoding, risk) in ENCODINGS.items():
            check = await first.ask(op="check", variable=variable)
            assert check["ok"], check
            assert check["choices"][0]["risk"] == risk
            more: Json = {"variable": variable, "format": form, "encoding": encoding, "kernel": {"id": first.id}}
            agent = await desk.begin_save(variable, **{**more, "bytes": check["bytes"]})
            answer = await first.ask(op="save", ticket=agent.ticket, variable=variable, format=form, encoding=encoding)
            assert answer["ok"], answer
            saved = await desk.end_of(agent)
            assert saved["state"] == "done", saved
            version = await api.json("GET", f"models/{variable}/versions/1")
            assert version["risk"] == risk
        second = await kernels()
        await second.install(api)
        for variable in ENCODINGS:
            agent = await desk.begin_load(variable, 1, variable=variable, kernel={"id": second.id})
            answer = await second.ask(op="load", ticket=agent.ticket, variable=variable, overwrite=False)
            assert answer["ok"], answer
            loaded = await desk.end_of(agent)
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


ALONE = """
import sys
sys.modules["jupyterlab_models"] = None
{code}
import json
assert not [name for name in sys.modules if name.startswith("jupyterlab_models.")]
print(json.dumps({value}))
"""


async def test_plain_load_code_works_in_a_process_without_the_package(
    desk: Desk, api: Api, kernels: Any, tmp_path: Path
) -> None:
    kernel = await kernels()
    await kernel.install(api)
    await kernel.run(TRAIN)
    await kernel.run("odd = pipeline")
    ways = {name: (form, encoding) for name, (form, encoding, _) in ENCODINGS.items()} | {"odd": ("skops", "pickle")}
    assert {encoding for _, encoding in ways.values()} == set(load_code._WRITERS)
    for variable, (form, encoding) in ways.items():
        more: Json = {"variable": variable, "format": form, "encoding": encoding, "kernel": {"id": kernel.id}}
        agent = await desk.begin_save(variable, **more)
        await kernel.ask(op="save", ticket=agent.ticket, variable=variable, format=form, encoding=encoding)
        assert (await desk.end_of(agent))["state"] == "done"
        code = await api.json("GET", f"models/{variable}/versions/1/load-code?variable=again")
        source = ALONE.format(code=code["code"], value=PREDICT.format("again"))
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-c", source), stdout=asyncio.subprocess.PIPE, stderr=None, cwd=tmp_path
        )
        told, _ = await process.communicate()
        assert process.returncode == 0, variable
        # The code of LightGBM gives the Booster, which predicts probabilities, and says so.
        expected = PREDICT.format(variable) if variable != "light" else PREDICT.format("light.booster_")
        assert (code["note"] is not None) == (encoding != "catboost-cbm")
        assert json.loads(told.splitlines()[-1]) == await kernel.value(expected)


SLOW_SAVE = """
import pathlib, time
folder = pathlib.Path({!r})
(folder / "started").touch()
(folder / "files" / "model.cbm").write_bytes(b"CBM1")
time.sleep(600)
"""


@pytest.mark.parametrize("end", ["killed", "restarted", "shut down"])
async def test_a_kernel_that_goes_away_fails_the_save(
    desk: Desk, api: Api, kernels: Any, jp_serverapp: ServerApp, store: Path, end: str
) -> None:
    kernel = await kernels()
    manager: Any = jp_serverapp.kernel_manager
    agent = await desk.begin_save(kernel={"id": kernel.id})
    kernel.begin(SLOW_SAVE.format(str(agent.folder)))
    await desk.until(agent, ("running",))
    if end == "killed":
        os.kill(kernel.manager.provisioner.pid, signal.SIGKILL)
    elif end == "restarted":
        await manager.restart_kernel(kernel.id, now=True)
    else:
        await manager.shutdown_kernel(kernel.id, now=True)
    failed = await desk.end_of(agent)
    assert failed["state"] == "failed"
    codes = {"killed": ("kernel_died", "kernel_restarted"), "restarted": ("kernel_restarted", "kernel_died")}
    assert failed["error"]["code"] in codes.get(end, ("kernel_died",))
    assert failed["error"]["hint"]
    assert list((store / "spool").iterdir()) == []
    assert (await api.json("GET", "models"))["total"] == 0
