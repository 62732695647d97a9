"""The transfers of this server, from start to end."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from logging import Logger
from pathlib import Path
from typing import Any

from .. import risk
from ..contract import Contract
from ..formats import Formats
from ..options import Options
from ..registry.interface import Conflict, Json, NotFound, ReadOnly, Registry, RegistryError, User
from ..registry.names import check_model_name, normal_name
from . import spool, tickets
from .kernels import Kernels
from .publish import publish, result
from .record_store import RecordStore
from .records import Record, State, utc_text
from .space import check_limit, check_space, full_disk
from .variables import check_variable

KEEP_ENDED = timedelta(hours=1)


class Transfers:
    """Owns the records. All methods run on the event loop; what blocks happens in threads."""

    def __init__(
        self,
        registry: Registry,
        contract: Contract,
        formats: Formats,
        options: Options,
        kernels: Kernels,
        changed: Callable[[Json], None],
        log: Logger,
    ) -> None:
        self.registry = registry
        self.kernels = kernels
        self.log = log
        self._contract = contract
        self._formats = formats
        self._options = options
        self._changed = changed
        self._records: dict[str, Record] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._record_store = RecordStore(options.store / "transfers")
        # One thread, so that the states of a record reach the disk in their order.
        self._writer = ThreadPoolExecutor(1, "models-transfers")
        self.begun = asyncio.Event()

    # For the routes

    async def begin_save(self, request: Json, user: User) -> tuple[Record, str]:
        """Start a save (schema `SaveRequest`); returns its record and the ticket's secret."""
        check_model_name(request["model"])
        check_variable(request["variable"])
        self._formats.row(request.get("format"), request.get("encoding"))
        if self.registry.read_only:
            raise ReadOnly(
                "read_only",
                "Another server holds the store for writing, so nothing can be saved here.",
                "Save from that server, or stop it and reload this page.",
            )
        predicted = request.get("bytes") or 0
        check_limit(predicted, self._options.max_upload_bytes)
        check_space(predicted, await self.registry.free_bytes())
        record = self._record(request, user, request.get("bytes"))
        record.request = request
        return record, await self._begin(record)

    async def begin_load(self, request: Json, user: User) -> tuple[Record, str, Json]:
        """Start a load (schema `LoadRequest`); returns its record, the ticket's secret and what is loaded."""
        check_variable(request["variable"])
        version = await self.registry.get_version(request["model"], request["version"])
        part = request.get("part")
        if part is None:
            self._gate(version, request, user)
        if version["state"] != "ready":
            raise Conflict("not_ready", f"The version is {version['state']}, so it cannot be loaded.")
        folder = await self.registry.verified_folder(request["model"], request["version"], version["sha256"])
        if part is not None:
            version = await asyncio.to_thread(risk.of_part, version, part, folder)
            self._gate(version, request, user)
        record = self._record(request, user, version["bytes"])
        record.version = version["version"]
        record.folder = str(folder)
        record.part = part
        record.files = [file["path"] for file in version["files"]]
        record.loaded = result(version)
        return record, await self._begin(record), version

    def _gate(self, version: Json, request: Json, user: User) -> None:
        risk.gate(version, user, request.get("trust"), self._options.allow_code_from_others)

    def ticket(self, record: Record, secret: str, version: Json | None) -> Json:
        """The schema `Ticket`, with the transports in the administrator's order."""
        ways: list[Json] = []
        for way in self._options.byte_ways:
            if way == "spool":
                place = {"way": "spool", "path": str(self._spool(record)), "nonce": record.nonce}
                ways.append({**place, "read": record.folder} if record.folder else place)
            else:
                base = self._options.kernel_server_url.rstrip("/")
                ways.append({"way": "http", "url": f"{base}/jupyterlab-models/v1/transfers/{record.id}/"})
        return {
            "transfer": record.id,
            "secret": secret,
            "expires": record.expires,
            "ways": ways,
            "version": version,
            "part": record.part,
        }

    def all(self, active: bool) -> list[Json]:
        """Schema `Transfer` of each, newest first."""
        self._forget_old()
        shown = [record.public for record in self._records.values() if not (active and record.ended)]
        return sorted(shown, key=lambda one: one["created"], reverse=True)

    def get(self, transfer: str) -> Record:
        record = self._records.get(transfer)
        if record is None:
            raise NotFound(
                "not_found", "There is no such transfer.", "Transfers that ended are forgotten after an hour."
            )
        return record

    async def cancel(self, transfer: str) -> Record:
        """End a transfer because the user wants it; too late once it is being published."""
        record = self.get(transfer)
        await self.give_up(record, "cancelled")
        return record

    async def fail(self, transfer: str, error: Json) -> Record:
        """End a transfer because the kernel cannot carry it out, unless the agent has already finished."""
        record = self.get(transfer)
        if await asyncio.to_thread(spool.has_report, self._spool(record)):
            self.settle(record)
        else:
            await self.give_up(record, "failed", error)
        return record

    # For the byte routes

    def admit(self, transfer: str, secret: str) -> Record:
        """The record whose ticket this is. Raises `Forbidden` or `TicketVoid`."""
        return tickets.check(self._records.get(transfer), secret)

    def start(self, record: Record) -> None:
        """The agent has started."""
        if record.state == "waiting":
            self._enter(record, "running")

    def progress(self, record: Record, count: int) -> None:
        """`count` bytes have moved so far."""
        if not record.closed and count != record.bytes:
            record.bytes = count
            record.updated = utc_text()
            self._changed(record.public)

    async def report(self, record: Record, report: Json) -> None:
        """The agent's final report (schema `KernelReport`) over HTTP."""
        try:
            await asyncio.to_thread(spool.put_report, self._spool(record), report)
        except FileNotFoundError:
            # Cancelled a moment ago.
            raise tickets.ticket_void() from None
        except OSError as problem:
            raise full_disk(problem) or problem from problem
        self.settle(record)

    # For the watcher

    @property
    def active(self) -> list[Record]:
        """Transfers that still wait for their agent."""
        return [record for record in self._records.values() if not record.closed]

    def settle(self, record: Record) -> None:
        """`done.json` is there: end the transfer as it says, in the background."""
        if record.closed:
            return
        record.closed = True
        if record.kind == "save":
            self._enter(record, "publishing")
        self._spawn(self._settle(record))

    async def give_up(self, record: Record, state: State, error: Json | None = None) -> None:
        """End a transfer, unless its agent has finished."""
        if not record.closed:
            # Before the first await, so that the ticket is void from here on.
            record.closed = True
            await self._end(record, state, error)

    # Life of the service

    async def open(self) -> None:
        """Take over the transfers of servers that stopped, and resume or end them."""
        await self._disk(self._record_store.open)
        for record in await self._disk(self._record_store.take_over):
            self._records[record.id] = record
            if not record.ended:
                await self._resume(record)

    async def close(self) -> None:
        """Wait for publishes in progress; other transfers are left for the next server."""
        if self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._disk(self._record_store.close)
        self._writer.shutdown()

    async def known(self) -> set[str]:
        """Ids of the transfers of all servers that share the store."""
        known: set[str] = await self._disk(self._record_store.known)
        return known

    async def _resume(self, record: Record) -> None:
        record.closed = False
        try:
            complete = await asyncio.to_thread(spool.complete, self._spool(record))
        except OSError as problem:
            message = f"The spool folder of the transfer cannot be read: {problem.strerror}."
            await self.give_up(record, "failed", {"code": "spool_unusable", "message": message})
            return
        if complete:
            self.settle(record)
            return
        before = await self.registry.of_transfer(record.id) if record.state == "publishing" else None
        if before is not None:
            # The version is registered already; only this record was not updated.
            record.closed = True
            await self._end(record, "done", outcome=result(before))
            return
        message = "The Jupyter server stopped before the transfer was finished."
        hint = "Start it again; the variable is still in the kernel if the kernel runs."
        await self.give_up(record, "failed", {"code": "server_stopped", "message": message, "hint": hint})

    def _record(self, request: Json, user: User, total: int | None) -> Record:
        kernel = request["kernel"]["id"]
        return Record(
            id=uuid.uuid4().hex,
            kind=request["kind"],
            model=normal_name(request["model"]),
            variable=request["variable"],
            kernel=kernel,
            creator=user.to_json(),
            total=total,
            boot=self.kernels.boot(kernel),
        )

    async def _begin(self, record: Record) -> str:
        if not self._options.byte_ways:
            message = (
                "Kernels have no way to reach this server: it listens on a Unix socket and the spool is turned off."
            )
            raise Conflict("no_way", message, "The administrator can set kernel_server_url or add spool to byte_ways.")
        self._forget_old()
        secret = tickets.issue(record, self._options.ticket_hours)
        try:
            folder = await asyncio.to_thread(self.registry.new_spool, record.id)
            await asyncio.to_thread(spool.prepare, folder, record.nonce)
            await self._disk(self._record_store.write, record.to_json())
        except OSError as problem:
            await asyncio.to_thread(spool.discard, self._spool(record))
            raise full_disk(problem) or problem from problem
        self._records[record.id] = record
        self.begun.set()
        self._changed(record.public)
        return secret

    async def _settle(self, record: Record) -> None:
        try:
            report = await asyncio.to_thread(spool.report, self._spool(record))
            await asyncio.to_thread(self._contract.check, "KernelReport", report, "report")
            outcome, error = await self._outcome(record, report)
        except RegistryError as problem:
            outcome, error = None, problem.to_json()
        except OSError as problem:
            self.log.warning("Transfer %s failed", record.id, exc_info=True)
            message = f"The store could not take the files: {problem.strerror}."
            outcome, error = None, {"code": "store_error", "message": message, "hint": "Look into the server's log."}
        except Exception:
            # Nothing awaits this task: without an end the page would wait forever.
            self.log.exception("Transfer %s failed unexpectedly", record.id)
            message = "The server failed unexpectedly; its log has the details."
            outcome, error = None, {"code": "internal", "message": message}
        await self._end(record, "failed" if error else "done", error, outcome)

    async def _end(self, record: Record, state: State, error: Json | None = None, outcome: Json | None = None) -> None:
        """Single exit: delete the spool, then notify."""
        try:
            await asyncio.to_thread(spool.discard, self._spool(record))
        except OSError as problem:
            self.log.warning("The spool of transfer %s could not be removed: %s", record.id, problem)
        record.error, record.result = error, outcome
        if outcome is not None:
            record.version, record.bytes, record.total = outcome["version"], outcome["bytes"], outcome["bytes"]
        self._enter(record, state)

    async def _outcome(self, record: Record, report: Any) -> tuple[Json | None, Json | None]:
        if not report["ok"]:
            unnamed = {"code": "kernel_error", "message": "The kernel could not do it and gave no reason."}
            return None, report.get("error", unnamed)
        if record.kind == "load":
            return record.loaded, None
        version = await publish(self.registry, self._formats, record, report, self._spool(record), self._options)
        return result(version), None

    def _enter(self, record: Record, state: State) -> None:
        record.state = state
        record.updated = utc_text()
        self._writer.submit(self._keep, record.to_json())
        self._changed(record.public)

    def _keep(self, record: Json) -> None:
        try:
            self._record_store.write(record)
        except OSError:
            # The record in memory is still right; only after a restart would this state be lost.
            self.log.warning("The state of transfer %s could not be written", record["id"], exc_info=True)

    def _forget_old(self) -> None:
        limit = utc_text(datetime.now(timezone.utc) - KEEP_ENDED)
        for record in [r for r in self._records.values() if r.ended and r.updated < limit]:
            del self._records[record.id]
            self._writer.submit(self._record_store.remove, record.id)

    def _spool(self, record: Record) -> Path:
        return self.registry.spool_path(record.id)

    async def _disk(self, call: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._writer, call, *arguments)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
