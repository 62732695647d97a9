"""Files in a folder that this server can read: of a version on its way into the registry, or out of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Files:
    """`names` are relative to `folder`, with `/` between their parts; nothing else in the folder counts."""

    folder: Path
    names: tuple[str, ...]

    def path(self, name: str) -> Path:
        """Raises `KeyError` for a name that is not among them."""
        if name not in self.names:
            raise KeyError(name)
        return self.folder / name
