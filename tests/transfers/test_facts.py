"""What the agent tells of an object, its cell and the notebook's commit are kept with the version."""

from __future__ import annotations

import json
from pathlib import Path

from ..clients import CBM, Api, Json, TransferClient, report_of
from ..in_process_server import InProcessServer

SHA = "8c1f2b7d9e0a4c5b6d7e8f90a1b2c3d4e5f60718"
FACTS: Json = {
    "device": "cpu",
    "dtypes": {"float32": 12},
    "features": ["tenure", "größe"],
    "inputs": [{"name": "x", "dtype": "float32", "shape": [None, 3]}],
    "outputs": [{"name": "y", "dtype": "float32", "shape": [None]}],
    "parameters": {"depth": "6"},
    "metrics": {"validation: AUC": 0.91},
}
CELL: Json = {"source": "model = fit(data)", "count": 7}


async def saved(client: TransferClient, notebook: str | None = None, **more: object) -> Json:
    agent = await client.begin_save(notebook=notebook)
    agent.begin()
    agent.write({"model.cbm": CBM})
    agent.done(report_of({"model.cbm": CBM}, **more))
    return await client.end_of(agent)


async def test_facts_are_returned_and_stored_beside_the_files(
    client: TransferClient, api: Api, store: Path, in_process_server: InProcessServer
) -> None:
    git = in_process_server.root / "work" / ".git"
    git.mkdir(parents=True)
    (git / "HEAD").write_text(SHA)
    done = await saved(client, "work/churn.ipynb", facts=FACTS, cell=CELL)
    assert done["state"] == "done"
    version = await api.json("GET", "models/churn/versions/1")
    assert (version["facts"], version["cell"], version["commit"]) == (FACTS, CELL, SHA)
    (kept,) = (store / "models").glob("*/1/model.json")
    stored = json.loads(kept.read_text())["version"]
    written_later = {"note", "tags"}
    assert {key: stored[key] for key in version.keys() - written_later} == {
        key: version[key] for key in version.keys() - written_later
    }


async def test_without_them(client: TransferClient, api: Api) -> None:
    assert (await saved(client))["state"] == "done"
    version = await api.json("GET", "models/churn/versions/1")
    assert (version["facts"], version["cell"], version["commit"]) == ({}, None, None)


async def test_more_than_is_kept_is_refused(client: TransferClient) -> None:
    table = {"title": "Long", "columns": ["Name"], "rows": [["x" * 1000]] * 300}
    done = await saved(client, summary=[table])
    assert (done["state"], done["error"]["code"]) == ("failed", "bad_report")
    assert "summary has more than 256 KiB" in done["error"]["message"]
