"""Folders that somebody else has filled: walked and removed without recursion, however deep they are."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import uuid
from collections.abc import Iterator
from pathlib import Path

MAX_ENTRIES = 1_000_000
"""More are not removed in one go: whoever makes them may make them faster than they are removed."""


class TooMany(OSError):
    """The folder holds more than `MAX_ENTRIES` files and folders."""


def remove(folder: Path) -> None:
    """Remove a folder and its contents; a missing one is no error. Links are removed, never followed.

    `shutil.rmtree` recurses, and fails for folders that are a thousand levels deep. Here folders inside of folders are
    moved up first, so that no path gets long. Raises `OSError` when something cannot be removed.
    """
    try:
        mode = folder.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(mode):
        folder.unlink(missing_ok=True)
        return
    count = 0
    while entries := _entries(folder):
        for entry in entries:
            count += 1
            if count > MAX_ENTRIES:
                raise TooMany(f"{folder} holds more than {MAX_ENTRIES} files and folders")
            if entry.is_dir(follow_symlinks=False):
                _empty(Path(entry.path), folder)
            else:
                Path(entry.path).unlink(missing_ok=True)
    shutil.rmtree(folder)


def _empty(inner: Path, top: Path) -> None:
    for entry in _entries(inner):
        if entry.is_dir(follow_symlinks=False):
            Path(entry.path).rename(top / uuid.uuid4().hex)
        else:
            Path(entry.path).unlink(missing_ok=True)
    inner.rmdir()


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except PermissionError:
        # Made unreadable by whoever filled it; ours to open again if it is ours.
        folder.chmod(0o700)
        with os.scandir(folder) as found:
            return list(found)


def walk(folder: Path, limit: int) -> Iterator[tuple[Path, os.stat_result]]:
    """Files and folders below a folder, links not followed, at most `limit` of them.

    What vanishes meanwhile is left out, and what lies deeper than a path can name.
    """
    waiting = [folder]
    while waiting and limit > 0:
        try:
            entries = _entries(waiting.pop())
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.ENAMETOOLONG):
                continue
            raise
        for entry in entries[:limit]:
            limit -= 1
            try:
                info = entry.stat(follow_symlinks=False)
            except OSError as error:
                if error.errno in (errno.ENOENT, errno.ENAMETOOLONG):
                    continue
                raise
            if stat.S_ISDIR(info.st_mode):
                waiting.append(Path(entry.path))
            yield Path(entry.path), info
