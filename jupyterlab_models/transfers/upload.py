"""One file of a save on its way over HTTP into the spool."""

from __future__ import annotations

import asyncio
import uuid
from pathlib import Path
from typing import BinaryIO

from ..server.errors import UserError
from . import spool_folder

BLOCK = 1024 * 1024


class TooLarge(UserError):
    status = 413


class Upload:
    """Buffers the chunks of a body and writes them in blocks; moved into place when complete."""

    def __init__(self, folder: Path, path: str, limit: int) -> None:
        self._files = folder / spool_folder.FILES
        self._path = path
        self._draft = folder / spool_folder.INCOMING / uuid.uuid4().hex
        self._limit = limit
        self._buffer = bytearray()
        self._stream: BinaryIO | None = None
        self.received = 0

    async def write(self, chunk: bytes) -> None:
        """Take the next bytes. Raises `TooLarge`, or `OSError` when the disk is full or the spool gone."""
        self.received += len(chunk)
        if self.received > self._limit:
            raise too_large(self._limit)
        self._buffer += chunk
        if len(self._buffer) >= BLOCK:
            await asyncio.to_thread(self._flush)

    async def finish(self) -> None:
        await asyncio.to_thread(self._finish)

    async def abort(self) -> None:
        await asyncio.to_thread(self._abort)

    def _flush(self) -> None:
        if self._stream is None:
            self._draft.parent.mkdir(mode=0o700, exist_ok=True)
            self._stream = self._draft.open("xb")
        self._stream.write(self._buffer)
        self._buffer.clear()

    def _finish(self) -> None:
        self._flush()
        if self._stream is not None:
            self._stream.close()
        # One by one, so that the spool folder of a transfer that was just cancelled is not recreated.
        target = self._files
        for part in self._path.split("/")[:-1]:
            target = target / part
            target.mkdir(mode=0o700, exist_ok=True)
        self._draft.replace(self._files / self._path)

    def _abort(self) -> None:
        if self._stream is not None:
            self._stream.close()
        self._draft.unlink(missing_ok=True)


def too_large(limit: int) -> TooLarge:
    return TooLarge("too_large", f"The file is larger than the {limit} bytes that this server takes.")
