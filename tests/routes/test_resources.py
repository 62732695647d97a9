"""What the resources answer when all is well, against the contract's schemas; events; a store that cannot be opened."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.serverapp import ServerApp

from jupyterlab_models import __version__
from jupyterlab_models.extension import FEATURES
from jupyterlab_models.server.contract import Contract
from jupyterlab_models.server.events import BASE
from jupyterlab_models.server.feature import contract_parts
from jupyterlab_models.server.users import system_user

from ..clients import CBM, Api, TransferClient, report_of

REGISTRY, TRANSFER, OPERATION = (f"{BASE}/{topic}/v1" for topic in ("registry", "transfer", "operation"))
CONTRACT = Contract(contract_parts(FEATURES))


async def test_health(api: Api, store: Path) -> None:
    health = await api.json("GET", "health")
    CONTRACT.check("Health", health)
    assert health["version"] == __version__
    assert health["user"] == system_user().to_json()
    source = await api.json("GET", "kernel-source")
    CONTRACT.check("KernelSource", source)
    assert health["kernel_source"] == source["digest"]
    assert len(source["probe"].encode()) <= 20_000
    for name in ("probe", "agent"):
        compile(source[name], name, "exec")


async def test_from_save_to_trash_and_back(api: Api, client: TransferClient) -> None:
    CONTRACT.check("Transfer", await client.save(tags=["one"], notebook="a.ipynb"))
    await client.save()
    page = await api.json("GET", "models?q=CHU&sort=updated&order=desc&notebook=a.ipynb")
    CONTRACT.check("ModelPage", page)
    assert [item["versions"] for item in page["items"]] == [2]
    changed = await api.json("PATCH", "models/churn", {"description": "new", "tags": ["b", "a"]})
    CONTRACT.check("Model", changed)
    for query, total in {"tag=a&tag=b&state=ready": 1, "tag=a&tag=c": 0, "family=x&family=catboost": 1}.items():
        assert (await api.json("GET", f"models?{query}&id={changed['id']}"))["total"] == total
    facets = await api.json("GET", "facets?tag=a&limit=1")
    CONTRACT.check("Facets", facets)
    assert [(facet["field"], facet["total"]) for facet in facets["facets"]][4:] == [("tag", 2), ("notebook", 1)]
    versions = await api.json("GET", "models/churn/versions")
    CONTRACT.check("VersionList", versions)
    assert [version["version"] for version in versions["items"]] == [2, 1]
    entry = await api.json("DELETE", "models/churn/versions/1")
    CONTRACT.check("TrashEntry", entry)
    assert (await api.call("GET", "models/churn/versions/1")).code == 404
    restored = await api.json("POST", f"trash/{entry['id']}/restore")
    assert restored["versions"] == 2
    entry = await api.json("DELETE", "models/churn")
    assert entry["deleted_by"] == system_user().to_json()
    trash = await api.json("GET", "trash")
    CONTRACT.check("TrashList", trash)
    assert [one["name"] for one in trash["items"]] == ["churn"]
    assert (await api.call("DELETE", f"trash/{entry['id']}")).code == 204
    await client.save()
    await api.json("DELETE", "models/churn")
    assert (await api.call("DELETE", "trash")).code == 204
    assert (await api.json("GET", "trash"))["items"] == []


async def test_a_load_begins_with_a_full_ticket(api: Api, client: TransferClient) -> None:
    await client.save()
    request = {"kind": "load", "model": "churn", "version": 1, "variable": "v", "kernel": {"id": "k"}}
    begun = await api.json("POST", "transfers", request, 201)
    CONTRACT.check("TransferBegun", begun)
    listed = await api.json("GET", "transfers?active=true")
    CONTRACT.check("TransferList", listed)
    assert listed["items"] == [begun["transfer"]]
    assert "secret" not in json.dumps(listed)


@pytest.mark.parametrize("variable", ["1a", "a b", "class", "a;b", "a\nb", "", "None", "é" * 256, "\ufb01", "e\u0301"])
async def test_load_code_takes_names_only(api: Api, client: TransferClient, variable: str) -> None:
    from urllib.parse import quote

    await client.save()
    answer = await api.call("GET", f"models/churn/versions/1/load-code?variable={quote(variable)}")
    assert (answer.code, json.loads(answer.body)["field"]) == (422, "variable")


async def test_events_report_changes(api: Api, client: TransferClient, app: ServerApp) -> None:
    await api.json("GET", "health")
    heard: list[tuple[str, dict[str, Any]]] = []

    async def listen(logger: Any, schema_id: str, data: dict[str, Any]) -> None:
        heard.append((schema_id, data))

    logger: Any = app.event_logger
    for schema_id in (REGISTRY, TRANSFER, OPERATION):
        logger.add_listener(schema_id=schema_id, listener=listen)
    agent = await client.begin_save()
    agent.begin()
    await client.until(agent, ("running",))
    agent.write({"model.cbm": CBM})
    await asyncio.sleep(0.3)
    agent.done(report_of({"model.cbm": CBM}))
    await client.end_of(agent)
    await asyncio.sleep(0.3)
    for schema_id in (REGISTRY, TRANSFER, OPERATION):
        logger.remove_listener(schema_id=schema_id, listener=listen)
    states = [data["state"] for schema_id, data in heard if schema_id == TRANSFER]
    assert list(dict.fromkeys(states)) == ["waiting", "running", "publishing", "done"]
    operations = [(data["state"], data["phase"]) for schema_id, data in heard if schema_id == OPERATION]
    assert list(dict.fromkeys(operations)) == [("queued", ""), ("running", ""), ("running", "publishing"), ("done", "")]
    progress = [data["bytes"] for schema_id, data in heard if schema_id == TRANSFER]
    assert progress[0] == 0
    assert progress[-1] == len(CBM)
    revision = (await api.json("GET", "models"))["revision"]
    assert [data["revision"] for schema_id, data in heard if schema_id == REGISTRY][-1] == revision


class TestBrokenStore:
    """A store that cannot be opened stops neither the server nor the answers; it is tried again."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Path:
        (tmp_path / "store").write_text("a file where the folder should be")
        return tmp_path / "store"

    async def test_every_route_gives_the_reason(self, api: Api, store: Path) -> None:
        for path in ("health", "models", "models/churn", "transfers", "trash", f"transfers/{'0' * 32}/ticket"):
            answer = await api.call("GET", path)
            error = json.loads(answer.body)
            assert (answer.code, answer.headers["Content-Type"]) == (503, "application/json")
            assert str(store) in error["message"]
            assert error["hint"]
        store.unlink()
        assert (await api.call("GET", "health")).code == 200
