"""The files that were judged are the files that are stored, and verified files are the files that are served."""

from __future__ import annotations

import mmap
import os
import tempfile
from pathlib import Path

import pytest

from jupyterlab_models.registry.local import LocalRegistry
from jupyterlab_models.risk.judging import Verdict
from jupyterlab_models.server.errors import Conflict, Invalid
from jupyterlab_models.server.files import Files

from .staged import ADA, check_store, quick_folder, save, stage


async def test_the_judge_sees_the_files_that_are_stored(root: Path, registry: LocalRegistry) -> None:
    seen = []

    def judge(files: Files) -> Verdict:
        assert not files.folder.is_relative_to(root / "spool")
        seen.append({name: files.path(name).read_bytes() for name in files.names})
        return Verdict("code", 1)

    version = await save(registry, "churn", {"model.cbm": b"model", "a/b.json": b"{}"}, judge=judge)
    assert seen == [{"model.cbm": b"model", "a/b.json": b"{}"}]
    assert version["risk"] == "code"
    await registry.close()
    await check_store(root)


@pytest.mark.parametrize("back", [False, True])
async def test_a_file_that_changes_while_it_is_judged_is_not_stored(
    root: Path, registry: LocalRegistry, back: bool
) -> None:
    def judge(files: Files) -> Verdict:
        os.pwrite(handle, b"clean", 0)
        assert files.path("model.cbm").read_bytes() == b"clean"
        if back:
            os.pwrite(handle, b"evil!", 0)
        return Verdict("parser", 1)

    staged = stage(registry, "churn", {"model.cbm": b"evil!"}, judge=judge)
    handle = os.open(staged.files.folder / "model.cbm", os.O_RDWR)
    with pytest.raises(Invalid, match="still being written"):
        await registry.publish(staged)
    os.close(handle)
    await registry.close()
    assert await check_store(root) == {}


async def test_a_judge_that_fails_ends_the_publish(root: Path, registry: LocalRegistry) -> None:
    def judge(files: Files) -> Verdict:
        raise Invalid("bad", "It cannot be judged.")

    with pytest.raises(Invalid, match="cannot be judged"):
        await save(registry, "churn", judge=judge)
    await registry.close()
    assert await check_store(root) == {}


@pytest.mark.skipif(quick_folder() is None, reason="there is no file system in memory with room")
async def test_files_in_memory_are_not_changed_through_a_mapping() -> None:
    """There the times of a file stay when its bytes change through a mapping."""
    with tempfile.TemporaryDirectory(dir=quick_folder()) as folder:
        registry = LocalRegistry(Path(folder, "store"))
        await registry.open()
        staged = stage(registry, "churn", {"model.cbm": b"clean"})
        with (staged.files.folder / "model.cbm").open("r+b") as file, mmap.mmap(file.fileno(), 5) as before:
            version = await registry.publish(staged)
            before[:] = b"evil!"
        files = await registry.fetch("churn", 1, version["sha256"])
        assert files.path("model.cbm").read_bytes() == b"clean"
        files.path("model.cbm").chmod(0o644)
        with files.path("model.cbm").open("r+b") as file, mmap.mmap(file.fileno(), 5) as after:
            await registry.fetch("churn", 1, version["sha256"])
            after[:] = b"evil!"
            with pytest.raises(Conflict) as damaged:
                await registry.fetch("churn", 1, version["sha256"])
        assert damaged.value.code == "damaged"
        await registry.close()


async def test_a_version_that_took_the_place_of_another_is_not_served(registry: LocalRegistry) -> None:
    looked_at = await save(registry, "churn", {"model.cbm": b"from ada"})
    await registry.delete("churn", None, ADA)
    await save(registry, "churn", {"model.cbm": b"from bob"})
    with pytest.raises(Conflict) as replaced:
        await registry.fetch("churn", 1, looked_at["sha256"])
    assert replaced.value.code == "replaced"
