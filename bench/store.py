"""How quick the local registry is: opening an empty store, and lists, searches and look-ups among 100,000 models.

    python bench/store.py [number of models]

The models are written into the database with SQL; they have no files, which none of these questions reads.
"""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, get_args

from jupyterlab_models.registry.artifacts import Staged
from jupyterlab_models.registry.local import LocalRegistry
from jupyterlab_models.registry.local.search import folded
from jupyterlab_models.registry.metadata import Query, SortKey
from jupyterlab_models.risk.judging import Verdict
from jupyterlab_models.server.clock import days_after
from jupyterlab_models.server.files import Files
from jupyterlab_models.server.users import User

ROUNDS = 9
WORDS = ["churn", "forecast", "demand", "price", "fraud", "risk", "image", "text"]
WORDS += ["speech", "user", "item", "rank", "season", "region", "store", "basket"]
TEXTS = {"rare": "041234", "common": "churn", "absent": "zzzz", "two characters": "ch", "two, rare": "77"}
FACTS = {
    "format": "cbm",
    "encoding": "catboost-cbm",
    "family": "catboost",
    "kind": "model",
    "class": "catboost.core.CatBoostClassifier",
    "notebook": "work/churn.ipynb",
    "variable": "model",
    "origin": "kernel",
    "libraries": {"catboost": "1.2.10", "numpy": "2.4.6"},
    "requirements": ["catboost==1.2.10"],
    "python": "3.11.7",
    "platform": "Linux x86_64",
    "restores": "A CatBoostClassifier with its labels, parameters and feature names",
    "lost": [],
    "summary": [{"title": "Structure", "columns": ["Property", "Value"], "rows": [["Trees", "100"]]}],
    "facts": {"features": ["tenure", "calls"], "metrics": {"validation: AUC": 0.91}},
    "cell": {"source": "model = CatBoostClassifier().fit(data)", "count": 3},
    "commit": None,
}


def say(what: str, seconds: list[float], goal: float) -> None:
    """Print the median and the best in milliseconds beside the goal of the median."""
    middle, best = statistics.median(seconds) * 1e3, min(seconds) * 1e3
    print(f"{what:<46} {middle:8.2f} ms (best {best:8.2f})  goal {goal:3.0f} ms{'' if middle <= goal else '  MISSED'}")


async def timed(work: Callable[[], Awaitable[object]], rounds: int = ROUNDS) -> list[float]:
    await work()
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        await work()
        seconds.append(time.perf_counter() - start)
    return seconds


async def opening(folder: Path) -> list[float]:
    seconds = []
    for number in range(ROUNDS):
        registry = LocalRegistry(folder / f"empty{number}")
        start = time.perf_counter()
        await registry.open()
        seconds.append(time.perf_counter() - start)
        await registry.close()
    return seconds


async def one_version(registry: LocalRegistry, root: Path) -> dict[str, Any]:
    """A version published as usual, to be copied by `fill`."""
    folder = root / "spool" / uuid.uuid4().hex
    await asyncio.to_thread(folder.mkdir, parents=True)
    await asyncio.to_thread((folder / "model.cbm").write_bytes, b"model")
    files = Files(folder, ("model.cbm",))
    staged = Staged(files, "first", User("ada", "Ada"), FACTS, lambda files: Verdict("parser"))
    return await registry.publish(staged)


def fill(database: Path, models: int, version: dict[str, Any]) -> None:
    """Add models of one to three versions, with names, tags and descriptions made of words."""
    chance = random.Random(7)
    rest = {key: version.pop(key) for key in ("origin", "files", "summary", "libraries", "requirements")}
    rest |= {key: version.pop(key) for key in ("python", "platform", "restores", "lost", "facts", "cell", "commit")}

    def model(key: int) -> tuple[object, ...]:
        name = f"{' '.join(chance.sample(WORDS, 2))} {key:06d}"
        tags = chance.sample(WORDS, 2)
        description = " ".join(chance.choices(WORDS, k=8))
        created, size = days_after(version["created"], -chance.randrange(1000)), chance.randrange(1 << 30)
        text = (description, json.dumps(tags))
        return (
            *(key, uuid.uuid4().hex, name, folded(name), *text, "none", created, key % 3 + 1, key % 3 + 1),
            *(key % 3 + 1, created, size, folded(name, *tags, description)),
        )

    def versions(rows: list[tuple[Any, ...]]) -> Iterator[tuple[object, ...]]:
        for row in rows:
            for number in range(1, row[8] + 1):
                notebook = f"work/{row[0] % 5000}.ipynb"
                head = {**version, "version": number, "bytes": row[12], "created": row[11], "notebook": notebook}
                yield row[0], number, None, row[11], row[12], notebook, json.dumps(head), json.dumps(rest)

    rows = [model(key) for key in range(10, models + 10)]
    with closing(sqlite3.connect(database)) as base, base:
        base.executemany(f"INSERT INTO model VALUES ({','.join('?' * 14)})", rows)
        base.executemany(
            "INSERT INTO version (model, number, trash, created, bytes, notebook, head, rest) VALUES (?,?,?,?,?,?,?,?)",
            versions(rows),
        )
        base.execute("UPDATE meta SET revision = revision + 1")


async def say_page(what: str, registry: LocalRegistry, query: Query, goal: float) -> None:
    say(what, await timed(lambda: registry.list_models(query)), goal)


async def lists(registry: LocalRegistry, models: int) -> None:
    for sort in get_args(SortKey):
        for offset in (0, models // 2):
            query = Query(sort=sort, order="desc", offset=offset)
            await say_page(f"page of 100 by {sort} from {offset}", registry, query, 20)
    for what, text in TEXTS.items():
        for query in (Query(q=text), Query(q=text, sort="updated")):
            total = (await registry.list_models(query))["total"]
            await say_page(f"search, {what}, by {query.sort} ({total} found)", registry, query, 50)
    await say_page("models of one notebook", registry, Query(notebook=["work/1234.ipynb"]), 20)
    name = (await registry.list_models(Query(offset=models // 2, limit=1)))["items"][0]["name"]
    say("one model", await timed(lambda: registry.get(name)), 5)
    say("revision", await timed(registry.revision), 5)


async def main(models: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        say("first open of an empty store", await opening(Path(folder)), 10)
        root = Path(folder) / "full"
        registry = LocalRegistry(root)
        await registry.open()
        version = await one_version(registry, root)
        await registry.close()
        fill(root / "catalog.db", models, version)
        registry = LocalRegistry(root)
        start = time.perf_counter()
        await registry.open()
        print(f"with {models} models ({(root / 'catalog.db').stat().st_size >> 20} MiB, indexed anew", end=" ")
        print(f"in {time.perf_counter() - start:.1f} s)")
        await lists(registry, models)
        await registry.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
