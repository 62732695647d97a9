"""The rule for paths of a version's files (schema `FilePath`)."""

from __future__ import annotations

from ..server.errors import Invalid

LONGEST_PATH = 512
LONGEST_PART = 255
"""Bytes in UTF-8, which file systems take."""


def check_path(path: str) -> None:
    """Raise `Invalid` unless `path` can be the path of a version's file on any system."""
    good = (
        len(path) <= LONGEST_PATH
        and all(_is_part(part) for part in path.split("/"))
        and path.isprintable()
        and "\\" not in path
        and ":" not in path
    )
    if not good:
        raise Invalid("bad_path", f"“{path[:100]!r}” is no path that a file of a version can have.", field="file")


def _is_part(part: str) -> bool:
    return bool(part) and part[0] != "." and len(part.encode("utf-8", "replace")) <= LONGEST_PART
