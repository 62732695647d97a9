"""The index in memory, compared with plain loops over the same models after random changes."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jupyterlab_models.registry.local.index import ModelIndex, models, order, posting, texts, values
from jupyterlab_models.registry.local.index.entries import BY_FIELD, BY_SORT, Entry
from jupyterlab_models.registry.metadata import Filter, Query

WORDS = st.sampled_from(["churn", "churn7", "ch", "ur", "ürn", "ür", "中文字", "a.b", "rn\u00a0c", "\0", "041"])
TEXTS = st.tuples(st.sampled_from([" ", "\n", "  "]), st.lists(WORDS, max_size=4)).map(lambda t: t[0].join(t[1]))
SOUGHT = ["c", "ch", "chu", "hurn", "churn", "churn7", "n", "n c", " ", "  ", "\n", "h u", "ü", "Ür", "中", "文字"]
SOUGHT += ["中文字", "A.b", ".", "\0", "7", "41", "0410", "urn ch", " ch", "rn ", "ch\nur", "zzz", "rn\u00a0c"]
VALUES = st.lists(st.sampled_from(["a", "b", "c", "é"]), max_size=3, unique=True).map(tuple)
COLUMNS = st.tuples(*[st.none() | st.integers(0, 3)] * (len(BY_SORT) - 1))


class Model(NamedTuple):
    text: str
    columns: tuple[int | None, ...]
    values: tuple[tuple[str, ...], ...]

    def entry(self, key: int) -> Entry:
        return Entry(key, self.text, [_name(key), *self.columns], list(self.values), ("a", "Ada"))


MODELS = st.builds(Model, TEXTS, COLUMNS, st.tuples(*[VALUES] * len(BY_FIELD)))
CHANGES: st.SearchStrategy[dict[int, Model | None]] = st.dictionaries(
    st.integers(0, 30), st.none() | MODELS, max_size=12
)
"""What becomes of the models with these keys; None for no model."""
ANY: dict[str, st.SearchStrategy[Any]] = {"q": st.sampled_from(SOUGHT[:5])}
ANY.update((field, VALUES.filter(bool)) for field in BY_FIELD)
FILTERS = st.sets(st.sampled_from(list(ANY))).flatmap(lambda chosen: st.fixed_dictionaries({n: ANY[n] for n in chosen}))
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without making a failing example smaller, which takes minutes here."""


@pytest.fixture(params=["small sizes", "usual sizes"])
def sizes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With limits so small that few models reach them, all ways are taken."""
    if request.param == "small sizes":
        for module, name, small in (
            *((order, "BLOCK", 2), (order, "FEW", 1), (posting, "FEWEST", 1), (posting, "SHARE", 4)),
            *((values, "MANY", 1), (values, "SHARE", 2), (texts, "STEP", 2), (models, "MANY", 6)),
        ):
            monkeypatch.setattr(module, name, small)


def _name(key: int) -> str:
    return f"{key * 7 % 31:02d}"


@pytest.mark.usefixtures("sizes")
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], phases=PHASES)
@given(st.lists(CHANGES, min_size=1, max_size=5), FILTERS, st.data())
def test_as_plain_loops(changes: list[dict[int, Model | None]], filters: dict[str, Any], data: st.DataObject) -> None:
    index = ModelIndex()
    known: dict[int, Model] = {}
    for change in changes:
        if not known:
            index = _filled([model.entry(key) for key, model in change.items() if model is not None])
        index.change([key for key, model in change.items() if model is None],
                     [model.entry(key) for key, model in change.items() if model is not None])  # fmt: skip
        known = {key: model for key, model in {**known, **change}.items() if model is not None}
        assert len(index) == len(known)
        for sought in SOUGHT:
            keys, total = index.page(Query(q=sought), None)
            assert set(keys) == {key for key, model in known.items() if _matches(model, {"q": sought})}, sought
            assert total == len(keys)
        found = {key for key, model in known.items() if _matches(model, filters)}
        name = data.draw(st.sampled_from(BY_SORT))
        for way in ("asc", "desc"):
            expected = _sorted(found, known, name, way)
            pages = [
                index.page(Query(sort=name, order=way, offset=o, limit=3, **filters), None) for o in range(0, 36, 3)
            ]
            assert [key for keys, _ in pages for key in keys] == expected
            assert {total for _, total in pages} == {len(expected)}
        for place, field in enumerate(BY_FIELD):
            others = {key: value for key, value in filters.items() if key != field}
            counts = Counter(v for m in known.values() if _matches(m, others) for v in m.values[place])
            listed = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            (facet,) = index.facets(Filter(**filters), [field], "", 2)
            assert [(value["value"], value["count"]) for value in facet["values"]] == listed[:2]
            assert facet["total"] == len(listed)


def test_facet_values_are_searched_and_labeled() -> None:
    index = ModelIndex()
    tags = [("Alpha",), ("alphabet", "b"), ("É",)]
    for key, tag in enumerate(tags):
        of_model = [(), (), (), ("ada",) if key else ("bob",), tag, ()]
        author = ("ada", "Ada Lovelace") if key else ("bob", "Bob")
        index.change([], [Entry(key, "", [_name(key), *[None] * (len(BY_SORT) - 1)], of_model, author)])

    def found(field: Any, part: str) -> list[tuple[str, str, int]]:
        (facet,) = index.facets(Filter(), [field], part, 10)
        return [(value["value"], value["label"], value["count"]) for value in facet["values"]]

    assert found("tag", "ALPHA") == [("Alpha", "Alpha", 1), ("alphabet", "alphabet", 1)]
    assert found("tag", "e\u0301") == [("É", "É", 1)]
    assert found("author", "") == [("ada", "Ada Lovelace", 2), ("bob", "Bob", 1)]
    assert found("author", "love") == [("ada", "Ada Lovelace", 2)]
    assert found("type", "") == []


def test_a_text_that_is_all_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that many models share are found without looking through their texts."""
    index = texts.TextIndex([f"churn {number}" for number in range(1000)])
    while not index.prepare():
        pass
    monkeypatch.setattr(index, "_texts", [""] * 1000)
    assert index.find("hur").bit_count() == index.find("churn").bit_count() == 1000


