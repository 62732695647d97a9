"""The probe numbers what it finds changed, so that pages read only that, and the agent knows a binding again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .kernels import Kernel

Json = dict[str, Any]
Rows = dict[str, tuple[str, int]]


def rows(listing: Json) -> Rows:
    """Name → name of the type and revision of the binding."""
    columns = zip(listing["names"], listing["kinds"], listing["bound"], strict=True)
    return {name: (listing["types"][kind][0], bound) for name, kind, bound in columns}


def apply(known: Rows, revision: int, changes: Json) -> Rows:
    """What a page does that knew `known` at `revision`."""
    assert changes["since"] <= revision <= changes["revision"]
    found = dict(known)
    for at, bound, gone in changes["changes"]:
        if at > revision:
            found.update({name: (changes["types"][kind][0], at) for name, kind in bound.items()})
            found = {name: row for name, row in found.items() if name not in gone}
    return found


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "a = 1",
        "a = object()",
        "b = [1]; c = (2,); d = {}",
        "del b",
        "b = 1; del c; c = 2; e = 'x'",
        "b, c = c, b",
        "class A: pass\nthing = A()",
        "class A: pass\nclass B: pass\nthing.__class__ = B",
        "e = [None]; del a\nimport math as a",
        "from math import pi; In = 4",
        "globals()['In'] = get_ipython().user_ns_hidden['In']",
        "%reset -f",
        "x = {}",
    ],
)
def test_changes_lead_to_the_same_as_a_whole_listing(kernel: Kernel, cell: str) -> None:
    before = kernel.listing()
    kernel.run(cell)
    changes = kernel.changes()
    listing = kernel.listing()
    assert listing["revision"] == changes["revision"]
    assert apply(rows(before), before["revision"], changes) == rows(listing)


def test_nothing_changed(kernel: Kernel) -> None:
    kernel.run("steady = [1]")
    first = kernel.changes()
    kernel.run("pass")
    kernel.request("_hidden = 2; 5")
    assert kernel.changes() == first
    assert len(json.dumps(first)) < 2000


def test_the_revision_of_a_binding(kernel: Kernel) -> None:
    kernel.run("one = [1]; two = [2]")
    before = kernel.listing()
    kernel.run("one = [3]; two.append(4)")
    after = kernel.listing()
    assert after["revision"] == before["revision"] + 1
    assert rows(after)["one"][1] == after["revision"]
    assert rows(after)["two"] == rows(before)["two"]


def test_two_pages_that_look_in_turn_both_catch_up(kernel: Kernel) -> None:
    kernel.run("counted = None")
    listing = kernel.listing()
    pages = [(rows(listing), listing["revision"])] * 3
    for step in range(12):
        kernel.run(f"counted = [{step}]; step{step} = {step}; globals().pop('step{step - 2}', None)")
        changes = kernel.changes()
        turn = step % 2
        pages[turn] = (apply(*pages[turn], changes), changes["revision"])
        assert pages[turn][0] == rows(kernel.listing())
    assert apply(*pages[2], kernel.changes()) == rows(kernel.listing())


def test_the_journal_stays_short(kernel: Kernel) -> None:
    for step in range(40):
        kernel.run(f"spin = [{step}]")
        changes = kernel.changes()
        assert len(json.dumps(changes)) < 2000
    assert changes["revision"] - changes["since"] == len(changes["changes"]) <= 32
    kernel.run("for number in range(1000): globals()[f'many{number}'] = number")
    changes = kernel.changes()
    assert (changes["since"], changes["changes"], changes["types"]) == (changes["revision"], [], [])
    kernel.run("for number in range(1000): del globals()[f'many{number}']")


def test_a_class_of_the_same_id_is_described_anew(kernel: Kernel) -> None:
    kernel.run(
        "import gc\nmade = {}\nfor n in range(50): made[n] = type(f'First{n}', (), {})(); globals()[f'o{n}'] = made[n]"
    )
    kernel.listing()
    kernel.run("for n in range(50): del globals()[f'o{n}']\ngc.collect()")
    kernel.run("for n in range(50): globals()[f'o{n}'] = type(f'Second{n}', (), {})()")
    found = kernel.variables()
    assert [found[f"o{n}"][0] for n in range(50)] == [f"__main__:Second{n}" for n in range(50)]
    kernel.run("for n in range(50): del globals()[f'o{n}']")


def test_many_new_types_do_not_take_long(kernel: Kernel) -> None:
    kernel.run("for n in range(15_000): globals()[f't{n}'] = type(f'T{n}', (), {})()")
    listings = [kernel.listing()]
    while listings[-1]["truncated"]:
        assert len(listings) < 50
        listings.append(kernel.listing())
    assert rows(listings[-1])["t14999"][0] == "__main__:T14999"
    assert len(listings) > 1
    kernel.run("%reset -f")


def test_the_agent_knows_a_binding_by_the_listing(kernel: Kernel) -> None:
    kernel.run("wanted = (n for n in ()); _private = (n for n in ())")
    listed = kernel.ids()["wanted"]
    check = kernel.ask("check", variable="wanted", id=listed)
    assert check["id"] == listed
    assert check["error"]["code"] == "unsupported"
    kernel.run("wanted = (n for n in ())")
    assert kernel.ask("check", variable="wanted", id=listed)["error"]["code"] == "rebound"
    now = kernel.ask("check", variable="wanted")["id"]
    assert now == kernel.ids()["wanted"] != listed
    private = kernel.ask("check", variable="_private")["id"]
    assert kernel.ask("check", variable="_private", id=private)["error"]["code"] == "unsupported"
    kernel.run("_private = (n for n in ())")
    assert kernel.ask("check", variable="_private", id=private)["error"]["code"] == "rebound"


def test_an_id_of_another_start_is_no_longer_good(kernel: Kernel) -> None:
    kernel.run("wanted = [1]")
    number = kernel.ids()["wanted"].partition(":")[2]
    answer = kernel.ask("check", variable="wanted", id=f"{'0' * 16}:{number}")
    assert answer["error"]["code"] == "rebound"


def test_the_agent_works_where_the_probe_is_not(fresh: Kernel, tmp_path: Path) -> None:
    fresh.run("import builtins\nkept = builtins.__jupyterlab_models_probe__\ndel builtins.__jupyterlab_models_probe__")
    fresh.run("wanted = (n for n in ())")
    own = fresh.ask("check", variable="wanted")["id"]
    assert fresh.ask("check", variable="wanted", id=own)["error"]["code"] == "unsupported"
    fresh.run("wanted = (n for n in [1])")
    assert fresh.ask("check", variable="wanted", id=own)["error"]["code"] == "rebound"
    fresh.run("builtins.__jupyterlab_models_probe__ = kept")


def test_probe_and_agent_are_put_in_whatever_the_user_calls_compile(fresh: Kernel) -> None:
    fresh.run("from re import *\nexec = zlib = getattr\ndel __import__('sys').modules['_jupyterlab_models']")
    fresh.install()
    assert "zlib" in fresh.ids()
    assert fresh.ask("check", variable="zlib")["variable"] == "zlib"
    fresh.run("del compile, exec, zlib")
