"""Installs the agent in a kernel.

The text that is sent is this file followed by one line `install(digest, sources, table)`, made by `source.py`:

digest
    Of the whole text; a request that carries another digest is answered as if no agent were there.
sources
    Module name below `jupyterlab_models` (`kernel.errors`, `kernel.agent.agent` …) → its source. Modules keep their
    place below the package `_jupyterlab_models`, so that relative imports work on both sides.
table
    What the frameworks say about types and encodings, see `agent/matching.py`.
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
        self.packages = {package for name in self.sources for package in _packages_above(name)}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self.sources and fullname not in self.packages:
            return None
        return importlib.util.spec_from_loader(fullname, self, is_package=self.is_package(fullname))

    def is_package(self, fullname: str) -> bool:
        return fullname in self.packages

    def get_source(self, fullname: str) -> str:
        return self.sources.get(fullname, "")  # packages are empty

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.get_source(fullname), f"<{fullname}>", "exec", dont_inherit=True)


def _packages_above(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts))]


class Modules:
    """The agent's modules: in `sys.modules` only while one of them is imported."""

    def __init__(self, sources: dict[str, str]) -> None:
        self._finder = Sources(sources)
        self._loaded: dict[str, ModuleType] = {}

    def get(self, name: str) -> Any:
        """A module of ours by its name below the package; imported when it is first asked for."""
        full = f"{ROOT}.{name}"
        if full not in self._loaded:
            before = _taken_out()
            sys.modules.update(self._loaded)
            sys.meta_path.insert(0, self._finder)
            try:
                importlib.import_module(full)
            finally:
                sys.meta_path.remove(self._finder)
                self._loaded = _taken_out()
                sys.modules.update(before)
        return self._loaded[full]


def _taken_out() -> dict[str, ModuleType]:
    """Remove the agent's modules from `sys.modules`; those in use stay alive through their references."""
    names = [name for name in sys.modules if name == ROOT or name.startswith(f"{ROOT}.")]
    return {name: sys.modules.pop(name) for name in names}


def install(digest: str, sources: dict[str, str], table: dict[str, Any]) -> None:
    """Install one module `_jupyterlab_models` with `digest` and `run` in `sys.modules`, replacing an older one."""
    _taken_out()
    modules = Modules(sources)
    agent = modules.get("kernel.agent.agent")
    root: Any = ModuleType(ROOT)
    root.digest = digest
    root.run = agent.Agent(digest, agent.Formats(table, lambda module: modules.get(module).ADAPTER)).run
    sys.modules[ROOT] = root
