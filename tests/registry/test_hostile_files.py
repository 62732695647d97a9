"""A kernel may have put anything into the staged folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from jupyterlab_models.registry.artifacts import Staged
from jupyterlab_models.registry.local import LocalRegistry
from jupyterlab_models.server.errors import Invalid
from jupyterlab_models.server.files import Files

from .staged import check_store, folder_of, stage

PATHS = ["../escape", "a/../b", "/etc/passwd", ".hidden", "a/.b", "a//b", "a/", "", "a\nb", "a\\b", "x" * 513]
PATHS += ["a\x00b", "\ud800", "model.json", "Model.JSON", "C:a", "x" * 256, "a/" + "é" * 128]


def with_files(staged: Staged, *names: str) -> Staged:
    """Staged with this list of files, in the same folder."""
    return replace(staged, files=Files(staged.files.folder, names))


@pytest.mark.parametrize("path", PATHS, ids=ascii)
async def test_bad_path(registry: LocalRegistry, path: str) -> None:
    staged = stage(registry, "churn")
    with pytest.raises(Invalid):
        await registry.publish(with_files(staged, *staged.files.names, path))
    assert staged.files.folder.is_dir()


@pytest.mark.parametrize("paths", [[], ["model.cbm"] * 2, [f"f{n}" for n in range(10_001)]], ids=["0", "twice", "many"])
async def test_bad_list(registry: LocalRegistry, paths: list[str]) -> None:
    with pytest.raises(Invalid):
        await registry.publish(with_files(stage(registry, "churn"), *paths))


def _link(folder: Path) -> None:
    (folder / "bad").symlink_to("/etc/hostname")


def _link_inside(folder: Path) -> None:
    (folder / "bad").symlink_to("model.cbm")


def _hard_link(folder: Path) -> None:
    (folder.parent / "elsewhere").write_bytes(b"changed later")
    os.link(folder.parent / "elsewhere", folder / "bad")


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "bad")


def _folder(folder: Path) -> None:
    (folder / "bad").mkdir()


def _nothing(folder: Path) -> None:
    assert not (folder / "bad").exists()


@pytest.mark.parametrize("make", [_link, _link_inside, _hard_link, _pipe, _folder, _nothing])
async def test_what_is_no_plain_file(registry: LocalRegistry, root: Path, make: Callable[[Path], None]) -> None:
    staged = stage(registry, "churn")
    make(staged.files.folder)
    with pytest.raises(Invalid, match="'bad'"):
        await registry.publish(with_files(staged, *staged.files.names, "bad"))
    await registry.close()
    assert await check_store(root) == {}


async def test_folder_that_is_a_link(registry: LocalRegistry, root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret").write_bytes(b"not to be taken")
    staged = stage(registry, "churn")
    (staged.files.folder / "linked").symlink_to(tmp_path / "outside")
    with pytest.raises(Invalid, match="'linked' is not what it should be: a link"):
        await registry.publish(with_files(staged, "linked/secret"))
    staged = stage(registry, "churn")
    whole = staged.files.folder.with_name("whole")
    whole.symlink_to(tmp_path / "outside")
    with pytest.raises(Invalid, match="not a folder"):
        await registry.publish(replace(staged, files=Files(whole, ("secret",))))
    await registry.close()
    assert await check_store(root) == {}
    assert (tmp_path / "outside" / "secret").read_bytes() == b"not to be taken"


async def test_a_file_where_a_folder_should_be(registry: LocalRegistry) -> None:
    with pytest.raises(Invalid):
        await registry.publish(with_files(stage(registry, "churn"), "model.cbm", "model.cbm/inner"))


async def test_what_was_not_listed_is_not_taken(registry: LocalRegistry, root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "kept").write_bytes(b"kept")
    staged = stage(registry, "churn")
    (staged.files.folder / "extra" / "more.bin").write_bytes(b"more")
    (staged.files.folder / "linked").symlink_to(tmp_path / "outside")
    (staged.files.folder / "deep" / "er").mkdir(parents=True)
    (staged.files.folder / "deep" / "er" / "link").symlink_to(tmp_path / "outside")
    (staged.files.folder / "model.json").write_text("{}")
    os.mkfifo(staged.files.folder / "pipe")
    (staged.files.folder / os.fsdecode(b"\xff")).mkdir()
    await registry.publish(staged)
    folder = await folder_of(registry, "churn", 1)
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}
    assert files == {*staged.files.names, "model.json"}
    assert (tmp_path / "outside" / "kept").read_bytes() == b"kept"
