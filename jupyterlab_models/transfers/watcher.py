"""Watches the active transfers: the agent's marker files, progress, dead kernels, expired tickets."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

from ..operations.record import UNDER_WAY
from ..server.clock import moment_of
from ..server.errors import UserError
from ..server.types import Json
from . import spool_folder, tickets
from .records import Transfer
from .service import Transfers
from .space import check_limit

TICK = 0.02
"""Seconds between polls of a running transfer, so that its end is noticed at once."""
PATIENT_AFTER = 10.0
PATIENT_TICK = 0.25
"""A transfer that still waits for a busy kernel after ten seconds is polled less often."""
SIZES_EVERY = 0.25
KERNELS_EVERY = 1.0
IDLE_AT_MOST = timedelta(seconds=30)
"""A kernel that was idle for longer never got the request, dropped it, or failed to report its end."""


class Watcher:
    """One task for all transfers of this server; it sleeps while there are none."""

    def __init__(self, transfers: Transfers) -> None:
        self._transfers = transfers
        self._task: asyncio.Task[None] | None = None
        self._next_look: dict[str, float] = {}
        self._seen_since: dict[str, float] = {}
        self._next_sizes = 0.0
        self._next_kernels = 0.0

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            active = self._transfers.active
            if not active:
                self._transfers.begun.clear()
                self._next_look.clear()
                self._seen_since.clear()
                await self._transfers.begun.wait()
                continue
            try:
                await self._poll(active)
            except Exception:
                # One failed poll, such as an I/O error, must not leave all transfers without an end.
                self._transfers.log.exception("Looking at the transfers failed; trying again")
                await asyncio.sleep(KERNELS_EVERY)
            await asyncio.sleep(TICK)

    async def _poll(self, active: list[Transfer]) -> None:
        now = time.monotonic()
        sizes = now >= self._next_sizes
        if sizes:
            self._next_sizes = now + SIZES_EVERY
        due = [record for record in active if self._next_look.get(record.id, 0.0) <= now]
        folders = [self._transfers.spool_of(record) for record in due]
        states = await asyncio.to_thread(lambda: [_inspect(folder, sizes) for folder in folders])
        for record, state in zip(due, states, strict=True):
            await self._update(record, state, now)
        if now >= self._next_kernels:
            self._next_kernels = now + KERNELS_EVERY
            for record in self._transfers.active:
                await self._check_kernel(record)

    async def _update(self, record: Transfer, state: spool_folder.SpoolState | OSError, now: float) -> None:
        if record.closed:
            return
        if isinstance(state, OSError):
            message = f"The spool folder of the transfer cannot be read: {state.strerror}."
            await self._transfers.give_up(record, "failed", {"code": "spool_unusable", "message": message})
            return
        since = self._seen_since.setdefault(record.id, now)
        patient = record.state == "queued" and now - since > PATIENT_AFTER
        self._next_look[record.id] = now + PATIENT_TICK if patient else 0.0
        if state.started:
            self._transfers.start(record)
        if record.kind == "save" and state.bytes is not None:
            self._transfers.progress(record, state.bytes)
        too_large = self._too_large(record, state.bytes or 0)
        if state.done:
            self._transfers.settle(record)
        elif too_large is not None:
            await self._transfers.give_up(record, "failed", too_large)
        elif not state.there:
            message = "The spool folder of the transfer was removed."
            await self._transfers.give_up(record, "failed", {"code": "spool_gone", "message": message})

    def _too_large(self, record: Transfer, size: int) -> Json | None:
        """The schema `Error` when more bytes are there than this server takes."""
        try:
            check_limit(size if record.kind == "save" else 0, self._transfers.config.max_upload_bytes)
        except UserError as error:
            return error.to_json()
        return None

    async def _check_kernel(self, record: Transfer) -> None:
        error = None
        if tickets.expired(record):
            message = "The kernel did not take it up, or did not finish it, before its ticket expired."
            error = {"code": "ticket_expired", "message": message, "hint": "Start the save or load again."}
        elif record.boot is not None:
            error = await self._transfers.kernels.loss(record.kernel, record.boot)
            if error is None:
                error = self._abandoned(record)
        if error is not None:
            # Checks once more for the report, which may have come just before the kernel died.
            await self._transfers.fail(record, error)

    def _abandoned(self, record: Transfer) -> Json | None:
        """The schema `Error` when the kernel has been idle for long, so that nothing will end the transfer."""
        since = self._transfers.kernels.idle_since(record.kernel)
        begun = moment_of(record.created)
        if since is None or datetime.now(timezone.utc) - max(since, begun) < IDLE_AT_MOST:
            return None
        if record.state in UNDER_WAY:
            message = "The kernel stopped working on it and could not say why."
            return {"code": "not_finished", "message": message, "hint": "Start the save or load again."}
        message = "The kernel did not take it up: a cell before it failed, or the page was closed too early."
        return {"code": "not_taken_up", "message": message, "hint": "Start the save or load again."}


def _inspect(folder: Path, sizes: bool) -> spool_folder.SpoolState | OSError:
    """State of one folder; an error concerns only its own transfer."""
    try:
        return spool_folder.inspect(folder, sizes)
    except OSError as error:
        return error
