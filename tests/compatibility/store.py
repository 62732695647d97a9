"""A store as a killed server leaves it behind, and what the next server is asked about it."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from urllib.parse import quote

from ..clients import Json, report_of
from ..server import Servers
from .recorder import Recorder
from .requests import CBM, CODE, CODE_REPORT, FACTS
from .steps import ENDS

LONG_AGO = "2026-01-02T03:04:05.678Z"


async def leave_behind(servers: Servers, variables: dict[str, str]) -> None:
    """Save, delete and begin on a server of its own, and kill it."""
    server, client = await servers.start(**variables)
    recorder = Recorder(client.api, servers.folder / "store")
    await _save_models(recorder)
    await recorder.send("DELETE", "models/churn/versions/2")
    await recorder.send("DELETE", "models/old")
    published = await recorder.save("published", CBM, "catboost-cbm", {})
    await recorder.begin("save", "waiting", format="cbm", description="Never taken up", tags=["late"])
    halfway = await recorder.begin("save", "halfway", bytes=1000)
    await halfway.send("PUT", "files/model.cbm", text=CBM["model.cbm"])
    loading = await recorder.begin("load", "churn", version=1)
    await loading.send("GET", "ticket")
    complete = await recorder.begin("save", "complete", description="All there", tags=["whole"], notebook="a.ipynb")
    server.kill()
    # The agent of this one finishes without a server, over the spool.
    complete.write(CBM)
    complete.report(CBM, **FACTS)
    store = servers.folder / "store"
    _take_back(store, published["id"])
    for path in records(store):
        record = json.loads(path.read_text().replace(str(store), "/srv/store"))
        # So that it is forgotten whenever the store is opened.
        aged = {"created": LONG_AGO, "updated": LONG_AGO} if record["state"] in ENDS else {}
        path.write_text(json.dumps({**record, **aged}))


async def _save_models(recorder: Recorder) -> None:
    about = {"description": "Who leaves within 30 days", "tags": ["telecom", "prod"], "notebook": "work/churn.ipynb"}
    await recorder.save("churn", CBM, "catboost-cbm", dict(FACTS), **about)
    await recorder.save("churn", {"model.cbm": "CBM1 deleted later"}, "catboost-cbm", {})
    await recorder.save("churn", {"model.cbm": "CBM1 newest", "estimator.json": "{}"}, "catboost-cbm", {})
    await recorder.save("Net of Ada", CODE, "cloudpickle", CODE_REPORT, tags=["code"])
    pipeline = {"format": "skops", "class": "sklearn.pipeline.Pipeline", "libraries": {"scikit-learn": "1.7.2"}}
    await recorder.save("pipeline", {"model.pkl": "pickle"}, "pickle", pipeline)
    booster = {"format": "lgbm", "class": "lightgbm.sklearn.LGBMClassifier"}
    await recorder.save("old", {"model.txt": "tree\n", "estimator.json": "{}"}, "lightgbm-text", booster)
    await recorder.save("old", {"model.txt": "tree\nmore", "estimator.json": "{}"}, "lightgbm-text", booster)
    value = {"format": "json", "class": "builtins.dict", "libraries": {}}
    await recorder.save("Größe 1.0", {"value.json": '{"value": {"a": 1}}'}, "json", value)
    graph = {"savedmodel/saved_model.pb": "graph", "savedmodel/variables/variables.index": "index"}
    await recorder.save("graph", graph, "savedmodel", {"format": "tf_pure", "class": "tensorflow.Module"})
    trees = {"model.ubj": "{L\0\0\0\0\0\0\0\x07learner{"}
    await recorder.save("trees", trees, "xgboost-ubj", {"format": "xgb", "class": "xgboost.sklearn.XGBRegressor"})


def _take_back(store: Path, transfer: str) -> None:
    """As if the server had been killed after it had published the version, before it noted that."""
    path = next(path for path in records(store) if path.stem == transfer)
    path.write_text(
        json.dumps({**json.loads(path.read_text()), "state": "publishing", "result": None, "version": None})
    )
    spool = store / "spool" / transfer
    spool.mkdir(mode=0o700)
    (spool / "done.json").write_text(json.dumps(report_of({"model.cbm": CBM["model.cbm"].encode()})))


def records(store: Path) -> list[Path]:
    """Files with the records of transfers."""
    return sorted((store / "transfers").glob("*/*.json"))


async def look_at(recorder: Recorder, unfinished: list[str]) -> None:
    """Ask about everything in the store; then restore, load and save."""
    for transfer in unfinished:
        await recorder.send("GET", f"transfers/{transfer}", until_ended=True)
    await recorder.send("GET", "transfers")
    queries = ("", "q=PROD", "q=30%20days", "notebook=work/churn.ipynb", "sort=updated&order=desc", "sort=bytes")
    for query in queries:
        await recorder.send("GET", f"models?{query}")
    models = await recorder.send("GET", "models?limit=500")
    for model in models["items"]:
        name = quote(model["name"])
        found = await recorder.send("GET", f"models/{name}")
        for version in found["items"]:
            for part in ("", "/load-code", "/sources"):
                await recorder.send("GET", f"models/{name}/versions/{version['version']}{part}")
    bob = {"X-Person": "bob"}
    await recorder.send("GET", "models/net%20of%20ada/versions/1/load-code", headers=bob)
    await _restore(recorder)
    await _go_on(recorder)


async def _restore(recorder: Recorder) -> None:
    trash = await recorder.send("GET", "trash")
    for entry in trash["items"]:
        await recorder.send("POST", f"trash/{entry['id']}/restore")
    await recorder.send("GET", "trash")
    for path in ("churn", "old", "old/versions/2/load-code", "churn/versions/2/load-code"):
        await recorder.send("GET", f"models/{path}")


async def _go_on(recorder: Recorder) -> None:
    agent = await recorder.begin("load", "old", version=2)
    for path in ("model.txt", "estimator.json"):
        await agent.send("GET", f"files/{path}")
    await agent.send("POST", "done", json={"ok": True})
    await agent.end()
    await recorder.save("churn", CBM, "catboost-cbm", {})
    await recorder.send("PATCH", "models/old", json={"tags": ["back"]})
    await recorder.send("DELETE", "models/old")
    await recorder.send("DELETE", "trash")
    await recorder.send("GET", "models?sort=updated")


def pack(store: Path, archive: Path) -> None:
    """Put the store into an archive; Git keeps neither modes nor empty folders."""
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(store, "store")


def unpack(archive: Path, folder: Path) -> Path:
    """The store of an archive, in this folder."""
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="tar")
    return folder / "store"


def unfinished(store: Path) -> list[str]:
    """Ids of the transfers that had not ended."""
    found: list[Json] = [json.loads(path.read_text()) for path in records(store)]
    return [record["id"] for record in found if record["state"] not in ENDS]
