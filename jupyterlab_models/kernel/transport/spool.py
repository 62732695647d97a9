"""The spool transport: a folder that kernel and server share."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from ..errors import cancelled

FILES = "files"
DRAFT = "done.json.part"


class SpoolTransport:
    """See `transports.Transport`. The folder of a cancelled transfer is gone, so nothing here ever creates it."""

    def __init__(self, entry: dict[str, Any]) -> None:
        self.folder = Path(entry["path"])
        self.nonce = str(entry["nonce"])
        self.read = entry.get("read")

    def prove(self) -> str:
        try:
            nonce = (self.folder / "nonce").read_text(encoding="utf-8")
        except FileNotFoundError:
            # The parent folder exists, so this is the server's disk and the server removed the folder.
            if self.folder.parent.is_dir() and not self.folder.exists():
                raise cancelled() from None
            return "the spool folder is not there"
        except OSError as error:
            return f"the spool folder cannot be read ({error.strerror})"
        if nonce.strip() != self.nonce:
            return "the spool folder is another machine's"
        if not os.access(self.folder, os.W_OK | os.X_OK):
            return "the spool folder cannot be written"
        return ""

    def raise_if_cancelled(self) -> None:
        if not self.folder.is_dir():
            raise cancelled()

    def begin_save(self) -> Path:
        self._start()
        files = self.folder / FILES
        files.mkdir(exist_ok=True)
        return files

    def begin_load(self, version: dict[str, Any]) -> Path:
        self._start()
        return Path(self.read or "")

    def deliver(self, report: dict[str, Any]) -> None:
        self.raise_if_cancelled()
        draft = self.folder / DRAFT
        draft.write_text(json.dumps(report), encoding="utf-8")
        draft.replace(self.folder / "done.json")

    def discard(self) -> None:
        (self.folder / DRAFT).unlink(missing_ok=True)
        for path in (self.folder / FILES).glob("*"):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()

    def close(self) -> None:
        """Nothing to do: all files are in the spool folder, which the server removes."""

    def _start(self) -> None:
        self.raise_if_cancelled()
        (self.folder / "started").touch()
