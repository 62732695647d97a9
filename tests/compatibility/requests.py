"""What is asked of a server whose answers are recorded: every resource, every parameter, every kind of error."""

from __future__ import annotations

import json
from urllib.parse import quote

from ..clients import report_of
from .recorder import Recorder

CBM = {"model.cbm": "CBM1 trees"}
CODE = {
    "object.pkl": "\x80 not read by the server",
    "sources.json": json.dumps(
        {
            "python": "3.11",
            "code": [
                {"kind": "class", "module": "__main__", "name": "Net", "source": "class Net: pass\n", "key": "1"},
                {"kind": "function", "module": "__main__", "name": "<lambda>", "source": None, "key": "2"},
            ],
        }
    ),
}
CODE_REPORT = {"format": "pickle", "class": "__main__.Net", "libraries": {"cloudpickle": "3.1.1"}}
FACTS = {
    "platform": "Linux x86_64",
    "requirements": ["catboost==1.2.10"],
    "restores": "A CatBoostClassifier with its labels.",
    "lost": ["The evaluation sets."],
    "summary": [{"title": "Structure", "columns": ["Property", "Value"], "rows": [["Trees", "100"]]}],
    "facts": {"features": ["age"], "features_total": 1, "parameters": {"depth": "6"}, "metrics": {"AUC": 0.5}},
    "cell": {"source": "model.fit(x, y)", "count": 3},
}
NOBODY = "0" * 32
JSON = {"Content-Type": "application/json"}
SAVE = {"kind": "save", "model": "m", "variable": "v", "kernel": {"id": "k"}, "format": "cbm"}
LOAD = {"kind": "load", "model": "churn", "version": 1, "variable": "v", "kernel": {"id": "k"}}


async def record_all(recorder: Recorder) -> None:
    await _empty(recorder)
    await _saves(recorder)
    await _loads(recorder)
    await _models(recorder)
    await _code_of_others(recorder)
    await _failures(recorder)
    await _trash(recorder)
    await _damaged(recorder)
    await _access(recorder)
    await _bad_requests(recorder)


async def _empty(recorder: Recorder) -> None:
    await recorder.send("GET", "health")
    await recorder.send("GET", "formats", growing=["rows"])
    await recorder.send("GET", "kernel-source")
    for path in ("models", "trash", "transfers", "transfers?active=true"):
        await recorder.send("GET", path)


async def _saves(recorder: Recorder) -> None:
    agent = await recorder.begin(
        "save",
        "churn",
        format="cbm",
        encoding="catboost-cbm",
        bytes=10,
        notebook="work/churn.ipynb",
        description="Who leaves within 30 days",
        tags=["telecom", "prod"],
    )
    await recorder.send("GET", f"transfers/{agent.id}")
    await agent.send("GET", "ticket")
    await recorder.send("GET", "transfers?active=true")
    await agent.send("PUT", "files/model.cbm", text=CBM["model.cbm"])
    sizes = {path: content.encode() for path, content in CBM.items()}
    await agent.send("POST", "done", json=report_of(sizes, **FACTS))
    await agent.end()
    await agent.send("GET", "ticket")
    second = {"model.cbm": "CBM1 more trees"}
    agent = await recorder.begin("save", "churn")
    recorder.write({f"{agent.folder}/started": ""})
    agent.write(second)
    agent.report(second)
    await agent.end()
    saved_model = {"savedmodel/saved_model.pb": "graph", "savedmodel/variables/variables.index": "index"}
    agent = await recorder.begin("save", "Größe 1.0", encoding="savedmodel", bytes=None, notebook=None)
    for path, content in saved_model.items():
        await agent.send("PUT", f"files/{path.replace('/', '%2F')}", text=content)
    report = {"format": "tf_pure", "encoding": "savedmodel", "class": "tensorflow.Module"}
    sizes = {path: content.encode() for path, content in saved_model.items()}
    await agent.send("POST", "done", json=report_of(sizes, **report))
    await agent.end()
    await recorder.save("net", CODE, "cloudpickle", CODE_REPORT, tags=["Prod"])
    value = {"value.json": '{"value": 7}'}
    await recorder.save("answer", value, "json", {"format": "json", "class": "builtins.int", "libraries": {}})
    await recorder.send("GET", "transfers")
    await recorder.send("GET", "transfers?active=true")


async def _loads(recorder: Recorder) -> None:
    agent = await recorder.begin("load", "churn", version=1)
    await agent.send("GET", "ticket")
    await agent.send("GET", "files/model.cbm")
    await agent.send("GET", "files/other")
    await agent.send("PUT", "files/model.cbm", text="no")
    await agent.send("POST", "done", json={"ok": True})
    await agent.end()
    agent = await recorder.begin("load", "CHURN", version=2)
    recorder.write({f"{agent.folder}/done.json": '{"ok": true}'})
    await agent.end()
    failed = {"ok": False, "error": {"code": "name_taken", "message": "The name is taken.", "hint": "Choose another."}}
    agent = await recorder.begin("load", "churn", version=2)
    await agent.send("POST", "done", json=failed)
    await agent.end()
    await recorder.send("POST", "transfers", json={**LOAD, "part": "weights"})
    await recorder.send("POST", "transfers", json={**LOAD, "version": 9})
    await recorder.send("POST", "transfers", json={**LOAD, "model": "nothing"})


