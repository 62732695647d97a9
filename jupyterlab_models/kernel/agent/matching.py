"""Which row of the table, and so which adapter, an object or a version belongs to."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from .. import packages
from ..adapter import Adapter
from ..errors import AgentError
from ..naming import class_name, names_along_mro

Json = dict[str, Any]
CONTAINERS = (dict, OrderedDict, list, tuple)


class Formats:
    """The table that all frameworks make together, see `kernel_table` in `frameworks/table.py`."""

    def __init__(self, table: Json, adapter: Callable[[str], Adapter]) -> None:
        """`adapter` imports a module of the agent and gives its adapter; most kernels need one or two of them."""
        self._rows: list[Json] = table["rows"]
        self._by_type = {row["type"]: row for row in self._rows}
        self._excluded: dict[str, str] = table["excluded"]
        self._refused: dict[str, Json] = table["refused"]
        self._containers: list[Json] = table["containers"]
        self._encodings: dict[str, Json] = table["encodings"]
        self._distributions: list[list[str]] = table["distributions"]
        self._adapter = adapter

    def of_object(self, obj: object) -> tuple[Json, Adapter]:
        """The nearest class along the MRO decides, as on the page. Error `unsupported` when none is in the table."""
        names = names_along_mro(type(obj))
        for name in names:
            if name in self._refused:
                raise _refused(obj, self._refused[name])
            row = self._by_type.get(name)
            if row is not None:
                if row["general"]:
                    self._require_value(obj, names)
                    row = self._container(obj) or row
                return row, self._adapter(row["module"])
        labels = sorted({row["label"] for row in self._rows})
        raise AgentError(
            "unsupported",
            f"A {class_name(type(obj))} cannot be saved as a model.",
            f"Models of these libraries can be saved: {', '.join(labels)}.",
        )

    def of_version(self, version: Json) -> Adapter:
        """Error `unsupported` when this agent cannot read the version."""
        for row in self._rows:
            if row["format"] == version["format"] and version["encoding"] in row["encodings"]:
                return self._adapter(row["module"])
        raise AgentError(
            "unsupported",
            f"This kernel's agent cannot load the format {version['format']} ({version['encoding']}).",
            "It was saved by a newer version of jupyterlab-models, or with a framework that this server does not have. "
            "Upgrade or install that, and restart server and kernel.",
        )

    def memory(self, encoding: str, size: int) -> int:
        """About how many bytes reading files of `size` bytes takes."""
        return int(size * self._encodings.get(encoding, {}).get("memory", 1.0))

    def has_parts(self, encoding: str) -> bool:
        return bool(self._encodings.get(encoding, {}).get("parts"))

    def installed(self, distribution: str) -> str | None:
        """The version of a distribution, or of another one that gives the same module."""
        return packages.installed_as(distribution, self._distributions)

    def _container(self, obj: object) -> Json | None:
        """The row of the framework that writes a container of its own objects, such as a dict of tensors."""
        if type(obj) not in CONTAINERS:
            return None
        for entry in self._containers:
            if entry["library"] in sys.modules:
                adapter: Any = self._adapter(entry["row"]["module"])
                if adapter.takes(obj):
                    row: Json = entry["row"]
                    return row
        return None

    def _require_value(self, obj: object, names: list[str]) -> None:
        """Error `unsupported` for types that are not saved although a general row fits."""
        reason = next((self._excluded[name] for name in names if name in self._excluded), None)
        if reason == "class":
            raise AgentError("unsupported", "This is a class, not an instance.", "Save an object of this class.")
        if reason == "transient":
            name = names[0].rpartition(".")[2]
            raise AgentError("unsupported", f"{name} objects cannot be saved.", "Save an object that you made with it.")
        if reason == "data":
            raise AgentError(
                "unsupported",
                f"This is data ({names[0]}), not a model: a {class_name(type(obj))} cannot be saved as a model.",
                "Write it with its own library, such as to_parquet or numpy.save, or save the model made from it.",
            )


def _refused(obj: object, entry: Json) -> AgentError:
    return AgentError("unsupported", entry["message"].replace("{name}", type(obj).__name__), entry["hint"])
