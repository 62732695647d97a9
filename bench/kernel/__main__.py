"""What looking at the variables costs a kernel, beside two other inspectors that send their own scripts.

    python -m bench.kernel

Every figure is a median of one run; a peer that takes longer than `LIMIT` is cut off there, and the ratio is a lower
bound. Side effects are what a look leaves behind in the user's session.
"""

from __future__ import annotations

import ast
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

from jupyterlab_models.frameworks.service import Frameworks

from . import peers
from .kernel import Figure, Kernel, Timeout
from .tick import slow_tick

LIMIT = 30.0
PROBE, CHANGES = "__jupyterlab_models_probe__", "__jupyterlab_models_changes__"
SILENT: dict[str, Any] = {"silent": True, "store_history": False, "stop_on_error": False}
LOUD: dict[str, Any] = {"silent": False, "store_history": False, "stop_on_error": False}
COUNTS = (10, 1000, 10_000)
MIXES = {
    "plain": "for _n in range({count}): globals()[f'v{{_n}}'] = _n if _n % 2 else str(_n)",
    "mixed": "import numpy, pandas\nfrom sklearn.linear_model import LinearRegression\n"
    "_makers = [lambda: numpy.zeros((20, 20)), lambda: pandas.DataFrame({{'a': range(20), 'b': range(20)}}),\n"
    "    LinearRegression, lambda: 5, lambda: [1, 2], lambda: 'text']\n"
    "for _n in range({count}): globals()[f'v{{_n}}'] = _makers[_n % 6]()",
}
CELLS = {
    "idle": "",
    "sleeping cell": "import time; time.sleep({seconds})",
    "busy loop": "import time\n_end = time.monotonic() + {seconds}\nwhile time.monotonic() < _end: _x = 1 + 1",
}
OVER_EMPTY = {10: 1, 1000: 5, 10_000: 15}
BUSY = {1000: 40, 10_000: 60}
# As text: IPython shows no more than a thousand parts of a list.
EFFECTS = (
    "__import__('json').dumps((sorted(n for n in globals() if not n.startswith('v')), repr(_), "
    "sorted(__import__('sys').modules)))"
)


def median(look: Callable[[], Figure], rounds: int = 7) -> Figure:
    look()
    found = [look() for _ in range(rounds)]
    return Figure(*(statistics.median(column) for column in zip(*found, strict=True)))


def line(text: str, figure: Figure | None, goal: str = "") -> None:
    measured = "no answer" if figure is None else f"{figure.wall:9.1f} ms {figure.cpu:9.1f} ms CPU {figure.bytes:9d} B"
    print(f"{text:34} {measured:>45}   {goal}", flush=True)


def source() -> str:
    return str(Frameworks.load().kernel_source["probe"])


def bootstrap(kernel: Kernel) -> None:
    code = source()
    empty = median(lambda: kernel.run("", **SILENT)[0])
    figures = []
    for _ in range(15):
        kernel.run(f"import builtins; builtins.__dict__.pop('{PROBE}', None)", **SILENT)
        figures.append(kernel.run("", user_expressions={"put_in": code}, **SILENT)[0])
    wall = statistics.median(figure.wall for figure in figures) - empty.wall
    print(f"bootstrap: {len(code.encode())} B (goal ≤ 20,000), {wall:.1f} ms over an empty request (goal ≤ 10)\n")


def ours(kernel: Kernel, count: int) -> Figure:
    """In every state; gives the figure of an idle look at what changed."""
    idle = None
    for state, cell in CELLS.items():
        parent = begin(kernel, cell)
        empty = median(lambda: kernel.inspect("__empty__"))
        whole, changed = median(lambda: kernel.inspect(PROBE)), median(lambda: kernel.inspect(CHANGES))
        if state == "busy loop":
            goal = f"goal ≤ {BUSY[count]} ms (CPU with the loop's own)" if count in BUSY else ""
        else:
            goal = f"{whole.wall - empty.wall:+.1f} ms over the empty one, goal ≤ {OVER_EMPTY[count]}"
        if count >= 1000:
            goal += f"; {whole.bytes / count:.1f} B a variable, goal ≤ 20"
        line(f"  ours, {state}: empty round trip", empty)
        line(f"  ours, {state}: whole list", whole, goal)
        line(f"  ours, {state}: nothing changed", changed, "goal ≤ 2,000 B")
        end(kernel, parent)
        idle = idle or changed
    assert idle
    return idle


