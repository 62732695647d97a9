"""Takes over staged files: checks and hashes them, and makes them durable and read-only.

A staged folder was filled by a kernel, which may have put anything there.
"""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

from ...server.errors import Invalid
from ...server.trees import remove
from ...server.types import Json
from ..paths import check_path
from . import digests
from .digests import Seen
from .folders import FACTS, sync

MOST_FILES = 10_000


def check_paths(paths: Sequence[str]) -> None:
    """Raise `Invalid` unless the paths can be those of a version (schema `FilePath`), each once."""
    if not 1 <= len(paths) <= MOST_FILES:
        raise _invalid(f"A version has 1 to {MOST_FILES} files, not {len(paths)}.")
    if len(set(paths)) < len(paths):
        raise _invalid("A file is listed twice.")
    for path in paths:
        check_path(path)
        if path.split("/")[0].casefold() == FACTS:
            raise _invalid(f"The name {FACTS} is kept for the facts about a version.")


def adopt(folder: Path, paths: Sequence[str]) -> None:
    """Check that `paths` are regular files with one link inside `folder`, make them read-only and remove all others.

    Raises `Invalid` for links, hard links from elsewhere, devices and pipes, and for files that are missing.
    """
    missing = set(paths)
    parents = {str(parent) for path in paths for parent in PurePosixPath(path).parents}
    _adopt(folder, "", missing, parents)
    if missing:
        raise _invalid(f"The file {min(missing)!r} was announced but did not arrive.")


def renew(folder: Path, paths: Sequence[str], scratch: Callable[[], Path]) -> None:
    """Put copies in the place of the files, whose bytes nobody else has mapped into memory."""
    for path in paths:
        copy = scratch()
        shutil.copyfile(folder / path, copy, follow_symlinks=False)
        copy.chmod(0o444)
        copy.replace(folder / path)


def _adopt(folder: Path, prefix: str, missing: set[str], parents: set[str]) -> None:
    folder.chmod(0o755)
    for place in list(folder.iterdir()):
        path = prefix + place.name
        status = place.lstat()
        if path in parents and stat.S_ISDIR(status.st_mode):
            _adopt(place, path + "/", missing, parents)
        elif path in missing or path in parents:
            if not stat.S_ISREG(status.st_mode) or path in parents:
                raise _invalid(f"{path!r} is not what it should be: {_kind(status.st_mode)}.")
            if status.st_nlink != 1:
                raise _invalid(f"The file {path!r} has a second name outside of the version.")
            place.chmod(0o444)
            missing.discard(path)
        elif stat.S_ISDIR(status.st_mode):
            remove(place)
        else:
            place.unlink()


def hash_all(folder: Path, paths: Sequence[str]) -> tuple[list[Json], dict[str, Seen]]:
    """The files as the schema `File`, sorted by path, and how each was seen."""
    files: list[Json] = []
    seen: dict[str, Seen] = {}
    for path in sorted(paths):
        sha256, seen[path] = digests.digest(folder / path)
        if (folder / path).lstat().st_size != seen[path].bytes:
            raise _invalid(f"The file {path!r} was still being written.")
        files.append({"path": path, "bytes": seen[path].bytes, "sha256": sha256})
    return files, seen


def check_same(folder: Path, seen: dict[str, Seen]) -> None:
    """Raise `Invalid` when a file was changed since it was hashed, by a process that still had it open."""
    for path, before in seen.items():
        if Seen.of((folder / path).lstat()) != before:
            raise _invalid(f"The file {path!r} was still being written.")


def sync_all(folder: Path, paths: Sequence[str]) -> None:
    """Make the files and all folders between them durable."""
    for path in paths:
        sync(folder / path)
    for parent in {parent for path in paths for parent in PurePosixPath(path).parents}:
        sync(folder / parent)


def _kind(mode: int) -> str:
    names = {stat.S_IFLNK: "a link", stat.S_IFDIR: "a folder", stat.S_IFREG: "a file", stat.S_IFIFO: "a pipe"}
    return names.get(stat.S_IFMT(mode), "a device")


def _invalid(message: str) -> Invalid:
    return Invalid("invalid_files", message, "Save the variable again; if it happens again, report it.")
