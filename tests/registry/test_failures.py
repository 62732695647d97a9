"""Disks that are full, and bytes that are no longer what was saved."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_models.registry.local import LocalRegistry, database, digests
from jupyterlab_models.server.errors import Conflict, NoSpace

from .staged import ADA, FILES, check_store, folder_of, names, save, stage

FEWEST = {"fsync": 6, "mkdir": 1, "chmod": 4, "rename": 2}
"""Calls that a publish of two files in two folders surely makes."""


class Full:
    """Raises ENOSPC at the given call of `os.fsync`, `os.mkdir`, `os.rename` …, counted from 1."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.count = 0

    def before(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*values: Any, **options: Any) -> Any:
            self.count += 1
            if self.count == self.at:
                raise OSError(errno.ENOSPC, "No space left on device")
            return call(*values, **options)

        return wrapped


@pytest.mark.parametrize("call", ["fsync", "mkdir", "chmod", "rename"])
async def test_full_disk_at_every_call(
    registry: LocalRegistry, root: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    await save(registry, "old")
    for at in range(1, 100):
        staged, full = stage(registry, "new"), Full(at)
        with monkeypatch.context() as patch:
            patch.setattr(os, call, full.before(getattr(os, call)))
            outcome = (await asyncio.gather(registry.publish(staged), return_exceptions=True))[0]
        shutil.rmtree(staged.files.folder.parent)
        if full.count < at:
            break
        assert isinstance(outcome, NoSpace)
        assert await names(registry) == ["old"]
        assert await registry.revision() == 1
    assert not isinstance(outcome, BaseException)
    assert at > FEWEST[call]
    await registry.close()
    assert await check_store(root) == {"new": [1], "old": [1]}


async def test_full_database(registry: LocalRegistry, root: Path) -> None:
    """SQLite's own limit of pages gives the same error as a disk that is full."""
    await save(registry, "old")
    await registry._in_base(registry._base.connection.execute, "PRAGMA max_page_count=1")
    with pytest.raises(NoSpace, match="disk of the model store is full"):
        await save(registry, "new", description="x" * 5000, tags=["y" * 64] * 32)
    assert await names(registry) == ["old"]
    await registry.close()
    assert await check_store(root) == {"old": [1]}


async def test_locked_for_long(registry: LocalRegistry, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await save(registry, "churn")
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.1)
    other = LocalRegistry(root)
    await other.open()
    with closing(sqlite3.connect(root / "catalog.db", isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        assert await names(other) == ["churn"]
        with pytest.raises(Conflict, match="stayed locked"):
            await other.delete("churn", None, ADA)
    await other.delete("churn", None, ADA)
    await other.close()


@pytest.mark.parametrize("path", FILES)
async def test_changed_bytes_are_noticed(registry: LocalRegistry, path: str) -> None:
    await save(registry, "churn")
    file = await folder_of(registry, "churn", 1) / path
    content, times = file.read_bytes(), file.stat()
    file.chmod(0o644)
    file.write_bytes(bytes(len(content)))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    file.chmod(0o444)
    with pytest.raises(Conflict, match=path) as raised:
        await folder_of(registry, "churn", 1)
    assert raised.value.code == "damaged"
    file.chmod(0o644)
    file.write_bytes(content)
    await folder_of(registry, "churn", 1)


@pytest.mark.parametrize("replace", [None, os.mkfifo, lambda file: file.symlink_to("/etc/hostname"), Path.mkdir])
async def test_missing_or_replaced_file(registry: LocalRegistry, replace: Callable[[Path], None] | None) -> None:
    await save(registry, "churn")
    file = await folder_of(registry, "churn", 1) / "model.cbm"
    file.unlink()
    if replace is not None:
        replace(file)
    with pytest.raises(Conflict, match=r"model\.cbm"):
        await folder_of(registry, "churn", 1)


async def test_a_file_is_read_once(registry: LocalRegistry, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    digest = digests.digest

    def counting(path: Path) -> tuple[str, digests.Seen]:
        read.append(path.name)
        return digest(path)

    monkeypatch.setattr(digests, "digest", counting)
    await save(registry, "churn")
    assert sorted(read) == ["labels.json", "model.cbm"]
    folder = await folder_of(registry, "churn", 1)
    assert len(read) == 2
    again = LocalRegistry(root)
    await again.open()
    await folder_of(again, "churn", 1)
    assert len(read) == 4
    await folder_of(again, "churn", 1)
    assert len(read) == 4
    (folder / "model.cbm").touch()
    await folder_of(again, "churn", 1)
    assert len(read) == 5
    await again.close()
