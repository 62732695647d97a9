"""Rename, edit and note over REST."""

from __future__ import annotations

from jupyter_server.serverapp import ServerApp

from ..clients import Api, Json, TransferClient
from ..in_process_server import extension_of


async def patched(api: Api, app: ServerApp, path: str, body: Json, status: int = 200) -> Json:
    answer = await api.json("PATCH", path, body, status)
    extension_of(app).lifecycle.context.contract.check("Model" if status == 200 else "Error", answer)
    return answer


async def test_rename(client: TransferClient, api: Api, app: ServerApp) -> None:
    for name in ("churn", "other"):
        await client.save(name)
    before = await api.json("GET", "models/churn")
    body = {"name": "Leavers", "description": "d", "expected": {"name": "churn", "description": ""}}
    model = await patched(api, app, "models/churn", body)
    assert (model["id"], model["name"], model["description"]) == (before["id"], "Leavers", "d")
    assert (await api.json("GET", "models/churn", status=404))["code"] == "not_found"
    assert (await patched(api, app, "models/churn", {"name": "x"}, 404))["code"] == "not_found"
    for name, code, status in (("OTHER", "name_taken", 409), (".x", "invalid_name", 422), ("", "invalid", 422)):
        error = await patched(api, app, "models/leavers", {"name": name}, status)
        assert (error["code"], error["field"], error["message"][-1]) == (code, "name", ".")
    error = await patched(api, app, "models/leavers", body, 409)
    assert (error["code"], error["field"]) == ("changed_meanwhile", "name")
    changes = await api.json("GET", "models/leavers/changes")
    extension_of(app).lifecycle.context.contract.check("ChangePage", changes)
    assert [change["kind"] for change in changes["items"]] == ["edited", "renamed", "saved"]


async def test_note(client: TransferClient, api: Api, app: ServerApp) -> None:
    await client.save()
    path = "models/churn/versions/1"
    model = await patched(api, app, path, {"note": "<b>bold</b>", "tags": ["a"], "expected": {"note": "", "tags": []}})
    assert (model["items"][0]["note"], model["items"][0]["tags"]) == ("<b>bold</b>", ["a"])
    version = await api.json("GET", path)
    extension_of(app).lifecycle.context.contract.check("Version", version)
    assert version == model["items"][0]
    error = await patched(api, app, path, {"note": "x", "expected": {"note": ""}}, 409)
    assert (error["code"], error["field"]) == ("changed_meanwhile", "note")
    bad: list[Json] = [{}, {"note": "x" * 20001}, {"tags": [""]}, {"tags": ["a", "a"]}, {"risk": "data"}]
    for body in bad:
        await patched(api, app, path, body, 422)
    await patched(api, app, "models/churn/versions/2", {"note": "x"}, 404)
