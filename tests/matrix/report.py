"""`docs/fidelity.md`: what each row of the matrix gave when it was last run."""

from __future__ import annotations

import re
from itertools import groupby

from .families import Family
from .passage import Told

HEAD = """# What comes back

Every row was saved from one kernel and loaded into a fresh one, through a real server, and compared: class,
predictions, attributes. This page is written by that run (`make fidelity`), and `make test` compares it with a new one.

- **same**: equal in all that the row looks at.
- **announced**: something else comes back, or something is lost; the save dialog says so before.
- **refused**: not saved; the save dialog says why and what to do instead.

What is looked at stands in `tests/matrix/`, a module a family.
"""
TABLE = "| type | variant | encoding | risk | outcome | what the save dialog says |\n| - | - | - | - | - | - |\n"


def key(told: Told) -> tuple[str, str, str]:
    return told.family, told.row.type, told.row.name


def line(told: Told) -> str:
    """One row of a family's table."""
    row = told.row
    # A refused row has no encoding and no risk: nothing was written.
    encoding, risk = ("–", "–") if row.outcome == "refused" and not row.encoding else (f"`{told.encoding}`", row.risk)
    if row.outcome == "refused":
        risk = "–"
    words = " ".join(_sentence(words) for words in (told.comes_back, *told.lost) if words)
    cells = (f"`{row.type}`", row.name, encoding, risk, f"**{row.outcome}**", words)
    return f"| {' | '.join(_cell(cell) for cell in cells)} |\n"


def page(found: list[Told]) -> str:
    """The whole page; the same for the same outcomes and versions."""
    parts = [HEAD]
    for name, rows in groupby(sorted(found, key=key), key=lambda told: told.family):
        members = list(rows)
        lines = "".join(line(told) for told in members)
        parts.append(f"\n## {name}\n\n{_versions(members)}\n\n{TABLE}{lines}")
    return "".join(parts)


def lines_of(text: str) -> set[str]:
    """The rows of all tables of a page: what has to be fresh, whatever the versions."""
    return set(re.findall(r"^\| `.*\|\n", text, re.MULTILINE))


def count(all_families: list[Family]) -> int:
    return sum(len(family.rows) for family in all_families)


def _versions(members: list[Told]) -> str:
    libraries = {name: version for told in members for name, version in told.libraries.items()}
    python = next((told.python for told in members if told.python), "")
    named = [f"Python {'.'.join(python.split('.')[:2])}"] if python else []
    return ", ".join([*named, *(f"{name} {version}" for name, version in sorted(libraries.items()))]) + "."


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")
