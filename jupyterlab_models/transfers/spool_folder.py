"""The spool: one folder a transfer, with a kernel's bytes until they are published.

`nonce` proves that kernel and server share the disk, `started` says that the agent took the transfer up, `files`
holds the version's files, `incoming` halves of files that arrive over HTTP, `done.json` is the agent's final report.
Nothing in it is trusted. Everything here blocks: call it in a thread.
"""

from __future__ import annotations

import json
import os
import stat
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..registry.paths import LONGEST_PATH, check_path
from ..server import strict_json, trees
from ..server.errors import Invalid
from ..server.types import Json

NONCE, STARTED, FILES, INCOMING, DONE = "nonce", "started", "files", "incoming", "done.json"
MAX_REPORT = 1024 * 1024
MAX_FILES = 10_000
GONE = ".gone"


@dataclass(frozen=True)
class SpoolState:
    """State of a spool folder. `bytes` is None when sizes were not requested."""

    there: bool
    started: bool
    done: bool
    bytes: int | None


def prepare(folder: Path, nonce: str) -> None:
    """Create the nonce and the empty folder for files in a new spool folder."""
    (folder / FILES).mkdir(mode=0o700)
    (folder / NONCE).write_text(nonce, encoding="utf-8")


def inspect(folder: Path, sizes: bool) -> SpoolState:
    """Check how far the agent is, using stat alone. Raises `OSError` if the path is not a folder."""
    done = _exists(folder / DONE)
    started = done or _exists(folder / STARTED)
    there = done or started or _exists(folder / NONCE)
    total = _total(folder) if sizes and there else None
    return SpoolState(there, started, done, total)


def has_report(folder: Path) -> bool:
    """Whether the agent has finished; False as well where the folder cannot be read."""
    try:
        return _exists(folder / DONE)
    except OSError:
        return False


def complete(folder: Path) -> bool:
    """Whether the agent has finished and its files have not gone into the registry yet. May raise `OSError`."""
    return _exists(folder / DONE) and _exists(folder / FILES)


def put_report(folder: Path, report: Json) -> None:
    """Store a report that came over HTTP where the spool transport puts it."""
    draft = folder / f"{DONE}.{uuid.uuid4().hex}"
    with draft.open("x", encoding="utf-8") as stream:
        json.dump(report, stream)
    draft.replace(folder / DONE)


def report(folder: Path) -> object:
    """The agent's report as parsed JSON of any shape. Raises `Invalid` when it is not JSON."""
    # Without O_NONBLOCK a pipe of this name would block the thread forever.
    handle = os.open(folder / DONE, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Invalid("bad_report", "The kernel's report is no regular file.")
        text = stream.read(MAX_REPORT + 1)
    if len(text) > MAX_REPORT:
        raise Invalid("bad_report", f"The kernel's report is larger than {MAX_REPORT} bytes.")
    try:
        return strict_json.read(text)
    except strict_json.NotStrict as error:
        raise Invalid("bad_report", f"The kernel's report is not JSON: {error}.") from None


def arrived(folder: Path, reported: list[Json]) -> list[str]:
    """Compare the files in the folder with those the agent reports; returns their paths.

    Raises `Invalid` when they differ, when there is none, or when something is no regular file.
    """
    base = folder / FILES
    found = {path.relative_to(base).as_posix(): size for path, size in _walk(base)}
    expected = {entry["path"]: entry["bytes"] for entry in reported}
    for path in sorted(found):
        check_path(path)
    if not found:
        raise Invalid("bad_report", "The kernel wrote no file.")
    if found != expected or len(expected) != len(reported):
        odd = sorted(path for path in {*found, *expected} if found.get(path) != expected.get(path)) or sorted(expected)
        shown = odd[0][:100]
        raise Invalid(
            "bad_report",
            f"What the kernel wrote is not what it reports: “{shown}” has {_size(found.get(odd[0]))}, "
            f"reported is {_size(expected.get(odd[0]))}.",
            "Save again; if it stays so, restart the kernel.",
        )
    return sorted(found)


def discard(folder: Path) -> None:
    """Remove a spool folder. Renamed first, so that the agent sees at once that it is gone."""
    gone = folder.with_name(folder.name + GONE)
    try:
        folder.rename(gone)
    except FileNotFoundError:
        if not os.path.lexists(gone):
            return
    trees.remove(gone)


def _exists(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _size(size: int | None) -> str:
    return "no such file" if size is None else f"{size} bytes"


def _walk(base: Path) -> Iterator[tuple[Path, int]]:
    """Every file under `base` with its size; links and devices are refused, never followed."""
    for count, (path, info) in enumerate(trees.walk(base, MAX_FILES + 1)):
        if count >= MAX_FILES:
            raise Invalid("bad_report", f"The kernel wrote more than {MAX_FILES} files.")
        if len(str(path.relative_to(base))) > LONGEST_PATH:
            raise Invalid("bad_report", "The kernel wrote folders that are too deep.")
        if stat.S_ISREG(info.st_mode) and info.st_nlink == 1:
            yield path, info.st_size
        elif not stat.S_ISDIR(info.st_mode):
            raise Invalid("bad_report", f"“{path.name[:100]}” is a link or no regular file.")


def _total(folder: Path) -> int:
    """Bytes that have arrived so far, for the progress."""
    found = (info for name in (FILES, INCOMING) for _, info in trees.walk(folder / name, MAX_FILES))
    return sum(info.st_size for info in found if not stat.S_ISDIR(info.st_mode))
