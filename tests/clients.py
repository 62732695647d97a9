"""Clients of the REST API that act as the page, and a fake agent for tests that need no kernel."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPResponse

PREFIX = "jupyterlab-models/v1"
Json = dict[str, Any]


@dataclass
class Api:
    """Calls the routes of a running server as the page does."""

    base: str
    token: str

    async def call(self, method: str, path: str, body: object = None, **options: Any) -> HTTPResponse:
        """Send JSON (or `raw` bytes) and return the response of whatever status."""
        headers = {"Authorization": f"token {self.token}"} if self.token else {}
        content: bytes | None = options.pop("raw", None)
        if body is not None:
            content = json.dumps(body).encode()
        if content is not None:
            headers["Content-Type"] = "application/json"
        headers |= options.pop("headers", {})
        return await AsyncHTTPClient().fetch(
            f"{self.base}{path}",
            method=method,
            body=content,
            headers=headers,
            raise_error=False,
            allow_nonstandard_methods=True,
            **options,
        )

    async def json(self, method: str, path: str, body: object = None, status: int = 200) -> Json:
        """Send, expect the status, return the JSON."""
        response = await self.call(method, path, body)
        assert response.code == status, response.body
        answer: Json = json.loads(response.body)
        return answer


async def only_failed(api: Api) -> Json:
    """The only model in the list: what a failed save of a new name leaves, which is no version."""
    (model,) = (await api.json("GET", "models"))["items"]
    assert (model["state"], model["versions"], model["latest"]) == ("failed", 0, None)
    assert (await api.json("GET", f"models/{model['name']}"))["items"] == []
    return dict(model)


class FakeAgent:
    """Uses a ticket as the agent does, in plain Python, and misbehaves when a test wants it to."""

    def __init__(self, ticket: Json) -> None:
        self.ticket = ticket
        self.ways = {way["way"]: way for way in ticket["ways"]}
        self.secret = {"X-Models-Ticket": ticket["secret"]}

    @property
    def folder(self) -> Path:
        """The folder of the spool transport."""
        return Path(self.ways["spool"]["path"])

    def begin(self) -> None:
        assert (self.folder / "nonce").read_text() == self.ways["spool"]["nonce"]
        (self.folder / "started").touch()

    def write(self, files: dict[str, bytes]) -> None:
        for path, content in files.items():
            target = self.folder / "files" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)

    def done(self, report: object) -> None:
        draft = self.folder / "done.new"
        draft.write_text(report if isinstance(report, str) else json.dumps(report))
        draft.replace(self.folder / "done.json")

    async def send(self, method: str, path: str, content: bytes | None = None, **headers: str) -> HTTPResponse:
        """One request to a byte route, with the ticket's secret."""
        return await AsyncHTTPClient().fetch(
            self.ways["http"]["url"] + path,
            method=method,
            body=content,
            headers={**self.secret, **headers},
            raise_error=False,
            allow_nonstandard_methods=True,
        )


CBM = b"CBM1" + bytes(range(256)) * 16
"""Begins like a CatBoost model; nobody here reads further."""


def report_of(files: dict[str, bytes], **more: object) -> Json:
    """The agent's report that it wrote these files."""
    listed = [{"path": path, "bytes": len(content)} for path, content in files.items()]
    facts = {"class": "catboost.core.CatBoostClassifier", "libraries": {"catboost": "1.2.10"}, "python": "3.11.7"}
    return {"ok": True, "format": "cbm", "encoding": "catboost-cbm", "files": listed, **facts, **more}


@dataclass
class TransferClient:
    """Whole saves and loads against a server."""

    api: Api

    async def begin_save(self, name: str = "churn", **more: object) -> FakeAgent:
        request: Json = {"kind": "save", "model": name, "variable": "model", "kernel": {"id": "none"}}
        request |= {"format": "cbm", "encoding": "catboost-cbm", "bytes": len(CBM), **more}
        begun = await self.api.json("POST", "transfers", request, 201)
        return FakeAgent(begun["ticket"])

    async def begin_load(self, name: str, version: int, **more: object) -> FakeAgent:
        request: Json = {
            "kind": "load",
            "model": name,
            "version": version,
            "variable": "model",
            "kernel": {"id": "none"},
        }
        begun = await self.api.json("POST", "transfers", {**request, **more}, 201)
        return FakeAgent(begun["ticket"])

    async def save(self, name: str = "churn", content: bytes = CBM, **more: object) -> Json:
        """Save one file over the spool; the ended transfer."""
        agent = await self.begin_save(name, **more)
        agent.begin()
        agent.write({"model.cbm": content})
        agent.done(report_of({"model.cbm": content}))
        return await self.end_of(agent)

    async def save_over_http(self, name: str = "churn", content: bytes = CBM) -> Json:
        """Save one file over HTTP; the ended transfer."""
        agent = await self.begin_save(name)
        assert (await agent.send("PUT", "files/model.cbm", content)).code == 204
        report = json.dumps(report_of({"model.cbm": content})).encode()
        assert (await agent.send("POST", "done", report, **{"Content-Type": "application/json"})).code == 204
        return await self.end_of(agent)

    async def end_of(self, agent: FakeAgent, seconds: float = 60.0) -> Json:
        """Wait until the transfer has ended; the schema `Transfer`."""
        return await self.until(agent, ("done", "failed", "cancelled"), seconds)

    async def until(self, agent: FakeAgent, states: tuple[str, ...], seconds: float = 60.0) -> Json:
        deadline = time.monotonic() + seconds
        while True:
            transfer = await self.api.json("GET", f"transfers/{agent.ticket['transfer']}")
            if transfer["state"] in states:
                return transfer
            assert time.monotonic() < deadline, transfer
            await asyncio.sleep(0.01)
