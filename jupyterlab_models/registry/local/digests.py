"""SHA-256 of files and of whole versions, and a cache of the files that were verified before."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ...server.types import Json

BLOCK = 1 << 20
REMEMBERED = 200_000
"""Files in the cache, about 50 MB at worst; when it is full, it is cleared."""


@dataclass(frozen=True)
class Seen:
    """A file as it was when its bytes were read; any later change of them changes one of these."""

    inode: int
    bytes: int
    modified: int
    changed: int

    @classmethod
    def of(cls, status: os.stat_result) -> Seen:
        return cls(status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def digest(path: Path) -> tuple[str, Seen]:
    """SHA-256 of a file's bytes; follows no link, waits for no pipe, and releases the GIL."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb", buffering=0) as file:
        seen = Seen.of(os.fstat(handle))
        total = hashlib.sha256()
        block = bytearray(BLOCK)
        view = memoryview(block)
        while count := file.readinto(block):
            total.update(view[:count])
    return total.hexdigest(), seen


def version_digest(files: Iterable[Json]) -> str:
    """SHA-256 of what `sha256sum` prints for the files (schema `File`), sorted by path."""
    lines = sorted((file["path"], file["sha256"]) for file in files)
    return hashlib.sha256("".join(f"{sha256}  {path}\n" for path, sha256 in lines).encode()).hexdigest()


class Verified:
    """Cache of digests, so that a file is read once and only its stat is compared later. For any thread.

    Without `trusts_times` every file is read each time.
    """

    def __init__(self, trusts_times: bool = True) -> None:
        self._trusts_times = trusts_times
        self._known: dict[tuple[Path, Seen], str] = {}

    def remember(self, path: Path, seen: Seen, sha256: str) -> None:
        if not self._trusts_times:
            return
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[path, seen] = sha256

    def damaged(self, folder: Path, files: Iterable[Json]) -> str | None:
        """The path of the first file (schema `File`) whose bytes are not those that were saved, or None."""
        for file in files:
            if not self._same(folder / file["path"], file["sha256"]):
                return str(file["path"])
        return None

    def _same(self, path: Path, sha256: str) -> bool:
        try:
            known = self._known.get((path, Seen.of(path.lstat())))
            if known is None:
                known, seen = digest(path)
                self.remember(path, seen, known)
        except OSError:  # gone, a link, or unreadable: in any case not what was saved
            return False
        return known == sha256
