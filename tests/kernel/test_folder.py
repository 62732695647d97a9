"""The folder that adapters write into."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from jupyterlab_models.kernel.adapter import Folder

MEMORY = Path("/dev/shm")


def test_the_file_size_is_what_was_written_and_not_what_was_reserved(tmp_path: Path) -> None:
    with Folder(tmp_path, lambda: None).open("large", 1 << 20) as out:
        # The progress of a save goes by it.
        assert (tmp_path / "large").stat().st_size == 0
        out.write(b"x" * (1 << 20))
    assert (tmp_path / "large").read_bytes() == b"x" * (1 << 20)


def test_a_disk_without_room_is_reported_before_anything_is_written() -> None:
    """A file system in memory has a size of its own, and knows at once that more does not fit."""
    room = os.statvfs(MEMORY)
    with TemporaryDirectory(dir=MEMORY) as folder:
        with pytest.raises(OSError, match="No space left") as raised:
            Folder(Path(folder), lambda: None).open("large", 2 * room.f_blocks * room.f_frsize)
        assert raised.value.errno == errno.ENOSPC
        assert (Path(folder) / "large").stat().st_size == 0


def test_nothing_is_reserved_where_the_file_system_cannot() -> None:
    """A pipe, a socket or a network drive: what is written shows whether there is room."""
    with Folder(Path("/dev"), lambda: None).open("null", 1 << 20) as out:
        out.write(b"x")
