"""The byte routes of the contract, small, for agents that share no disk with it."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

SECRET = "geheim"


class ByteServer(ThreadingHTTPServer):
    """What arrived and what is given; `refuse` maps `METHOD route` to a status, `hold` is one that waits."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes] = {}
        self.reports: list[dict[str, Any]] = []
        self.requests: list[str] = []
        self.refuse: dict[str, int] = {}
        self.hold = ""
        self.holding, self.go_on = threading.Event(), threading.Event()

    @property
    def way(self) -> dict[str, str]:
        return {"way": "http", "url": f"http://127.0.0.1:{self.server_port}/base/transfers/1/"}


class Handler(BaseHTTPRequestHandler):
    server: ByteServer

    def handle(self) -> None:
        # A kernel that was interrupted does not wait for its answer.
        with contextlib.suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        route = self._route()
        if route == "ticket":
            self._answer(204)
        elif route in self.server.files:
            self._answer(200, self.server.files[route])

    def do_PUT(self) -> None:
        if route := self._route():
            self.server.files[route] = self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(204)

    def do_POST(self) -> None:
        if self._route() == "done":
            self.server.reports.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self._answer(204)

    def log_message(self, format: str, *args: object) -> None:
        """Tests look at `requests` instead."""

    def _route(self) -> str:
        """The file's name or the last part of the route; '' after an answer of our own."""
        route = self.path.removeprefix("/base/transfers/1/")
        self.server.requests.append(f"{self.command} {route}")
        if f"{self.command} {route}" == self.server.hold:
            self.server.holding.set()
            self.server.go_on.wait(60)
        refused = self.server.refuse.get(f"{self.command} {route}")
        if self.headers["X-Models-Ticket"] != SECRET:
            refused = 403
        if refused:
            self._answer(refused, b'{"code": "no", "message": "The server said no."}')
            return ""
        return unquote(route.removeprefix("files/"))

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        if body:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def running() -> Iterator[ByteServer]:
    server = ByteServer()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
