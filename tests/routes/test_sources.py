"""The source of a version's code can be read by everybody before it is loaded, and nothing of it is run."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest

from ..clients import Api, TransferClient, report_of

PICKLE = pickle.dumps({"a": "model"})
NET = {"kind": "class", "module": "__main__", "name": "Net", "source": "class Net: pass\n"}
KEPT = {**NET, "key": "4f1c", "fingerprint": "9a"}
PATH = "models/churn/versions/1/sources"


async def save(client: TransferClient, files: dict[str, bytes]) -> None:
    agent = await client.begin_save("churn", format="skops", encoding="pickle")
    agent.begin()
    agent.write(files)
    agent.done(report_of(files, format="skops", encoding="pickle"))
    assert (await client.end_of(agent))["state"] == "done"


async def test_the_texts_of_a_version(client: TransferClient, api: Api) -> None:
    lone = {**KEPT, "kind": "function", "name": "<lambda>", "source": None}
    odd = {**KEPT, "source": "'\ud800'"}
    text = json.dumps({"python": "3.11", "code": [KEPT, lone, odd]}).encode()
    await save(client, {"model.pkl": PICKLE, "sources.json": text})
    found = await api.json("GET", PATH)
    assert found["code"] == [
        NET,
        {**NET, "kind": "function", "name": "<lambda>", "source": None},
        {**NET, "source": "'?'"},
    ]
    assert found["python"] == (await api.json("GET", "models/churn/versions/1"))["python"]


async def test_a_version_without_code(client: TransferClient, api: Api) -> None:
    await save(client, {"model.pkl": PICKLE})
    assert (await api.json("GET", PATH))["code"] == []


async def test_it_is_as_long_as_the_contract_allows(client: TransferClient, api: Api) -> None:
    code = [{**KEPT, "source": "#" * 300_000, "name": "n" * 900}, *[KEPT] * 700]
    await save(client, {"model.pkl": PICKLE, "sources.json": json.dumps({"python": "3", "code": code}).encode()})
    found = (await api.json("GET", PATH))["code"]
    assert [len(found), len(found[0]["source"]), len(found[0]["name"])] == [500, 200_000, 500]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"{}",
        b'{"code": 1}',
        b'{"code": [1]}',
        b'{"code": [{}]}',
        b"[" * 100_000,
        json.dumps({"code": [{**KEPT, "kind": "evil"}]}).encode(),
        json.dumps({"code": [{**KEPT, "source": 1}]}).encode(),
        b" " * (17 << 20),
    ],
    ids=range(10),
)
async def test_a_malformed_list_of_texts_is_reported(client: TransferClient, api: Api, text: bytes) -> None:
    await save(client, {"model.pkl": PICKLE, "sources.json": text})
    answer: Any = await api.call("GET", PATH)
    assert answer.code == 409
    assert "trust its author" in answer.body.decode()


async def test_no_version(api: Api) -> None:
    assert (await api.call("GET", PATH)).code == 404