async def _models(recorder: Recorder) -> None:
    queries = ["q=PROD", "q=30%20days", "q=nothing", "notebook=work/churn.ipynb", "sort=name&order=desc"]
    queries += ["sort=updated", "sort=updated&order=desc", "sort=bytes", "offset=1&limit=2", "offset=9", "1690000000"]
    for query in ("", *queries):
        await recorder.send("GET", f"models?{query}")
    for path in ("churn", "Churn", "gr%C3%B6%C3%9Fe%201.0", "net"):
        await recorder.send("GET", f"models/{path}")
    await recorder.send("PATCH", "models/churn", json={"description": "Who stays"})
    await recorder.send("PATCH", "models/churn", json={"tags": []})
    await recorder.send("PATCH", "models/churn", json={"description": "", "tags": ["prod", "eu"]})
    for path in ("versions", "versions/1", "versions/2", "versions/1/load-code", "versions/2/load-code?variable=tree"):
        await recorder.send("GET", f"models/churn/{path}")
    await recorder.send("GET", "models/churn/versions/1/sources")
    for name in ("Größe 1.0", "net", "answer"):
        await recorder.send("GET", f"models/{quote(name)}/versions/1/load-code")
    await recorder.send("GET", "models/net/versions/1/sources")


async def _code_of_others(recorder: Recorder) -> None:
    bob = {"X-Person": "bob"}
    await recorder.send("GET", "health", headers=bob)
    load = {**LOAD, "model": "net"}
    for trust in ({}, {"trust": "0" * 64}):
        await recorder.send("POST", "transfers", json={**load, **trust}, headers=bob)
    refused = await recorder.send("GET", "models/net/versions/1/load-code", headers=bob)
    digest = refused["confirm"]["sha256"]
    await recorder.send("GET", f"models/net/versions/1/load-code?trust={digest}", headers=bob)
    begun = await recorder.send("POST", "transfers", json={**load, "trust": digest}, headers=bob)
    await recorder.send("DELETE", f"transfers/{begun['transfer']['id']}", headers=bob)
    await recorder.send("GET", "models/net/versions/1/sources", headers=bob)


async def _failures(recorder: Recorder) -> None:
    agent = await recorder.begin("save", "cancelled", format="cbm")
    await agent.send("GET", "ticket")
    await recorder.send("DELETE", f"transfers/{agent.id}")
    await recorder.send("DELETE", f"transfers/{agent.id}")
    for method, path in (("GET", "ticket"), ("PUT", "files/model.cbm"), ("POST", "done")):
        body = {"text": "x"} if method == "PUT" else {"json": {"ok": True}} if method == "POST" else {}
        await agent.send(method, path, **body)
    agent = await recorder.begin("save", "failed")
    error = {"code": "aborted", "message": "The cell before it failed.", "hint": "Run it again."}
    await recorder.send("PATCH", f"transfers/{agent.id}", json={"error": error})
    await recorder.send("PATCH", f"transfers/{agent.id}", json={"error": {**error, "code": "other"}})
    for report in ({"ok": False, "error": error}, {"ok": False}, {"ok": "yes"}, {**report_of({}), "files": []}):
        agent = await recorder.begin("save", "failed")
        recorder.write({f"{agent.folder}/done.json": json.dumps(report)})
        await agent.end()
    for text in ("{", "[]"):
        agent = await recorder.begin("save", "failed")
        recorder.write({f"{agent.folder}/done.json": text})
        await agent.end()
    await recorder.save("failed", CBM, "catboost-cbm", {"format": "other"})
    agent = await recorder.begin("save", "failed", format="cbm", encoding="catboost-cbm")
    agent.write(CBM)
    agent.report({"model.cbm": "longer than what was written"})
    await agent.end()
    agent = await recorder.begin("save", "failed")
    for path in ("..%2Fx", ".hidden", "a%2F%2Fb"):
        await agent.send("PUT", f"files/{path}", text="x")
    await agent.send("PUT", "files/model.cbm", spaces=100_001)
    await agent.send("POST", "done", json={"ok": "yes"})
    await agent.send("POST", "done", text="{", headers=JSON)
    await agent.send("GET", "ticket", headers={"X-Models-Ticket": "wrong"})
    await recorder.send("DELETE", f"transfers/{agent.id}")
    await recorder.send("GET", "transfers?active=true")
    await recorder.send("GET", "transfers?active=false")


