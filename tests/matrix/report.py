"""`docs/fidelity.md`: what each row of the matrix gave when it was last run."""

from __future__ import annotations

import re
from pathlib import Path

from .families import Family
from .passage import Told

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


def key(told: Told) -> tuple[str, str, str]:
    return told.family, told.row.type, told.row.name


def line(told: Told) -> str:
    """One row of a family's table."""
    row = told.row
    # Of a refused row nothing was written, so that there is nothing to load.
    encoding = f"`{told.encoding}`" if row.encoding or row.outcome != "refused" else "–"
    risk = row.risk if row.outcome != "refused" else "–"
    words = " ".join(_sentence(words) for words in (told.comes_back, *told.lost) if words)
    # Sentences name the Python at hand; the page is compared on others too.
    words = re.sub(r"\bPython 3\.[\d.]*\d", "Python 3.x", words)
    return f"| `{row.type}` | {_text(row.name)} | {encoding} | {risk} | **{row.outcome}** | {_text(words)} |\n"


def page(written: str, found: list[Told], all_families: list[Family]) -> str:
    """The page as written before, with the sections of those families anew of which every row has passed."""
    sections = {text.partition("\n")[0]: text for text in written.split("\n## ")[1:]}
    for family in all_families:
        told = sorted((told for told in found if told.family == family.name), key=key)
        if len(told) == len(family.rows):
            sections[family.name] = section(family.name, told)
    return HEAD + "".join(f"\n## {sections[family.name]}" for family in all_families if family.name in sections)


def section(name: str, told: list[Told]) -> str:
    """One family; the same for the same outcomes and versions."""
    return f"{name}\n\n{_versions(told)}\n\n{TABLE}{''.join(map(line, told))}"


def lines_of(text: str) -> set[str]:
    """The rows of all tables of a page: what has to be fresh, whatever the versions."""
    return set(re.findall(r"^\| `.*\|\n", text, re.MULTILINE))


def _versions(members: list[Told]) -> str:
    libraries = {name: version for told in members for name, version in told.libraries.items()}
    python = next((told.python for told in members if told.python), "")
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
