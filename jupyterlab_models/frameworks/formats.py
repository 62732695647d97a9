"""The table of types and formats, `formats.json`, as the server uses it."""

from __future__ import annotations

import json
from pathlib import Path

from ..server.errors import Invalid
from ..server.types import Json

PATH = Path(__file__).parents[1] / "formats.json"


class Formats:
    """The schema `FormatTable`, whose rows are searched."""

    def __init__(self, table: Json) -> None:
        self.table = table
        self.rows: list[Json] = table["rows"]

    @classmethod
    def load(cls) -> Formats:
        """Read the file; call it in a thread."""
        return cls(json.loads(PATH.read_text(encoding="utf-8")))

    def row(self, format: str | None, encoding: str | None) -> Json:
        """The first row with this format and encoding; None leaves one open. Raises `Invalid` when there is none."""
        rows = [row for row in self.rows if format in (None, row["format"])]
        if not rows:
            raise Invalid("unknown_format", f"There is no format “{(format or '')[:64]}”.", field="format")
        for row in rows:
            if encoding is None or encoding in row["encodings"]:
                return row
        owner = f"The format “{format}”" if format else "None of the formats"
        message = f"{owner} has {'no' if format else 'an'} encoding “{(encoding or '')[:64]}”."
        raise Invalid("unknown_encoding", message, field="encoding")
