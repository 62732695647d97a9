"""Ways around the gate: none leads to the files of a program or of code that somebody else saved."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from ..clients import Api, Json, TransferClient, report_of
from ..routes.test_gate import LOAD, SAVED, Person, saved_by_ada, server_settings  # noqa: F401 - a fixture

CODE = "models/churn/versions/1/load-code"
Request = tuple[str, str, Any]


def load(**more: Any) -> Callable[[Json], Request]:
    return lambda version: ("POST", "transfers", {**LOAD, **more})


def with_trust(change: Callable[[str], Any]) -> Callable[[Json], Request]:
    """A load whose trust is made of the right digest."""
    return lambda version: ("POST", "transfers", {**LOAD, "trust": change(version["sha256"])})


def raw(text: str) -> Callable[[Json], Request]:
    """A load with further members, as they are written."""

    def request(version: Json) -> Request:
        return "POST", "transfers", json.dumps(LOAD)[:-1].encode() + text.replace("SHA", version["sha256"]).encode()

    return request


def code(query: str) -> Callable[[Json], Request]:
    return lambda version: ("GET", CODE + query.replace("SHA", version["sha256"]), None)


ATTEMPTS: dict[str, Callable[[Json], Request]] = {
    "no trust": load(),
    "null": load(trust=None),
    "empty": load(trust=""),
    "true": load(trust=True),
    "a word": load(trust="yes"),
    "another digest": load(trust="0" * 64),
    "capitals": with_trust(str.upper),
    "a space": with_trust(lambda digest: digest + " "),
    "a line": with_trust(lambda digest: digest + "\n"),
    "one digit less": with_trust(lambda digest: digest[:-1]),
    "a list": with_trust(lambda digest: [digest]),
    "an object": with_trust(lambda digest: {"sha256": digest}),
    "other digits": with_trust(lambda digest: digest.translate({ord("0"): "０"}) + "０" * ("0" not in digest)),
    "the file's digest": lambda version: ("POST", "transfers", {**LOAD, "trust": version["files"][0]["sha256"]}),
    "another spelling of the name": load(model="CHURN"),
    "another form of the name": load(model=unicodedata.normalize("NFD", "churn")),
    "a risk in the request": load(risk="data"),
    "a creator in the request": load(creator={"username": "bob", "name": "Bob"}),
    "a user in the request": load(user="ada"),
    "a part that is none": load(part="weights"),
    "an empty part": load(part=""),
    "a version that is text": load(version="1"),
    "a save that loads": load(kind="save"),
    "trust twice": raw(', "trust": "SHA", "trust": ""}'),
    "no number": raw(', "overwrite": NaN}'),
    "code without trust": code(""),
    "code with an empty trust": code("?trust="),
    "code with another trust": code("?trust=" + "0" * 64),
    "code with trust twice": code("?trust=SHA&trust=SHA"),
    "code with trust in capitals": lambda version: ("GET", f"{CODE}?trust={version['sha256'].upper()}", None),
    "code with a creator": code("?creator=bob"),
    "code of another number": lambda version: ("GET", CODE.replace("/1/", "/01/"), None),
    "code by another verb": lambda version: ("POST", CODE, {}),
}


async def refuse_all(bob: Person, version: Json, attempts: dict[str, Callable[[Json], Request]]) -> None:
    names = [file["path"] for file in version["files"]]
    for name, attempt in attempts.items():
        method, path, body = attempt(version)
        options = {"raw": body} if isinstance(body, bytes) else {"body": body}
        response = await bob.call(method, path, **options)
        assert 400 <= response.code < 500, f"{name}: {response.code}"
        told = response.body.decode()
        assert not any(word in told for word in ("secret", *names)), f"{name}: {told}"
        assert json.loads(told)["message"], name


@pytest.mark.parametrize("risk", SAVED)
async def test_nobody_gets_round_it(api: Api, risk: str) -> None:
    _, bob, version = await saved_by_ada(api, risk)
    await refuse_all(bob, version, ATTEMPTS)
    assert (await bob.json("GET", "transfers?active=true"))["items"] == []


@pytest.mark.parametrize("risk", SAVED)
async def test_what_others_may_change_does_not_open_it(api: Api, risk: str) -> None:
    _, bob, version = await saved_by_ada(api, risk)
    await bob.json("PATCH", "models/churn", {"description": "of bob", "tags": ["bob"]})
    entry = await bob.json("DELETE", "models/churn")
    await bob.json("POST", f"trash/{entry['id']}/restore")
    client = TransferClient(bob)
    written, files = SAVED[risk]
    agent = await client.begin_save("churn", **written)
    agent.write({**files})
    agent.done(report_of(files, **written, creator={"username": "bob", "name": "Bob"}))
    assert (await client.end_of(agent))["state"] in ("done", "failed")
    await refuse_all(bob, version, ATTEMPTS)


async def test_the_ticket_of_one_opens_nothing_of_another(api: Api) -> None:
    ada, bob, _ = await saved_by_ada(api)
    await TransferClient(bob).save("own")
    loading = await TransferClient(ada).begin_load("churn", 1)
    own = await TransferClient(bob).begin_load("own", 1)
    crossed = f"transfers/{loading.ticket['transfer']}/files/model.pkl"
    for secret in (own.ticket["secret"], "", loading.ticket["secret"][:-1]):
        refused = await bob.call("GET", crossed, headers={"X-Models-Ticket": secret})
        assert (refused.code, b"model.pkl" in refused.body) == (403, False)


class TestForbidden:
    @pytest.fixture
    def settings(self) -> Json:
        return {"allow_code_from_others": False}

    @pytest.mark.parametrize("risk", SAVED)
    async def test_even_the_right_digest_opens_nothing(self, api: Api, risk: str) -> None:
        _, bob, version = await saved_by_ada(api, risk)
        right = {"the digest": with_trust(str), "code with the digest": code("?trust=SHA")}
        await refuse_all(bob, version, {**ATTEMPTS, **right})
