"""All checks and tests in two lanes side by side, whatever fails on the way; the last line is the sum.

`python scripts/test.py [suite …]`, by default all of `LANES`. What a suite printed appears when it has ended.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from suites import MADE, NOTHING, PYTHON, Count, failure

LANES = (("lint", "contract", "build", "wheel", "galata", "floor"), ("jest", "pytest"))
"""The suites of a lane run one after the other: the later ones need what the build of the first lane makes."""
SLOWEST = 30
RESULTS = MADE / "suites"
_printing = threading.Lock()


def run_suite(name: str) -> tuple[Count, float]:
    """Run a suite in a process of its own; its result and how long it took, in seconds."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    result, log = RESULTS / f"{name}.json", RESULTS / f"{name}.log"
    result.unlink(missing_ok=True)
    _say(f"--- {name} started")
    begun = time.monotonic()
    with log.open("wb") as output:
        command = (PYTHON, str(Path(__file__).with_name("suite.py")), name)
        subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=False)
    seconds = time.monotonic() - begun
    _say(f"\n=== {name}\n{log.read_text(errors='replace')}--- {name} ended after {seconds:.0f} s")
    if not result.exists():
        return failure(f"{name} as a whole", log.read_text(errors="replace")[-500:]), seconds
    found: dict[str, Any] = json.loads(result.read_text())
    slowest = tuple((float(duration), str(test)) for duration, test in found["slowest"])
    return Count(found["passed"], found["failed"], tuple(found["reports"]), slowest), seconds


def _say(text: str) -> None:
    with _printing:
        print(text, flush=True)


def run_lane(names: list[str], results: dict[str, tuple[Count, float]]) -> None:
    """Run the suites of a lane one after the other."""
    for name in names:
        results[name] = run_suite(name)


def main(names: list[str]) -> int:
    """Run the suites of these names and print how many checks passed and failed."""
    begun = time.monotonic()
    results: dict[str, tuple[Count, float]] = {}
    chosen = [[name for name in lane if name in names] for lane in LANES]
    lanes = [threading.Thread(target=run_lane, args=(lane, results)) for lane in chosen]
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join()
    total = sum((count for count, _ in results.values()), NOTHING)
    report(total, results, time.monotonic() - begun)
    line = f"{total.passed} passed, {total.failed} failed"
    (MADE / "result").write_text(f"{line}\n")
    print(line, flush=True)
    return 1 if total.failed or not total.passed else 0


def report(total: Count, results: dict[str, tuple[Count, float]], seconds: float) -> None:
    """Print the slowest tests, what failed or was retried, and the seconds of each suite."""
    if total.slowest:
        print(f"\nThe {SLOWEST} slowest tests:")
        for duration, test in sorted(total.slowest, reverse=True)[:SLOWEST]:
            print(f"{duration:7.1f} s  {test}")
    # Failures come last: of a long output often only the end is shown.
    print("", *sorted(total.reports, key=lambda entry: entry.startswith("failed")), "", sep="\n")
    for name, (count, duration) in results.items():
        print(f"{name:10} {count.passed:5} passed, {count.failed:3} failed   {duration:6.1f} s")
    print(f"{'together':10} {'':27}   {seconds:6.1f} s")


if __name__ == "__main__":
    known = [name for lane in LANES for name in lane]
    unknown = [name for name in sys.argv[1:] if name not in known]
    if unknown:
        sys.exit(f"There is no suite {', '.join(unknown)}. The suites are {', '.join(known)}.")
    sys.exit(main(sys.argv[1:] or known))
