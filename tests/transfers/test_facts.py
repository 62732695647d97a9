"""What the agent tells of an object, its cell and the notebook's commit are kept with the version."""

from __future__ import annotations

import json
from pathlib import Path

from ..here import Here
from ..standin import CBM, Api, Desk, Json, report_of

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


async def saved(desk: Desk, notebook: str | None = None, **more: object) -> Json:
    agent = await desk.begin_save(notebook=notebook)
    agent.begin()
    agent.write({"model.cbm": CBM})
    agent.done(report_of({"model.cbm": CBM}, **more))
    return await desk.end_of(agent)


async def test_they_are_told_and_lie_beside_the_files(desk: Desk, api: Api, store: Path, here: Here) -> None:
    git = here.root / "work" / ".git"
    git.mkdir(parents=True)
    (git / "HEAD").write_text(SHA)
    done = await saved(desk, "work/churn.ipynb", facts=FACTS, cell=CELL)
    assert done["state"] == "done"
    version = await api.json("GET", "models/churn/versions/1")
    assert (version["facts"], version["cell"], version["commit"]) == (FACTS, CELL, SHA)
    (kept,) = (store / "models").glob("*/1/model.json")
    told = json.loads(kept.read_text())["version"]
    assert {key: told[key] for key in version} == version


async def test_without_them(desk: Desk, api: Api) -> None:
    assert (await saved(desk))["state"] == "done"
    version = await api.json("GET", "models/churn/versions/1")
    assert (version["facts"], version["cell"], version["commit"]) == ({}, None, None)


async def test_more_than_is_kept_is_refused(desk: Desk) -> None:
    table = {"title": "Long", "columns": ["Name"], "rows": [["x" * 1000]] * 300}
    done = await saved(desk, summary=[table])
    assert (done["state"], done["error"]["code"]) == ("failed", "bad_report")
    assert "summary has more than 256 KiB" in done["error"]["message"]