def begin(kernel: Kernel, cell: str) -> str:
    """Start a cell, if there is one."""
    if not cell:
        return ""
    parent = str(kernel.client.execute(cell.format(seconds=2.5), allow_stdin=False))
    time.sleep(0.3)
    return parent


def end(kernel: Kernel, parent: str) -> None:
    """Wait for its end."""
    if parent:
        kernel.until_replied(parent)


def peer(kernel: Kernel, name: str, script: tuple[str, str]) -> Figure | None:
    """As they send it: lckr a script once and then a loud call, mljar the whole script each time, on a subshell."""
    once, each = script
    shell = "" if once else kernel.subshell()
    try:
        if once:
            kernel.run(once, LIMIT, silent=True, stop_on_error=False)
        idle = kernel.run(each, LIMIT, shell, **LOUD)[0]
    except Timeout:
        line(f"  {name}, idle", None, f"cut off after {LIMIT:.0f} s")
        return None
    line(f"  {name}, idle", idle)
    return idle


def peer_beside(kernel: Kernel, name: str, script: tuple[str, str]) -> None:
    """While cells run."""
    once, each = script
    shell = "" if once else kernel.subshell()
    for state, cell in list(CELLS.items())[1:]:
        parent = begin(kernel, cell)
        try:
            line(f"  {name}, {state}", kernel.run(each, 2, shell, **LOUD)[0])
        except Timeout:
            line(f"  {name}, {state}", None, "within 2 s")
        end(kernel, parent)


def effects(kernel: Kernel) -> tuple[list[str], str, list[str]]:
    reply = kernel.run("", user_expressions={"e": EFFECTS}, **SILENT)[1]
    names, last, modules = json.loads(ast.literal_eval(reply["user_expressions"]["e"]["data"]["text/plain"]))
    return names, last, modules


def side_effects(name: str, before: tuple[list[str], str, list[str]], after: tuple[list[str], str, list[str]]) -> None:
    left = len(set(after[0]) - set(before[0]))
    new = sorted(set(after[2]) - set(before[2]))
    modules = f"{len(new)} ({', '.join(new)})" if 0 < len(new) < 4 else str(len(new))
    last = "overwritten" if after[1] != before[1] else "as it was"
    print(f"  {name}: names left behind {left}, modules imported {modules}, _ {last}", flush=True)


def compare(mix: str, count: int) -> None:
    print(f"{mix}, {count:,} variables", flush=True)
    scripts = {"lckr 3.2.4": peers.lckr(), "mljar 1.4.0": peers.mljar()}
    costs: dict[str, Figure | None] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in ("ours", *scripts):
            kernel = Kernel(folder)
            try:
                kernel.run(MIXES[mix].format(count=count))
                kernel.run("41 + 1")
                effects(kernel)
                before = effects(kernel)
                if name == "ours":
                    kernel.run("", user_expressions={"put_in": source()}, **SILENT)
                    line("  ours, idle: first look", kernel.inspect(PROBE))
                    side_effects(name, before, effects(kernel))
                    costs[name] = ours(kernel, count)
                    continue
                costs[name] = peer(kernel, name, scripts[name])
                if costs[name]:
                    side_effects(name, before, effects(kernel))
                    if count == 1000:
                        peer_beside(kernel, name, scripts[name])
            finally:
                kernel.close()
    own = costs.pop("ours")
    cpu = [figure.cpu if figure else LIMIT * 1000 for figure in costs.values()]
    goal = {"plain": 50, "mixed": 1000}[mix] if count == 10_000 else None
    if own:
        bound = "" if all(costs.values()) else " or more"
        print(
            f"  better peer / ours, kernel CPU: {min(cpu) / own.cpu:.0f}{bound}" + (f"   goal ≥ {goal}" if goal else "")
        )
    print(flush=True)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        kernel = Kernel(folder)
        try:
            bootstrap(kernel)
            kernel.run(MIXES["mixed"].format(count=1000))
            print("beside a running cell, 1,000 variables", flush=True)
            slow_tick(kernel, CHANGES)
        finally:
            kernel.close()
    print()
    for mix in MIXES:
        for count in COUNTS:
            compare(mix, count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
