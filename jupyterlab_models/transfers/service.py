"""The transfers of this server, from start to end."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from ..frameworks.service import FRAMEWORKS
from ..operations.record import State
from ..operations.runner import Runner
from ..operations.service import OPERATIONS
from ..registry.interface import REGISTRY
from ..registry.judging import JUDGING
from ..registry.names import check_model_name, normal_name
from ..registry.uses import Use
from ..risk import gate
from ..risk.config import RiskConfig
from ..server.clock import utc_text
from ..server.context import Context, Token
from ..server.errors import Conflict, NotFound, ReadOnly, UserError
from ..server.types import Json
from ..server.users import User
from ..server.variables import check_variable
from . import naming, spool_folder, tickets
from .config import TransfersConfig
from .kernels import Kernels
from .publish import publish, result
from .records import PUBLISHING, Transfer
from .space import check_limit, check_space, full_disk
from .spool_root import SpoolRoot

UNEXPECTED: Json = {"code": "internal", "message": "The server failed unexpectedly; its log has the details."}


class Transfers(Runner[Transfer]):
    """Saves and loads. All methods run on the event loop; what blocks happens in threads."""

    kinds = ("save", "load")

    def __init__(self, context: Context, kernels: Kernels, spools: SpoolRoot, changed: Callable[[Json], None]) -> None:
        self.kernels = kernels
        self.spools = spools
        self.log = context.log
        self.config = context.traits(TransfersConfig)
        self.begun = asyncio.Event()
        self._context = context
        self._registry = context.get(REGISTRY)
        self._judging = context.get(JUDGING)
        self._frameworks = context.get(FRAMEWORKS)
        self._operations = context.get(OPERATIONS)
        self._changed = changed
        self._tasks: set[asyncio.Task[None]] = set()

    # For the routes

    async def begin_save(self, request: Json, user: User) -> tuple[Transfer, str]:
        """Start a save (schema `SaveRequest`); returns its record and the ticket's secret."""
        check_model_name(request["model"])
        check_variable(request["variable"])
        self._frameworks.row(request.get("format"), request.get("encoding"))
        if "write" not in self._registry.capabilities():
            raise ReadOnly(
                "read_only",
                "Another server holds the store for writing, so nothing can be saved here.",
                "Save from that server, or stop it and reload this page.",
            )
        predicted = request.get("bytes") or 0
        check_limit(predicted, self.config.max_upload_bytes)
        check_space(predicted, await self._registry.free_bytes())
        record = self._record(request, user, request.get("bytes"))
        record.request = request
        secret = await self._begin(record)
        try:
            await naming.reserve(self._registry, record)
        except Exception as problem:
            # Nobody gets the ticket.
            await self.give_up(record, "failed", problem.to_json() if isinstance(problem, UserError) else UNEXPECTED)
            raise
        return record, secret

    async def begin_load(self, request: Json, user: User) -> tuple[Transfer, str, Json]:
        """Start a load (schema `LoadRequest`); returns its record, the ticket's secret and what is loaded."""
        check_variable(request["variable"])
        version = await self._judging.version(request["model"], request["version"])
        if version["state"] != "ready":
            raise Conflict("not_ready", f"The version is {version['state']}, so it cannot be loaded.")
        part = request.get("part")
        if part is not None:
            files = await self._registry.fetch(request["model"], request["version"], version["sha256"])
            version = await asyncio.to_thread(self._frameworks.part, version, part, files.folder)
        # A part has a risk of its own: weights can be loaded without running the code beside them.
        gate(version, user, request.get("trust"), self._context.traits(RiskConfig).allow_code_from_others)
        if part is None:
            files = await self._registry.fetch(request["model"], request["version"], version["sha256"])
        record = self._record(request, user, version["bytes"])
        record.version = version["version"]
        record.folder = str(files.folder)
        record.part = part
        record.files = [file["path"] for file in version["files"]]
        record.loaded = result(version)
        record.model_id = (await self._registry.head(request["model"]))["id"]
        return record, await self._begin(record), version

    def ticket(self, record: Transfer, secret: str, version: Json | None) -> Json:
        """The schema `Ticket`, with the transports in the administrator's order."""
        ways: list[Json] = []
        for transport in self.transports:
            if transport == "spool":
                place = {"way": "spool", "path": str(self.spool_of(record)), "nonce": record.nonce}
                ways.append({**place, "read": record.folder} if record.folder else place)
            else:
                url = f"{self._server_url.rstrip('/')}/jupyterlab-models/v1/transfers/{record.id}/"
                ways.append({"way": "http", "url": url})
        return {
            "transfer": record.id,
            "secret": secret,
            "expires": record.expires,
            "ways": ways,
            "version": version,
            "part": record.part,
        }

    @property
    def transports(self) -> list[str]:
        """Those that the administrator allows and this server can offer, preferred first."""
        allowed = dict.fromkeys(self.config.byte_ways)
        return [transport for transport in allowed if transport != "http" or self._server_url]

    async def uses(self) -> list[Use]:
        return naming.uses(self.all(active=True))

    def all(self, active: bool) -> list[Transfer]:
        """Newest first; with `active` only those that have not ended."""
        return [record for record in self._operations.all(active) if isinstance(record, Transfer)]

    def get(self, transfer: str) -> Transfer:
        record = self.find(transfer)
        if record is None:
            raise NotFound(
                "not_found", "There is no such transfer.", "Transfers that ended are forgotten after an hour."
            )
        return record

    def find(self, transfer: str) -> Transfer | None:
        return next((record for record in self._operations.of_kind(Transfer) if record.id == transfer), None)

    async def fail(self, record: Transfer, error: Json) -> None:
        """End a transfer because the kernel cannot carry it out, unless the agent has already finished."""
        if await asyncio.to_thread(spool_folder.has_report, self.spool_of(record)):
            self.settle(record)
        else:
            await self.give_up(record, "failed", error)

    # For the byte routes

    def admit(self, transfer: str, secret: str) -> Transfer:
        """The record whose ticket this is. Raises `Forbidden` or `TicketVoid`."""
        return tickets.check(self.find(transfer), secret)

    def start(self, record: Transfer) -> None:
        """The agent has started."""
        if record.state == "queued":
            self._operations.enter(record, "running")

    def progress(self, record: Transfer, count: int) -> None:
        """`count` bytes have moved so far."""
        if not record.closed:
            self._operations.progress(record, count)

    async def report(self, record: Transfer, report: Json) -> None:
        """The agent's final report (schema `KernelReport`) over HTTP."""
        try:
            await asyncio.to_thread(spool_folder.put_report, self.spool_of(record), report)
        except FileNotFoundError:
            # Canceled a moment ago.
            raise tickets.ticket_void() from None
        except OSError as problem:
            raise full_disk(problem) or problem from problem
        self.settle(record)

    # For the watcher

    @property
    def active(self) -> list[Transfer]:
        """Transfers that still wait for their agent."""
        return [record for record in self._operations.of_kind(Transfer) if not record.closed]

    def settle(self, record: Transfer) -> None:
        """`done.json` is there: end the transfer as it says, in the background."""
        if record.closed:
            return
        record.closed = True
        if record.kind == "save":
            self._operations.enter(record, "running", PUBLISHING)
        self._spawn(self._settle(record))

    async def give_up(self, record: Transfer, state: State, error: Json | None = None) -> None:
        """End a transfer, unless its agent has finished."""
        if not record.closed:
            # Before the first await, so that the ticket is void from here on.
            record.closed = True
            await self._end(record, state, error)

    def spool_of(self, record: Transfer) -> Path:
        return self.spools.path(record.id)

    # As a kind of operation

    def parse(self, value: Json) -> Transfer:
        return Transfer.from_json(value)

    def changed(self, operation: Transfer) -> None:
        self._changed(operation.transfer)

    async def cancel(self, operation: Transfer) -> None:
        """Too late once it is being published."""
        await self.give_up(operation, "cancelled")

    async def recover(self, operation: Transfer) -> None:
        operation.closed = False
        try:
            complete = await asyncio.to_thread(spool_folder.complete, self.spool_of(operation))
        except OSError as problem:
            message = f"The spool folder of the transfer cannot be read: {problem.strerror}."
            await self.give_up(operation, "failed", {"code": "spool_unusable", "message": message})
            return
        if complete:
            self.settle(operation)
            return
        publishing = operation.phase == PUBLISHING
        before = await self._registry.published_by(operation.id) if publishing else None
        if before is not None:
            # The version is registered already; only this record was not updated.
            operation.closed = True
            await self._end(operation, "done", outcome=result(before))
            return
        message = "The Jupyter server stopped before the transfer was finished."
        hint = "Start it again; the variable is still in the kernel if the kernel runs."
        await self.give_up(operation, "failed", {"code": "server_stopped", "message": message, "hint": hint})

    async def close(self) -> None:
        """Wait for publishes in progress; other transfers are left for the next server."""
        if self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    # How a transfer begins and ends

    def _record(self, request: Json, user: User, total: int | None) -> Transfer:
        kernel = request["kernel"]["id"]
        return Transfer(
            id=uuid.uuid4().hex,
            kind=request["kind"],
            model=normal_name(request["model"]),
            variable=request["variable"],
            kernel=kernel,
            creator=user.to_json(),
            total=total,
            expires=utc_text(datetime.now(timezone.utc) + timedelta(hours=self.config.ticket_hours)),
            boot=self.kernels.boot(kernel),
        )

    async def _begin(self, record: Transfer) -> str:
        if not self.transports:
            message = (
                "Kernels have no way to reach this server: it listens on a Unix socket and the spool is turned off."
            )
            raise Conflict("no_way", message, "The administrator can set kernel_server_url or add spool to byte_ways.")
        secret = tickets.issue(record)
        try:
            folder = await asyncio.to_thread(self.spools.new, record.id)
            await asyncio.to_thread(spool_folder.prepare, folder, record.nonce)
            await self._operations.begin(record)
        except OSError as problem:
            await asyncio.to_thread(spool_folder.discard, self.spool_of(record))
            raise full_disk(problem) or problem from problem
        self.begun.set()
        return secret

    async def _settle(self, record: Transfer) -> None:
        try:
            report = await asyncio.to_thread(spool_folder.report, self.spool_of(record))
            await asyncio.to_thread(self._context.contract.check, "KernelReport", report, "report")
            outcome, error = await self._outcome(record, report)
        except UserError as problem:
            outcome, error = None, problem.to_json()
        except OSError as problem:
            self.log.warning("Transfer %s failed", record.id, exc_info=True)
            message = f"The store could not take the files: {problem.strerror}."
            outcome, error = None, {"code": "store_error", "message": message, "hint": "Look into the server's log."}
        except Exception:
            # Nothing awaits this task: without an end the page would wait forever.
            self.log.exception("Transfer %s failed unexpectedly", record.id)
            outcome, error = None, UNEXPECTED
        await self._end(record, "failed" if error else "done", error, outcome)

    async def _outcome(self, record: Transfer, report: Any) -> tuple[Json | None, Json | None]:
        if not report["ok"]:
            unnamed = {"code": "kernel_error", "message": "The kernel could not do it and gave no reason."}
            return None, report.get("error", unnamed)
        if record.kind == "load":
            return record.loaded, None
        return result(await publish(self._context, record, report, self.spool_of(record))), None

    async def _end(
        self, record: Transfer, state: State, error: Json | None = None, outcome: Json | None = None
    ) -> None:
        """Single exit: delete the spool, then notify."""
        try:
            await asyncio.to_thread(spool_folder.discard, self.spool_of(record))
        except Exception:
            # Whatever a kernel has put there, the transfer has to end.
            self.log.exception("The spool of transfer %s could not be removed", record.id)
        going_on = [other for other in self._operations.of_kind(Transfer) if not other.ended]
        await naming.settle(self._registry, record, state, error, going_on, self.log)
        record.error, record.result = error, outcome
        if outcome is not None:
            record.version, record.done, record.total = outcome["version"], outcome["bytes"], outcome["bytes"]
        self._operations.enter(record, state)

    @property
    def _server_url(self) -> str:
        return self.config.kernel_server_url or self._context.local_url()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


TRANSFERS: Token[Transfers] = Token("transfers")
