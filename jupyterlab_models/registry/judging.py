"""Judges versions again whose risk was found by older rules: before they are loaded, when somebody looks, and slowly
all others, so that lists become true.
"""

from __future__ import annotations

import asyncio
from logging import Logger

from ..frameworks.service import Frameworks
from ..server.context import Token
from ..server.errors import NotFound, UserError
from ..server.types import Json
from .interface import Registry

LOOK_SECONDS = 1.0
"""How long a page waits for versions that are judged again; those that take longer follow by an event."""
PAUSE_SECONDS = 0.25
"""Between two versions that nobody asked for."""
LARGEST = 256 << 20
"""Bytes of the largest version that is read without being asked for."""


class Judging:
    """Versions of the registry with the risk of today's rules."""

    def __init__(self, registry: Registry, frameworks: Frameworks, log: Logger) -> None:
        self._registry = registry
        self._frameworks = frameworks
        self._log = log
        self._running: dict[tuple[str, int, str], asyncio.Task[Json]] = {}
        self._rest: asyncio.Task[None] | None = None

    def start(self) -> None:
        # Without writing, every start would judge them all for nothing.
        if "write" in self._registry.capabilities():
            self._rest = asyncio.create_task(self._all())

    async def close(self) -> None:
        tasks = [*self._running.values(), *([] if self._rest is None else [self._rest])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def version(self, name: str, number: int) -> Json:
        """Schema `Version`, judged by today's rules: for loading. Raises what the registry raises."""
        version = await self._registry.get_version(name, number)
        return await asyncio.shield(self._again(name, version)) if self._is_old(version) else version

    async def look(self, name: str, versions: list[Json]) -> list[Json]:
        """The versions for somebody who looks at them, judged by today's rules as far as that is quick."""
        tasks = [self._again(name, version) if self._is_old(version) else None for version in versions]
        waiting = [task for task in tasks if task is not None]
        if waiting:
            await asyncio.wait(waiting, timeout=LOOK_SECONDS)
        return [_result(task) or version for task, version in zip(tasks, versions, strict=True)]

    def _is_old(self, version: Json) -> bool:
        judged = version.get("judged") or {"rules": 0}
        rules: int = judged["rules"]
        return version["state"] == "ready" and rules < self._frameworks.rules.get(version["encoding"], 0)

    def _again(self, name: str, version: Json) -> asyncio.Task[Json]:
        key = (name, version["version"], version["sha256"])
        if key not in self._running:
            encoding = version["encoding"]
            task = asyncio.create_task(
                self._registry.judge_again(
                    *key, lambda files: self._frameworks.judge(encoding, files.folder, files.names)
                )
            )
            self._running[key] = task
            task.add_done_callback(lambda task: self._ended(key, task))
        return self._running[key]

    def _ended(self, key: tuple[str, int, str], task: asyncio.Task[Json]) -> None:
        del self._running[key]
        error = None if task.cancelled() else task.exception()
        if error is not None and not isinstance(error, NotFound):
            self._log.warning("Version %d of “%s” could not be judged again: %s", key[1], key[0], error)

    async def _all(self) -> None:
        try:
            async for head in self._registry.judged_before(self._frameworks.rules):
                if head["bytes"] <= LARGEST:
                    await asyncio.wait([self._again(head["model"], head)])
                    await asyncio.sleep(PAUSE_SECONDS)
        except (UserError, OSError) as error:
            self._log.warning("Not all versions could be judged again; the next start goes on: %s", error)


def _result(task: asyncio.Task[Json] | None) -> Json | None:
    if task is None or not task.done() or task.cancelled() or task.exception() is not None:
        return None
    return task.result()


JUDGING: Token[Judging] = Token("judging")
