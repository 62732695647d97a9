"""`docs/fidelity.md`: what each row of the matrix gave when it was last run."""

from __future__ import annotations

import re
from pathlib import Path

from .families import Family
from .round_trip import FidelityRow

WRITTEN = Path(__file__).parents[2] / "docs" / "fidelity.md"
HEAD = """# What comes back

Every row was saved from one kernel and loaded into a fresh one, through a real server, and compared: class,
predictions, attributes. This page is written by that run (`make fidelity`), and `make test` compares it with a new one.

- **same**: equal in all that the row looks at.
- **announced**: something else comes back, or something is lost; the save dialog says so before.
- **refused**: not saved; the save dialog says why and what to do instead.

What is looked at stands in `tests/matrix/`, a module a family.
"""
TABLE = "| type | variant | encoding | risk | outcome | what the save dialog says |\n| - | - | - | - | - | - |\n"


def key(result: FidelityRow) -> tuple[str, str, str]:
    return result.family, result.row.type, result.row.name


def line(result: FidelityRow) -> str:
    """One row of a family's table."""
    row = result.row
    # Of a refused row nothing was written, so that there is nothing to load.
    encoding = f"`{result.encoding}`" if row.encoding or row.outcome != "refused" else "–"
    risk = row.risk if row.outcome != "refused" else "–"
    words = " ".join(_sentence(words) for words in (result.comes_back, *result.lost) if words)
    # Sentences name the Python at hand; the page is compared on others too.
    words = re.sub(r"\bPython 3\.[\d.]*\d", "Python 3.x", words)
    return f"| `{row.type}` | {_text(row.name)} | {encoding} | {risk} | **{row.outcome}** | {_text(words)} |\n"


def page(written: str, found: list[FidelityRow], all_families: list[Family]) -> str:
    """The page as written before, with the sections of those families anew of which every row has passed."""
    sections = {text.partition("\n")[0]: text for text in written.split("\n## ")[1:]}
    for family in all_families:
        results = sorted((result for result in found if result.family == family.name), key=key)
        if len(results) == len(family.rows):
            sections[family.name] = section(family.name, results)
    return HEAD + "".join(f"\n## {sections[family.name]}" for family in all_families if family.name in sections)


def section(name: str, results: list[FidelityRow]) -> str:
    """One family; the same for the same outcomes and versions."""
    return f"{name}\n\n{_versions(results)}\n\n{TABLE}{''.join(map(line, results))}"


def lines_of(text: str) -> list[str]:
    """The rows of all tables of a page: what has to be fresh, whatever the versions."""
    return re.findall(r"^\| `.*\|\n", text, re.MULTILINE)


def _versions(members: list[FidelityRow]) -> str:
    libraries = {name: version for result in members for name, version in result.libraries.items()}
    python = next((result.python for result in members if result.python), "")
    named = [f"Python {'.'.join(python.split('.')[:2])}"] if python else []
    return (
        ", ".join([*named, *(f"{name} {version.partition('+')[0]}" for name, version in sorted(libraries.items()))])
        + "."
    )


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _text(words: str) -> str:
    """Words in a cell, none of them taken for Markdown."""
    return re.sub(r"([\\|<*_`])", r"\\\1", words.replace("\n", " "))
