"""Removes spool folders that belong to no transfer of any server."""

from __future__ import annotations

import asyncio
import re
import time
from logging import Logger
from pathlib import Path

from ..operations.service import OPERATIONS
from ..server.context import Context
from . import spool_folder
from .spool_root import SpoolRoot

OLD = 3600.0
"""Seconds after which a folder without a record is a leftover of a crash, not one being created."""
_OURS = re.compile(rf"[0-9a-f]{{32}}({re.escape(spool_folder.GONE)})?")


async def sweep(spools: SpoolRoot, context: Context) -> None:
    """Remove them once, in the background, when the server starts."""
    known = await context.get(OPERATIONS).known()
    await asyncio.to_thread(_sweep, spools.root, known, context.log)


def _sweep(root: Path, known: set[str], log: Logger) -> None:
    for folder in root.iterdir():
        # Other entries are left alone.
        if _OURS.fullmatch(folder.name) and folder.name not in known:
            try:
                if time.time() - folder.lstat().st_mtime > OLD:
                    spool_folder.discard(folder)
            except Exception:
                # A folder that cannot be removed does no harm.
                log.exception("The old spool folder %s could not be removed", folder)
