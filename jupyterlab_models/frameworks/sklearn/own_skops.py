"""skops, imported for us alone and without what it imports only to list names.

`import skops.io` imports all of scikit-learn, its tests' helpers and its copies of array libraries, to list the
estimators that it trusts: PyTorch with them where it is installed. Ours starts without that list and learns of each
file which of its estimators are public ones. It is not in `sys.modules`: an import by the user gets the whole of it.
"""

from __future__ import annotations

import builtins
import importlib
import sys
import threading
from collections.abc import Collection, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from .skops_file import check
from .trusted_types import TRUSTED, is_public_name

ROOT = "skops"
OPTIONAL = "quantile_forest"
"""skops imports it wherever it is installed; none of its types is on our list."""
_loaded: dict[str, ModuleType] = {}


def skops_io() -> Any:
    """Our `skops.io`, which writes and reads as the user's own."""
    if not _loaded:
        before = _taken_out()
        finder = _Finder()
        sys.meta_path.insert(0, finder)
        try:
            importlib.import_module("skops.io")
        finally:
            sys.meta_path.remove(finder)
            made = _taken_out()
            sys.modules.update(before)
        _loaded.update(made)
    return _loaded["skops.io"]


def read(path: Path) -> Any:
    """The object of a file. Error `Refused`, or one of skops for a type that neither it nor our list trusts."""
    named = check(path)
    io = skops_io()
    _learn(named)
    return io.load(path, trusted=sorted(TRUSTED))


def _learn(named: Collection[str]) -> None:
    """Put the public estimators that a file names on the list of those that skops trusts."""
    trusted: list[str] = vars(_loaded["skops.io._trusted_types"])["SKLEARN_ESTIMATOR_TYPE_NAMES"]
    trusted.extend(sorted(name for name in set(named).difference(trusted) if is_public_name(name)))


def _taken_out() -> dict[str, ModuleType]:
    names = [name for name in sys.modules if name == ROOT or name.startswith(f"{ROOT}.")]
    return {name: sys.modules.pop(name) for name in names}


class _Finder(MetaPathFinder):
    """Finds what the others find, and has it import by `_import`; only on the thread that made it."""

    def __init__(self) -> None:
        self._thread = threading.get_ident()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] != ROOT or threading.get_ident() != self._thread:
            return None
        for finder in sys.meta_path:
            spec = finder.find_spec(fullname, path, target) if finder is not self else None
            if spec is not None and spec.loader is not None:
                spec.loader = _Lean(spec.loader)
                return spec
        return None


class _Lean(Loader):
    def __init__(self, loader: Any) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        made: ModuleType | None = self._loader.create_module(spec)
        return made

    def exec_module(self, module: ModuleType) -> None:
        # An import statement calls the `__import__` of its module's own builtins: nothing of it shows elsewhere.
        vars(module)["__builtins__"] = {**vars(builtins), "__import__": _import}
        self._loader.exec_module(module)


def _import(
    name: str,
    globals: dict[str, Any] | None = None,
    locals: dict[str, Any] | None = None,
    fromlist: Sequence[str] | None = (),
    level: int = 0,
) -> Any:
    if name.partition(".")[0] == OPTIONAL:
        raise ModuleNotFoundError(f"No module named {OPTIONAL!r}", name=OPTIONAL)
    found = builtins.__import__(name, globals, locals, fromlist or (), level)
    if not _INSTEAD.keys() & set(fromlist or ()):
        return found
    return SimpleNamespace(**{wanted: _INSTEAD.get(wanted) or getattr(found, wanted) for wanted in fromlist or ()})


def _no_estimators() -> list[Any]:
    return []


def _type_names(module: ModuleType, oftype: type) -> list[str]:
    """As skops's own, which looks for each function in all modules of the kernel: half a second, and lazy ones load."""
    package = module.__name__
    within = {
        name: vars(found)
        for name, found in list(sys.modules.items())
        if (name == package or name.startswith(f"{package}.")) and isinstance(found, ModuleType)
    }
    names = set()
    for thing in list(vars(module).values()):
        if isinstance(thing, oftype):
            name: str = thing.__name__  # type: ignore[attr-defined]
            home = getattr(thing, "__module__", None)
            home = home or next((place for place, members in within.items() if members.get(name) is thing), "")
            names.add(f"{home}.{name}")
    return sorted(name for name in names if name.startswith(package.rpartition(".")[0]))


_INSTEAD: dict[str, Any] = {"all_estimators": _no_estimators, "get_public_type_names": _type_names}
