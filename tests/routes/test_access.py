"""Who gets in: every operation of the contract without login, without permission, and across sites."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jupyter_server.auth import Authorizer
from tornado.httpclient import AsyncHTTPClient

import jupyterlab_models

from ..clients import Api, Json, TransferClient

CONTRACT = yaml.safe_load(Path(jupyterlab_models.__file__).with_name("openapi.yaml").read_text())
VALUES = {
    "name": "churn",
    "version": "1",
    "file": "model.cbm",
    **dict.fromkeys(("entry", "transfer", "operation"), "0" * 32),
}


def operations(byte_routes: bool) -> Iterator[tuple[str, str]]:
    """Method and path of each operation, path parameters filled in."""
    for path, item in CONTRACT["paths"].items():
        for method, operation in item.items():
            if method != "parameters" and ("bytes" in operation["tags"]) == byte_routes:
                yield method.upper(), re.sub(r"{(\w+)}", lambda found: VALUES[found[1]], path).lstrip("/")


def test_all_operations_are_walked() -> None:
    assert len(list(operations(False))) == 31
    assert len(list(operations(True))) == 4


@pytest.mark.parametrize(("method", "path"), list(operations(False)))
async def test_no_login_no_answer(api: Api, method: str, path: str) -> None:
    for token in ("", "wrong"):
        api.token = token
        refused = await api.call(method, path, raw=b"{}" if method in ("POST", "PATCH") else None)
        assert refused.code == 403
        assert refused.headers["Content-Type"] == "application/json"
        assert json.loads(refused.body)["code"] == "forbidden"


@pytest.mark.parametrize(("method", "path"), list(operations(True)))
async def test_byte_routes_need_a_ticket(api: Api, method: str, path: str) -> None:
    refused = await api.call(method, path, raw=b"{}" if method in ("POST", "PUT") else None)
    assert (refused.code, json.loads(refused.body)["code"]) == (403, "bad_ticket")


async def test_unknown_addresses(api: Api) -> None:
    for path in ("nothing", "models/", "models/a/b", "", "health/more", "transfers/x/files/a/b"):
        missing = await api.call("GET", path)
        assert (missing.code, json.loads(missing.body)["code"]) == (404, "not_found")
    api.token = ""
    assert (await api.call("GET", "nothing")).code == 403


async def test_methods_that_are_not_there(api: Api) -> None:
    refused = await api.call("PUT", "models/churn", {})
    assert (refused.code, json.loads(refused.body)["code"]) == (405, "method_not_allowed")
    assert {"GET", "PATCH", "DELETE"} <= set(refused.headers["Allow"].split(", "))


async def test_answers_are_not_kept(api: Api) -> None:
    for path in ("models", "models/nothing"):
        assert (await api.call("GET", path)).headers["Cache-Control"] == "no-store"


async def test_a_cookie_needs_the_xsrf_header(api: Api, client: TransferClient) -> None:
    await client.save()
    login = await AsyncHTTPClient().fetch(api.base.removesuffix("jupyterlab-models/v1/") + "login")
    logged_in = await api.call("GET", "health")
    set_cookies = [*login.headers.get_list("Set-Cookie"), *logged_in.headers.get_list("Set-Cookie")]
    cookies = dict(line.partition(";")[0].split("=", 1) for line in set_cookies)
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    api.token = ""
    assert (await api.call("GET", "models/churn", headers=headers)).code == 200
    assert (await api.call("DELETE", "models/churn", headers=headers)).code == 403
    assert (await api.call("GET", "models/churn", headers=headers)).code == 200
    allowed = await api.call("DELETE", "models/churn", headers={**headers, "X-XSRFToken": cookies["_xsrf"]})
    assert allowed.code == 200


class Readers(Authorizer):
    """Lets people read models and nothing else."""

    def is_authorized(self, handler: Any, user: Any, action: str, resource: str) -> bool:
        return (action, resource) == ("read", "models")


class TestPermissions:
    @pytest.fixture
    def server_settings(self) -> Json:
        return {"authorizer_class": Readers}

    @pytest.mark.parametrize(("method", "path"), list(operations(False)))
    async def test_reading_only(self, api: Api, method: str, path: str) -> None:
        answer = await api.call(method, path, raw=b"{}" if method in ("POST", "PATCH") else None)
        if method == "GET":
            assert answer.code in (200, 404)
        else:
            assert (answer.code, json.loads(answer.body)["code"]) == (403, "forbidden")
