"""Where the spool folders of all transfers lie: in the store, so that publishing a save only renames its folder."""

from __future__ import annotations

import re
from pathlib import Path

_ID = re.compile(r"[0-9a-f]{32}")


class SpoolRoot:
    """The folders of the transfers of all servers that share the store. Everything here blocks."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def make(self) -> None:
        self.root.mkdir(mode=0o700, exist_ok=True)

    def path(self, transfer: str) -> Path:
        """The folder of one transfer. Raises `ValueError` for an invalid id, which could be a path elsewhere."""
        if not _ID.fullmatch(transfer):
            raise ValueError(f"not the id of a transfer: {transfer!r}")
        return self.root / transfer

    def new(self, transfer: str) -> Path:
        """An empty folder of mode 0700."""
        folder = self.path(transfer)
        folder.mkdir(mode=0o700)
        return folder
