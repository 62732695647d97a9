"""Opening a store: empty, of another release, where several may not write, by several at once."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from jupyterlab_models.registry.local import LocalRegistry, mounts, wal_support
from jupyterlab_models.registry.local.schema import MIGRATIONS
from jupyterlab_models.registry.local.upgrade import upgrade
from jupyterlab_models.registry.metadata import Query
from jupyterlab_models.server.errors import ReadOnly, UserError

from .staged import ADA, check_store, folder_of, names, save, stage, until

MOUNTINFO = r"""
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
23 22 0:21 / /home rw,relatime shared:7 - nfs4 server:/export rw
24 23 0:22 / /home/ada/local\040disk rw - xfs /dev/vdb rw
25 22 0:23 / /mnt/share rw - fuse.sshfs ada@host: rw
26 22 0:24 / /merged rw - fuse.fuse-overlayfs overlay rw
""".strip()


async def test_reopen(registry: LocalRegistry, root: Path) -> None:
    await save(registry, "churn")
    await registry.close()
    await registry.close()
    assert await check_store(root) == {"churn": [1]}


async def test_newer_store_is_left_alone(registry: LocalRegistry, root: Path) -> None:
    await save(registry, "churn")
    await registry.close()
    with closing(sqlite3.connect(root / "catalog.db")) as base:
        base.execute(f"PRAGMA user_version={len(MIGRATIONS) + 1}")
    before = _bytes(root)
    with pytest.raises(UserError, match="newer release") as raised:
        await LocalRegistry(root).open()
    assert (raised.value.code, bool(raised.value.hint)) == ("store_newer", True)
    assert _bytes(root) == before


async def test_newer_store_whose_log_tells_it(registry: LocalRegistry, root: Path) -> None:
    """The other release is running: the new version stands in the write-ahead log, not yet in the file's header."""
    await registry.close()
    with closing(sqlite3.connect(root / "catalog.db")) as other:
        other.execute(f"PRAGMA user_version={len(MIGRATIONS) + 1}")
        header = (root / "catalog.db").read_bytes()
        assert int.from_bytes(header[60:64], "big") == len(MIGRATIONS)
        with pytest.raises(UserError, match="newer release"):
            await LocalRegistry(root).open()
        assert (root / "catalog.db").read_bytes() == header


async def test_what_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "catalog.db").write_bytes(b"a text " * 1000)
    with pytest.raises(UserError) as raised:
        await LocalRegistry(tmp_path).open()
    assert raised.value.code == "store_damaged"


async def test_a_root_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserError, match="cannot be made") as raised:
        await LocalRegistry(tmp_path / "file" / "store").open()
    assert raised.value.code == "store_unusable"


def test_network_file_systems() -> None:
    answers = {
        "/var/lib": False,
        "/home": True,
        "/home/ada": True,
        "/home/ada/local disk/store": False,
        "/homestead": False,
        "/mnt/share/x": True,
        "/merged/x": False,
    }
    assert {path: wal_support.is_network(mounts.type_of(Path(path), MOUNTINFO)) for path in answers} == answers


@pytest.fixture
def no_shared_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's own way of locking with files, in which WAL really cannot be had."""
    original = sqlite3.connect

    def connect(database: object, *values: object, **options: object) -> sqlite3.Connection:
        address = str(database) if str(database).startswith("file:") else f"file:{database}?"
        options["uri"] = True
        connection: sqlite3.Connection = original(f"{address}&vfs=unix-dotfile", *values, **options)  # type: ignore[call-overload]
        return connection

    monkeypatch.setattr(sqlite3, "connect", connect)


def test_probe(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    assert wal_support.wal_works(tmp_path)
    request.getfixturevalue("no_shared_memory")
    assert not wal_support.wal_works(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("no_shared_memory")
async def test_one_writer_where_wal_cannot_be_had(root: Path) -> None:
    writer, reader = LocalRegistry(root), LocalRegistry(root)
    await writer.open()
    await reader.open()
    seen: list[int] = []
    reader.on_change(seen.append)
    assert (writer.read_only, reader.read_only) == (False, True)
    await save(writer, "churn")
    entry = await writer.delete("churn", None, ADA)
    await save(writer, "other", description="found")
    assert await names(reader, q="found") == ["other"]
    staged = stage(writer, "churn")
    for change in (
        reader.publish(staged),
        reader.update("other", {"tags": []}, ADA),
        reader.delete("other", None, ADA),
        reader.restore(entry["id"], ADA),
        reader.purge(None, ADA),
    ):
        with pytest.raises(ReadOnly, match="one writer only"):
            await change
    assert staged.files.folder.is_dir()
    await until(lambda: seen == [3])
    await folder_of(reader, "other", 1)
    await writer.close()
    await reader.close()
    next_writer = LocalRegistry(root)
    await next_writer.open()
    assert not next_writer.read_only
    await save(next_writer, "churn")
    await next_writer.close()


async def test_a_store_that_moves_between_media(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for shared in (True, False, True):
        monkeypatch.setattr(wal_support, "shared_writing", lambda _, shared=shared: shared)
        registry = LocalRegistry(root)
        await registry.open()
        assert not registry.read_only
        await save(registry, "churn")
        await registry.close()
        with closing(sqlite3.connect(root / "catalog.db")) as base:
            assert base.execute("PRAGMA journal_mode").fetchone() == ("wal" if shared else "delete",)
    monkeypatch.undo()
    assert await check_store(root) == {"churn": [3, 2, 1]}


async def test_the_index_of_an_older_release_goes(registry: LocalRegistry, root: Path) -> None:
    """Its search and what it kept of transfers; a version that a transfer has published is still known as such."""
    await save(registry, "churn", operation="0123", description="found")
    await registry.close()
    with closing(sqlite3.connect(root / "catalog.db")) as base, base:
        base.execute("CREATE VIRTUAL TABLE model_text USING fts5(search, content='model', content_rowid='key')")
        base.execute("UPDATE version SET rest = json_set(rest, '$.transfer', transfer), transfer = NULL")
        base.execute("UPDATE model SET head = NULL, brief = NULL")
        upgrade(base)
        assert base.execute("SELECT 1 FROM sqlite_master WHERE name = 'model_text'").fetchone() is None
    registry = LocalRegistry(root)
    await registry.open()
    version = await registry.published_by("0123")
    assert version == await registry.get_version("churn", 1)
    assert "transfer" not in version
    assert await names(registry, q="found") == ["churn"]
    await registry.close()


def _bytes(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


OPEN = """
import asyncio, sys
from pathlib import Path
from jupyterlab_models.registry.local import LocalRegistry
async def main():
    registry = LocalRegistry(Path(sys.argv[1]))
    await registry.open()
    assert not registry.read_only
    await registry.close()
asyncio.run(main())
"""


async def test_many_processes_open_an_empty_store_at_once(root: Path) -> None:
    start = partial(asyncio.create_subprocess_exec, sys.executable, "-c", OPEN, str(root))
    processes = [await start() for _ in range(6)]
    assert [await process.wait() for process in processes] == [0] * 6
    assert await check_store(root) == {}


async def test_changes_of_another_process_are_noticed(registry: LocalRegistry, root: Path) -> None:
    seen: list[int] = []
    registry.on_change(seen.append)
    other = LocalRegistry(root)
    await other.open()
    await save(other, "churn")
    await until(lambda: seen == [1])
    await save(registry, "churn")
    assert seen == [1, 2]
    assert await other.revision() == await registry.revision() == 2
    assert (await registry.list_models(Query()))["revision"] == 2
    await other.close()
