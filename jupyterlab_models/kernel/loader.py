"""Installs the agent in a kernel.

The text that is sent is this file followed by one line `install(digest, sources, rows)`, made by `source.py`:

digest
    Of the whole text; a request that carries another digest is answered as if no agent were there.
sources
    Module name below this package (`agent`, `adapters`, `adapters.catboost` …) → its source.
rows
    The table of formats (`formats.json`), of which those count whose adapter is among the sources.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.util
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import CodeType, ModuleType
from typing import Any

ROOT = "_jupyterlab_models"


class Sources(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finds the agent's modules in a dict of sources while they are loaded."""

    def __init__(self, sources: dict[str, str]) -> None:
        self.sources = {f"{ROOT}.{name}": text for name, text in sources.items()}
        self.sources[ROOT] = ""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self.sources:
            return None
        return importlib.util.spec_from_loader(fullname, self, is_package=self.is_package(fullname))

    def is_package(self, fullname: str) -> bool:
        return any(name.startswith(f"{fullname}.") for name in self.sources)

    def get_source(self, fullname: str) -> str:
        return self.sources[fullname]

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.sources[fullname], f"<{fullname}>", "exec", dont_inherit=True)


def forget(prefix: str) -> None:
    """Take modules out of `sys.modules`; those in use live on through their references."""
    for name in [name for name in sys.modules if name.startswith(prefix)]:
        del sys.modules[name]


def install(digest: str, sources: dict[str, str], rows: list[dict[str, Any]]) -> None:
    """Leave one module `_jupyterlab_models` with `digest` and `run` in `sys.modules`, in place of an older one."""
    finder = Sources(sources)
    forget(ROOT)
    sys.meta_path.insert(0, finder)
    try:
        agent = importlib.import_module(f"{ROOT}.agent")
        names = {row["adapter"] for row in rows if f"adapters.{row['adapter']}" in sources}
        adapters = {name: importlib.import_module(f"{ROOT}.adapters.{name}").ADAPTER for name in names}
        root: Any = sys.modules[ROOT]
    finally:
        sys.meta_path.remove(finder)
        forget(ROOT)
    root.digest = digest
    root.run = agent.Agent(digest, agent.Formats(rows, adapters)).run
    sys.modules[ROOT] = root
