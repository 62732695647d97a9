"""The commit of the notebook's repository, read from files that may be anybody's."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from jupyterlab_models.transfers.git import commit

SHA = "8c1f2b7d9e0a4c5b6d7e8f90a1b2c3d4e5f60718"
OTHER = "0" * 39 + "1"


def repository(folder: Path, head: str = "ref: refs/heads/main\n") -> Path:
    git = folder / ".git"
    (git / "refs" / "heads").mkdir(parents=True)
    (git / "HEAD").write_text(head)
    return git


def test_a_branch_a_packed_branch_and_no_branch(tmp_path: Path) -> None:
    git = repository(tmp_path)
    assert commit(tmp_path, "work/nb.ipynb") is None
    (tmp_path / "work").mkdir()
    assert commit(tmp_path, "work/nb.ipynb") is None
    (git / "packed-refs").write_text(f"# pack-refs with: peeled\n{OTHER} refs/heads/mainly\n{SHA} refs/heads/main\n")
    assert commit(tmp_path, "work/nb.ipynb") == SHA
    (git / "refs" / "heads" / "main").write_text(f"{OTHER}\n")
    assert commit(tmp_path, "nb.ipynb") == OTHER
    (git / "HEAD").write_text(f"{'a' * 64}\n")
    assert commit(tmp_path, "work/nb.ipynb") == "a" * 64


def test_as_git_itself_makes_it(tmp_path: Path) -> None:
    def git(*arguments: str) -> str:
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        names = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
        done = subprocess.run(
            ["git", "-C", str(tmp_path / "main"), *names, *arguments],
            check=True,
            capture_output=True,
            text=True,
            env=environment,
        )
        return done.stdout.strip()

    (tmp_path / "main" / "deep").mkdir(parents=True)
    git("init", "--quiet")
    git("commit", "--quiet", "--allow-empty", "--message", "one")
    first = git("rev-parse", "HEAD")
    assert commit(tmp_path, "main/deep/nb.ipynb") == first
    git("worktree", "add", "--quiet", "-b", "side/way", str(tmp_path / "tree"))
    git("commit", "--quiet", "--allow-empty", "--message", "two")
    git("pack-refs", "--all")
    assert commit(tmp_path, "main/nb.ipynb") == git("rev-parse", "HEAD") != first
    assert commit(tmp_path, "tree/nb.ipynb") == first


@pytest.mark.parametrize("notebook", ["", "/", "../nb.ipynb", "a/../../nb.ipynb", ".hidden/nb.ipynb", "a\0b/nb.ipynb"])
def test_paths_that_lead_elsewhere(tmp_path: Path, notebook: str) -> None:
    root = tmp_path / "root"
    for folder in (tmp_path, root, root / ".hidden"):
        (repository(folder) / "refs" / "heads" / "main").write_text(SHA)
    assert commit(root, "nb.ipynb") == SHA
    assert commit(root, notebook) is None


def test_nothing_above_the_root_is_read(tmp_path: Path) -> None:
    (repository(tmp_path) / "refs" / "heads" / "main").write_text(SHA)
    (tmp_path / "root" / "work").mkdir(parents=True)
    assert commit(tmp_path / "root", "work/nb.ipynb") is None
    (tmp_path / "root" / "linked").symlink_to(tmp_path)
    assert commit(tmp_path / "root", "linked/nb.ipynb") is None


def _pointing_out(root: Path) -> None:
    elsewhere = repository(root.parent / "elsewhere")
    (elsewhere / "refs" / "heads" / "main").write_text(SHA)
    (root / ".git").write_text(f"gitdir: {elsewhere}\n")


def _linked_out(root: Path) -> None:
    elsewhere = repository(root.parent / "elsewhere")
    (elsewhere / "refs" / "heads" / "main").write_text(SHA)
    (root / ".git").symlink_to(elsewhere)


def _pipe(root: Path) -> None:
    git = repository(root)
    (git / "HEAD").unlink()
    os.mkfifo(git / "HEAD")


def _linked_reference(root: Path) -> None:
    (root.parent / "secret").write_text(SHA)
    (repository(root) / "refs" / "heads" / "main").symlink_to(root.parent / "secret")


def _folder(root: Path) -> None:
    (repository(root) / "refs" / "heads" / "main").mkdir()


def _loop(root: Path) -> None:
    (root / ".git").symlink_to(root / ".git")


def _head(text: str | bytes) -> Callable[[Path], None]:
    def write(root: Path) -> None:
        content = text if isinstance(text, bytes) else text.encode()
        (repository(root) / "HEAD").write_bytes(content)
        (root / "secret").write_text(SHA)

    return write


@pytest.mark.parametrize(
    "make",
    [
        *(_pointing_out, _linked_out, _pipe, _linked_reference, _folder, _loop),
        *(_head(""), _head(SHA[:39]), _head(SHA.upper()), _head(SHA + "\n" + SHA), _head(b"\xff" * 40)),
        *(_head("ref: ../secret"), _head("ref: refs/../../secret"), _head("ref: refs/heads//main"), _head("ref: ")),
        *(_head(SHA + " " * 5000), _head("ref: refs/heads/" + "x" * 600), _head("ref: refs/heads/a\0b")),
    ],
)
def test_what_is_not_as_git_has_it(tmp_path: Path, make: Callable[[Path], None]) -> None:
    (tmp_path / "root").mkdir()
    make(tmp_path / "root")
    assert commit(tmp_path / "root", "nb.ipynb") is None