def test_thousands_of_models_and_tags() -> None:
    """Sizes at which sets are kept in other ways; hostile and very long texts among them."""
    chance = random.Random(7)
    words = [f"{chance.choice(['churn', 'ürn', 'x_y', '中文'])}{number % 97}" for number in range(400)]
    hostile = ["\0", "a" * 5000, "\u0130".casefold(), "?", "\u2028", "e\u0301"]

    def model() -> Model:
        text = " ".join(chance.choices(words, k=6)) + "\n" + chance.choice(hostile)
        tags = (f"tag{chance.randrange(10_000)}", f"t{chance.randrange(3)}")
        columns = tuple(chance.choice([None, *range(50)]) for _ in range(len(BY_SORT) - 1))
        return Model(text, columns, ((), (), (), (chance.choice("abc"),), tags, ()))

    def entry(key: int) -> Entry:
        return known[key].entry(key)._replace(sorts=[f"{key:05d}", *known[key].columns])

    known = {key: model() for key in range(4000)}
    index = _filled([entry(key) for key in known])
    index.page(Query(sort="bytes"), None)
    index.page(Query(q="churn"), None)
    for _ in range(300):
        changed, gone = chance.randrange(4100), chance.randrange(4000)
        known[changed] = model()
        index.change([], [entry(changed)])
        known.pop(gone, None)
        index.change([gone], [])
    for filters in ({}, {"tag": ["t1"]}, {"author": ["a", "b"], "q": "n1"}, {"q": "churn1"}, {"q": "churn7 x_y"}):
        for sort, place in {"bytes": BY_SORT.index("bytes") - 1, "created": BY_SORT.index("created") - 1}.items():
            found = [key for key, one in known.items() if _matches(one, filters)]
            found.sort(key=lambda key: (known[key].columns[place] is None, known[key].columns[place] or 0, key))
            for offset in (0, len(found) // 2, len(found) - 3):
                query = Query(sort=sort, offset=max(0, offset), **filters)  # type: ignore[arg-type]
                assert index.page(query, None) == (found[query.offset :][:100], len(found)), (filters, sort, offset)
    for filters in ({}, {"author": ["a"]}, {"q": "churn12"}):
        counts = Counter(tag for one in known.values() if _matches(one, filters) for tag in one.values[4])
        (facet,) = index.facets(Filter(**filters), ["tag"], "", 500)
        listed = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:500]
        assert [(value["value"], value["count"]) for value in facet["values"]] == listed


def _filled(entries: list[Entry]) -> ModelIndex:
    """As the keeper fills it, in steps."""
    index = ModelIndex()
    for start in range(0, len(entries), 1000):
        index.append(entries[start : start + 1000])
    index.complete()
    index.prepare()
    return index


def _matches(model: Model, filters: dict[str, Any]) -> bool:
    return filters.get("q", "").casefold() in model.text and all(
        (all if field == "tag" else any)(value in own for value in filters[field])
        for field, own in zip(BY_FIELD, model.values, strict=True)
        if field in filters
    )


def _sorted(keys: set[int], known: dict[int, Model], name: str, way: str) -> list[int]:
    """By value and name; without a value last in both directions."""

    def value(key: int) -> Any:
        return _name(key) if name == "name" else known[key].columns[BY_SORT.index(name) - 1]

    filled = sorted((key for key in keys if value(key) is not None), key=lambda key: (value(key), _name(key)))
    empty = sorted((key for key in keys if value(key) is None), key=_name)
    return filled + empty if way == "asc" else filled[::-1] + empty[::-1]
