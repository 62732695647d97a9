"""An open store: its database, its folders and the threads that work on them, and how it is kept tidy."""

from __future__ import annotations

import asyncio
import logging
import shutil
import sqlite3
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from ...risk.judging import Verdict
from ...server.errors import UserError
from ...server.files import Files
from ...server.trees import remove
from ..artifacts import Judge
from ..interface import Capability
from . import changes, errors, publishing, queries
from .database import Database, refuse_newer
from .digests import Verified
from .folders import Folders, Place
from .index import IndexKeeper
from .mounts import IN_MEMORY, file_system
from .scratch import Scratch

T = TypeVar("T")

POLL_SECONDS = 1.0
"""How often to look whether another process changed the database; a check takes microseconds."""

SWEEP_STEP = 500
"""Folders that are compared with the database at a time, so that its thread is not blocked for long."""

log = logging.getLogger(__name__)


class LocalStore:
    """What `LocalRegistry` works with. `trash_days` is how long deleted models stay restorable.

    One thread owns the connection. Hashing and syncing run in others, so that lists stay quick during a long publish.
    A change that has begun is carried through even when its caller is cancelled.
    """

    def __init__(self, root: Path, trash_days: int = 30) -> None:
        self.read_only = False
        self._folders = Folders(root)
        self._trash_days = trash_days
        self._scratch = Scratch(self._folders.scratch)
        self._in_memory = False
        self._lists = IndexKeeper()
        self._prepared = False
        self._verified = Verified()
        self._callbacks: list[Callable[[int], None]] = []
        self._announced = 0
        self._tasks: set[asyncio.Task[Any]] = set()
        self._watcher: asyncio.Task[None] | None = None
        self._base_thread = ThreadPoolExecutor(1, "models-database")
        self._file_threads = ThreadPoolExecutor(4, "models-files")
        self._judge_thread = ThreadPoolExecutor(1, "models-judge")

    async def open(self) -> None:
        try:
            self._base = await self._in_base(self._open)
        except BaseException:
            self._base_thread.shutdown()
            raise
        self.read_only = self._base.read_only
        self._announced = self._base.revision
        self._watcher = asyncio.create_task(self._watch())
        if not self.read_only:
            self._begin(self._tidy())

    async def close(self) -> None:
        """Wait for changes in progress, then release the store."""
        if self._watcher is None:
            return
        self._watcher.cancel()
        self._watcher = None
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._in_files(self._scratch.close)
        await self._in_base(self._base.close)
        self._base_thread.shutdown()
        self._file_threads.shutdown()
        self._judge_thread.shutdown()

    async def revision(self) -> int:
        return await self._in_base(self._base.look)

    def on_change(self, callback: Callable[[int], None]) -> None:
        self._callbacks.append(callback)

    async def free_bytes(self) -> int:
        # Not in the threads for files, which may all be busy with hashing.
        return (await asyncio.to_thread(_with_user_errors, shutil.disk_usage, (self._folders.root,))).free

    def capabilities(self) -> frozenset[Capability]:
        return frozenset({"trash"} if self.read_only else {"trash", "write"})

    def _prepare_lists(self) -> None:
        """Make the index in memory in steps, between which other questions are answered."""

        async def prepare() -> None:
            try:
                while self._watcher and not await self._in_base(self._read, self._lists.prepare):
                    pass
            except (UserError, sqlite3.Error):
                log.exception("The lists of models could not be prepared; the first one takes longer")

        if not self._prepared:
            self._prepared = True
            self._begin(prepare())

    # Tidying

    async def _tidy(self) -> None:
        """Purge old trash entries, and remove the leftovers of processes that died."""
        try:
            await self._in_base(self._base.settle)  # changes that follow `open` queue up behind it
            await self._in_files(self._scratch.sweep)
            await self._purge_old()
            with closing(self._folders.places()) as places:
                while self._watcher and (step := await self._in_files(_some, places)):
                    await self._discard(await self._in_base(queries.unknown, self._base.connection, step))
        except (UserError, sqlite3.Error, OSError):
            log.exception("The model store could not be tidied; the next start tries again")

    async def _purge_old(self) -> None:
        old = await self._in_base(changes.older, self._base.connection, self._trash_days)
        if old:
            await self._discard(await self._change(lambda base: changes.forget(base, old, None)))

    async def _discard(self, places: list[Place]) -> None:
        """Remove folders that no row of the database refers to."""
        if places:
            for folder in await self._in_base(self._put_out, places):
                await self._in_files(remove, folder)

    def _put_out(self, places: list[Place]) -> list[Path]:
        with self._base.locked() as connection:
            return publishing.discard(connection, self._folders, self._scratch, places)

    # Threads, tasks and callbacks

    def _open(self) -> Database:
        try:
            refuse_newer(self._folders.database)
            self._folders.make()
        except OSError as error:
            raise UserError(
                "store_unusable",
                f"The folder {self._folders.root} for models cannot be made: {error.strerror}.",
                "Choose another folder for the store in the server's configuration.",
            ) from error
        self._in_memory = file_system(self._folders.root) in IN_MEMORY
        self._verified = Verified(trusts_times=not self._in_memory)
        return Database(self._folders)

    async def _change(self, apply: Callable[[sqlite3.Connection], T]) -> T:
        """Run a change of the database as one transaction, to its end, and notify of it."""

        def transaction() -> T:
            with self._base.changing() as connection:
                return apply(connection)

        async def change() -> T:
            result = await self._in_base(transaction)
            self._notify(self._base.revision)
            return result

        return await asyncio.shield(self._begin(change()))

    def _read(self, ask: Callable[..., T], *values: Any) -> T:
        with self._base.reading() as connection:
            return ask(connection, *values)

    def _quietly(self, apply: Callable[[sqlite3.Connection], T]) -> T:
        """A change that nobody sees."""
        with self._base.locked() as connection:
            return apply(connection)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(POLL_SECONDS)
            if self._callbacks:
                try:
                    self._notify(await self._in_base(self._base.look))
                except (UserError, sqlite3.Error):
                    log.exception("The model store could not be asked for changes")

    def _notify(self, revision: int) -> None:
        if revision > self._announced:
            self._announced = revision
            for callback in self._callbacks:
                # The event loop reports a callback that raises; the change itself has succeeded.
                asyncio.get_running_loop().call_soon(callback, revision)

    def _begin(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _in_base(self, work: Callable[..., T], *values: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._base_thread, _with_user_errors, work, values)

    async def _in_judge(self, judge: Judge, files: Files) -> Verdict:
        """One after the other, so that files that are slow to judge hold up none of the other threads."""
        return await asyncio.get_running_loop().run_in_executor(self._judge_thread, _with_user_errors, judge, (files,))

    async def _in_files(self, work: Callable[..., T], *values: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._file_threads, _with_user_errors, work, values)


def _with_user_errors(work: Callable[..., T], values: tuple[Any, ...]) -> T:
    with errors.user_errors():
        return work(*values)


def _some(places: Iterable[Place]) -> list[Place]:
    return list(islice(places, SWEEP_STEP))
