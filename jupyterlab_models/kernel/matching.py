"""Which row of the table of formats, and so which adapter, an object or a version belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .adapters import Adapter
from .errors import AgentError
from .naming import class_name, names_along_mro

Json = dict[str, Any]


class Formats:
    """The rows whose adapters are here."""

    def __init__(self, rows: list[Json], adapters: Mapping[str, Adapter]) -> None:
        self.rows = [row for row in rows if row["adapter"] in adapters]
        self.adapters = adapters

    def of_object(self, obj: object) -> tuple[Json, Adapter]:
        """Names along the MRO, nearest first, as the page infers it. Error `unsupported` when none is in the table."""
        table = {row["type"]: row for row in self.rows}
        for name in names_along_mro(type(obj)):
            row = table.get(name)
            if row is not None:
                return row, self.adapters[row["adapter"]]
        labels = sorted({row["label"] for row in self.rows})
        raise AgentError(
            "unsupported",
            f"A {class_name(type(obj))} cannot be saved as a model.",
            f"Models of these libraries can be saved: {', '.join(labels)}.",
        )

    def of_version(self, version: Json) -> Adapter:
        """Error `unsupported` when this agent cannot read the version."""
        for row in self.rows:
            if row["format"] == version["format"] and version["encoding"] in row["encodings"]:
                return self.adapters[row["adapter"]]
        raise AgentError(
            "unsupported",
            f"This kernel's agent cannot load the format {version['format']} ({version['encoding']}).",
            "It may have been saved by a newer version of jupyterlab-models: upgrade it and restart the kernel.",
        )
