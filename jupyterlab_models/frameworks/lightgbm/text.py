"""The frame of LightGBM's text, which the library itself does not check when it reads."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

LINE = 64 << 20
"""Bytes of one line, such as the names of all features."""


def require_whole(path: Path) -> int:
    """The number of trees. Raises `ValueError` where trees or the end are not where the head says."""
    with path.open("rb") as file:
        sizes = _sizes(file)
        file.seek(file.tell() + sum(sizes))
        if file.read(12) != b"end of trees":
            raise ValueError("its trees do not end where they should")
        # The line comes last; what follows the colon is JSON, which is read as a whole or not at all.
        if not any(line.startswith(b"pandas_categorical:") for line in iter(lambda: file.readline(LINE), b"")):
            raise ValueError("its end is missing")
    return len(sizes)


def _sizes(file: BinaryIO) -> list[int]:
    """Of all trees, in bytes; leaves the file where the first one begins."""
    if file.readline(LINE) != b"tree\n":
        raise ValueError("it does not begin like a model of LightGBM")
    while True:
        line = file.readline(LINE)
        if line.startswith(b"tree_sizes="):
            break
        if not line.endswith(b"\n") or line.startswith(b"Tree="):
            raise ValueError("its head does not tell the sizes of its trees")
    sizes = [int(size) for size in line.partition(b"=")[2].split()]
    if any(size < 0 for size in sizes):
        raise ValueError("its head tells sizes below zero")
    if file.readline(LINE).strip():
        raise ValueError("its head does not end where it should")
    return sizes
