"""The list of models: search, filter, sort, pages."""

from __future__ import annotations

import pytest

from jupyterlab_models.registry.local import LocalRegistry
from jupyterlab_models.registry.local.index import keeper
from jupyterlab_models.registry.metadata import Query

from .lists import check_lists
from .staged import ADA, facts, names, operation, save


async def test_empty(registry: LocalRegistry) -> None:
    page = await registry.list_models(Query())
    assert page == {"items": [], "total": 0, "offset": 0, "revision": 0}


async def test_heads(registry: LocalRegistry) -> None:
    await save(registry, "churn", tags=["a"])
    page = await registry.list_models(Query())
    model = await registry.get("churn")
    assert page["revision"] == model.pop("revision") == 1
    (version,) = model.pop("items")
    assert page["items"] == [model]
    assert version.items() > model["latest"].items()


async def test_search(registry: LocalRegistry) -> None:
    await save(registry, "Churn forecast", description='Who leaves "soon"', tags=["telecom"])
    await save(registry, "Straße", description="100% of a_b", tags=["Geo", "x"])
    await save(registry, "ÉTÉ", description="\u0130stanbul")
    for text, found in {
        "": ["Churn forecast", "Straße", "ÉTÉ"],
        "CHURN": ["Churn forecast"],
        "fore": ["Churn forecast"],
        "tele": ["Churn forecast"],
        "leaves": ["Churn forecast"],
        '"soon"': ["Churn forecast"],
        '"': ["Churn forecast"],
        "STRASSE": ["Straße"],
        "ß": ["Straße"],
        "%": ["Straße"],
        "0% o": ["Straße"],
        "a_b": ["Straße"],
        "a?b": [],
        "geo": ["Straße"],
        "e\u0301te\u0301": ["ÉTÉ"],
        "te": ["Churn forecast", "ÉTÉ"],
        "* OR name:": [],
        "a\0b": [],
        "\ud800abc": [],
        "churnx": [],
    }.items():
        expected = found if text != "te" else ["Churn forecast"]
        page = await registry.list_models(Query(q=text))
        assert [item["name"] for item in page["items"]] == expected, text
        assert page["total"] == len(expected)


async def test_search_follows_changes(registry: LocalRegistry) -> None:
    await save(registry, "churn", description="before")
    await registry.update("churn", {"description": "after", "tags": ["tagged"]}, ADA)
    assert await names(registry, q="before") == []
    assert await names(registry, q="after") == await names(registry, q="tagged") == ["churn"]
    model = await registry.update("churn", {"tags": []}, ADA)
    assert (model["description"], model["tags"]) == ("after", [])
    assert await names(registry, q="tagged") == []


async def test_notebook(registry: LocalRegistry) -> None:
    await save(registry, "one", facts=facts(notebook="a.ipynb"))
    await save(registry, "one", facts=facts(notebook="b.ipynb"))
    await save(registry, "two", facts=facts(notebook="b.ipynb"))
    await save(registry, "three", facts=facts(notebook=None, variable=None))
    assert await names(registry, notebook=["a.ipynb"]) == ["one"]
    assert await names(registry, notebook=["b.ipynb"]) == ["one", "two"]
    assert await names(registry, notebook=["b.ipynb"], q="two") == ["two"]
    assert await names(registry, notebook=[""]) == []
    assert await names(registry, notebook=["\ud800"]) == []


async def test_sort_and_pages(registry: LocalRegistry) -> None:
    sizes = {"delta": 3, "Alpha": 1, "charlie": 3, "bravo": 2}
    for name, size in sizes.items():
        await save(registry, name, {"model": b"x" * size})
    by_name = ["Alpha", "bravo", "charlie", "delta"]
    assert await names(registry) == by_name
    assert await names(registry, order="desc") == by_name[::-1]
    assert await names(registry, sort="updated") == list(sizes)
    assert await names(registry, sort="updated", order="desc") == list(sizes)[::-1]
    by_size = ["Alpha", "bravo", "charlie", "delta"]
    assert await names(registry, sort="bytes") == by_size
    assert await names(registry, sort="bytes", order="desc") == by_size[::-1]
    page = await registry.list_models(Query(sort="bytes", offset=1, limit=2))
    assert [item["name"] for item in page["items"]] == by_size[1:3]
    assert (page["total"], page["offset"]) == (4, 1)
    page = await registry.list_models(Query(offset=10))
    assert (page["items"], page["total"]) == ([], 4)
    await save(registry, "delta", {"model": b""})
    assert await names(registry, sort="bytes", limit=1) == ["delta"]
    assert await names(registry, sort="updated", order="desc", limit=1) == ["delta"]


async def test_first_pages_do_not_wait_for_the_index(registry: LocalRegistry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_prepare_lists", lambda: None)
    for name in ("b", "A", "c"):
        await save(registry, name, tags=["x"])
    await registry.reserve("d", operation(1))
    await registry.delete("c", None, ADA)
    plain = [Query(sort=sort, order=order, limit=2) for sort in ("name", "updated") for order in ("asc", "desc")]
    plain += [Query(offset=2), Query(sort="updated", offset=3)]
    before = [await registry.list_models(query) for query in plain]
    assert not registry._lists.ready
    assert await names(registry, tag=["x"]) == ["A", "b"]
    assert registry._lists.ready
    assert [await registry.list_models(query) for query in plain] == before


async def test_changes_while_the_index_is_made(registry: LocalRegistry, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of models that it has read already, and of those that it has not."""
    monkeypatch.setattr(registry, "_prepare_lists", lambda: None)
    monkeypatch.setattr(keeper, "STEP", 1)
    for number in range(8):
        await save(registry, f"model {number}", tags=[f"t{number}"])
    for _ in range(4):
        assert not await registry._in_base(registry._read, registry._lists.prepare)
    for number in (0, 7):
        await registry.update(f"model {number}", {"name": f"a {number}", "tags": ["new"]}, ADA)
    for number in (1, 6):
        await registry.delete(f"model {number}", None, ADA)
    await registry.purge(None, ADA)
    await save(registry, "model 8", tags=["t8"])
    assert await names(registry, tag=["new"]) == ["a 0", "a 7"]
    await check_lists(registry)
