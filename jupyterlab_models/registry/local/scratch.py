"""Temporary folders of the store, and the removal of those that a killed process left."""

from __future__ import annotations

import threading
import uuid
from pathlib import Path

from ...server.trees import remove
from .folders import is_id
from .lease import Lease


class Scratch:
    """This registry's own part of `scratch/`, on the store's file system.

    The folder `<owner>` is made after the lock `<owner>.lock` is held. So whoever gets hold of another owner's lock
    knows that this owner is dead, and may remove what it left: a living server's publish is never swept away.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._own: Path | None = None
        self._lease: Lease | None = None
        self._guard = threading.Lock()

    def new(self) -> Path:
        """A path that does not exist yet, for a folder to be moved to."""
        with self._guard:
            return self._folder() / uuid.uuid4().hex

    def sweep(self) -> None:
        """Remove the folders of dead owners; the lease of a live one, including this one, cannot be taken."""
        owners = {entry.name.removesuffix(".lock") for entry in self._root.iterdir()}
        for owner in filter(is_id, owners):
            lease = Lease.take(self._root / f"{owner}.lock")
            if lease is not None:
                remove(self._root / owner)
                lease.release(remove=True)

    def close(self) -> None:
        if self._own is not None and self._lease is not None:
            remove(self._own)
            self._lease.release(remove=True)
        self._own = self._lease = None

    def _folder(self) -> Path:
        while self._own is None:
            owner = uuid.uuid4().hex
            lease = Lease.take(self._root / f"{owner}.lock")
            if lease is None:
                continue
            if not lease.path.exists():  # swept between its creation and its locking: nobody would see the lock
                lease.release()
                continue
            self._lease = lease
            self._own = self._root / owner
            self._own.mkdir(mode=0o700)
        return self._own
