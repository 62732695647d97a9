"""Random sequences of changes, compared with a model of the registry made of dicts."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from jupyterlab_models.registry.local import LocalRegistry
from jupyterlab_models.registry.metadata import Query
from jupyterlab_models.server.errors import Conflict, NotFound
from jupyterlab_models.server.types import Json

from .lists import SORT_KEYS, check_lists
from .staged import ADA, ERROR, check_store, facts, operation, quick_folder, save

T = TypeVar("T")
NAMES = st.sampled_from(["churn", "Churn", "straße", "STRASSE", "b"])
TEXTS = st.sampled_from(["", "one", "Two two"])
NUMBERS = st.integers(1, 4)
TAGS = st.lists(st.sampled_from(["x", "Y"]), unique=True)
FACTS = st.builds(
    facts,
    notebook=st.sampled_from([None, "a.ipynb", "b.ipynb"]),
    family=st.sampled_from(["catboost", "sklearn"]),
    variable=st.sampled_from([None, "Model", "model"]),
)


class Expected:
    """One model as it should be: numbers of live versions, and entries of the trash with theirs; the state of one
    without a version.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.last = 0
        self.description = ""
        self.live: set[int] = set()
        self.entries: dict[str, set[int]] = {}
        self.notes: dict[int, str] = {}
        self.operation = 0
        self.state = "ready"

    @property
    def key(self) -> str:
        return self.name.casefold()

    @property
    def listed(self) -> bool:
        return bool(self.live) or self.state != "ready"

    @property
    def brief(self) -> tuple[object, ...]:
        newest = max(self.live, default=None)
        return self.name, self.description, self.state, len(self.live), newest, newest


class RegistryMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.root = Path(tempfile.mkdtemp(dir=quick_folder()))
        self.models: list[Expected] = []
        self.revision = 0
        self.operations = 0
        self.steps = 0
        self.open()
        self.other = LocalRegistry(self.root)
        self.do(self.other.open())

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def open(self) -> None:
        self.registry = LocalRegistry(self.root)
        self.do(self.registry.open())

    def live(self, name: str) -> Expected | None:
        return next((model for model in self.models if model.listed and model.key == name.casefold()), None)

    def fails(self, work: Coroutine[Any, Any, object], kind: type[Exception]) -> None:
        try:
            self.do(work)
        except kind:
            return
        raise AssertionError(f"{kind.__name__} expected")

    @rule(name=NAMES, description=st.none() | TEXTS, tags=st.none() | TAGS, of_version=FACTS)
    def publish(self, name: str, description: str | None, tags: list[str] | None, of_version: Json) -> None:
        model = self.live(name)
        if model is None:
            model = Expected(name)
            self.models.append(model)
        model.last += 1
        model.live.add(model.last)
        model.state = "ready"
        model.description = model.description if description is None else description
        files = {"f": b"x" * model.last}
        saving = save(self.registry, name, files, description=description, tags=tags, facts=of_version)
        version = self.do(saving)
        assert version["version"] == model.last

    @rule(name=NAMES, description=TEXTS)
    def update(self, name: str, description: str) -> None:
        model = self.live(name)
        if model is None:
            self.fails(self.registry.update(name, {"description": description}, ADA), NotFound)
        else:
            model.description = description
            assert self.do(self.registry.update(name, {"description": description}, ADA))["description"] == description

    @rule(name=NAMES, to=NAMES)
    def rename(self, name: str, to: str) -> None:
        model = self.live(name)
        renaming = self.registry.update(name, {"name": to}, ADA)
        if model is None:
            self.fails(renaming, NotFound)
        elif to != model.name and (self.live(to) not in (None, model) or model.state == "pending"):
            self.fails(renaming, Conflict)
        else:
            model.name = to
            assert self.do(renaming)["name"] == to

    @rule(name=NAMES, expected=TEXTS, to=TEXTS)
    def edit(self, name: str, expected: str, to: str) -> None:
        model = self.live(name)
        editing = self.registry.update(name, {"description": to, "expected": {"description": expected}}, ADA)
        if model is None:
            self.fails(editing, NotFound)
        elif model.description != expected:
            self.fails(editing, Conflict)
        else:
            model.description = to
            assert self.do(editing)["description"] == to

    @rule(name=NAMES, number=NUMBERS, text=TEXTS, tags=TAGS)
    def note(self, name: str, number: int, text: str, tags: list[str]) -> None:
        model = self.live(name)
        noting = self.registry.update_version(name, number, {"note": text, "tags": tags}, ADA)
        if model is None or number not in model.live:
            self.fails(noting, NotFound)
        else:
            model.notes[number] = text
            found = {version["version"]: version["note"] for version in self.do(noting)["items"]}
            assert found == {number: model.notes.get(number, "") for number in model.live}

    @rule(name=NAMES)
    def reserve(self, name: str) -> None:
        model = self.live(name)
        self.operations += 1
        if model is None:
            model = Expected(name)
            self.models.append(model)
        if not model.live and model.state != "pending":
            model.name, model.state, model.operation = name, "pending", self.operations
        head = self.do(self.registry.reserve(name, operation(self.operations)))
        assert _brief(head) == model.brief

    @precondition(lambda self: self.operations)
    @rule(data=st.data(), kept=st.booleans())
    def end(self, data: st.DataObject, kept: bool) -> None:
        number = data.draw(st.integers(1, self.operations))
        model = next((one for one in self.models if one.state != "ready" and one.operation == number), None)
        if kept:
            self.do(self.registry.settle(operation(number)["id"], ERROR))
        else:
            self.do(self.registry.release(operation(number)["id"]))
        if model is not None and kept:
            model.state = "failed"
        elif model is not None:
            self.models.remove(model)

    @rule(name=NAMES, number=st.none() | NUMBERS)
    def delete(self, name: str, number: int | None) -> None:
        model = self.live(name)
        if model is None or not model.live or (number is not None and number not in model.live):
            self.fails(self.registry.delete(name, number, ADA), NotFound)
            return
        gone = set(model.live) if number is None else {number}
        entry = self.do(self.registry.delete(name, number, ADA))
        assert (entry["version"] is None) == (gone == model.live)
        model.live -= gone
        model.entries[entry["id"]] = gone

    def entries(self) -> list[tuple[Expected, str]]:
        return [(model, entry) for model in self.models for entry in model.entries]

    @precondition(lambda self: self.entries())
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        model, entry = data.draw(st.sampled_from(self.entries()))
        if self.live(model.name) not in (None, model):
            self.fails(self.registry.restore(entry, ADA), Conflict)
            return
        model.live |= model.entries.pop(entry)
        assert self.do(self.registry.restore(entry, ADA))["name"] == model.name
        self.fails(self.registry.restore(entry, ADA), NotFound)

    @precondition(lambda self: self.entries())
    @rule(data=st.data())
    def purge(self, data: st.DataObject) -> None:
        model, entry = data.draw(st.sampled_from(self.entries()))
        self.do(self.registry.purge(entry, ADA))
        model.entries.pop(entry)

    @rule()
    def purge_all(self) -> None:
        self.do(self.registry.purge(None, ADA))
        for model in self.models:
            model.entries.clear()

    @rule()
    def reopen(self) -> None:
        self.do(self.registry.close())
        self.open()

    @invariant()
    def lists_agree(self) -> None:
        live = sorted((model for model in self.models if model.listed), key=lambda model: model.key)
        page = self.do(self.registry.list_models(Query()))
        assert page["total"] == len(live)
        assert [_brief(item) for item in page["items"]] == [model.brief for model in live]
        for text in ("wo t", "one", "e"):
            found = self.do(self.registry.list_models(Query(q=text)))["items"]
            expected = [model.name for model in live if text in f"{model.key}\n{model.description.casefold()}"]
            assert [item["name"] for item in found] == expected
        by_size = self.do(self.registry.list_models(Query(sort="bytes")))["items"]
        sized = sorted((model for model in live if model.live), key=lambda model: (max(model.live), model.key))
        assert [item["name"] for item in by_size if item["versions"]] == [model.name for model in sized]

    @invariant()
    def sorts_filters_and_counts_agree(self) -> None:
        """Also those of another server, which sees the changes of this one only."""
        self.steps += 1
        for registry in (self.registry, self.other):
            self.do(check_lists(registry, [SORT_KEYS[self.steps % len(SORT_KEYS)]]))

    @invariant()
    def trash_agrees(self) -> None:
        trash = self.do(self.registry.trash())["items"]
        assert {entry["id"]: entry["versions"] for entry in trash} == {
            entry: len(model.entries[entry]) for model, entry in self.entries()
        }

    @invariant()
    def revision_never_falls(self) -> None:
        before, self.revision = self.revision, self.do(self.registry.revision())
        assert before <= self.revision

    def teardown(self) -> None:
        self.do(check_lists(self.registry))
        self.do(self.registry.close())
        self.do(self.other.close())
        live = self.do(check_store(self.root))
        assert live == {model.name: sorted(model.live, reverse=True) for model in self.models if model.listed}
        self.loop.close()
        shutil.rmtree(self.root)


def _brief(item: Json) -> tuple[object, ...]:
    latest = item["latest"] or {"version": None, "bytes": None}
    return item["name"], item["description"], item["state"], item["versions"], latest["version"], latest["bytes"]


TestRegistry = RegistryMachine.TestCase
TestRegistry.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
