"""One file of a save on its way over HTTP into the spool."""

from __future__ import annotations

import asyncio
import uuid
from pathlib import Path
from typing import BinaryIO

from ..server.errors import UserError
from . import spool_folder
from .records import Transfer

BLOCK = 1024 * 1024


class TooLarge(UserError):
    status = 413


class Upload:
    """Buffers the chunks of a body and writes them in blocks; moved into place when complete.

    `limit` is for all files of the save together.
    """

    def __init__(self, record: Transfer, folder: Path, path: str, limit: int) -> None:
        self._record = record
        self._files = folder / spool_folder.FILES
        self._path = path
        self._draft = folder / spool_folder.INCOMING / uuid.uuid4().hex
        self._limit = limit
        self._buffer = bytearray()
        self._stream: BinaryIO | None = None
        self._counted = 0
        """Bytes of this file among those of the record; none when it was given up."""

    async def write(self, chunk: bytes) -> None:
        """Take the next bytes. Raises `TooLarge`, or `OSError` when the disk is full or the spool gone."""
        self._count(len(chunk))
        if self._record.uploaded > self._limit:
            raise too_large(self._limit)
        self._buffer += chunk
        if len(self._buffer) >= BLOCK:
            await asyncio.to_thread(self._flush)

    async def finish(self) -> None:
        replaced = await asyncio.to_thread(self._finish)
        self._count(-replaced)
        self._counted = 0

    async def abort(self) -> None:
        """Once more after the end, when the connection closes, it does nothing."""
        self._count(-self._counted)
        await asyncio.to_thread(self._abort)

    def _count(self, count: int) -> None:
        self._counted += count
        self._record.uploaded += count

    def _flush(self) -> None:
        if self._stream is None:
            self._draft.parent.mkdir(mode=0o700, exist_ok=True)
            self._stream = self._draft.open("xb")
        self._stream.write(self._buffer)
        self._buffer.clear()

    def _finish(self) -> int:
        """Move the file into place; returns the size of the one that it replaces."""
        self._flush()
        if self._stream is not None:
            self._stream.close()
        # One by one, so that the spool folder of a transfer that was just cancelled is not recreated.
        target = self._files
        for part in self._path.split("/")[:-1]:
            target = target / part
            target.mkdir(mode=0o700, exist_ok=True)
        try:
            replaced = (self._files / self._path).lstat().st_size
        except FileNotFoundError:
            replaced = 0
        self._draft.replace(self._files / self._path)
        return replaced

    def _abort(self) -> None:
        if self._stream is not None:
            self._stream.close()
        self._draft.unlink(missing_ok=True)


def too_large(limit: int) -> TooLarge:
    return TooLarge("too_large", f"The files are larger than the {limit} bytes that this server takes.")
