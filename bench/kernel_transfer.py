"""Saves and loads of large models beside the library's own, through a real server and a real kernel.

    python bench/kernel_transfer.py [rounds]

Every figure is a ratio of medians within one run: the library's own way and ours in turns. A save by the library alone
writes the file; published is compared with that plus fsync plus one pass of SHA-256, which any registry needs.
Memory is the kernel's peak during ours less its peak during the library's own.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from jupyter_client.blocking.client import BlockingKernelClient

Json = dict[str, Any]
MIME = "application/vnd.jupyterlab-models+json"
RUN = "getattr(__import__('sys').modules.get('_jupyterlab_models'), 'run', lambda r: None)"
MIB = 1 << 20
GOAL = 1.1
GOAL_MEMORY = 64

FOREST = """
import numpy, pickle
from sklearn.ensemble import ExtraTreesRegressor
_rng = numpy.random.RandomState(0)
model = ExtraTreesRegressor(26, max_features=1, n_jobs=2, random_state=0).fit(_rng.rand(60_000, 4), _rng.rand(60_000))
def own_save(path):
    with open(path, 'wb') as file:
        pickle.dump(model, file, protocol=5)
def own_load(path):
    with open(path, 'rb') as file:
        return pickle.load(file)
"""
CATBOOST = """
import numpy
from catboost import CatBoostClassifier
_rng = numpy.random.RandomState(0)
model = CatBoostClassifier(iterations=24, depth=16, border_count=8, verbose=False, allow_writing_files=False)
model.fit(_rng.rand(2_000, 8), _rng.randint(0, 16, 2_000))
def own_save(path):
    model.save_model(path)
def own_load(path):
    return CatBoostClassifier().load_model(path)
"""
CASES = {
    "ExtraTreesRegressor, pickle": (FOREST, "pickle", "model.pkl"),
    "CatBoostClassifier, cbm": (CATBOOST, "catboost-cbm", "model.cbm"),
}
TOOLS = """
import gc, hashlib, os
def peak_reset():
    gc.collect()
    with open('/proc/self/clear_refs', 'w') as file:
        file.write('5')
def peak():
    with open('/proc/self/status') as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith('VmHWM'))
def durable(path):
    with open(path, 'rb+') as file:
        os.fsync(file.fileno())
        digest = hashlib.sha256()
        while block := file.read(1 << 20):
            digest.update(block)
"""


class Bench:
    """One server with one kernel."""

    def __init__(self, folder: Path, url: str, token: str) -> None:
        self.folder = folder
        self.url = url
        self.token = token
        self.kernel = self.rest("POST", "api/kernels", {"name": "python3"})["id"]
        self.client: Any = BlockingKernelClient()
        self.client.load_connection_file(str(folder / "runtime" / f"kernel-{self.kernel}.json"))
        # Without the heartbeat, which takes a kernel that starts slowly for a dead one.
        self.client.start_channels(hb=False)
        self.client.wait_for_ready(timeout=60)

    def rest(self, method: str, path: str, body: Json | None = None) -> Any:
        request = urllib.request.Request(self.url + path, method=method)
        request.add_header("Authorization", f"token {self.token}")
        request.add_header("Content-Type", "application/json")
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(request, data, timeout=120) as response:
            content = response.read()
        return json.loads(content) if content else None

    def models(self, method: str, path: str, body: Json | None = None) -> Any:
        return self.rest(method, f"jupyterlab-models/v1/{path}", body)

    def execute(self, code: str, expression: str = "None") -> Any:
        """One silent request as the page sends it; the expression's MIME bundle."""
        parent = self.client.execute(code, silent=True, user_expressions={"value": expression}, allow_stdin=False)
        reply = self.client.get_shell_msg(timeout=900)
        while reply["parent_header"].get("msg_id") != parent:
            reply = self.client.get_shell_msg(timeout=900)
        content = reply["content"]
        if content["status"] != "ok" or content["user_expressions"]["value"]["status"] != "ok":
            raise RuntimeError(content)
        return content["user_expressions"]["value"]["data"]

    def ask(self, **request: Any) -> Json:
        body: Json = self.execute("", f"{RUN}({json.dumps(json.dumps(request))})")[MIME]
        if not body["ok"]:
            raise RuntimeError(body)
        return body

    def done(self, transfer: str) -> Json:
        while True:
            found: Json = self.models("GET", f"transfers/{transfer}")
            if found["state"] == "done":
                return found
            if found["state"] in ("failed", "cancelled"):
                raise RuntimeError(found)
            time.sleep(0.005)

    def settle(self) -> None:
        """Every step begins alike: pages of a file just removed at hand, nothing left to be written back."""
        scratch = str(self.folder / "scratch")
        self.execute(f"own_save({scratch!r})\nos.unlink({scratch!r})")
        os.sync()
        self.execute("peak_reset()")

    def measured(self, code: str) -> tuple[float, int]:
        """Seconds of a request of the user's own code, and the kernel's peak memory during it."""
        self.settle()
        begin = time.perf_counter()
        self.execute(code)
        return time.perf_counter() - begin, int(self.execute("", "peak()")["text/plain"])


