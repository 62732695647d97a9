"""The local registry: what the routes call, split into work for the database's thread and for files' threads."""

from __future__ import annotations

import asyncio
import logging
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from ...risk.judging import Verdict
from ...server.errors import Conflict, UserError
from ...server.files import Files
from ...server.rendered import Rendered
from ...server.trees import remove
from ...server.types import Json
from ...server.users import User
from ..artifacts import Judge, Staged
from ..interface import Capability
from ..metadata import FacetQuery, Query
from ..names import check_model_name
from . import changes, editing, errors, history, judgments, publishing, queries, reservations, staging
from .database import Database, refuse_newer
from .digests import Verified
from .folders import Folders, Place
from .index import IndexKeeper
from .mounts import IN_MEMORY, file_system
from .publishing import Draft
from .scratch import Scratch

T = TypeVar("T")

POLL_SECONDS = 1.0
"""How often to look whether another process changed the database; a check takes microseconds."""

SWEEP_STEP = 500
"""Folders that are compared with the database at a time, so that its thread is not blocked for long."""

log = logging.getLogger(__name__)


class LocalRegistry:
    """`Registry` in a folder. `trash_days` is how long deleted models stay restorable.

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

    async def list_models(self, query: Query) -> Rendered:
        def ask() -> Rendered:
            with self._base.reading() as connection:
                return queries.page(connection, query, *self._lists.current(connection))

        return await self._in_base(ask)

    async def facets(self, query: FacetQuery) -> Json:
        def ask() -> Json:
            with self._base.reading() as connection:
                return queries.facets(query, *self._lists.current(connection))

        return await self._in_base(ask)

    async def get(self, name: str) -> Json:
        def ask() -> Json:
            with self._base.reading() as connection:
                return queries.model(connection, queries.need(connection, name), self._base.read_revision())

        return await self._in_base(ask)

    async def head(self, name: str) -> Json:
        return queries.head(await self._in_base(self._read, queries.need, name))

    async def get_version(self, name: str, version: int) -> Json:
        return (await self._version(name, version))[1]

    async def update(self, name: str, change: Json, user: User) -> Json:
        if "name" in change:
            check_model_name(change["name"])
        editing.check_text(change)

        def apply(connection: sqlite3.Connection) -> Json:
            row = editing.edit(connection, queries.need(connection, name), change, user)
            return queries.model(connection, row, self._base.next_revision())

        return await self._change(apply)

    async def update_version(self, name: str, version: int, change: Json, user: User) -> Json:
        editing.check_text(change)

        def apply(connection: sqlite3.Connection) -> Json:
            row = editing.edit_version(connection, name, version, change, user)
            return queries.model(connection, row, self._base.next_revision())

        return await self._change(apply)

    async def changes(self, name: str, offset: int, limit: int) -> Json:
        def ask() -> Json:
            with self._base.reading() as connection:
                return history.page(connection, name, offset, limit, self._base.read_revision())

        return await self._in_base(ask)

    async def publish(self, staged: Staged) -> Json:
        check_model_name(staged.name)
        editing.check_text({"description": staged.description, "tags": staged.tags})
        staging.check_paths(staged.files.names)
        if self.read_only:
            raise errors.read_only()
        return await asyncio.shield(self._begin(self._publish(staged)))

    async def reserve(self, name: str, operation: Json) -> Json:
        check_model_name(name)
        taken = await self._in_base(self._read, reservations.holder, name)
        if taken is not None:
            return queries.head(taken)
        return queries.head(await self._change(lambda base: reservations.reserve(base, name, operation)))

    async def settle(self, operation: str, error: Json) -> None:
        if await self._in_base(self._read, reservations.find, operation) is not None:
            await self._change(lambda base: reservations.settle(base, operation, error))

    async def release(self, operation: str, user: User | None = None) -> None:
        if await self._in_base(self._read, reservations.find, operation) is not None:
            await self._change(lambda base: reservations.release(base, operation, user))

    async def pending(self) -> list[str]:
        return await self._in_base(self._read, reservations.pending)

    async def published_by(self, operation: str) -> Json | None:
        return await self._in_base(self._read, queries.published_by, operation)

    async def delete(self, name: str, version: int | None, user: User) -> Json:
        def apply(connection: sqlite3.Connection) -> Json:
            entry = changes.delete(connection, name, version, user)
            return queries.trash(connection, self._trash_days, entry)[0]

        return await self._change(apply)

    async def trash(self) -> Json:
        def ask() -> Json:
            with self._base.reading() as connection:
                items = queries.trash(connection, self._trash_days)
                return {"items": items, "revision": self._base.read_revision()}

        return await self._in_base(ask)

    async def restore(self, entry: str, user: User) -> Json:
        def apply(connection: sqlite3.Connection) -> str:
            return changes.restore(connection, entry, user).name

        return await self.get(await self._change(apply))

    async def purge(self, entry: str | None, user: User) -> None:
        async def forget() -> None:
            await self._discard(await self._change(lambda base: changes.purge(base, entry, user)))

        await asyncio.shield(self._begin(forget()))

    async def fetch(self, name: str, version: int, sha256: str) -> Files:
        identity, found = await self._version(name, version)
        if found["sha256"] != sha256:
            raise errors.replaced(name, version)
        folder = self._folders.version(identity, version)
        damaged = await self._in_files(self._verified.damaged, folder, found["files"])
        if damaged is not None:
            raise Conflict(
                "damaged",
                f"The file {damaged} of version {version} of “{name}” is not what was saved: its SHA-256 differs, or "
                "it cannot be read.",
                f"Put it back from a backup into {folder}, or save the model again and delete this version.",
            )
        return Files(folder, tuple(file["path"] for file in found["files"]))

    async def judge_again(self, name: str, version: int, sha256: str, judge: Judge) -> Json:
        files = await self.fetch(name, version, sha256)
        verdict = await self._in_judge(judge, files)
        # What was judged is what was saved, and still is the version of this name and number.
        await self.fetch(name, version, sha256)
        found = await self.get_version(name, version)
        if self.read_only:
            return {**found, **judgments.facts(found, verdict)}

        def apply(connection: sqlite3.Connection) -> Json:
            return judgments.store(connection, name, version, sha256, verdict)

        if found["risk"] != verdict.risk:
            return await self._change(apply)
        return await asyncio.shield(self._begin(self._in_base(self._quietly, apply)))

    async def judged_before(self, rules: Mapping[str, int]) -> AsyncIterator[Json]:
        newest = max(rules.values(), default=0)
        last = 0
        while step := await self._in_base(judgments.older, self._base.connection, newest, last):
            last = step[-1][0]
            for _, known, head in step:
                if known < rules.get(head["encoding"], 0):
                    yield head

    async def free_bytes(self) -> int:
        # Not in the threads for files, which may all be busy with hashing.
        return (await asyncio.to_thread(_with_user_errors, shutil.disk_usage, (self._folders.root,))).free

    def capabilities(self) -> frozenset[Capability]:
        return frozenset({"trash"} if self.read_only else {"trash", "write"})

    # How a publish goes

    async def _publish(self, staged: Staged) -> Json:
        names = staged.files.names
        folder = await self._in_files(self._take, staged.files.folder)
        try:
            await self._in_files(staging.adopt, folder, names)
            if self._in_memory:
                await self._in_files(staging.renew, folder, names, self._scratch.new)
            (files, seen), _ = await asyncio.gather(
                self._in_files(staging.hash_all, folder, names),
                self._in_files(staging.sync_all, folder, names),
            )
            verdict = await self._in_judge(staged.judge, Files(folder, names))
            await self._in_files(staging.check_same, folder, seen)
            place, version = await self._in_base(self._enter, Draft(staged, folder, files, verdict))
        except BaseException:
            await self._in_files(remove, folder)
            raise
        self._notify(self._base.revision)
        for file in files:
            path = self._folders.version(*place) / file["path"]
            self._verified.remember(path, seen[file["path"]], file["sha256"])
        return version

    def _take(self, staged: Path) -> Path:
        folder = self._scratch.new()
        staged.rename(folder)
        if folder.is_symlink() or not folder.is_dir():
            folder.unlink()
            raise errors.no_folder()
        return folder

    def _enter(self, draft: Draft) -> tuple[Place, Json]:
        place: Place | None = None
        try:
            with self._base.changing() as connection:
                place, version = publishing.enter(connection, draft)
                publishing.move_in(self._folders, self._scratch, draft.folder, place)
        except BaseException:
            if place is not None:  # it may have been moved in already
                for moved in self._put_out([place]):
                    remove(moved)
            raise
        return place, version

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

    async def _version(self, name: str, number: int) -> tuple[str, Json]:
        return await self._in_base(self._read, queries.version, name, number)

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
