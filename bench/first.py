"""The first save and the first load of small estimators, in kernels that did neither before, beside joblib.

    python -m bench.first [rounds]

Ours goes through a real server and counts from putting in the agent: a save with its look at the variable until the
kernel is free, in the kernel that made the estimator; a load in a fresh kernel. The peer is `import joblib` with
`joblib.dump` in the kernel that made it, and with `joblib.load` in a fresh interpreter. Figures are medians within one
run, ours and the peer's in turns; beside them stands how many modules were imported.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

from .kernel_transfer import Bench, Figures, Json, serving
from .save import verdict

GOAL_LOAD = 1.5
GOAL_SAVE = 0.5
DATA = "import numpy\nX = numpy.random.RandomState(0).rand(200, 4)\ny = X[:, 0] > 0.5\n"
CASES = {
    "LogisticRegression": "from sklearn.linear_model import LogisticRegression\nmodel = LogisticRegression().fit(X, y)",
    "Pipeline": "from sklearn.pipeline import make_pipeline\nfrom sklearn.preprocessing import StandardScaler\n"
    "from sklearn.ensemble import RandomForestClassifier\n"
    "model = make_pipeline(StandardScaler(), RandomForestClassifier(10)).fit(X, y)",
    "CatBoostClassifier": "from catboost import CatBoostClassifier\n"
    "model = CatBoostClassifier(iterations=10, verbose=False, allow_writing_files=False).fit(X, y)",
    "LGBMClassifier": "from lightgbm import LGBMClassifier\n"
    "model = LGBMClassifier(n_estimators=10, verbose=-1).fit(X, y)",
    "XGBClassifier": "from xgboost import XGBClassifier\nmodel = XGBClassifier(n_estimators=10).fit(X, y)",
}
MODULES = "len(__import__('sys').modules)"
PEER = """
import sys, time
known, begin = len(sys.modules), time.perf_counter()
import joblib
model = joblib.load(sys.argv[1])
print(time.perf_counter() - begin, len(sys.modules) - known)
"""


def modules(bench: Bench) -> int:
    return int(bench.execute("", MODULES)["text/plain"])


def first_save(bench: Bench, figures: Figures, code: str, agent: str) -> Json:
    """In a kernel of its own; the version. Leaves the peer's file `own` in the bench's folder."""
    bench.execute(DATA + code)
    known, begin = modules(bench), time.perf_counter()
    bench.execute("", agent)
    check = bench.ask(op="check", variable="model")
    members = {"format": check["format"], "encoding": check["choices"][0]["encoding"], "variable": "model"}
    request = {"kind": "save", "model": "small", "kernel": {"id": bench.kernel}, "bytes": check["bytes"], **members}
    begun = bench.models("POST", "transfers", request)
    bench.ask(op="save", ticket=begun["ticket"], **members)
    figures.add("save ours", time.perf_counter() - begin)
    figures.add("save modules ours", modules(bench) - known)
    bench.done(begun["transfer"]["id"])
    begin = time.perf_counter()
    bench.execute(f"import joblib\njoblib.dump(model, {str(bench.folder / 'own')!r})")
    figures.add("save joblib", time.perf_counter() - begin)
    latest: Json = bench.models("GET", "models/small")["latest"]
    return latest


def first_load(bench: Bench, figures: Figures, version: Json, agent: str) -> None:
    request = {"kind": "load", "model": "small", "version": version["version"], "variable": "model"}
    begun = bench.models("POST", "transfers", {**request, "kernel": {"id": bench.kernel}})
    known, begin = modules(bench), time.perf_counter()
    bench.execute("", agent)
    bench.ask(op="load", variable="model", overwrite=False, ticket=begun["ticket"])
    figures.add("load ours", time.perf_counter() - begin)
    figures.add("load modules ours", modules(bench) - known)
    bench.done(begun["transfer"]["id"])


def own_load(figures: Figures, path: Path) -> None:
    output = subprocess.run([sys.executable, "-c", PEER, str(path)], check=True, capture_output=True, text=True).stdout
    seconds, count = output.split()
    figures.add("load joblib", float(seconds))
    figures.add("load modules joblib", int(count))


def another(bench: Bench) -> Bench:
    """A fresh kernel of the same server."""
    return Bench(bench.folder, bench.url, bench.token)


def end(bench: Bench) -> None:
    bench.client.stop_channels()
    bench.rest("DELETE", f"api/kernels/{bench.kernel}")


def show(figures: Figures) -> None:
    for what in ("save", "load"):
        ours, peer = figures.median(f"{what} ours"), figures.median(f"{what} joblib")
        good, goal = (ours <= GOAL_SAVE, f"{GOAL_SAVE} s") if what == "save" else (ours <= GOAL_LOAD * peer, GOAL_LOAD)
        times = f"{ours:6.3f} s; joblib {peer:6.3f} s: {ours / peer:6.2f} of it"
        count = ", ".join(
            f"{who} {figures.median(f'{what} modules {who}'):.0f}"
            for who in ("ours", "joblib")
            if f"{what} modules {who}" in figures.values
        )
        print(f"  first {what}  {times}  (goal ≤ {goal}) {verdict(good)}; modules: {count}", flush=True)


def main(rounds: int) -> None:
    for label, code in CASES.items():
        with serving() as bench:
            agent = json.dumps(bench.models("GET", "kernel-source")["agent"])
            agent = f"__import__('builtins').eval({agent})"
            figures = Figures()
            for number in range(rounds):
                maker = bench if number == 0 else another(bench)
                version = first_save(maker, figures, code, agent)
                end(maker)
                reader = another(bench)
                first_load(reader, figures, version, agent)
                end(reader)
                own_load(figures, bench.folder / "own")
            print(f"{label}, {version['bytes'] / 1024:.0f} KiB, {rounds} rounds")
            show(figures)


if __name__ == "__main__":
    # Told to end, it takes server, kernels and files along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
