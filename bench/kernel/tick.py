"""What the looks of a visible panel cost a running numeric cell: the same work with and without them, in turns."""

from __future__ import annotations

import statistics
import time

from .kernel import Kernel

EVERY = 2.0
"""So often (s) the page looks while a cell runs."""
LOOKS = 2
PAIRS = 7
GOAL = 0.5
WORK = {
    "pure-Python loop": "total = 0\nfor step in range({count}): total += step * step % 7",
    "NumPy": "import numpy\ndata = numpy.ones(10_000)\n"
    "for step in range({count}): total = numpy.sqrt(data * data + step)",
}


def ask(kernel: Kernel, look: str) -> float:
    """Look as the page does, which asks first whether it is still the same process, at no breakpoint; ms of CPU."""
    return kernel.debug("debugInfo", {}).cpu + kernel.inspect(look).cpu


def seconds(kernel: Kernel, work: str, look: str = "") -> float:
    """How long a cell takes by the kernel's own clock; `look` is the name that is looked at meanwhile, if any."""
    code = f"import time\nbegin = time.perf_counter()\n{work}\ntook = time.perf_counter() - begin"
    begun = time.monotonic()
    parent = str(kernel.client.execute(code, user_expressions={"took": "took"}, allow_stdin=False))
    for tick in range(LOOKS if look else 0):
        time.sleep(max(0.0, begun + (tick + 0.5) * EVERY - time.monotonic()))
        ask(kernel, look)
    reply = kernel.until_replied(parent)
    return float(reply["user_expressions"]["took"]["data"]["text/plain"])


def sized(kernel: Kernel, work: str) -> str:
    """So much of the work that `LOOKS` come while it is done."""
    count, took = 1000, 0.0
    while took < 0.5:
        count *= 4
        took = seconds(kernel, work.format(count=count))
    return work.format(count=round(count * LOOKS * EVERY / took))


def slow_tick(kernel: Kernel, look: str) -> None:
    """Print the cost in percent: the median of pairs, of which every second begins with the looks."""
    cpu = statistics.median(ask(kernel, look) for _ in range(PAIRS))
    print(f"  a look: {cpu:.1f} ms of the kernel's CPU, {cpu / EVERY / 10:.2f} % of {EVERY:.0f} s", flush=True)
    for name, work in WORK.items():
        cell, costs = sized(kernel, work), []
        for pair in range(PAIRS):
            turns = (look, "") if pair % 2 else ("", look)
            took = {turn: seconds(kernel, cell, turn) for turn in turns}
            costs.append(100 * (took[look] / took[""] - 1))
        low, median, high = statistics.quantiles(costs, n=4)
        print(
            f"  a look every {EVERY:.0f} s makes a cell longer, {name}: {median:+.2f} % "
            f"(half of {PAIRS} pairs between {low:+.2f} and {high:+.2f}), goal ≤ {GOAL} %",
            flush=True,
        )
