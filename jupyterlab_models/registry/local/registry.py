"""The local registry: what the routes call, split into work for the threads of its store."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

from ...server.errors import Conflict
from ...server.files import Files
from ...server.rendered import Rendered
from ...server.trees import remove
from ...server.types import Json
from ...server.users import User
from ..artifacts import Judge, Staged
from ..metadata import FacetQuery, Query
from ..names import check_model_name
from . import changes, editing, errors, history, judgments, publishing, queries, reservations, staging
from .folders import Place
from .publishing import Draft
from .store import LocalStore


class LocalRegistry(LocalStore):
    """`Registry` in a folder."""

    async def list_models(self, query: Query) -> Rendered:
        def ask(connection: sqlite3.Connection) -> Rendered:
            if not self._lists.ready and queries.is_plain(query):
                return queries.plain_page(connection, query)
            return queries.page(connection, query, *self._lists.current(connection))

        page: Rendered = await self._in_base(self._read, ask)
        self._prepare_lists()
        return page

    async def facets(self, query: FacetQuery) -> Json:
        return await self._in_base(
            self._read, lambda connection: queries.facets(query, *self._lists.current(connection))
        )

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
        for known in range(max(rules.values(), default=0)):
            last = 0
            while step := await self._in_base(judgments.judged_by, self._base.connection, known, last):
                last = step[-1][0]
                for _, head in step:
                    if known < rules.get(head["encoding"], 0):
                        yield head

    async def _version(self, name: str, number: int) -> tuple[str, Json]:
        return await self._in_base(self._read, queries.version, name, number)

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
