"""What the looks of a visible panel cost a running numeric cell: the time that its steps lose while they are looked at.

Whole runs with and without looks differ by several percent on a shared machine, far more than the goal. So the cell
notes when each of its short, equal steps ended, and only the steps around a look count, against their neighbours. The
same sum around moments without a look tells how much of the figure is noise.
"""

from __future__ import annotations

import ast
import bisect
import itertools
import json
import statistics
import time

from .kernel import Kernel

EVERY = 2.0
"""So often (s) the page looks while a cell runs."""
LOOKS = 16
GOAL = 0.5
NEAR = 0.5
"""Steps within so many seconds of a look tell how long a step takes without it."""
AFTER = 0.02
"""So many seconds after its answer a look may still cost something."""
WORK = {
    "pure-Python loop": "for step in range(15_000): total += step * step % 7",
    "NumPy": "for step in range(60): total = numpy.sqrt(data * data + step)",
}
CELL = """
import numpy, time
data, total, ends = numpy.ones(10_000), 0, []
stop = time.monotonic() + {seconds}
while time.monotonic() < stop:
    {work}
    ends.append(time.monotonic())
"""


def ask(kernel: Kernel, look: str) -> float:
    """Look as the page does at a process that it knows, in which nobody debugs; ms of CPU."""
    return kernel.inspect(look).cpu


def looked_at(kernel: Kernel, work: str, look: str) -> tuple[list[float], list[tuple[float, float]]]:
    """When the steps of a cell ended and when each look began and was answered, by the clock of the machine."""
    cell = CELL.format(seconds=(LOOKS + 1) * EVERY, work=work)
    begun = time.monotonic()
    parent = str(kernel.client.execute(cell, user_expressions={"ends": "str(ends)"}, allow_stdin=False))
    looks = []
    for tick in range(LOOKS):
        time.sleep(max(0.0, begun + (tick + 1) * EVERY - time.monotonic()))
        asked = time.monotonic()
        ask(kernel, look)
        looks.append((asked, time.monotonic()))
    reply = kernel.until_replied(parent)
    ends = reply["user_expressions"]["ends"]["data"]["text/plain"]
    return json.loads(ast.literal_eval(ends)), looks


def lost(ends: list[float], begin: float, end: float) -> float:
    """Seconds that the steps between two moments took longer than those before and after."""
    first, last = bisect.bisect(ends, begin), bisect.bisect(ends, end + AFTER)
    low, high = bisect.bisect(ends, begin - NEAR), bisect.bisect(ends, end + AFTER + NEAR)
    took = [later - earlier for earlier, later in itertools.pairwise(ends)]
    near = took[low : first - 1] + took[last:high]
    inside = took[first - 1 : last]
    return sum(inside) - len(inside) * statistics.fmean(near)


def slow_tick(kernel: Kernel, look: str) -> None:
    """Print the cost in percent, and what the same sum gives half-way between two looks."""
    cpu = statistics.median(ask(kernel, look) for _ in range(LOOKS))
    print(f"  a look: {cpu:.1f} ms of the kernel's CPU, {cpu / EVERY / 10:.2f} % of {EVERY:.0f} s", flush=True)
    for name, work in WORK.items():
        ends, looks = looked_at(kernel, work, look)
        share = [100 * lost(ends, *moment) / EVERY for moment in looks]
        none = [100 * lost(ends, begin + EVERY / 2, end + EVERY / 2) / EVERY for begin, end in looks]
        low, median, high = statistics.quantiles(share, n=4)
        print(
            f"  a look every {EVERY:.0f} s costs a running cell, {name}: {median:.2f} % "
            f"(half of {LOOKS} between {low:.2f} and {high:.2f}; without a look {statistics.median(none):.2f}), "
            f"goal ≤ {GOAL} %: {'met' if median <= GOAL else 'MISSED'}",
            flush=True,
        )
