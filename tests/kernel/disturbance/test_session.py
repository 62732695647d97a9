"""What IPython keeps of the session, and what Python knows by name, are as before."""

from __future__ import annotations

import pytest

from ..kernels import Kernel
from .visits import Visits

SHELL = "get_ipython()"
KEPT = {
    "last values": "(_, __, ___)",
    "last inputs": "(_i, _ii, _iii, _ih is In, In)",
    "outputs": "(sorted(Out), _oh is Out, len(_dh))",
    "counter": f"{SHELL}.execution_count",
    "last error": "(sys.last_type.__name__, id(sys.last_value), id(sys.last_traceback), hasattr(sys, 'last_exc'))",
    "current error": "sys.exc_info()",
    "history": f"({SHELL}.history_manager.writeout_cache(), list({SHELL}.history_manager.get_range(0)))",
    "history database": f"list({SHELL}.history_manager.db.execute('select count(*) from history where session = ?',"
    f" ({SHELL}.history_manager.session_number,)))",
    "globals": "list(globals())",
    "dir": "[name for name in dir() if name != 'loaded']",
    "who": "get_ipython().run_line_magic('who_ls', '')",
    "builtins": "sorted(vars(__import__('builtins')))",
    "hooks": "[sorted(callback.__qualname__ for callback in kept) for kept in get_ipython().events.callbacks.values()]",
    "streams": "[type(stream).__name__ for stream in (sys.stdout, sys.stderr, sys.stdin)]",
    "excepthook, displayhook": "(sys.excepthook.__qualname__, type(sys.displayhook).__name__)",
    "folder": "(os.getcwd(), sorted(os.environ))",
    "random": "(random.getstate(), str(numpy.random.get_state()))",
    "threads": "sorted(thread.name for thread in threading.enumerate())",
    "settings": "(sys.getrecursionlimit(), sys.getswitchinterval(), gc.isenabled(), gc.get_threshold())",
    "signals": "[str(signal.getsignal(number)) for number in (signal.SIGINT, signal.SIGTERM)]",
}


@pytest.fixture(scope="module")
def used(kernel: Kernel) -> Kernel:
    """Things were computed, and one cell failed."""
    kernel.run("import gc, numpy, os, random, signal, sys, threading\nloaded = None")
    for cell in ("1 + 1", "'two'", "[3]"):
        kernel.run(cell)
    kernel.request("1 / 0")
    return kernel


def test_all_that_is_kept(used: Kernel, visits: Visits) -> None:
    before = {name: used.value(f"repr({expression})") for name, expression in KEPT.items()}
    visits.all()
    visits.all()
    assert {name: used.value(f"repr({expression})") for name, expression in KEPT.items()} == before


def test_the_next_cell_is_the_next_one(used: Kernel, visits: Visits) -> None:
    count = used.request("41 + 1")["execution_count"]
    visits.all()
    reply = used.request("_ + 0, In[-2]")
    assert reply["execution_count"] == count + 1
    assert reply["outputs"][-1]["data"]["text/plain"] == "(42, '41 + 1')"


def test_while_a_cell_runs(used: Kernel, visits: Visits) -> None:
    state = "(_, len(In), sorted(sys.modules))"
    reply = visits.while_running(f"import time\nbefore = {state}\ntime.sleep(0.8)\n{state} == before")
    assert reply["outputs"][-1]["data"]["text/plain"] == "True"


def test_looking_and_checking_import_nothing(used: Kernel, visits: Visits) -> None:
    used.run("known = set(sys.modules)")
    visits.look()
    used.idle_listing()
    used.ask("check", variable="nothing")
    used.ask("check", variable="known")
    assert used.value("sorted(set(sys.modules) - known)") == []
    visits.all()
    assert used.value("[name for name in sys.modules if 'jupyterlab' in name]") == ["_jupyterlab_models"]


def test_a_fresh_kernel_gets_one_module(fresh: Kernel) -> None:
    fresh.manager.restart_kernel(now=True)
    fresh.client.wait_for_ready(timeout=60)
    fresh.run("import sys; known = set(sys.modules)")
    fresh.install()
    assert fresh.value("sorted(name for name in set(sys.modules) - known if name.startswith('_jupyter'))") == [
        "_jupyterlab_models"
    ]
    assert fresh.value("[name for name in globals() if 'jupyterlab' in name]") == []


@pytest.mark.parametrize(
    ("cell", "there", "gone"),
    [
        ("%reset -f", [], ["model", "kept"]),
        ("model = kept = 1\ndel model", ["kept"], ["model"]),
        ("globals().clear()", [], ["model", "kept"]),
        ("get_ipython().user_ns = {'replaced': 1}", ["replaced"], ["kept"]),
        (
            "get_ipython().user_ns = type('Own', (dict,), {'keys': 1, 'items': 1})(own=1)",
            ["own"],
            ["kept"],
        ),
        ("get_ipython().reset(new_session=True)", [], ["kept"]),
    ],
)
def test_a_namespace_that_vanishes(fresh: Kernel, cell: str, there: list[str], gone: list[str]) -> None:
    fresh.run("kept = 5")
    assert "kept" in fresh.variables()
    fresh.run(f"space = get_ipython().user_ns\n{cell}")
    found = fresh.variables()
    assert set(there) <= found.keys()
    assert not found.keys() & set(gone)
    assert fresh.ask("check", variable=gone[0])["error"]["code"] == "gone"
    shell = "__import__('IPython').get_ipython()"
    fresh.request(f"{shell}.user_ns = {shell}.user_module.__dict__; {shell}.init_user_ns()", silent=True)
    fresh.run("back = 1")
    assert "back" in fresh.variables()
