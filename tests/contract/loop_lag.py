"""A server extension that measures how long the event loop is blocked; `GET /loop-lag` gives the worst so far.

Python's garbage collector is counted apart: a full collection of what Jupyter itself holds takes 70 ms and more.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import time
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado import web
from tornado.ioloop import IOLoop

PERIOD = 0.005
NAMES = ("late", "computed", "blocked", "collecting")


class LoopLag:
    """The worst that happened between two turns of the loop, in seconds."""

    def __init__(self) -> None:
        self.late = 0.0
        """How late a timer was. A busy machine makes it late too."""
        self.computed = 0.0
        """How long the loop's own thread computed without a break, without the collector."""
        self.blocked = 0.0
        """How late a timer was, without the collector and the time for which threads waited for a processor."""
        self.collecting = 0.0
        """How long the collector ran."""
        self._collected = 0.0
        gc.callbacks.append(self._collector)

    async def measure(self) -> None:
        while True:
            begun, computed, waited = time.monotonic(), time.thread_time(), _waited()
            self._collected = 0.0
            await asyncio.sleep(PERIOD)
            late = time.monotonic() - begun - PERIOD
            self.late = max(self.late, late)
            self.computed = max(self.computed, time.thread_time() - computed - self._collected)
            self.blocked = max(self.blocked, late - (_waited() - waited) - self._collected)

    def take(self) -> dict[str, float]:
        worst = {name: getattr(self, name) for name in NAMES}
        self.late = self.computed = self.blocked = self.collecting = 0.0
        return worst

    def _collector(self, phase: str, _: dict[str, int]) -> None:
        if phase == "start":
            self._began = time.thread_time()
        else:
            seconds = time.thread_time() - self._began
            self._collected += seconds
            self.collecting = max(self.collecting, seconds)


def _waited() -> float:
    """Seconds for which all threads of this process were ready to run and did not, since they began."""
    total = 0
    for thread in Path("/proc/self/task").iterdir():
        with contextlib.suppress(FileNotFoundError):  # the thread has ended
            total += int((thread / "schedstat").read_text().split()[1])
    return total / 1e9


class LagHandler(APIHandler):
    def initialize(self, lag: LoopLag) -> None:
        self.lag = lag

    @web.authenticated
    def get(self) -> None:
        self.finish(self.lag.take())


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(app: Any) -> None:
    lag = LoopLag()
    app.web_app.add_handlers(".*$", [(url_path_join(app.base_url, "loop-lag"), LagHandler, {"lag": lag})])
    IOLoop.current().add_callback(lag.measure)
