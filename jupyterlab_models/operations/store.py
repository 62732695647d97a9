"""Records on disk, so that an operation survives the server that owns it.

Each server keeps one JSON file a record in a folder of its own, beside a lock file that it holds as long as it
lives. So every file has one writer and needs no database, and a record is taken over exactly when the lock of its
folder can be had: its server is gone, on this machine or another. Without working locks (some network file
systems) records are taken over when they have expired.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import uuid
from pathlib import Path

from ..server import trees
from ..server.clock import utc_text
from ..server.types import Json

_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL)


class RecordStore:
    """The records of one server, in a folder of `root`. Everything here blocks: call it in a thread."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._name = uuid.uuid4().hex
        self._lock: int | None = None

    @property
    def _folder(self) -> Path:
        return self._root / self._name

    def open(self) -> None:
        """Make this server's folder and take its lock."""
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Locked before it is renamed to the name that others look for: they never see it unlocked.
        hidden = self._root / f".{self._name}"
        self._lock = os.open(hidden, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        _try_lock(self._lock)
        self._folder.mkdir(mode=0o700)
        hidden.rename(self._root / f"{self._name}.lock")

    def close(self) -> None:
        """Release the lock and remove an empty folder; records in it are for the next server."""
        if self._lock is None:
            return
        if not any(self._folder.glob("*.json")):
            self._remove(self._name)
            # The temporary name, when `open` failed before the rename.
            (self._root / f".{self._name}").unlink(missing_ok=True)
        os.close(self._lock)
        self._lock = None

    def write(self, record: Json) -> None:
        """Write a record (from `Operation.to_json`), replacing its earlier state."""
        path = self._folder / f"{record['id']}.json"
        draft = path.with_suffix(".new")
        try:
            draft.write_text(json.dumps(record), encoding="utf-8")
            draft.replace(path)
        except OSError:
            draft.unlink(missing_ok=True)
            raise

    def remove(self, operation: str) -> None:
        (self._folder / f"{operation}.json").unlink(missing_ok=True)

    def known(self) -> set[str]:
        """Ids of the operations of all servers."""
        return {path.stem for path in self._root.glob("*/*.json")}

    def take_over(self) -> list[Json]:
        """Move the records of servers that stopped into this server's folder, and return them."""
        taken: list[Json] = []
        for lock in sorted(self._root.glob("*.lock")):
            if lock.stem != self._name:
                taken += self._take_from(lock)
        return taken

    def _take_from(self, lock: Path) -> list[Json]:
        try:
            handle = os.open(lock, os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError:
            # Another server took it over first.
            return []
        try:
            free = _try_lock(handle)
            if free is False:
                return []
            return self._take_folder(lock.stem, sure=free is True)
        finally:
            os.close(handle)

    def _take_folder(self, name: str, sure: bool) -> list[Json]:
        taken = []
        for path in sorted((self._root / name).glob("*.json")):
            try:
                record = _parsed(path)
            except FileNotFoundError:
                continue
            except (ValueError, TypeError, LookupError):
                # Truncated by a crash: only what it left elsewhere has to be cleaned up.
                path.unlink(missing_ok=True)
                continue
            if sure or utc_text() >= record["expires"]:
                path.replace(self._folder / path.name)
                taken.append(record)
        if sure:
            self._remove(name)
        return taken

    def _remove(self, name: str) -> None:
        trees.remove(self._root / name)
        (self._root / f"{name}.lock").unlink(missing_ok=True)


def _parsed(path: Path) -> Json:
    record = json.loads(path.read_text(encoding="utf-8"))
    if record["id"] != path.stem or not isinstance(record["expires"], str):
        raise ValueError("not the record of an operation")
    found: Json = record
    return found


def _try_lock(handle: int) -> bool | None:
    """Take the lock: True if taken, False if another process holds it, None if locks do not work here."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno in _NO_LOCKS:
            return None
        raise
    return True
