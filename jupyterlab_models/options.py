"""What an administrator can set, as the parts of the server take it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """The traits of `extension.ModelsExtension`; documented there."""

    store: Path
    root: Path | None
    """Folder that Jupyter's paths begin at; None where notebooks are no files."""
    byte_ways: tuple[str, ...]
    kernel_server_url: str
    max_upload_bytes: int
    ticket_hours: float
    trash_days: int
    allow_code_from_others: bool
