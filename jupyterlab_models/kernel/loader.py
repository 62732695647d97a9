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
from collections.abc import Collection, Iterator, Mapping, Sequence
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


class Adapters(Mapping[str, Any]):
    """Name of an adapter → the adapter. Most kernels need one or two of them, so each is imported when it is."""

    def __init__(self, modules: Modules, names: Collection[str]) -> None:
        self._modules = modules
        self._names = names

    def __getitem__(self, name: str) -> Any:
        if name not in self._names:
            raise KeyError(name)
        return self._modules.get(f"adapters.{name}").ADAPTER

    def __contains__(self, name: object) -> bool:
        return name in self._names  # the inherited one would import it

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def install(digest: str, sources: dict[str, str], rows: list[dict[str, Any]]) -> None:
    """Install one module `_jupyterlab_models` with `digest` and `run` in `sys.modules`, replacing an older one."""
    _taken_out()
    modules = Modules(sources)
    agent = modules.get("agent")
    adapters = Adapters(modules, {row["adapter"] for row in rows if f"adapters.{row['adapter']}" in sources})
    root: Any = ModuleType(ROOT)
    root.digest = digest
    root.run = agent.Agent(digest, agent.Formats(rows, adapters)).run
    sys.modules[ROOT] = root
