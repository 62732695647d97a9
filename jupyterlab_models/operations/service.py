"""All operations of this server: their records, their changes, their ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from logging import Logger
from pathlib import Path
from typing import Any, TypeVar

from ..server.clock import utc_text
from ..server.context import Token
from ..server.errors import Conflict, Forbidden, NotFound
from ..server.types import Json
from ..server.users import User
from .record import Operation, State
from .runner import Runner
from .store import RecordStore

R = TypeVar("R", bound=Operation)
T = TypeVar("T")

KEEP_ENDED = timedelta(hours=1)
STALLED_AFTER = 10.0
"""Seconds without progress."""
LOOK_EVERY = 1.0

ACTIONS: dict[str, tuple[State, ...]] = {
    "cancel": ("queued", "running", "stalled", "paused"),
    "pause": ("queued", "running", "stalled"),
    "resume": ("paused",),
    "retry": ("failed", "cancelled"),
}
"""What can be done with an operation → in which states."""


class Operations:
    """Owns the records. All methods run on the event loop; what blocks happens in a thread."""

    def __init__(self, folder: Path, changed: Callable[[Operation], None], log: Logger) -> None:
        self._changed = changed
        self.log = log
        self._records: dict[str, Operation] = {}
        self._runners: dict[str, Runner[Any]] = {}
        self._found: list[Json] = []
        """Records of servers that stopped, for runners that are not there yet."""
        self._store = RecordStore(folder)
        # One thread, so that the states of a record reach the disk in their order.
        self._writer = ThreadPoolExecutor(1, "models-operations")
        self._watch: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Take over the records of servers that stopped."""
        await self._disk(self._store.open)
        self._found = await self._disk(self._store.take_over)
        self._watch = asyncio.create_task(self._watch_stalls())

    async def close(self) -> None:
        """Operations that still run are left for the next server."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        await self._disk(self._store.close)
        self._writer.shutdown()

    async def add_runner(self, runner: Runner[Any]) -> None:
        """Add a feature's kinds, and recover what is left of them from servers that stopped."""
        self._runners.update(dict.fromkeys(runner.kinds, runner))
        mine = [value for value in self._found if value.get("kind") in runner.kinds]
        self._found = [value for value in self._found if value.get("kind") not in runner.kinds]
        for value in mine:
            try:
                record = runner.parse(value)
            except (ValueError, TypeError, LookupError) as error:
                self.log.warning("The record of operation %s cannot be read: %s", value["id"], error)
                await self._disk(self._store.remove, value["id"])
                continue
            self._records[record.id] = record
            if not record.ended:
                await self._recover(runner, record)

    async def _recover(self, runner: Runner[Any], record: Operation) -> None:
        try:
            await runner.recover(record)
        except Exception:
            # One record must not keep the others, and the server, from starting.
            self.log.exception("Operation %s could not be recovered", record.id)
            record.error = {"code": "internal", "message": "The server failed unexpectedly; its log has the details."}
            self.enter(record, "failed")

    # For features

    async def begin(self, record: Operation) -> None:
        """Add a new record. Raises `OSError` when it cannot be written."""
        self._forget_old()
        await self._disk(self._store.write, record.to_json())
        self._records[record.id] = record
        self._notify(record)

    def enter(self, record: Operation, state: State, phase: str = "") -> None:
        record.enter(state, phase)
        self._writer.submit(self._write, record.to_json())
        self._notify(record)

    def progress(self, record: Operation, done: int) -> None:
        """`done` units are done by now; a stalled operation runs again. Not written to disk."""
        if done != record.done:
            record.advance(done)
            if record.state == "stalled":
                record.enter("running", record.phase)
            self._notify(record)

    def of_kind(self, kind: type[R]) -> list[R]:
        """All records of this class."""
        return [record for record in self._records.values() if isinstance(record, kind)]

    def find(self, operation: str) -> Operation | None:
        return self._records.get(operation)

    async def known(self) -> set[str]:
        """Ids of the operations of all servers that share the store."""
        return await self._disk(self._store.known)

    # For the routes

    def all(self, active: bool) -> list[Operation]:
        """Newest first; with `active` only those that have not ended."""
        self._forget_old()
        shown = [record for record in self._records.values() if not (active and record.ended)]
        return sorted(shown, key=lambda record: record.created, reverse=True)

    def get(self, operation: str) -> Operation:
        record = self.find(operation)
        if record is None:
            raise NotFound(
                "not_found", "There is no such operation.", "Operations that ended are forgotten after an hour."
            )
        return record

    def public(self, record: Operation) -> Json:
        """The schema `Operation`."""
        runner = self._runners[record.kind]
        actions = [each for each, states in ACTIONS.items() if record.state in states and runner.can(each)]
        return {**record.public, "actions": actions}

    def owned(self, operation: str, user: User) -> Operation:
        """As `get`; raises `Forbidden` unless it is this user's."""
        record = self.get(operation)
        if record.creator["username"] != user.username:
            owner = record.creator["name"] or record.creator["username"]
            raise Forbidden("not_yours", f"{owner} started this, so only {owner} can change it.", f"Ask {owner}.")
        return record

    async def cancel(self, operation: str, user: User) -> Operation:
        """One that has ended stays as it is."""
        record = self.owned(operation, user)
        if not record.ended:
            await self._runners[record.kind].cancel(record)
        return record

    async def pause(self, operation: str, user: User) -> Operation:
        return await self._act(self.owned(operation, user), "pause")

    async def resume(self, operation: str, user: User) -> Operation:
        return await self._act(self.owned(operation, user), "resume")

    async def retry(self, operation: str, user: User) -> Operation:
        return await self._act(self.owned(operation, user), "retry")

    async def _act(self, record: Operation, verb: str) -> Operation:
        states = ACTIONS[verb]
        if record.state not in states:
            raise Conflict(
                "wrong_state",
                f"The operation is {record.state}; {verb} needs one that is {' or '.join(states)}.",
                "Refresh the list of operations.",
            )
        await getattr(self._runners[record.kind], verb)(record)
        return record

    async def _watch_stalls(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            for record in self._records.values():
                if record.state == "running" and record.measured and record.idle_seconds > STALLED_AFTER:
                    record.state, record.updated = "stalled", utc_text()
                    self._notify(record)

    def _notify(self, record: Operation) -> None:
        self._runners[record.kind].changed(record)
        self._changed(record)

    def _write(self, record: Json) -> None:
        try:
            self._store.write(record)
        except OSError:
            # The record in memory is still right; only after a restart would this state be lost.
            self.log.warning("The state of operation %s could not be written", record["id"], exc_info=True)

    def _forget_old(self) -> None:
        limit = utc_text(datetime.now(timezone.utc) - KEEP_ENDED)
        for record in [r for r in self._records.values() if r.ended and r.updated < limit]:
            del self._records[record.id]
            self._writer.submit(self._store.remove, record.id)

    async def _disk(self, call: Callable[..., T], *arguments: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._writer, call, *arguments)


OPERATIONS: Token[Operations] = Token("operations")
