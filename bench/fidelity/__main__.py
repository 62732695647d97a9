"""The rows of the matrix through serialzy 1.5.1, beside what `make test` asserts of ours.

    python -m bench.fidelity [family …]

Each row is saved in one process and loaded in another one in which nothing of it is defined, and compared as in the
matrix. serialzy has its own environment, `.make/serialzy`, with the same libraries.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from tests.matrix.difference import difference, parse
from tests.matrix.families import Family, families
from tests.matrix.row import Row

from .peer import Peer

LOADED = "comes back otherwise"


def of_row(row: Row, saving: Peer, loading: Peer, file: Path) -> tuple[str, str]:
    """What becomes of the row: one of a few words, and what is to be said of it."""
    saved = saving.ask(do="save", make=row.make, observe=row.observe, path=str(file))
    if not saved["ok"]:
        return "not saved", saved["error"]
    way = f"its {saved['format']}"
    loaded = loading.ask(do="load", before=row.before, format=saved["format"], path=str(file))
    if not loaded["ok"]:
        return "saved, not loadable", f"{way}: {loaded['error']}"
    seen = loading.ask(do="observe", observe=row.observe)
    if not seen["ok"]:
        return LOADED, f"{way}: {loaded['class']}: {seen['error']}"
    found = difference(public(saved["observed"]), public(seen["observed"]))
    return ("same", way) if found is None else (LOADED, f"{way}: {found}")


def public(observed: str) -> Any:
    """What a user can see: rows of the matrix look at private attributes too, which are no promise of a peer's."""
    value = parse(observed)
    if isinstance(value, dict):
        return {name: one for name, one in value.items() if not str(name).startswith("_") and name != "attributes"}
    return value


def of_family(family: Family, counts: Counter[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        saving, loading = Peer(family.setup, folder), Peer(family.setup, folder)
        try:
            for number, row in enumerate(family.rows):
                outcome, words = of_row(row, saving, loading, Path(folder, str(number)))
                counts[row.outcome, outcome] += 1
                first = words.splitlines()[0] if words else ""
                print(f"{row.type:34.34} {row.name:44.44} {row.outcome:10} {outcome:21} {first:.90}", flush=True)
                saving.tidy()
                loading.tidy()
        finally:
            saving.stop()
            loading.stop()


def main(names: list[str]) -> None:
    print(f"{'type':34} {'variant':44} {'ours':10} {'serialzy 1.5.1':21}")
    counts: Counter[tuple[str, str]] = Counter()
    for family in families():
        if not names or family.name in names:
            of_family(family, counts)
    for side, title in enumerate(("ours", "serialzy 1.5.1")):
        sums: Counter[str] = Counter()
        for key, number in counts.items():
            sums[key[side]] += number
        text = ", ".join(f"{number} {outcome}" for outcome, number in sums.most_common())
        print(f"{title}: {text}; {sums.total()} rows")


if __name__ == "__main__":
    main(sys.argv[1:])
