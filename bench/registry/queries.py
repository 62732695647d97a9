"""What is asked, of both servers where both can answer it. Every round of a query asks for something else."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from . import ours, theirs
from .client import Request
from .data import AUTHORS, FAMILIES, TAGS, VERSIONS, WORDS, Made

TIMES = {"sort": "updated", "order": "desc"}
LAST_UPDATED = "last_updated_timestamp DESC"


class Query(NamedTuple):
    name: str
    ours: Callable[[int], Request]
    """Of the round."""
    theirs: Callable[[int], Request] | None = None


def queries(known: list[Made]) -> list[Query]:
    """For a store with these models."""
    total = len(known)
    tagged = total * 3 // len(TAGS)

    def at(round_: int) -> Made:
        return known[(round_ * 7 + total // 3) % total]

    def number(round_: int) -> str:
        return at(round_).name.split()[-1]

    def tag(round_: int) -> str:
        return f"tags.`{TAGS[round_ % len(TAGS)]}` = 'yes'"

    def word(round_: int) -> str:
        return WORDS[round_ % len(WORDS)]

    def like(text: str) -> str:
        return f"name ILIKE '%{text}%'"

    def near(round_: int) -> int:
        return round_ * 10

    def deep(round_: int) -> int:
        return total // 2 + round_

    def find(**query: object) -> Request:
        return ours.request("models", limit=100, **query)

    both = [
        Query("page by name", lambda r: find(offset=near(r)), lambda r: theirs.page("name ASC", near(r))),
        Query("page by date", lambda r: find(offset=near(r), **TIMES), lambda r: theirs.page(LAST_UPDATED, near(r))),
        Query("deep, by date", lambda r: find(offset=deep(r), **TIMES), lambda r: theirs.page(LAST_UPDATED, deep(r))),
        Query(
            "a tag, by name",
            lambda r: find(tag=TAGS[r % len(TAGS)], offset=r // len(TAGS)),
            lambda r: theirs.page("name ASC", r // len(TAGS), tag(r)),
        ),
        Query(
            "a tag, deep, by date",
            lambda r: ours.request("models", tag=TAGS[r % len(TAGS)], limit=50, offset=tagged // 2 + r // 24, **TIMES),
            lambda r: theirs.page(LAST_UPDATED, tagged // 2 + r // 24, tag(r), 50),
        ),
        Query("rare text", lambda r: find(q=number(r)), lambda r: theirs.page("name ASC", 0, like(number(r)))),
        Query(
            "broad text, by date",
            lambda r: find(q=word(r), offset=r // 24, **TIMES),
            lambda r: theirs.page(LAST_UPDATED, r // 24, like(word(r))),
        ),
        Query(
            "two letters",
            lambda r: find(q=word(r)[1:3], offset=r // 24),
            lambda r: theirs.page("name ASC", r // 24, like(word(r)[1:3])),
        ),
        Query(
            "one model",
            lambda r: ours.request(f"models/{at(r).name}"),
            lambda r: theirs.get("registered-models/get", name=at(r).name),
        ),
        Query("deep, by name", lambda r: find(offset=deep(r)), lambda r: theirs.page("name ASC", deep(r))),
    ]
    sorts = ("bytes", "author", "notebook", "created", "family")
    own = [
        Query("one version", lambda r: ours.request(f"models/{at(r).name}/versions/{r % VERSIONS + 1}")),
        Query("any sort, deep", lambda r: find(sort=sorts[r % len(sorts)], offset=deep(r), order="desc")),
        Query("a family, by size", lambda r: find(family=FAMILIES[r % 6], sort="bytes", offset=r // 6)),
        Query(
            "family, author and tag",
            lambda r: find(family=FAMILIES[:3], author=AUTHORS[r % 20 : r % 20 + 20], tag=TAGS[r % len(TAGS)]),
        ),
        Query("a notebook", lambda r: find(notebook=at(r).notebook)),
        Query("broad text, deep", lambda r: find(q=word(r), offset=total // 4 + r // 24)),
        Query("text over two words", lambda r: find(q=" ".join(at(r).name.split()[:2])[1:-1])),
        Query("count", lambda r: ours.request("models", q=word(r), tag=TAGS[r % 23], limit=1)),
        Query("all facets", lambda r: ours.request("facets", limit=10 + r)),
        Query("facets of a tag", lambda r: ours.request("facets", tag=TAGS[r % len(TAGS)], limit=10 + r)),
        Query("facets of broad text", lambda r: ours.request("facets", q=word(r), limit=10 + r)),
    ]
    return both + own