async def _trash(recorder: Recorder) -> None:
    version = await recorder.send("DELETE", "models/churn/versions/2")
    await recorder.send("GET", "models/churn")
    model = await recorder.send("DELETE", "models/net")
    last = await recorder.send("DELETE", "models/answer/versions/1")
    await recorder.send("GET", "models")
    await recorder.send("GET", "trash")
    await recorder.send("GET", "models/net")
    await recorder.save("net", CODE, "cloudpickle", CODE_REPORT)
    await recorder.send("POST", f"trash/{model['id']}/restore")
    await recorder.send("DELETE", "models/NET")
    for entry in (version, model):
        await recorder.send("POST", f"trash/{entry['id']}/restore")
    await recorder.send("DELETE", f"trash/{last['id']}")
    for method, path in (("DELETE", f"trash/{last['id']}"), ("POST", f"trash/{last['id']}/restore")):
        await recorder.send(method, path)
    await recorder.send("GET", "trash")
    await recorder.send("DELETE", "trash")
    await recorder.send("GET", "trash")
    await recorder.save("churn", CBM, "catboost-cbm", {})
    await recorder.send("GET", "models/churn/versions")


async def _damaged(recorder: Recorder) -> None:
    await recorder.save("damaged", CBM, "catboost-cbm", {})
    model = await recorder.send("GET", "models/damaged")
    recorder.write({f"{recorder.store}/models/{model['id']}/1/model.cbm": "CBM1 other bytes"})
    await recorder.send("GET", "models/damaged/versions/1/load-code")
    await recorder.send("POST", "transfers", json={**LOAD, "model": "damaged"})
    await recorder.send("DELETE", "models/damaged")


async def _access(recorder: Recorder) -> None:
    for path in ("health", "models", "transfers", "trash", "nothing"):
        await recorder.send("GET", path, headers={"X-Person": ""})
    await recorder.send("GET", f"transfers/{NOBODY}/ticket")
    for path in ("nothing", "models/", "models/churn/nothing", "health/more", ""):
        await recorder.send("GET", path)
    version = "models/churn/versions/1"
    for path in ("health", "formats", "kernel-source", "models", "models/churn", "models/churn/versions", version):
        await recorder.send("PUT", path, json={})
    for path in (f"{version}/load-code", f"{version}/sources", "trash", f"trash/{NOBODY}", f"trash/{NOBODY}/restore"):
        await recorder.send("PUT", path, json={})
    for path in ("transfers", f"transfers/{NOBODY}", f"transfers/{NOBODY}/ticket", f"transfers/{NOBODY}/done"):
        await recorder.send("PUT", path, json={})
    missing = ["models/nothing", "models/nothing/versions", "models/churn/versions/9"]
    missing += ["models/nothing/versions/1/load-code", "models/nothing/versions/1/sources", f"transfers/{NOBODY}"]
    for path in missing:
        await recorder.send("GET", path)
    for path in ("models/nothing", "models/churn/versions/9", f"transfers/{NOBODY}", f"trash/{NOBODY}"):
        await recorder.send("DELETE", path)
    await recorder.send("PATCH", "models/nothing", json={"tags": []})
    await recorder.send("PATCH", f"transfers/{NOBODY}", json={"error": {"code": "x", "message": "y"}})


async def _bad_requests(recorder: Recorder) -> None:
    for method, path in (("POST", "transfers"), ("PATCH", "models/churn")):
        for text in ("", "{", "null", "[]", "{}", '{"bytes": NaN}', '{"a": "\\ud800"}'):
            await recorder.send(method, path, text=text, headers=JSON)
        await recorder.send(method, path, text="{}", headers={"Content-Type": "text/plain"})
        await recorder.send(method, path, spaces=2**20 + 1)
    changes: list[dict[str, object]] = [{"model": name} for name in (None, "", "a/b", ".a", " a", "a" * 129)]
    changes += [{"variable": "1a"}, {"variable": "class"}, {"kernel": {}}, {"kernel": {"id": "k", "x": 1}}]
    changes += [{"format": "unknown"}, {"encoding": "pickle"}, {"bytes": -1}, {"bytes": 2**60}, {"bytes": 100_001}]
    changes += [{"tags": ["a", "a"]}, {"tags": [""]}, {"tags": "a"}, {"description": 1}, {"notebook": 1}]
    changes += [{"unknown": 1}, {"kind": "other"}, {"kind": "load"}]
    for change in changes:
        await recorder.send("POST", "transfers", json={**SAVE, **change})
    changes = [{"version": 0}, {"version": "1"}, {"trust": "x"}, {"part": "all"}, {"variable": "1a"}]
    for change in changes:
        await recorder.send("POST", "transfers", json={**LOAD, **change})
    for body in ({"tags": ["a "]}, {"description": None}, {"unknown": 1}):
        await recorder.send("PATCH", "models/churn", json=body)
    queries = (
        "limit=0",
        "limit=501",
        "limit=",
        "limit=1.0",
        "limit=1&limit=2",
        "offset=-1",
        "sort=nonsense",
        "order=nonsense",
    )
    for query in (*queries, "q=%ff"):
        await recorder.send("GET", f"models?{query}")
    await recorder.send("GET", "transfers?active=maybe")
    for path in ("churn/versions/0", "churn/versions/x", "%2F", "%ff", "a" * 129):
        await recorder.send("GET", f"models/{path}")
    for query in ("variable=1a", "variable=", "trust=x"):
        await recorder.send("GET", f"models/churn/versions/1/load-code?{query}")
    for path in ("trash/x", "transfers/x"):
        await recorder.send("DELETE", path)
