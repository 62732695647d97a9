"""The rows of one family: each saved in one kernel, loaded in the other, compared."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Any

from ..clients import FakeAgent, Json, TransferClient
from ..server import Server
from .difference import difference
from .families import Family
from .pair import Pair, WatchedKernel
from .row import Row

VARIABLE = "model"


@dataclass(frozen=True)
class FidelityRow:
    """The line of `docs/fidelity.md` for a row that came back as promised."""

    family: str
    row: Row
    format: str
    encoding: str
    comes_back: str
    lost: tuple[str, ...]
    libraries: dict[str, str]
    python: str


@dataclass(frozen=True)
class Saved:
    """A row after its save."""

    result: FidelityRow
    model: str
    class_name: str
    expected: Any


class RoundTrip:
    """While one row is loaded, the next is saved already."""

    def __init__(self, pair: Pair, numbers: list[int], formats: list[Json]) -> None:
        self.pair = pair
        self.numbers = numbers
        self.formats = formats
        self.saves: dict[int, asyncio.Task[Saved]] = {}

    async def row(self, number: int) -> FidelityRow:
        """Save and load one variable as the page does; raises where something is not as the row says."""
        saved = await self._save(number)
        following = [other for other in self.numbers if other > number]
        if following:
            self._save(following[0])
        if saved.result.row.outcome != "refused":
            async with self.pair.ready("loads") as loading:
                await _load(self.pair, loading, saved)
        return saved.result

    def _save(self, number: int) -> asyncio.Task[Saved]:
        if number not in self.saves:
            self.saves[number] = asyncio.ensure_future(self._saving(number))
        return self.saves[number]

    async def _saving(self, number: int) -> Saved:
        row = self.pair.family.rows[number]
        async with self.pair.ready("saves") as saving:
            return await _save(self.pair, saving, row, f"{self.pair.family.name}-{number}", self.formats)

    async def stop(self) -> None:
        for task in self.saves.values():
            task.cancel()
        await asyncio.gather(*self.saves.values(), return_exceptions=True)


class RoundTrips:
    """The round trip of the current family; the kernels of earlier families are stopped."""

    def __init__(
        self,
        served: tuple[Server, TransferClient],
        calls: list[tuple[Family, int]],
        formats: list[Json],
        seconds: dict[str, float],
    ) -> None:
        self.served = served
        self.calls = calls
        self.formats = formats
        self.seconds = seconds
        self.now: RoundTrip | None = None
        self.begun = 0.0

    async def of(self, family: Family) -> RoundTrip:
        if self.now is None or self.now.pair.family is not family:
            await self.stop()
            self.begun = time.monotonic()
            pair = Pair(family, *self.served)
            self.now = RoundTrip(pair, [number for other, number in self.calls if other is family], self.formats)
            await pair.start()
        return self.now

    async def stop(self) -> None:
        if self.now is not None:
            await self.now.stop()
            await self.now.pair.stop()
            self.seconds[self.now.pair.family.name] = time.monotonic() - self.begun
            self.now = None


async def _save(pair: Pair, saving: WatchedKernel, row: Row, model: str, formats: list[Json]) -> Saved:
    await saving.run(row.make)
    before = await saving.observe(row.observe)
    check = await saving.ask(op="check", variable=VARIABLE)
    if row.outcome == "refused":
        result = await _refused(pair, saving, row, model, check, formats)
    else:
        result = await _written(pair, saving, row, model, check)
    _equal(before, await saving.observe(row.observe), "saving changed the object")
    expected = before if row.back is None else await saving.observe(row.back)
    return Saved(result, model, check["class"], expected)


async def _written(pair: Pair, saving: WatchedKernel, row: Row, model: str, check: Json) -> FidelityRow:
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
    members = {"format": choice["format"], "encoding": encoding}
    agent = await _begin(pair, saving, model, bytes=check["bytes"] or 0, **members)
    answer = await saving.ask(op="save", ticket=agent.ticket, variable=VARIABLE, **members)
    assert answer["ok"], f"not saved: {answer['error']}"
    await _ended(pair, agent, "done")
    version = await pair.client.api.json("GET", f"models/{model}/versions/1")
    assert version["risk"] == row.risk, f"the server judges it {version['risk']}, the row says {row.risk}"
    assert version["class"] == check["class"], f"{check['class']} was kept as {version['class']}"
    return FidelityRow(
        pair.family.name,
        row,
        choice["format"],
        encoding,
        choice["restores"],
        tuple(choice["lost"]),
        version["libraries"],
        version["python"],
    )


async def _refused(
    pair: Pair, saving: WatchedKernel, row: Row, model: str, check: Json, formats: list[Json]
) -> FidelityRow:
    """Neither offered, nor written when requested anyway."""
    own = next((entry for entry in formats if entry["type"] == row.type), None)
    assert own, f"the table has no {row.type}"
    encoding = row.encoding or own["encodings"][0]
    if check["ok"]:
        offered = [choice["encoding"] for choice in check["choices"]]
        assert row.encoding, f"it can be saved: {', '.join(offered)}"
        assert row.encoding not in offered, f"it is offered: {', '.join(offered)}"
    members = {"format": own["format"], "encoding": encoding}
    agent = await _begin(pair, saving, model, bytes=0, **members)
    answer = await saving.ask(op="save", ticket=agent.ticket, variable=VARIABLE, **members)
    assert not answer["ok"], "it was saved"
    error = answer["error"] if check["ok"] else check["error"]
    reason = f"{error['message']} {error.get('hint', '')}".strip()
    assert row.says, "a refused row has to tell what is said"
    assert row.says in reason, f"nothing says “{row.says}”: {reason}"
    await _ended(pair, agent, "failed")
    assert (await pair.client.api.json("GET", f"models/{model}"))["latest"] is None, "a version was made"
    return FidelityRow(pair.family.name, row, own["format"], encoding, reason, (), {}, "")


async def _load(pair: Pair, loading: WatchedKernel, saved: Saved) -> None:
    row = saved.result.row
    if row.before:
        await loading.run(row.before)
    agent = await pair.client.begin_load(saved.model, 1, variable=VARIABLE, kernel={"id": loading.id})
    answer = await loading.ask(op="load", ticket=agent.ticket, variable=VARIABLE, overwrite=False)
    assert answer["ok"], f"not loaded: {answer['error']}"
    await _ended(pair, agent, "done")
    if row.outcome == "same":
        assert answer["class"] == saved.class_name, f"{saved.class_name} came back as {answer['class']}"
    here = row.observe if row.back is None else row.loaded_back or row.back
    _equal(saved.expected, await loading.observe(here), "what came back differs (saved, loaded)")


async def _begin(pair: Pair, kernel: WatchedKernel, model: str, **more: object) -> FakeAgent:
    return await pair.client.begin_save(model, variable=VARIABLE, kernel={"id": kernel.id}, **more)


async def _ended(pair: Pair, agent: FakeAgent, state: str) -> None:
    transfer = await pair.client.end_of(agent, 60)
    assert transfer["state"] == state, f"the transfer ended otherwise: {transfer}"
    assert not agent.folder.exists(), "the transfer left something in the spool"


def _equal(first: Any, second: Any, what: str) -> None:
    found = difference(first, second)
    assert found is None, f"{what} at {found}"
