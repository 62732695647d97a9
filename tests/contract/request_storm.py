"""Requests with special values against a running server, one seed after the other, and what came of them."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

from tornado.httpclient import HTTPClientError

from jupyterlab_models.extension import FEATURES
from jupyterlab_models.server import strict_json
from jupyterlab_models.server.contract import Contract
from jupyterlab_models.server.feature import contract_parts

from ..clients import Api, FakeAgent, Json, TransferClient, report_of
from ..server import Server, Servers
from .loop_lag import NAMES
from .special_values import Values, encode, special

BATCH = 20
"""So many requests, one after the other, before the loop's lag is asked for."""
OPEN = 12
"""Transfers that are kept open."""
CONFIG = {"ServerApp": {"jpserver_extensions": {"tests.contract.loop_lag": True}}}


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    operation: str

    def __str__(self) -> str:
        return f"{self.operation}: {self.method} {self.path[:200]} {self.headers} {(self.body or b'')[:300]!r}"


@dataclass
class Outcome:
    sent: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    operations: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    """Requests without an answer, answers with a status of 500 or above, and answers that are not strict JSON."""
    lag: Json = field(default_factory=lambda: dict.fromkeys(NAMES, 0.0))
    """Seconds, see `loop_lag.LoopLag`."""
    slowest: list[Request] = field(default_factory=list)
    """A batch with the request that blocked the loop for the longest time."""


