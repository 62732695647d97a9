"""How long a small save takes from its last byte until it is listed, with judging in a process of its own and without.

    python -m bench.listed [rounds]

The kernel's part is played here, so that nothing but the server is measured: a file and the report are put into the
spool, then the list of models is fetched until the version is in it. Two servers run beside each other and take turns;
in the second one files are judged in the server itself, as in release 0.1.0. Medians, and the worst of all rounds.
"""

from __future__ import annotations

import http.client
import io
import json
import os
import pickle
import signal
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from .kernel_transfer import Bench, Figures, serving
from .save import verdict

GOAL = 0.030
IN_THE_SERVER = """
from jupyter_server.serverapp import main
from jupyterlab_models.frameworks.service import Frameworks
from jupyterlab_models.risk.judging import Verdict, of_files
from importlib import import_module

def judge(self, encoding, folder, files):
    return Verdict(of_files(JUDGES.get(encoding), folder, files), 1)

JUDGES = {}
for name in ("catboost", "sklearn", "torch"):
    JUDGES |= import_module(f"jupyterlab_models.frameworks.{name}.judge").JUDGES
Frameworks.judge = judge
main()
"""


def skops() -> bytes:
    content = io.BytesIO()
    text = {"__class__": "str", "__module__": "builtins", "__loader__": "JsonNode", "content": '"x"', "is_json": True}
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("schema.json", json.dumps({**text, "protocol": 2}))
    return content.getvalue()


FILES = {
    "catboost-cbm": ("cbm", "model.cbm", b"CBM1" + bytes(10_000)),
    "skops": ("skops", "model.skops", skops()),
    "pickle": ("skops", "model.pkl", pickle.dumps(list(range(10_000)))),
}


def listed(bench: Bench, encoding: str, number: int) -> float:
    """Seconds until one save is in the list."""
    form, name, content = FILES[encoding]
    model = f"{encoding} {number}"
    request = {"kind": "save", "model": model, "variable": "v", "kernel": {"id": bench.kernel}}
    ticket = bench.models("POST", "transfers", {**request, "format": form, "encoding": encoding})["ticket"]
    folder = Path(next(way["path"] for way in ticket["ways"] if way["way"] == "spool"))
    (folder / "started").touch()
    (folder / "files" / name).write_bytes(content)
    report = {"ok": True, "format": form, "encoding": encoding, "files": [{"path": name, "bytes": len(content)}]}
    (folder / "done.new").write_text(json.dumps({**report, "class": "a.B", "libraries": {}, "python": "3.11.7"}))
    look = looker(bench, model)
    time.sleep(0.1)
    begin = time.perf_counter()
    (folder / "done.new").replace(folder / "done.json")
    while not look():
        if time.perf_counter() - begin > 10:
            raise RuntimeError(bench.models("GET", f"transfers/{ticket['transfer']}"))
    return time.perf_counter() - begin


def looker(bench: Bench, model: str) -> Callable[[], bool]:
    """Whether the model is listed with its version, over one connection that stays open."""
    connection = http.client.HTTPConnection(urlsplit(bench.url).netloc)
    headers = {"Authorization": f"token {bench.token}"}

    def look() -> bool:
        connection.request("GET", "/jupyterlab-models/v1/models?limit=1&sort=updated&order=desc", headers=headers)
        items = json.loads(connection.getresponse().read())["items"]
        return bool(items) and items[0]["name"] == model and items[0]["versions"] == 1

    look()
    return look


def main(rounds: int) -> None:
    figures = Figures()
    with serving() as ours, serving(("-c", IN_THE_SERVER)) as other:
        servers = {"process": ours, "server": other}
        for bench in servers.values():
            # As a page does before its first save.
            bench.models("GET", "kernel-source")
        for number in range(rounds):
            for encoding in FILES:
                for where, bench in servers.items():
                    figures.add(f"{encoding} {where}", listed(bench, encoding, number))
        for bench in servers.values():
            bench.client.stop_channels()
            bench.rest("DELETE", f"api/kernels/{bench.kernel}")
    print(f"listed after the last byte, {rounds} rounds, {os.cpu_count()} cores")
    for encoding in FILES:
        after, before = (1000 * figures.median(f"{encoding} {where}") for where in servers)
        worst = 1000 * max(figures.values[f"{encoding} process"])
        goal = f"(goal ≤ {1000 * GOAL:.0f} ms) {verdict(after <= 1000 * GOAL)}"
        print(f"  {encoding:<14} {after:5.1f} ms, worst {worst:5.1f}; judged in the server {before:5.1f} ms  {goal}")


if __name__ == "__main__":
    # Told to end, it takes servers, kernels and files along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
