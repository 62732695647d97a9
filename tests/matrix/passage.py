"""One row: saved in one kernel, loaded in the other, compared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..standin import Json
from .difference import difference
from .pair import Pair, WatchedKernel
from .row import Row

VARIABLE = "model"


@dataclass(frozen=True)
class Told:
    """What `docs/fidelity.md` says of a row that came back as promised."""

    family: str
    row: Row
    format: str
    encoding: str
    comes_back: str
    lost: tuple[str, ...]
    libraries: dict[str, str]
    python: str


async def pass_through(pair: Pair, row: Row, model: str, formats: list[Json], spool: Path) -> Told:
    """Save and load one variable as the page does; raises where something is not as the row says."""
    saving, loading = await pair.both()
    others = set(spool.iterdir())
    await saving.run(row.make)
    before = await saving.observe(row.observe)
    check = await saving.ask(op="check", variable=VARIABLE)
    if row.outcome == "refused":
        told = await _refused(pair, saving, row, model, check, formats)
    else:
        told = await _saved(pair, saving, row, model, check)
    _equal(before, await saving.observe(row.observe), "saving changed the object")
    assert set(spool.iterdir()) <= others, "something was left in the spool"
    if row.outcome != "refused":
        expected = before if row.back is None else await saving.observe(row.back)
        await _loaded(pair, loading, row, model, check["class"])
        here = row.observe if row.back is None else row.loaded_back or row.back
        _equal(expected, await loading.observe(here), "what came back differs (saved, loaded)")
    return told


async def _saved(pair: Pair, saving: WatchedKernel, row: Row, model: str, check: Json) -> Told:
    assert check["ok"], f"cannot be saved: {check['error']}"
    offered = {choice["encoding"]: choice for choice in check["choices"]}
    encoding = row.encoding or check["choices"][0]["encoding"]
    assert encoding in offered, f"{encoding} is not offered, only {', '.join(offered)}"
    choice = offered[encoding]
    assert choice["risk"] == row.risk, f"the dialog says {choice['risk']}, the row {row.risk}"
    words = [choice["restores"], *choice["lost"]]
    if row.outcome == "announced":
        assert row.says, "an announced row has to tell what is said"
        assert any(row.says in sentence for sentence in words), f"nothing says “{row.says}”: {words}"
    written = {"format": choice["format"], "encoding": encoding}
    agent = await pair.desk.begin_save(
        model, variable=VARIABLE, kernel={"id": saving.id}, bytes=check["bytes"] or 0, **written
    )
    answer = await saving.ask(op="save", ticket=agent.ticket, variable=VARIABLE, **written)
    assert answer["ok"], f"not saved: {answer['error']}"
    saved = await pair.desk.end_of(agent, 60)
    assert saved["state"] == "done", f"not published: {saved['error']}"
    version = await pair.desk.api.json("GET", f"models/{model}/versions/1")
    assert version["risk"] == row.risk, f"the server judges it {version['risk']}, the row says {row.risk}"
    assert version["class"] == check["class"], f"{check['class']} was kept as {version['class']}"
    return Told(
        pair.family.name,
        row,
        choice["format"],
        encoding,
        choice["restores"],
        tuple(choice["lost"]),
        version["libraries"],
        version["python"],
    )


async def _refused(pair: Pair, saving: WatchedKernel, row: Row, model: str, check: Json, formats: list[Json]) -> Told:
    """Neither offered nor written when asked for all the same."""
    own = next(entry for entry in formats if entry["type"] == row.type)
    encoding = row.encoding or own["encodings"][0]
    if check["ok"]:
        offered = [choice["encoding"] for choice in check["choices"]]
        assert row.encoding, f"it can be saved: {', '.join(offered)}"
        assert row.encoding not in offered, f"it is offered: {', '.join(offered)}"
    written = {"format": own["format"], "encoding": encoding}
    agent = await pair.desk.begin_save(model, variable=VARIABLE, kernel={"id": saving.id}, bytes=0, **written)
    answer = await saving.ask(op="save", ticket=agent.ticket, variable=VARIABLE, **written)
    assert not answer["ok"], "it was saved"
    error = answer["error"] if check["ok"] else check["error"]
    reason = f"{error['message']} {error.get('hint', '')}".strip()
    assert row.says, "a refused row has to tell what is said"
    assert row.says in reason, f"nothing says “{row.says}”: {reason}"
    ended = await pair.desk.end_of(agent, 60)
    assert ended["state"] == "failed", ended
    assert (await pair.desk.api.call("GET", f"models/{model}")).code == 404, "a model was made"
    libraries: dict[str, str] = {}
    return Told(pair.family.name, row, own["format"], encoding, reason, (), libraries, "")


async def _loaded(pair: Pair, loading: WatchedKernel, row: Row, model: str, saved: str) -> None:
    if row.before:
        await loading.run(row.before)
    agent = await pair.desk.begin_load(model, 1, variable=VARIABLE, kernel={"id": loading.id})
    answer = await loading.ask(op="load", ticket=agent.ticket, variable=VARIABLE, overwrite=False)
    assert answer["ok"], f"not loaded: {answer['error']}"
    loaded = await pair.desk.end_of(agent, 60)
    assert loaded["state"] == "done", loaded["error"]
    if row.outcome == "same":
        assert answer["class"] == saved, f"{saved} came back as {answer['class']}"


def _equal(first: Any, second: Any, what: str) -> None:
    told = difference(first, second)
    assert told is None, f"{what} at {told}"