@contextlib.contextmanager
def serving(program: Sequence[str] = ("-m", "jupyter_server")) -> Iterator[Bench]:
    """A server in a temporary folder; `BENCH_FOLDER` puts it on another disk. `program` is how Python starts it."""
    token = uuid.uuid4().hex
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER")) as name:
        folder = Path(name)
        places = {kind: str(folder / kind.lower()) for kind in ("RUNTIME", "DATA", "CONFIG")}
        environment = {**os.environ, **{f"JUPYTER_{kind}_DIR": place for kind, place in places.items()}}
        command = [sys.executable, *program, "--no-browser", "--allow-root", "--ServerApp.port=0"]
        command += [f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}"]
        command += ["--ServerApp.jpserver_extensions={'jupyterlab_models': True}"]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(command, env=environment, stderr=log, stdout=log)
        try:
            yield Bench(folder, address(folder / "log", server), token)
        finally:
            server.terminate()
            server.wait(60)


def address(log: Path, server: subprocess.Popen[bytes]) -> str:
    """Where the server listens, once it says so and does."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", log.read_text())
        with contextlib.suppress(ConnectionRefusedError):
            if found:
                socket.create_connection(("127.0.0.1", int(found[1])), timeout=60).close()
                return found.group()
        time.sleep(0.05)
    raise RuntimeError(log.read_text())


class Figures:
    """Seconds and bytes by name, one entry a round."""

    def __init__(self) -> None:
        self.values: dict[str, list[float]] = {}

    def add(self, name: str, value: float) -> None:
        self.values.setdefault(name, []).append(value)

    def median(self, name: str) -> float:
        return statistics.median(self.values[name])

    def show(self, label: str, ours: str, own: str) -> None:
        ratio = self.median(ours) / self.median(own)
        verdict = "ok" if ratio <= GOAL else "MISSED"
        times = f"{self.median(ours):7.3f} s / {self.median(own):7.3f} s = {ratio:5.2f}"
        print(f"  {label:<24} {times}  (goal ≤ {GOAL}) {verdict}")

    def show_memory(self, label: str, ours: str, own: str) -> None:
        extra = (self.median(ours) - self.median(own)) / MIB
        verdict = "ok" if extra <= GOAL_MEMORY else "MISSED"
        print(f"  {label:<24} {extra:7.1f} MiB {'':18}  (goal ≤ {GOAL_MEMORY}) {verdict}")


def save_round(bench: Bench, figures: Figures, encoding: str) -> None:
    """The library alone, the library with fsync and digest, and ours."""
    own = bench.folder / "own"
    seconds, peak = bench.measured(f"own_save({str(own)!r})")
    figures.add("own save", seconds)
    figures.add("own save peak", peak)
    own.unlink()
    figures.add("own durable", bench.measured(f"own_save({str(own)!r})\ndurable({str(own)!r})")[0])
    own.unlink()
    check = bench.ask(op="check", variable="model")
    request = {"model": "large", "variable": "model", "kernel": {"id": bench.kernel}, "encoding": encoding}
    begun = bench.models(
        "POST", "transfers", {"kind": "save", "format": check["format"], "bytes": check["bytes"], **request}
    )
    bench.settle()
    begin = time.perf_counter()
    bench.ask(op="save", variable="model", format=check["format"], encoding=encoding, ticket=begun["ticket"])
    figures.add("save free", time.perf_counter() - begin)
    bench.done(begun["transfer"]["id"])
    figures.add("save published", time.perf_counter() - begin)
    figures.add("save peak", int(bench.execute("", "peak()")["text/plain"]))


def load_round(bench: Bench, figures: Figures, version: Json, file: str) -> None:
    """The library alone from the file that the ticket names, and ours."""
    request = {"kind": "load", "model": "large", "version": version["version"], "variable": "loaded"}
    begun = bench.models("POST", "transfers", {**request, "kernel": {"id": bench.kernel}})
    path = Path(begun["ticket"]["ways"][0]["read"]) / file
    seconds, peak = bench.measured(f"loaded = own_load({str(path)!r})")
    figures.add("own load", seconds)
    figures.add("own load peak", peak)
    bench.execute("loaded = None")
    bench.settle()
    begin = time.perf_counter()
    bench.ask(op="load", variable="loaded", overwrite=True, ticket=begun["ticket"])
    figures.add("load", time.perf_counter() - begin)
    figures.add("load peak", int(bench.execute("", "peak()")["text/plain"]))
    bench.done(begun["transfer"]["id"])
    bench.execute("loaded = None")


def main(rounds: int) -> None:
    for label, (code, encoding, file) in CASES.items():
        with serving() as bench:
            source = bench.models("GET", "kernel-source")
            bench.execute(f"exec({json.dumps(source['agent'])}, {{}})")
            bench.execute(TOOLS + code)
            figures = Figures()
            for _ in range(rounds):
                save_round(bench, figures, encoding)
            model = bench.models("GET", "models/large")
            for _ in range(rounds):
                load_round(bench, figures, model["latest"], file)
            print(f"{label}, {model['latest']['bytes'] / MIB:.0f} MiB, {rounds} rounds")
            figures.show("save: kernel is free", "save free", "own save")
            figures.show("save: published", "save published", "own durable")
            figures.show_memory("save: extra memory", "save peak", "own save peak")
            figures.show("load", "load", "own load")
            figures.show_memory("load: extra memory", "load peak", "own load peak")
            bench.client.stop_channels()
            bench.rest("DELETE", f"api/kernels/{bench.kernel}")


if __name__ == "__main__":
    # Told to end, it takes server, kernel and files along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
