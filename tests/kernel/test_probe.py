"""The probe lists names and types, and leaves everything else as it was."""

from __future__ import annotations

import json
from pathlib import Path

import jupyterlab_models

from .kernels import CHANGES, PROBE, Kernel

TEXT = (Path(jupyterlab_models.__file__).parent / "kernel" / "session" / "probe.py").read_text()


def test_small_enough() -> None:
    assert len(json.dumps(TEXT).encode()) < 15_000


def test_lists_names_and_types(kernel: Kernel) -> None:
    kernel.run("import collections\nvalue = 3\nordered = collections.OrderedDict()\n_private = 1")
    listing, found = kernel.listing(), kernel.variables()
    assert found["value"] == ["builtins:int", "builtins:object"]
    assert found["ordered"] == ["collections:OrderedDict", "builtins:dict", "builtins:object"]
    assert not found.keys() & {"collections", "_private", "In", "Out", "exit", "quit", "get_ipython", "open"}
    assert len({tuple(entry) for entry in listing["types"]}) == len(listing["types"])
    assert listing["truncated"] is False


def test_names_that_are_none_are_left_out(kernel: Kernel) -> None:
    kernel.run("globals().update({4: 'odd', 'a b': 1, '\\ud800': 2, 'x' * 300: 3, 'größe': 4})")
    found = kernel.variables()
    assert found["größe"][0] == "builtins:int"
    assert not found.keys() & {"a b", "4", "x" * 300}
    kernel.run("for odd in (4, 'a b', '\\ud800', 'x' * 300): del globals()[odd]")


def test_class_names_that_json_cannot_carry(kernel: Kernel) -> None:
    kernel.run("odd = type('Odd', (), {'__module__': '\\udfff', '__qualname__': '\\ud800' + 'y' * 500})()")
    (name, *_) = kernel.variables()["odd"]
    assert name.startswith("?:?yyy")
    assert len(name) < 300
    kernel.run("del odd")


def test_a_name_of_ipython_bound_anew_is_listed(kernel: Kernel) -> None:
    kernel.run("globals()['quit'] = 5")
    assert kernel.variables()["quit"][0] == "builtins:int"
    kernel.run("del globals()['quit']")


def test_answers_while_a_cell_runs(kernel: Kernel) -> None:
    kernel.listing()
    begun, go = (Path(kernel.cwd) / name for name in ("begun", "go"))
    cell = "import os, time\nstep = 1\nopen('begun', 'w').close()\nwhile not os.path.exists('go'): time.sleep(0.02)\n"
    parent = kernel.client.execute(f"{cell}finished = True")
    kernel.wait_for(begun)
    assert "step" in kernel.variables()
    assert "finished" not in kernel.variables()
    go.touch()
    kernel.answer(parent)
    assert "finished" in kernel.variables()


def test_holds_no_references(kernel: Kernel) -> None:
    kernel.run("import gc, weakref\nclass Big: pass\nbig = Big()\nseen = weakref.ref(big)")
    kernel.run(
        "class Gone: pass\nseen_class = weakref.ref(Gone)\ngone = Gone()\ncounted = weakref.getweakrefcount(Gone)"
    )
    kernel.listing()
    assert kernel.value("weakref.getweakrefcount(big)") == 1
    assert kernel.value("weakref.getweakrefcount(Gone) == counted") is True
    kernel.run("del big, gone, Gone\ngc.collect()")
    assert kernel.value("(seen(), seen_class())") == (None, None)


def test_installing_again_keeps_it_and_another_protocol_begins_anew(kernel: Kernel) -> None:
    first, boot = kernel.value(f"id({PROBE})"), kernel.listing()["boot"]
    kernel.request(f"exec({TEXT!r}, {{}})", silent=True)
    assert kernel.value(f"id({PROBE})") == first
    kernel.request(f"exec({TEXT.replace('PROTOCOL = 2', 'PROTOCOL = 3')!r}, {{}})", silent=True)
    other = kernel.listing()
    assert other["protocol"] == 3
    assert other["boot"] != boot
    assert kernel.changes()["boot"] == other["boot"]
    kernel.request(f"exec({TEXT!r}, {{}})", silent=True)
    assert kernel.changes()["boot"] == kernel.listing()["boot"]


def test_put_in_again_where_half_of_it_is_gone(kernel: Kernel) -> None:
    boot = kernel.listing()["boot"]
    kernel.run(f"import builtins; del builtins.{CHANGES}")
    kernel.request(f"exec({TEXT!r}, {{}})", silent=True)
    assert kernel.changes()["boot"] == boot
    kernel.run(f"del builtins.{PROBE}")
    kernel.request(f"exec({TEXT!r}, {{}})", silent=True)
    assert boot != kernel.listing()["boot"] == kernel.changes()["boot"]


def test_another_kernel_has_another_boot(kernel: Kernel, fresh: Kernel) -> None:
    assert kernel.listing()["boot"] != fresh.listing()["boot"]


def test_many_variables_are_listed_quickly(fresh: Kernel) -> None:
    fresh.run("for number in range(10_000): globals()[f'v{number}'] = [number]")
    fresh.run(
        "import time\nseconds = []\nfor _n in range(5):\n    begin = time.perf_counter()\n"
        f"    listing = {PROBE}._repr_mimebundle_()\n    seconds.append(time.perf_counter() - begin)"
    )
    assert len(fresh.listing()["names"]) >= 10_000
    # The bench says how quickly; a busy machine is granted a hundred times that.
    assert fresh.value("min(seconds)") < 1


def test_a_huge_namespace_is_cut(fresh: Kernel) -> None:
    fresh.run("for number in range(30_000): globals()[f'w{number}'] = None")
    listing = fresh.listing()
    assert listing["truncated"] is True
    assert len(listing["names"]) == 20_000
    fresh.run("%reset -f")
    listing = fresh.listing()
    assert listing["truncated"] is False
    assert listing["names"] == []


def test_a_look_that_found_no_probe_leaves_no_error_behind(fresh: Kernel) -> None:
    """As one under way while the process is killed, which finds the next one."""
    fresh.run(f"import builtins\ndel builtins.{PROBE}, builtins.{CHANGES}")
    for name in (PROBE, CHANGES):
        assert fresh.inspect(name)["body"]["data"] == {}
    last = "[name for name in vars(__import__('sys')) if name.startswith('last_')]"
    assert fresh.value(last) != []
    fresh.install()
    assert fresh.value(last) == []
    fresh.request("raise NameError(['__jupyterlab_models_probe__'])")
    fresh.install()
    assert "last_value" in fresh.value(last)
