"""The framework in `examples/`, installed beside the product: everything works without a changed line outside of it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from ..clients import TransferClient
from ..kernels import DrivenKernel
from ..matrix.pair import WatchedKernel, jupyter
from ..server import Server, Servers

EXAMPLE = Path(__file__).parents[2] / "examples" / "centroid"
MAKE = """
import centroid
model = centroid.NearestCentroid().fit([[0.0, 1.0], [0.5, 0.5], [4.0, 4.0]], ["low", "low", "high"])
empty = centroid.NearestCentroid()
"""
POINTS = [[0.0, 0.0], [5.0, 5.0], [1.0, 4.0]]
PREDICT = f"model.predict({POINTS!r})"
ENCODING = "centroid-text"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which pip has installed the example."""
    folder = tmp_path_factory.mktemp("site")
    options = ("--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check")
    command = [sys.executable, "-m", "pip", "install", *options, "--target", str(folder), str(EXAMPLE)]
    subprocess.run(command, check=True)
    return folder


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(
    tmp_path_factory: pytest.TempPathFactory, site: Path
) -> AsyncIterator[tuple[Server, TransferClient, DrivenKernel]]:
    """A server and one of its kernels that can import the example."""
    path = os.pathsep.join(filter(None, (str(site), os.environ.get("PYTHONPATH"))))
    servers = Servers(tmp_path_factory.mktemp("example"))
    try:
        server, client = await servers.start(PYTHONPATH=path)
        kernel = await WatchedKernel.start(server, client, "python3")
        await kernel.install(client.api)
        await kernel.run(MAKE)
        yield server, client, kernel
        kernel.close()
        await jupyter(client).call("DELETE", f"kernels/{kernel.id}")
    finally:
        servers.stop()


pytestmark = pytest.mark.asyncio(loop_scope="module")
Served = tuple[Server, TransferClient, Any]


async def save(client: TransferClient, kernel: Any, name: str) -> dict[str, Any]:
    written = {"variable": "model", "format": "centroid", "encoding": ENCODING}
    agent = await client.begin_save(name, **written, kernel={"id": kernel.id}, bytes=0)
    answer = await kernel.ask(op="save", ticket=agent.ticket, **written)
    assert answer["ok"], answer
    saved = await client.end_of(agent)
    assert saved["state"] == "done", saved
    return await client.api.json("GET", f"models/{name}/versions/1")


async def test_its_mark_and_rows_are_served(served: Served) -> None:
    _, client, _ = served
    table = await client.api.json("GET", "formats")
    assert table["families"][-1]["mark"] == "Ce"
    row = table["rows"][-1]
    assert (row["type"], row["label"], row["adapter"]) == ("centroid.NearestCentroid", "Centroid", "centroid")


async def test_saved_and_loaded_with_the_same_predictions(served: Served) -> None:
    _, client, kernel = served
    check = await kernel.ask(op="check", variable="model")
    assert check["ok"], check
    assert check["libraries"] == {"jupyterlab-models-centroid": "1.0.0"}
    version = await save(client, kernel, "trip")
    assert (version["risk"], version["family"], version["encoding"]) == ("parser", "centroid", ENCODING)
    agent = await client.begin_load("trip", 1, variable="back", kernel={"id": kernel.id})
    answer = await kernel.ask(op="load", ticket=agent.ticket, variable="back", overwrite=False)
    assert answer["ok"], answer
    assert (await client.end_of(agent))["state"] == "done"
    expected = await kernel.value(PREDICT)
    assert await kernel.value(PREDICT.replace("model", "back")) == expected == ["low", "high", "high"]


async def test_its_refusals_reach_the_user(served: Served) -> None:
    _, _, kernel = served
    check = await kernel.ask(op="check", variable="empty")
    assert check["error"] == {
        "code": "not_fitted",
        "message": "NearestCentroid is not fitted yet.",
        "hint": "Call fit() first.",
    }


async def test_what_was_tampered_with_is_code(served: Served) -> None:
    _, client, kernel = served
    written = {"format": "centroid", "encoding": ENCODING}
    agent = await client.begin_save("forged", variable="model", **written, kernel={"id": kernel.id}, bytes=0)
    agent.begin()
    content = b"cos\nsystem\n(S'true'\ntR."
    agent.write({"model.centroid": content})
    listed = [{"path": "model.centroid", "bytes": len(content)}]
    agent.done({"ok": True, "class": "centroid.NearestCentroid", "files": listed, "python": "3.11.7", **written})
    ended = await client.end_of(agent)
    assert ended["state"] == "done", ended["error"]
    assert (await client.api.json("GET", "models/forged/versions/1"))["risk"] == "code"


async def test_load_code_works_without_the_panel(served: Served, site: Path, tmp_path: Path) -> None:
    _, client, kernel = served
    await save(client, kernel, "plain")
    code = (await client.api.json("GET", "models/plain/versions/1/load-code?variable=model"))["code"]
    command = [sys.executable, "-c", f"{code}\nprint({PREDICT})"]
    environment = {**os.environ, "PYTHONPATH": str(site)}
    run = partial(subprocess.run, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
    answer = await asyncio.to_thread(run, command)
    assert answer.stdout.strip() == repr(["low", "high", "high"])
