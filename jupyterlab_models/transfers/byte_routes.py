"""The byte routes, for the agent in a kernel, which has a ticket instead of a login."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado import web

from ..registry.interface import REGISTRY
from ..registry.paths import check_path
from ..server.errors import Invalid, NotFound, UserError
from ..server.handler import ModelsHandler
from .records import Transfer
from .service import TRANSFERS
from .space import check_space, full_disk
from .tickets import ticket_void
from .upload import BLOCK, Upload, too_large

HEADER = "X-Models-Ticket"
PROGRESS_EVERY = 0.25
"""Seconds between events of a load: each goes to every open page."""


class ByteHandler(ModelsHandler):
    """Authenticates by the ticket's secret. Cookies are ignored, so XSRF does not apply."""

    _track_activity = False

    def check_xsrf_cookie(self) -> None:
        return

    async def admit(self) -> Transfer:
        """The record of the ticket in the request's header; checked before anything else."""
        await self.ready()
        return self.service(TRANSFERS).admit(self.path_args[0], self.request.headers.get(HEADER, ""))


class Ticket(ByteHandler):
    @allow_unauthenticated
    async def get(self, transfer: str) -> None:
        record = await self.admit()
        self.service(TRANSFERS).start(record)
        self.reply_empty()


class Done(ByteHandler):
    @allow_unauthenticated
    async def post(self, transfer: str) -> None:
        record = await self.admit()
        report = await self.body("KernelReport")
        await self.service(TRANSFERS).report(record, report)
        self.reply_empty()


@web.stream_request_body
class File(ByteHandler):
    """Bodies go straight to the spool in blocks, and come from the version's folder in blocks."""

    _upload: Upload | None = None
    _refused: Exception | None = None

    async def prepare(self) -> None:  # type: ignore[override]
        self._record: Transfer | None = None
        await super().prepare()
        self._record = await self.admit()
        if self.request.method == "PUT":
            await self._expect(self._record, self.path_args[1])

    async def _expect(self, record: Transfer, path: str) -> None:
        check_path(path)
        if record.kind != "save":
            raise Invalid("not_a_save", "This ticket is for a load; it takes no files.")
        limit = self.service(TRANSFERS).config.max_upload_bytes
        length_text = self.request.headers.get("Content-Length", "")
        # Without a length the limit holds while the bytes come; a length that is no number is Tornado's to refuse.
        length = int(length_text) if length_text.isascii() and length_text.isdecimal() else 0
        if record.uploaded + length > limit:
            raise too_large(limit)
        check_space(length, await self.service(REGISTRY).free_bytes())
        connection: Any = self.request.connection
        connection.set_max_body_size(limit + 1)
        self.service(TRANSFERS).start(record)
        self._upload = Upload(record, self.service(TRANSFERS).spool_of(record), path, limit)

    async def data_received(self, chunk: bytes) -> None:
        if self._refused is not None or self._upload is None or self._record is None:
            return
        try:
            if self._record.closed:
                raise ticket_void()
            await self._upload.write(chunk)
        except (UserError, OSError) as error:
            # Stored for `put`, which sends it; raised here it would only close the connection.
            self._refused = error
            await self._upload.abort()

    @allow_unauthenticated
    async def put(self, transfer: str, file: str) -> None:
        if self._upload is None or self._record is None:
            raise Invalid("not_a_save", "There is no file to take.")
        if self._record.closed and self._refused is None:
            # The transfer ended after the last byte: the file must not be moved into place.
            self._refused = ticket_void()
            await self._upload.abort()
        if self._refused is not None:
            raise _understood(self._refused)
        try:
            await self._upload.finish()
        except OSError as error:
            raise _understood(error) from error
        self.reply_empty()

    def on_connection_close(self) -> None:
        """The kernel disconnected: remove the partial file."""
        super().on_connection_close()
        if self._upload is not None:
            asyncio.get_running_loop().create_task(self._upload.abort())

    @allow_unauthenticated
    async def get(self, transfer: str, file: str) -> None:
        record = await self.admit()
        if record.folder is None or file not in record.files:
            raise NotFound("not_found", "The version has no such file.")
        self.service(TRANSFERS).start(record)
        self.set_header("Content-Type", "application/octet-stream")
        await self._send(record, Path(record.folder, file))
        self.finish(set_content_type="application/octet-stream")

    async def _send(self, record: Transfer, path: Path) -> None:
        stream = await asyncio.to_thread(path.open, "rb")
        reported = time.monotonic()
        try:
            size = (await asyncio.to_thread(path.stat)).st_size
            self.set_header("Content-Length", str(size))
            before = record.done
            sent = 0
            while block := await asyncio.to_thread(stream.read, BLOCK):
                if record.closed:
                    # The length was sent, so the agent notices that the rest is missing.
                    raise ticket_void()
                self.write(block)
                await self.flush()
                sent += len(block)
                if time.monotonic() - reported >= PROGRESS_EVERY:
                    reported = time.monotonic()
                    self.service(TRANSFERS).progress(record, before + sent)
            self.service(TRANSFERS).progress(record, before + sent)
        finally:
            await asyncio.to_thread(stream.close)


def _understood(error: Exception) -> Exception:
    """Report a full disk and a removed spool as what they are."""
    if isinstance(error, OSError) and (full := full_disk(error)):
        return full
    if isinstance(error, FileNotFoundError):
        return ticket_void()
    if isinstance(error, (FileExistsError, NotADirectoryError, IsADirectoryError)):
        return Invalid("bad_path", "A file and a folder of the version cannot have the same name.", field="file")
    return error


ROUTES = [
    ("transfers/([^/]+)/ticket", Ticket),
    ("transfers/([^/]+)/files/([^/]+)", File),
    ("transfers/([^/]+)/done", Done),
]
