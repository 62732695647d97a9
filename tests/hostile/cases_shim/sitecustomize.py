"""The module names of release 0.1.0 for programs that were written against it; put this folder on `PYTHONPATH`.

`jupyterlab_models.risk.of_files(encoding, folder, files)` judges as the server does, and
`jupyterlab_models.kernel.adapters.<library>` is the library's adapter.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.util
import sys
from collections.abc import Sequence
from functools import cache
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

ADAPTERS = "jupyterlab_models.kernel.adapters"
RENAMED = {"catboost_pool": "catboost.catboost_pool", "values": "python.values"}


class OldNames(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the old package of adapters and the modules in it."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != ADAPTERS and not fullname.startswith(f"{ADAPTERS}."):
            return None
        return importlib.util.spec_from_loader(fullname, self, is_package=fullname == ADAPTERS)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        if spec.name == ADAPTERS:
            return None
        name = spec.name.rpartition(".")[2]
        module = ModuleType(spec.name)
        found: Any = importlib.import_module(f"jupyterlab_models.frameworks.{RENAMED.get(name, f'{name}.adapter')}")
        vars(module).update(vars(found))
        return module

    def exec_module(self, module: ModuleType) -> None:
        """It holds everything already."""


@cache
def frameworks() -> Any:
    from jupyterlab_models.frameworks.service import Frameworks

    return Frameworks.load()


def of_files(encoding: str, folder: Path, files: Sequence[str]) -> str:
    risk: str = frameworks().risk(encoding, folder, files)
    return risk


sys.meta_path.insert(0, OldNames())
risk: Any = importlib.import_module("jupyterlab_models.risk")
risk.of_files = of_files
