"""What the kernel's table of mounts says about a folder."""

from __future__ import annotations

from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
IN_MEMORY = ("tmpfs", "ramfs")
"""File systems on which the bytes of a file can change through a mapping while its times stay."""


def file_system(folder: Path) -> str:
    """The type of the file system on which a folder lies; empty where the system has no such table."""
    if not MOUNTS.exists():
        return ""
    return type_of(folder.resolve(), MOUNTS.read_text("utf-8", "surrogateescape"))


def type_of(folder: Path, mounts: str) -> str:
    best, kind = -1, ""
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        point = Path(left.split(" ")[4].replace("\\040", " "))
        if folder.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), right.split(" ")[0]
    return kind
