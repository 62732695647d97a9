"""The families of the matrix: every module beside this one that has rows."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from .row import Row


@dataclass(frozen=True)
class Family:
    name: str
    setup: str
    rows: tuple[Row, ...]


def families() -> list[Family]:
    """All of them, by name."""
    found = []
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.stem.startswith(("test_", "conftest")):
            continue
        module = import_module(f"{__package__}.{path.stem}")
        if hasattr(module, "ROWS"):
            found.append(Family(path.stem, module.SETUP, module.ROWS))
    return found
