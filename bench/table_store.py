"""Fill the store of a running server for the bench of the table: `python -m bench.table_store STORE MODELS`."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from .registry.ours import fill


def main(store: Path, models: int) -> None:
    # The table shows the latest version alone; all five would take minutes to write.
    fill(store, models, versions=1)
    with closing(sqlite3.connect(store / "catalog.db", timeout=60)) as base, base:
        # The server reads again what was touched since the revision that it knows.
        base.execute("UPDATE meta SET revision = revision + 1")
        base.execute("UPDATE model SET touched = (SELECT revision FROM meta)")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
