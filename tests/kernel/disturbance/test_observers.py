"""Whoever watches the process (tracers, profilers, memory, warnings, logging) does not see us."""

from __future__ import annotations

import pytest

from ..kernels import CHANGES, PROBE, Kernel
from ..tickets import spool_way, ticket
from .visits import Visits

WATCH = """
import sys, threading, time
seen = set()
def watch(frame, event, argument):
    seen.add((frame.f_code.co_filename, frame.f_code.co_name))
    return watch
"""
OURS = "[function for name, function in list(seen) if name == probe_file or 'jupyterlab_models' in name]"


@pytest.fixture(autouse=True, scope="module")
def named(kernel: Kernel) -> None:
    """The probe's file as the kernel knows it; those of the agent bear its name."""
    kernel.run("probe_file = type(__import__('builtins').__jupyterlab_models_probe__).look.__code__.co_filename")


@pytest.mark.parametrize("setter", ["sys.settrace", "sys.setprofile", "threading.settrace", "threading.setprofile"])
def test_a_tracer_in_a_running_cell(kernel: Kernel, visits: Visits, setter: str) -> None:
    kernel.run(WATCH)
    reply = visits.while_running(f"{setter}(watch)\nfor _ in range(8): time.sleep(0.1)\n{setter}(None)")
    assert reply["status"] == "ok"
    assert kernel.value(OURS) == []


@pytest.mark.parametrize("setter", ["sys.settrace", "sys.setprofile"])
def test_a_tracer_while_probe_and_agent_are_put_in(fresh: Kernel, setter: str) -> None:
    fresh.run(f"{WATCH}del sys.modules['_jupyterlab_models'], __builtins__.{PROBE}, __builtins__.{CHANGES}")
    fresh.run(f"{setter}(watch)")
    fresh.install()
    kept = fresh.value(f"{setter.replace('set', 'get')}() is watch")
    fresh.run(f"{setter}(None)")
    ours = fresh.value("{function for name, function in seen if 'jupyterlab_models' in name}")
    assert (kept, ours <= {"<module>", "without_tracing", "run"}) == (True, True), ours
    assert "seen" in fresh.listing()["names"]


@pytest.mark.parametrize("setter", ["sys.settrace", "sys.setprofile"])
def test_a_tracer_that_stays(kernel: Kernel, visits: Visits, setter: str) -> None:
    kernel.run(WATCH)
    kernel.run(f"{setter}(watch)")
    for _ in range(3):
        visits.look()
    assert kernel.value(OURS) == []
    # The agent works on the main thread, where such a tracer sees the kernel's own code too; it stays in place.
    visits.agent()
    kept = kernel.value(f"{setter.replace('set', 'get')}() is watch")
    kernel.run("marked = (lambda: 1)()")
    working = kernel.value("'<lambda>' in {function for _, function in list(seen)}")
    kernel.run(f"{setter}(None)")
    assert (kept, working) == (True, True)
    assert set(kernel.value(OURS)) <= {"run"}


def test_profilers(kernel: Kernel, visits: Visits) -> None:
    code = (
        "import cProfile, pstats, time\nprofile = cProfile.Profile()\nprofile.enable()\n"
        "for _ in range(8): time.sleep(0.1)\nprofile.disable()\n"
        "names = {key[0] for key in pstats.Stats(profile).stats}"
    )
    visits.while_running(code)
    assert kernel.value("[name for name in names if name == probe_file or 'jupyterlab_models' in name]") == []


def test_a_profiler_that_stays(kernel: Kernel, visits: Visits) -> None:
    kernel.run("import cProfile, pstats\nprofile = cProfile.Profile()\nprofile.enable()")
    visits.look()
    visits.agent()
    kernel.run(
        "def marked(): pass\nmarked()\nprofile.disable()\nseen = {key[::2] for key in pstats.Stats(profile).stats}"
    )
    assert kernel.value("'marked' in {function for _, function in list(seen)}") is True
    # Of Python 3.12 on it is a tool of `sys.monitoring`, which sees who switches it off.
    assert set(kernel.value(OURS)) <= {"run", "_mute"}


