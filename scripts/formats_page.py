"""Write `docs/formats.md` from the frameworks' `rows.json` and the contract's words about risk.

`python scripts/formats_page.py [file]`, by default the page itself.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

from jupyterlab_models.frameworks.discovery import own
from jupyterlab_models.frameworks.table import served_table

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "formats.md"
HEAD = """# Types and formats

What can be saved, as what, and how to open the files without us. This page is made by `make generate` from
the `rows.json` of each [framework](../jupyterlab_models/frameworks), and `make test` compares it with a new one. What
each type gives back when it is loaded was tried, variant by variant: [fidelity](fidelity.md).

A variable is matched by the class names along its MRO: top-level package and class name, nearest class wins. So
subclasses match at any depth, and listing imports nothing. A _format_ says what was saved; an _encoding_ says how the
bytes lie.
"""


def page() -> str:
    """The whole page."""
    frameworks = own()
    rows = served_table(frameworks)["rows"]
    described = {name: options for framework in frameworks for name, options in framework.encodings.items()}
    contract = yaml.safe_load((ROOT / "jupyterlab_models/openapi.yaml").read_text(encoding="utf-8"))
    risk = contract["components"]["schemas"]["Risk"]["description"].strip()
    return "".join(
        [
            HEAD,
            _table("Types", ("type", "library", "kind", "format", "encodings", "risk", "pip installs"), types(rows)),
            "\nThe risk is that of the preferred encoding; the server judges the bytes of each version anew.\n",
            f"{risk} See [SECURITY](../SECURITY.md).\n",
            _table(
                "Encodings",
                ("encoding", "files", "how to open them without us", "what comes back"),
                encodings(described),
            ),
        ]
    )


def types(rows: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    return [
        (
            f"`{row['type']}`",
            row["label"],
            row["kind"],
            f"`{row['format']}`",
            ", ".join(f"`{encoding}`" for encoding in row["encodings"]),
            row["risk"],
            " ".join(f"`{name}`" for name in row["requirements"]) or "–",
        )
        for row in sorted(rows, key=lambda row: (row["label"].lower(), row["type"].lower()))
    ]


def encodings(described: dict[str, dict[str, Any]]) -> list[tuple[str, ...]]:
    members = ("files", "opens", "restores")
    return [(f"`{name}`", *(described[name][member] for member in members)) for name in sorted(described)]


def _table(title: str, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("-",) * len(head), *rows]
    body = "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
    return f"\n## {title}\n\n{body}"


if __name__ == "__main__":
    (Path(sys.argv[1]) if sys.argv[1:] else PAGE).write_text(page(), encoding="utf-8")
