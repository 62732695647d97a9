"""Requests over one connection that stays open, and how long they take."""

from __future__ import annotations

import http.client
import json
import statistics
import time
from typing import Any, NamedTuple
from urllib.parse import urlsplit

Json = dict[str, Any]
FLOOR = 0.2
"""Milliseconds that a query takes at least, so that nothing is divided by a difference that is noise."""


class Request(NamedTuple):
    path: str
    method: str = "GET"
    body: Json | None = None


class Client:
    def __init__(self, url: str, headers: dict[str, str]) -> None:
        parts = urlsplit(url)
        self._connection = http.client.HTTPConnection(parts.netloc, timeout=600)
        self._prefix = parts.path
        self._headers = {"Content-Type": "application/json", **headers}

    def send(self, request: Request) -> bytes:
        body = None if request.body is None else json.dumps(request.body)
        self._connection.request(request.method, self._prefix + request.path, body, self._headers)
        response = self._connection.getresponse()
        content = response.read()
        if response.status != 200:
            raise RuntimeError(f"{request}: {response.status} {content[:500]!r}")
        return content

    def json(self, request: Request) -> Json:
        found: Json = json.loads(self.send(request))
        return found

    def milliseconds(self, request: Request) -> float:
        begin = time.perf_counter()
        self.send(request)
        return (time.perf_counter() - begin) * 1000


class Times:
    """Milliseconds of one query, less those of the server's empty route. The first round only warms up."""

    def __init__(self) -> None:
        self._empty: list[float] = []
        self._measured: list[float] = []

    def add(self, empty: float, measured: float) -> None:
        self._empty.append(empty)
        self._measured.append(measured)

    @property
    def empty(self) -> float:
        return statistics.median(self._empty[1:])

    @property
    def median(self) -> float:
        return statistics.median(self._own())

    @property
    def p95(self) -> float:
        own = self._own()
        return own[min(len(own) - 1, round(len(own) * 0.95))]

    def _own(self) -> list[float]:
        empty = self.empty
        return sorted(max(FLOOR, value - empty) for value in self._measured[1:])
