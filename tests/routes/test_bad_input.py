"""What bad input gets: 4xx with a sentence and the field, never 500, and nothing changed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ..clients import Api, TransferClient

SAVE: dict[str, Any] = {
    "kind": "save",
    "model": "m",
    "variable": "v",
    "kernel": {"id": "k"},
    "format": "cbm",
    "encoding": "catboost-cbm",
}


@pytest.mark.parametrize(
    ("raw", "content_type", "status"),
    [
        (b"", "application/json", 400),
        (b"{", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b'{"kind": NaN}', "application/json", 400),
        (b'{"model": "\\ud800"}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"a": ' + b"9" * 10_000 + b"}", "application/json", 400),
        (b"null", "application/json", 422),
        (b"[]", "application/json", 422),
        (b"{}", "application/json", 422),
        (b"{}", "text/plain", 415),
        (b"{}", "", 415),
        (b" " * (2**20 + 1), "application/json", 413),
    ],
)
async def test_bodies_that_are_none(api: Api, raw: bytes, content_type: str, status: int) -> None:
    for method, path in (("POST", "transfers"), ("PATCH", "models/churn")):
        answer = await api.call(method, path, raw=raw, headers={"Content-Type": content_type})
        assert answer.code == status
        assert json.loads(answer.body)["message"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"model": None}, "model"),
        ({"model": ""}, "model"),
        ({"model": "a/b"}, "name"),
        ({"model": ".a"}, "name"),
        ({"model": " a"}, "name"),
        ({"model": "a\x00"}, "name"),
        ({"model": "a" * 129}, "model"),
        ({"variable": "1a"}, "variable"),
        ({"variable": "class"}, "variable"),
        ({"variable": "a; import os"}, "variable"),
        ({"kernel": {}}, "kernel.id"),
        ({"kernel": {"id": "k", "x": 1}}, "kernel.x"),
        ({"format": "unknown"}, "format"),
        ({"encoding": "pickle"}, "encoding"),
        ({"bytes": -1}, "bytes"),
        ({"bytes": 2**60}, "bytes"),
        ({"tags": ["a", "a"]}, "tags"),
        ({"tags": [""]}, "tags.0"),
        ({"description": "x" * 5001}, "description"),
        ({"unknown": 1}, "unknown"),
        ({"kind": "other"}, "kind"),
        ({"kind": "load"}, "version"),
    ],
)
async def test_wrong_fields_are_named(api: Api, change: dict[str, Any], field: str) -> None:
    answer = await api.call("POST", "transfers", {**SAVE, **change})
    error = json.loads(answer.body)
    assert answer.code == 422
    assert error["message"].endswith(".")
    if change != {"kind": "load"}:
        assert error["field"] == field
    assert (await api.json("GET", "transfers"))["items"] == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("limit=", "limit"),
        ("limit=1.0", "limit"),
        ("limit=1&limit=2", "limit"),
        ("offset=-1", "offset"),
        ("sort=id", "sort"),
        ("order=up", "order"),
        ("q=" + "x" * 201, "q"),
        ("q=%ff", "q"),
    ],
)
async def test_wrong_queries(api: Api, query: str, field: str) -> None:
    answer = await api.call("GET", f"models?{query}")
    assert (answer.code, json.loads(answer.body)["field"]) == (422, field)


async def test_queries_that_are_fine(api: Api) -> None:
    for query in ("q=", "q=%00", "1690000000000", "limit=500&offset=10000000&sort=bytes&order=desc"):
        assert (await api.json("GET", f"models?{query}"))["items"] == []


@pytest.mark.parametrize("name", ["%00", "%2F", "..", "%2e%2e", "a%25b", "%f0%9f%98%80", "a" * 500, "%0a", "%27%22"])
async def test_odd_names_are_not_found(api: Api, name: str) -> None:
    for method, path in (("GET", ""), ("DELETE", ""), ("GET", "/versions"), ("GET", "/versions/1")):
        answer = await api.call(method, f"models/{name}{path}")
        assert answer.code in (404, 422)
        assert json.loads(answer.body)["message"]
    assert (await api.call("GET", "models/%ff")).code == 400


async def test_names_are_decoded_once(api: Api, client: TransferClient) -> None:
    await client.save("größe 1.0")
    assert (await api.json("GET", "models/gr%C3%B6%C3%9Fe%201.0"))["name"] == "größe 1.0"
    assert (await api.call("GET", "models/gr%25C3%25B6%25C3%259Fe%25201.0")).code == 404


async def test_wrong_ids_and_numbers(api: Api, client: TransferClient) -> None:
    await client.save()
    for path in ("models/churn/versions/0", "models/churn/versions/x", "models/churn/versions/99999999999999999999"):
        assert (await api.call("GET", path)).code == 422
    assert (await api.call("GET", "models/churn/versions/2")).code == 404
    for path in ("transfers/x", f"transfers/{'A' * 32}"):
        assert (await api.call("GET", path)).code == 422
    assert (await api.call("DELETE", "trash/x")).code == 422
    assert (await api.call("DELETE", f"trash/{'0' * 32}")).code == 404
