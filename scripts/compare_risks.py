"""Print how the risks of the fidelity matrix differ between two releases, and every row that moved.

    python scripts/compare_risks.py old [new]

`old` and `new` are pages like `docs/fidelity.md`, or revisions of git that have one; `new` is the page that lies here
when it is left out.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

PAGE = "docs/fidelity.md"
ROW = re.compile(r"^\| (`[^|]*`) \| (.*?) \| (`[^|]*`|–) \| (data|parser|program|code|–) \| \*\*", re.MULTILINE)
RISKS = ("data", "parser", "program", "code", "–")
TABLES = (
    "server and kernel check every object of the configuration against tables of classes, arguments and their types"
)
REASONS = {"`keras-v3`": TABLES, "`keras-v2`": TABLES}
"""Encoding → why rows of it moved since release 0.1.0."""
Rows = dict[tuple[str, str], tuple[str, str]]


def read(source: str) -> str:
    if Path(source).exists():
        return Path(source).read_text(encoding="utf-8")
    return subprocess.run(["git", "show", f"{source}:{PAGE}"], check=True, capture_output=True, text=True).stdout


def rows(page: str) -> Rows:
    """Type and variant → encoding and risk."""
    return {(kind, variant): (encoding, risk) for kind, variant, encoding, risk in ROW.findall(page)}


def main(old: str, new: str) -> None:
    before, after = rows(read(old)), rows(read(new))
    counts = [Counter(risk for _, risk in found.values()) for found in (before, after)]
    print("| risk | before | after |\n| - | - | - |")
    for risk in RISKS:
        print(f"| {'refused' if risk == '–' else risk} | {counts[0][risk]} | {counts[1][risk]} |")
    moved = [key for key in sorted(before.keys() & after.keys()) if before[key] != after[key]]
    added, gone = after.keys() - before.keys(), before.keys() - after.keys()
    print(f"\n{len(moved)} rows moved, {len(added)} are new, {len(gone)} are gone.\n")
    for kind, variant in moved:
        (_, first), (encoding, second) = before[kind, variant], after[kind, variant]
        reason = REASONS.get(encoding, "no reason is known")
        print(f"- {kind}, {variant} ({encoding}): {first} → {second}: {reason}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else PAGE)