def test_memory_that_the_agent_keeps(kernel: Kernel, visits: Visits) -> None:
    visits.all()
    kernel.run("import gc, tracemalloc\ntracemalloc.start(10)\ncollected = gc.collect()")
    visits.all()
    kernel.run(
        "collected = gc.collect()\nsnapshot = tracemalloc.take_snapshot()\ntracemalloc.stop()\n"
        "is_ours = lambda trace: any(f.filename == probe_file or 'jupyterlab_models' in f.filename for f in trace)\n"
        "kept = {}\n"
        "for trace in snapshot.traces:\n"
        "    place = str(trace.traceback[-1])\n"
        "    if is_ours(trace.traceback): kept[place] = kept.get(place, 0) + trace.size"
    )
    kept = kernel.value("kept")
    # Among it is what the libraries that we called keep for themselves; `loaded` was bound by a load.
    assert sum(kept.values()) < 100_000, kept


def test_memory_snapshots(kernel: Kernel, visits: Visits) -> None:
    kernel.run("for n in range(1000): globals()[f'steady{n}'] = n")
    visits.look()
    code = (
        "import gc, time, tracemalloc\ntracemalloc.start()\nbefore = tracemalloc.take_snapshot()\n"
        "mine = [str(n) for n in range(50_000)]\nfor _ in range(8): time.sleep(0.1)\n"
        "after = tracemalloc.take_snapshot()\ntracemalloc.stop()\n"
        "grown = [(s.traceback[0].filename, s.size_diff) for s in after.compare_to(before, 'filename')]\n"
        "ours = sum(size for name, size in grown if name == probe_file)"
    )
    visits.while_running(code)
    # The table of the names itself; a thousand variables are 100 kB.
    assert kernel.value("(ours < 300_000, grown[0][0] != probe_file)") == (True, True)


def test_warnings_and_logging(kernel: Kernel, visits: Visits) -> None:
    kernel.run(
        "import io, logging, warnings\nheard = io.StringIO()\nlogging.basicConfig(level=1, stream=heard, force=True)\n"
        "warnings.simplefilter('always')\nfilters = list(warnings.filters)\n"
        "shown = []\nkept_show = warnings.showwarning\nwarnings.showwarning = lambda *a, **k: shown.append(a)\n"
        "levels = {n: l.level for n, l in logging.root.manager.loggerDict.items() if isinstance(l, logging.Logger)}"
    )
    visits.all()
    for _ in range(3):
        visits.look()
    assert kernel.value("(heard.getvalue(), [str(a[0]) for a in shown], filters == warnings.filters)") == ("", [], True)
    now = "{n: logging.getLogger(n).level for n in levels}"
    assert kernel.value(f"levels == {now}") is True
    kernel.run("warnings.showwarning = kept_show; warnings.resetwarnings()")


def test_warnings_as_errors(kernel: Kernel, visits: Visits) -> None:
    kernel.run("import warnings; warnings.simplefilter('error')")
    visits.all()
    kernel.run("warnings.resetwarnings()")


@pytest.mark.parametrize("kind", ["good", "unfitted", "unwritable", "explosive"])
def test_memory_is_freed_also_after_a_failed_save(kernel: Kernel, visits: Visits, kind: str) -> None:
    kernel.run(
        "import gc, weakref\nfrom sklearn.pipeline import make_pipeline\n"
        "from sklearn.preprocessing import FunctionTransformer, StandardScaler\n"
        "class Big:\n    pass\n"
        "class Explosive(StandardScaler):\n    def __getstate__(self): raise RuntimeError('boom')\n"
        "made = {'good': lambda: StandardScaler().fit([[1.0], [2.0]]), 'unfitted': StandardScaler,\n"
        "        'unwritable': lambda: make_pipeline(FunctionTransformer(lambda x: x)).fit([[1.0]]),\n"
        "        'explosive': lambda: Explosive().fit([[1.0], [2.0]])}\n"
        f"big = made[{kind!r}]()\nbig.extra_ = Big()\nseen, inner = weakref.ref(big), weakref.ref(big.extra_)"
    )
    visits.look()
    check = kernel.ask("check", variable="big")
    encoding = check["choices"][0]["encoding"] if check["ok"] else "pickle"
    way = spool_way(visits.new_folder())
    assert "ok" in kernel.ask("save", variable="big", encoding=encoding, ticket=ticket([way]))
    visits.look()
    kernel.run("del big; collected = gc.collect()")
    assert kernel.value("(seen(), inner())") == (None, None)
