"""How quick lists, searches and look-ups are among 100,000 models, through HTTP, beside MLflow's newest server.

    python -m bench.registry [number of models] [ours]

Both servers get the same models, 5 versions and 3 tags each. The time of each server's own empty route is subtracted.
No two rounds of a query ask for the same, and every tenth request follows a change. `ours` leaves MLflow out.
"""

from __future__ import annotations

import math
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from . import ours, theirs
from .client import Client, Request, Times
from .data import Made, made
from .queries import queries

ROUNDS = 60
ROUNDS_OF_THEIRS = 10
SMALL = 1000
MEDIAN, P95, GROWTH, MEAN, LEAST = 5.0, 10.0, 1.5, 50.0, 10.0
"""Goals: milliseconds, and how many times as long as with few models, or as MLflow's."""


class Server:
    """One of the servers. Its empty route is asked before each query, so that both meet the same machine."""

    def __init__(self, client: Client, empty: Request, write: Callable[[str, str], Request]) -> None:
        self._client = client
        self._empty = empty
        self._write = write
        self._requests = 0
        for _ in range(20):
            client.send(empty)

    def measure(self, request: Request, known: list[Made], times: Times) -> None:
        """Of a request; every tenth one follows a change."""
        self._requests += 1
        if self._requests % 10 == 0:
            model = known[self._requests * 31 % len(known)]
            self._client.send(self._write(model.name, f"{model.description} {self._requests}"))
        times.add(self._client.milliseconds(self._empty), self._client.milliseconds(request))


def our_server(stack: ExitStack, models: int) -> Server:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER"))))
    ours.fill(folder / "store", models)
    client, process = stack.enter_context(ours.serving(folder))
    client.send(ours.request("health"))
    before, begin = memory(process), time.perf_counter()
    client.send(ours.request("models", limit=100))
    first = time.perf_counter() - begin
    client.send(ours.request("models", limit=100, q="churn"))
    second = time.perf_counter() - begin - first
    server = Server(client, ours.EMPTY, ours.write)
    print(f"ours with {models} models: first list {first:.2f} s, first search {second:.2f} s more;", end=" ")
    print(f"index {memory(process) - before} MiB", flush=True)
    return server


def their_server(stack: ExitStack, models: int) -> Server:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER"))))
    theirs.fill(folder, models)
    print(f"MLflow {theirs.version(theirs.environment())}", flush=True)
    return Server(stack.enter_context(theirs.serving(folder)), theirs.EMPTY, theirs.write)


def memory(process: int) -> int:
    """MiB that the process has in memory."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") >> 20


def main(models: int, beside: bool) -> None:
    known = list(made(models))
    with ExitStack() as stack:
        small, large = our_server(stack, SMALL), our_server(stack, models)
        other = their_server(stack, models) if beside else None
        print(f"{'':24}{'median':>8}{'p95':>8}{f'at {SMALL}':>9}{'growth':>8}{'MLflow':>9}{'ratio':>8}")
        ratios = []
        for query, of_few in zip(queries(known), queries(known[:SMALL]), strict=True):
            few, many, own = Times(), Times(), Times()
            for number in range(ROUNDS + 1):
                small.measure(of_few.ours(number), known[:SMALL], few)
                large.measure(query.ours(number), known, many)
                if other and query.theirs and number <= ROUNDS_OF_THEIRS:
                    other.measure(query.theirs(number), known, own)
            growth = many.median / few.median
            missed = many.median > MEDIAN or many.p95 > P95 or growth > GROWTH
            line = f"{query.name:<24}{many.median:8.2f}{many.p95:8.2f}{few.median:9.2f}{growth:8.2f}"
            if other and query.theirs:
                ratios.append(own.median / many.median)
                missed = missed or ratios[-1] < LEAST
                line += f"{own.median:9.1f}{ratios[-1]:8.0f}"
            print(f"{line}{'  MISSED' if missed else ''}", flush=True)
        print(f"milliseconds over the empty route ({many.empty:.2f} of ours);", end=" ")
        print(f"goals: median ≤ {MEDIAN}, p95 ≤ {P95}, growth ≤ {GROWTH}")
        if ratios:
            mean = math.prod(ratios) ** (1 / len(ratios))
            good = mean >= MEAN and min(ratios) >= LEAST
            print(f"MLflow takes {mean:.0f} times as long (geometric mean, goal {MEAN:.0f}), at least", end=" ")
            print(f"{min(ratios):.0f} times (goal {LEAST:.0f}) {'ok' if good else 'MISSED'}")


if __name__ == "__main__":
    # Told to end, it takes servers and folders along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    given = sys.argv[1:]
    main(int(given[0]) if given and given[0].isdigit() else 100_000, "ours" not in given)