class RequestStorm:
    """A server with a few models and open transfers in it, and requests to it."""

    def __init__(self, client: TransferClient, seed: int) -> None:
        self.client = client
        self.random = Random(seed)
        self.document = Contract(contract_parts(FEATURES)).document
        self.open: list[FakeAgent] = []
        self.outcome = Outcome()
        self._operations = list(_operations(self.document))

    async def _keep_models(self) -> None:
        """There are models with versions, and one in the trash."""
        for name in ("churn", "risky", "deleted"):
            if (await self.client.api.call("GET", f"models/{name}/versions/1")).code == 404:
                assert (await self.client.save(name))["state"] == "done"
        await self.client.api.call("DELETE", "models/deleted")

    async def send(self, count: int) -> Outcome:
        """Requests in small batches; the spools of open transfers are written to in between."""
        while self.outcome.sent < count:
            await self._keep_models()
            await self._keep_open()
            batch = [self._request() for _ in range(min(BATCH, count - self.outcome.sent))]
            for request in batch:
                await self._exchange(request)
            if self.random.random() < 0.5:
                self._write_spool()
            await self._measure(batch)
        return self.outcome

    async def _measure(self, batch: list[Request]) -> None:
        api = Api(self.client.api.base.replace("jupyterlab-models/v1/", ""), self.client.api.token)
        worst = await api.json("GET", "loop-lag")
        lag = self.outcome.lag
        if worst["blocked"] > lag["blocked"]:
            self.outcome.slowest = batch
        self.outcome.lag = {name: max(lag[name], worst[name]) for name in lag}

    async def _exchange(self, request: Request) -> None:
        outcome = self.outcome
        outcome.sent += 1
        try:
            response = await self.client.api.call(
                request.method, request.path, raw=request.body, headers=request.headers, request_timeout=60
            )
        except (HTTPClientError, OSError) as error:
            outcome.wrong.append(f"no answer: {error!r} {request}")
            return
        outcome.statuses[response.code] += 1
        outcome.operations.add(request.operation)
        if response.code >= 500:
            outcome.wrong.append(f"{response.code} {response.body[:300]!r} {request}")
        if response.headers.get("Content-Type", "").startswith("application/json"):
            try:
                value = strict_json.read(response.body)
            except strict_json.NotStrict as error:
                outcome.wrong.append(f"{response.code}, not strict: {error} {request}")
            else:
                if request.operation == "createTransfer" and response.code == 201:
                    self.open.append(FakeAgent(value["ticket"]))

    async def _keep_open(self) -> None:
        """A few transfers are open, no more: the server looks at each of them fifty times a second."""
        while len(self.open) > OPEN:
            await self.client.api.call("DELETE", f"transfers/{self.open.pop(0).ticket['transfer']}")
        while len(self.open) < 3:
            self.open.append(await self.client.begin_save("churn"))

    def _write_spool(self) -> None:
        """A kernel's report with special values in it; the transfer may have ended."""
        agent = self.random.choice(self.open)
        if not agent.folder.is_dir() or "nonce" not in agent.ways["spool"]:
            return
        content = b"CBM1" + self.random.randbytes(20)
        agent.begin()
        agent.write({"model.cbm": content})
        schema = {"$ref": "#/components/schemas/KernelReport"}
        report = {**report_of({"model.cbm": content}), **_as_dict(self._values().value(schema))}
        report |= {"ok": True, "files": report_of({"model.cbm": content})["files"]}
        text = encode(self._values().spoil(report))
        (agent.folder / "done.new").write_bytes(text)
        (agent.folder / "done.new").rename(agent.folder / "done.json")

    def _values(self) -> Values:
        ids = [agent.ticket["transfer"] for agent in self.open]
        known: Json = {
            "ModelName": ["churn", "risky", "new one"],
            "VariableName": ["model"],
            "Id": ids,
            "FilePath": ["model.cbm"],
            "VersionNumber": [1, 2, 3],
            "format": ["cbm"],
            "encoding": ["catboost-cbm"],
            "bytes": [24, 1 << 40],
            "kernel": [{"id": "none"}, {"id": "none", "name": "x"}],
        }
        return Values(self.document, known, self.random)

    def _request(self) -> Request:
        random = self.random
        method, path, operation, parameters = random.choice(self._operations)
        agent = random.choice(self.open)
        headers: dict[str, str] = {}
        if any("ticket" in one for one in operation.get("security", ())):
            headers["X-Models-Ticket"] = random.choice((agent.secret["X-Models-Ticket"],) * 8 + ("", "x" * 500, "é"))
        query = []
        for parameter in parameters:
            values = self._values()
            text = self._text(values.value(parameter["schema"]))
            if parameter["name"] == "transfer" and random.random() < 0.8:
                text = agent.ticket["transfer"]
            if random.random() < 0.3:
                text = self._text(special(random))
            if parameter["in"] == "path":
                path = path.replace(f"{{{parameter['name']}}}", _quoted(text))
            elif random.random() < 0.6:
                query += [f"{parameter['name']}={_quoted(text)}"] * random.choice((1, 1, 1, 1, 2))
        content = operation.get("requestBody", {}).get("content", {})
        body = None
        if "application/json" in content:
            body = encode(self._values().spoiled(content["application/json"]["schema"]))[: (1 << 20) + 4096]
            if random.random() < 0.03:
                headers["Content-Type"] = random.choice(("text/plain", "", "application/json; charset=utf-16", "é"))
            if random.random() < 0.03:
                body = random.choice(
                    (b"", b"\xef\xbb\xbf{}", "{}".encode("utf-16"), body[: len(body) // 2], b"\0" * 99)
                )
        elif content:
            body = random.randbytes(random.choice((0, 1, 100, 70_000)))
        elif method in ("POST", "PUT", "PATCH"):
            body = random.choice((b"", b"{}", b"1"))
        address = path.removeprefix("/") + ("?" + "&".join(query) if query else "")
        return Request(method, address, headers, body, operation["operationId"])

    def _text(self, value: Any) -> str:
        """As a part of a URL, which has to stay short enough to be sent."""
        return (value if isinstance(value, str) else encode(value).decode("utf-8", "replace"))[:500]


def _as_dict(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def _operations(document: Json) -> Iterator[tuple[str, str, Json, list[Json]]]:
    """Method, path, operation and parameters."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if isinstance(operation, dict) and "operationId" in operation:
                listed = [*item.get("parameters", ()), *operation.get("parameters", ())]
                yield method.upper(), path, operation, [_resolved(document, one) for one in listed]


def _resolved(document: Json, parameter: Json) -> Json:
    if "$ref" not in parameter:
        return parameter
    found: Json = document["components"]["parameters"][parameter["$ref"].rpartition("/")[2]]
    return found


async def start(servers: Servers, folder: Path) -> tuple[Server, TransferClient]:
    """A server that measures its event loop."""
    place = folder / "config" / "jupyter_server_config.d"
    place.mkdir(parents=True)
    (place / "loop_lag.json").write_text(json.dumps(CONFIG))
    return await servers.start(JUPYTER_CONFIG_PATH=str(place.parent))


def run(folder: Path, count: int, seed: int) -> Outcome:
    """Start a server, send so many requests, stop it."""

    async def storm() -> Outcome:
        _, client = await start(servers, folder)
        storm = RequestStorm(client, seed)
        return await storm.send(count)

    servers = Servers(folder)
    try:
        return asyncio.run(storm())
    finally:
        servers.stop()
