"""The commit of a notebook's git repository, read from its files without running git.

A repository is somebody's files: every file is a regular one of bounded size inside the root folder, and what does not
look as git writes it gives None. Everything here blocks: call it in a thread.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path, PurePosixPath

SMALL = 4096
"""Bytes of `HEAD`, of a reference, of a file that names a folder."""
PACKED = 8 * 1024 * 1024
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_REFERENCE = re.compile(r"refs/[^\x00-\x20\x7f~^:?*\[\\]{1,500}")


def commit(root: Path, notebook: str) -> str | None:
    """The commit that was checked out in the notebook's folder or in the nearest one above it, up to `root`."""
    try:
        root = root.resolve(strict=True)
        folder = _inside(root, root / PurePosixPath(*_plain(notebook)).parent)
        while not os.path.lexists(folder / ".git"):
            if folder == root:
                return None
            folder = folder.parent
        return _checked_out(root, _git_folder(root, folder / ".git"))
    except (_OddError, OSError, ValueError, RuntimeError):
        # Users can do nothing about it: the version is saved without a commit.
        return None


class _OddError(Exception):
    """A file is not as git writes it."""


def _plain(path: str) -> list[str]:
    """The parts of a path of Jupyter's; none of them may be hidden or lead upwards."""
    parts = [part for part in path.split("/") if part]
    if not parts or any(part.startswith(".") or "\0" in part for part in parts):
        raise _OddError
    return parts


def _inside(root: Path, path: Path) -> Path:
    found = path.resolve(strict=True)
    if found != root and root not in found.parents:
        raise _OddError
    return found


def _git_folder(root: Path, entry: Path) -> Path:
    """`.git` itself, or the folder that it names: of a worktree or a submodule."""
    entry = _inside(root, entry)
    if entry.is_dir():
        return entry
    text = _read(entry, SMALL)
    if not text.startswith("gitdir: "):
        raise _OddError
    return _inside(root, entry.parent / text.removeprefix("gitdir: ").rstrip("\n"))


def _checked_out(root: Path, git: Path) -> str:
    head = _read(git / "HEAD", SMALL).strip()
    if not head.startswith("ref: "):
        return _hexadecimal(head)
    reference = head.removeprefix("ref: ").strip()
    parts = reference.split("/")
    if not _REFERENCE.fullmatch(reference) or any(part in ("", ".", "..") for part in parts):
        raise _OddError
    for base in (git, _common(root, git)):
        loose = base.joinpath(*parts)
        if os.path.lexists(loose):
            return _hexadecimal(_read(_inside(root, loose), SMALL).strip())
    for line in _read(_common(root, git) / "packed-refs", PACKED).splitlines():
        found, _, name = line.partition(" ")
        if name == reference:
            return _hexadecimal(found)
    raise _OddError


def _common(root: Path, git: Path) -> Path:
    """Where the references of a worktree lie: in the folder of the repository that it belongs to."""
    if not os.path.lexists(git / "commondir"):
        return git
    return _inside(root, git / _read(git / "commondir", SMALL).strip())


def _hexadecimal(text: str) -> str:
    if not _COMMIT.fullmatch(text):
        raise _OddError
    return text


def _read(path: Path, limit: int) -> str:
    """The text of a regular file of at most `limit` bytes; no links, and nothing that could hold the thread."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise _OddError
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise _OddError
    return content.decode("utf-8")
