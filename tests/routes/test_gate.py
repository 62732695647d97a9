"""No command or REST call gets round the gate: two people on one server."""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from typing import Any

import pytest
from jupyter_server.auth import IdentityProvider, User

from jupyterlab_models.registry.local import LocalRegistry

from ..clients import Api, Json, TransferClient, report_of

PICKLE = pickle.dumps({"a": "model"})


def script() -> bytes:
    """An archive like those of `torch.jit.save`."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for member in ("data.pkl", "constants.pkl", "version"):
            archive.writestr(f"m/{member}", b"")
    return content.getvalue()


SAVED: dict[str, tuple[Json, dict[str, bytes]]] = {
    "code": ({"format": "skops", "encoding": "pickle"}, {"model.pkl": PICKLE}),
    "program": ({"format": "pt", "encoding": "torchscript"}, {"model.pt": script()}),
}
"""Risk → how a version of it is saved, and its files."""


class Accounts(IdentityProvider):
    """People with accounts; here the header says who it is."""

    def get_user(self, handler: Any) -> Any:
        name = handler.request.headers.get("X-Person")
        return User(username=name, name=name.title(), display_name=f"{name.title()} L.") if name else None


@pytest.fixture
def server_settings() -> Json:
    return {"identity_provider_class": Accounts, "disable_check_xsrf": True}


class Person(Api):
    """Calls the API under a name."""

    def __init__(self, api: Api, name: str) -> None:
        super().__init__(api.base, "")
        self.name = name

    async def call(self, method: str, path: str, body: object = None, **options: Any) -> Any:
        headers = {"X-Person": self.name, **options.pop("headers", {})}
        return await super().call(method, path, body, headers=headers, **options)


async def saved_by_ada(api: Api, risk: str = "code") -> tuple[Person, Person, dict[str, Any]]:
    ada, bob = Person(api, "ada"), Person(api, "bob")
    client = TransferClient(ada)
    written, files = SAVED[risk]
    agent = await client.begin_save("churn", **written)
    agent.begin()
    agent.write(files)
    agent.done(report_of(files, **written))
    assert (await client.end_of(agent))["state"] == "done"
    version = await ada.json("GET", "models/churn/versions/1")
    assert (version["risk"], version["creator"]) == (risk, {"username": "ada", "name": "Ada L."})
    return ada, bob, version


LOAD = {"kind": "load", "model": "churn", "version": 1, "variable": "v", "kernel": {"id": "k"}}


@pytest.mark.parametrize("risk", SAVED)
async def test_others_are_asked_with_author_and_digest(api: Api, risk: str) -> None:
    ada, bob, version = await saved_by_ada(api, risk)
    await ada.json("POST", "transfers", LOAD, 201)
    await ada.json("GET", "models/churn/versions/1/load-code")
    code = "models/churn/versions/1/load-code"
    wrong = "0" * 64
    for method, path, body in (
        ("POST", "transfers", LOAD),
        ("POST", "transfers", {**LOAD, "trust": wrong}),
        ("GET", code, None),
        ("GET", f"{code}?trust={wrong}", None),
    ):
        response = await bob.call(method, path, body)
        error = json.loads(response.body)
        assert (response.code, error["code"]) == (403, "confirm_required")
        assert error["confirm"] == {"author": version["creator"], "sha256": version["sha256"], "risk": risk}
        assert "Ada L." in error["message"]
        assert not any(name in response.body.decode() for name in SAVED[risk][1])
    await bob.json("POST", "transfers", {**LOAD, "trust": version["sha256"]}, 201)
    await bob.json("GET", f"{code}?trust={version['sha256']}")


@pytest.mark.parametrize("way", ["load", "load code"])
async def test_a_version_that_takes_the_place_of_ones_own_is_not_loaded(
    api: Api, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    ada, bob, _ = await saved_by_ada(api)
    look = LocalRegistry.get_version

    async def look_and_be_slow(registry: LocalRegistry, name: str, number: int) -> Any:
        found = await look(registry, name, number)
        monkeypatch.setattr(LocalRegistry, "get_version", look)
        await bob.call("DELETE", "models/churn")
        client = TransferClient(bob)
        agent = await client.begin_save("churn", format="skops", encoding="pickle")
        agent.write({"model.pkl": b"of bob"})
        agent.done(report_of({"model.pkl": b"of bob"}, format="skops", encoding="pickle"))
        assert (await client.end_of(agent))["result"]["version"] == 1
        return found

    monkeypatch.setattr(LocalRegistry, "get_version", look_and_be_slow)
    if way == "load":
        answer = await ada.call("POST", "transfers", LOAD)
    else:
        answer = await ada.call("GET", "models/churn/versions/1/load-code")
    assert (answer.code, json.loads(answer.body)["code"]) == (409, "replaced")


class TestForbidden:
    @pytest.fixture
    def settings(self) -> dict[str, Any]:
        return {"allow_code_from_others": False}

    @pytest.mark.parametrize("risk", SAVED)
    async def test_an_administrator_can_forbid_it(self, api: Api, risk: str) -> None:
        ada, bob, version = await saved_by_ada(api, risk)
        await ada.json("POST", "transfers", LOAD, 201)
        for path, body in (("transfers", {**LOAD, "trust": version["sha256"]}),):
            refused = await bob.call("POST", path, body)
            assert (refused.code, json.loads(refused.body)["code"]) == (403, "code_forbidden")
        refused = await bob.call("GET", f"models/churn/versions/1/load-code?trust={version['sha256']}")
        assert (refused.code, json.loads(refused.body)["code"]) == (403, "code_forbidden")


async def test_nobody_ends_the_transfers_of_others(api: Api) -> None:
    ada, bob = Person(api, "ada"), Person(api, "bob")
    transfer = (await TransferClient(ada).begin_save("churn")).ticket["transfer"]
    failure = {"error": {"code": "aborted", "message": "It was aborted."}}
    for method, path, body in (
        ("DELETE", f"transfers/{transfer}", None),
        ("PATCH", f"transfers/{transfer}", failure),
        ("DELETE", f"operations/{transfer}", None),
        ("POST", f"operations/{transfer}/pause", None),
    ):
        refused = await bob.call(method, path, body)
        error = json.loads(refused.body)
        assert (refused.code, error["code"]) == (403, "not_yours")
        assert "Ada L." in error["message"]
        assert (await bob.json("GET", f"transfers/{transfer}"))["state"] == "waiting"
    assert (await ada.json("PATCH", f"transfers/{transfer}", failure))["state"] == "failed"
