"""What lists and counts have to be, worked out from the models themselves in plain loops."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, get_args

from jupyterlab_models.registry.local import LocalRegistry
from jupyterlab_models.registry.metadata import FacetField, FacetQuery, Query, SortKey
from jupyterlab_models.registry.names import name_key
from jupyterlab_models.server.types import Json

SORT_KEYS: tuple[SortKey, ...] = get_args(SortKey)
FIELDS: tuple[FacetField, ...] = get_args(FacetField)


async def check_lists(registry: LocalRegistry, keys: Iterable[SortKey] = SORT_KEYS) -> None:
    """Lists sorted by these keys, and filters and counts of all fields."""
    items = (await registry.list_models(Query(limit=500)))["items"]
    models = [await registry.get(item["name"]) for item in items]
    for key in keys:
        filled = [model for model in models if _sorted_by(model, key) is not None]
        empty = [model for model in models if _sorted_by(model, key) is None]
        filled.sort(key=lambda model: (_sorted_by(model, key), name_key(model["name"])))
        empty.sort(key=lambda model: name_key(model["name"]))
        assert await _names(registry, sort=key) == [model["name"] for model in filled + empty], key
        assert await _names(registry, sort=key, order="desc") == [m["name"] for m in filled[::-1] + empty[::-1]], key
    for facet in (await registry.facets(FacetQuery(limit=500)))["facets"]:
        field = facet["field"]
        counts = Counter(value for model in models for value in _values(model, field))
        expected = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        assert [(value["value"], value["count"]) for value in facet["values"]] == expected, field
        assert facet["total"] == len(expected)
        for value in counts:
            having = [model["name"] for model in models if value in _values(model, field)]
            assert sorted(await _names(registry, **{field: [value]})) == sorted(having), (field, value)


async def _names(registry: LocalRegistry, **query: Any) -> list[str]:
    """By pages of two, none of which repeats or skips a model."""
    found: list[str] = []
    while True:
        page = await registry.list_models(Query(**query, offset=len(found), limit=2))
        found += [item["name"] for item in page["items"]]
        if not page["items"]:
            assert page["total"] == len(found)
            return found


def _sorted_by(model: Json, key: SortKey) -> Any:
    latest = model["latest"] or {}
    if key == "name":
        return name_key(model["name"])
    if key == "type":
        return None if model["type"] == "none" else model["type"]
    if key == "author":
        return model["author"]["name"].casefold() if model["author"] else None
    if key in ("version", "bytes"):
        return latest.get(key)
    text = model[key] if key in ("state", "origin", "created", "updated") else latest.get(key)
    return text.casefold() if text else None


def _values(model: Json, field: FacetField) -> set[str]:
    if field == "tag":
        return {*model["tags"], *(tag for version in model["items"] for tag in version["tags"])}
    if field == "notebook":
        return {version["notebook"] for version in model["items"]} - {None}
    if field == "author":
        return {model["author"]["username"]} if model["author"] else set()
    if field == "family":
        return {model["latest"]["family"]} if model["latest"] else set()
    return {model[field]}
