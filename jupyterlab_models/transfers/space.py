"""Checks for enough disk space."""

from __future__ import annotations

import errno

from ..server.errors import Invalid, NoSpace, UserError

RESERVE = 16 * 1024 * 1024
"""Bytes that are left free for the database itself."""


def check_space(needed: int, free: int) -> None:
    """Raise `NoSpace` with both numbers when `needed` bytes do not fit into `free` ones."""
    if needed + RESERVE > free:
        raise NoSpace(
            "disk_full",
            f"This needs about {human(needed)}, but only {human(free)} are free where the models are stored.",
            "Empty the trash or free disk space, then save again.",
        )


def check_limit(count: int, limit: int) -> None:
    """Raise `Invalid` for a save of more bytes than the administrator allows."""
    if count > limit:
        raise Invalid("too_large", f"{human(count)} are more than the {human(limit)} that this server takes.")


def full_disk(error: OSError) -> UserError | None:
    """The error for users of a failed write when the disk is full; None for other failures."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return NoSpace("disk_full", "The disk of the store is full.", "Empty the trash or free disk space.")
    return None


def human(count: int) -> str:
    """Bytes as people read them: `1.5 GB`."""
    size = float(count)
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000:
            return f"{count} bytes" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"
