"""One framework, read from its folder."""

from __future__ import annotations

import importlib
import importlib.util
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..risk.judging import Judge
from ..server.types import Json
from .plain_code import Writer

SERVER_SIDE = ("__init__", "judge", "load_code")
"""Beginnings of the names of modules that are not sent into kernels."""
_OURS = re.compile(r"^(\s*(?:from|import)\s+)jupyterlab_models(?=[.\s])", re.MULTILINE)
"""An absolute import of this package, which has another name in kernels."""


class Broken(Exception):
    """A framework that cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Framework:
    """What the server knows of one library."""

    name: str
    package: str
    """As the server imports it."""
    description: Json
    """The content of `rows.json`."""
    judges: Mapping[str, Judge]
    writers: Mapping[str, Writer]
    sources: dict[str, str]
    """Module below `jupyterlab_models` → its source, for kernels."""

    @property
    def families(self) -> list[Json]:
        return list(self.description.get("families", []))

    @property
    def rows(self) -> list[Json]:
        return list(self.description["rows"])

    @property
    def encodings(self) -> dict[str, Json]:
        return dict(self.description.get("encodings", {}))

    @property
    def rules(self) -> int:
        """Number of the rules that its judges obey; what was judged by older ones is judged again."""
        return int(self.description.get("rules", 1))

    @property
    def builds_on(self) -> list[str]:
        return list(self.description.get("builds_on", []))

    def module(self, row: Json) -> str:
        """The module of a row's adapter, as kernels import it."""
        return f"frameworks.{self.name}.{row.get('adapter', 'adapter')}"


def read(name: str, package: str) -> Framework:
    """Read and import the server's half of a framework. Raises whatever its modules raise."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise Broken(f"“{package}” is not a package.")
    folder = Path(spec.submodule_search_locations[0])
    description = json.loads((folder / "rows.json").read_text(encoding="utf-8"))
    return Framework(
        name,
        package,
        description,
        _member(package, folder, "judge", "JUDGES"),
        _member(package, folder, "load_code", "WRITERS"),
        _sources(name, folder),
    )


def _member(package: str, folder: Path, module: str, member: str) -> Mapping[str, Any]:
    if not (folder / f"{module}.py").exists():
        return {}
    found = getattr(importlib.import_module(f"{package}.{module}"), member)
    if not isinstance(found, Mapping) or not all(map(callable, found.values())):
        raise Broken(f"{member} in its {module}.py is not a dict of functions.")
    return found


def _sources(name: str, folder: Path) -> dict[str, str]:
    files = [file for file in folder.glob("*.py") if not file.stem.startswith(SERVER_SIDE)]
    texts = {f"frameworks.{name}.{file.stem}": file.read_text(encoding="utf-8") for file in files}
    return {module: _OURS.sub(r"\1_jupyterlab_models", text) for module, text in texts.items()}
