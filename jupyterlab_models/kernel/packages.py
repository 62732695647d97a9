"""Installed distributions: which one gives a module, and of what version."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform
import re
import sys
import sysconfig
from collections.abc import Collection
from pathlib import Path


def distributions(modules: Collection[str]) -> dict[str, list[str]]:
    """Top-level module → distributions. Reading all of them takes long, so again only for a module not yet seen."""
    if not set(modules) <= _seen.keys():
        _seen.clear()
        _seen.update({module: [] for module in modules}, **_read())
    return _seen


_seen: dict[str, list[str]] = {}


def _read() -> dict[str, list[str]]:
    """As `importlib.metadata.packages_distributions`, which takes six times as long."""
    found: dict[str, list[str]] = {}
    for distribution in importlib.metadata.distributions():
        for module in _modules(distribution):
            found.setdefault(module, []).append(_name(distribution))
    return found


def _modules(distribution: importlib.metadata.Distribution) -> set[str]:
    declared = (distribution.read_text("top_level.txt") or "").split()
    if declared:
        return set(declared)
    record = distribution.read_text("RECORD")
    if record is None:
        files = [str(path) for path in distribution.files or ()]
    else:
        files = [line.partition(",")[0] for line in record.splitlines()]
    heads = {path.partition("/")[0].partition(".") for path in files if path.endswith((".py", ".so", ".pyd"))}
    # Of a file the rest is its suffix; a folder with a dot in its name is no package.
    return {name for name, _, suffix in heads if name and (not suffix or suffix.endswith(("py", "so", "pyd")))}


def _name(distribution: importlib.metadata.Distribution) -> str:
    """`metadata["Name"]` without parsing all of it, the description included."""
    found = re.search(r"^Name:[ \t]*(\S+)", distribution.read_text("METADATA") or "", re.MULTILINE)
    return found.group(1) if found else str(distribution.metadata["Name"])


def libraries(modules: Collection[str]) -> dict[str, str]:
    """Distribution → version of what gives one of these top-level modules, such as {'numpy': '2.3.5'}."""
    table = distributions(modules)
    names = sorted({name for module in modules for name in table.get(module, [])})
    return {name: importlib.metadata.version(name) for name in names}


def is_own(module: str) -> bool:
    """Whether a module is the notebook or a local file: no distribution gives it, and Python does not have it."""
    top = module.partition(".")[0]
    return top == "__main__" or not (_is_standard(top) or distributions([top])[top])


def _is_standard(module: str) -> bool:
    """Whether Python brings this top-level module. `sys.stdlib_module_names` came with Python 3.10."""
    names = getattr(sys, "stdlib_module_names", None)
    if names is not None or module in sys.builtin_module_names:
        return names is None or module in names
    try:
        spec = importlib.util.find_spec(module)
    except (ImportError, ValueError):
        return False
    if spec is None or spec.origin is None:
        return False
    origin = Path(spec.origin).resolve()
    folders = [Path(sysconfig.get_path(name)).resolve() for name in ("stdlib", "platstdlib")]
    foreign = {"site-packages", "dist-packages"}.intersection(origin.parts)
    return spec.origin == "frozen" or (not foreign and any(folder in origin.parents for folder in folders))


def importable(module: str) -> bool:
    """Whether a top-level module is there, without importing it."""
    if sys.modules.get(module) is not None:
        return True
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def installed(distribution: str) -> str | None:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return None


def installed_as(distribution: str, same: Collection[Collection[str]]) -> str | None:
    """The version of a distribution, or of another of its group in `same`: those give one and the same module."""
    name = re.sub(r"[-_.]+", "-", distribution).lower()
    others = next((sorted(names) for names in same if name in names), [])
    return next(filter(None, map(installed, (distribution, *others))), None)


def compare(left: str, right: str) -> int:
    """-1, 0 or 1, by the numbers in both versions."""
    a, b = ([int(part) for part in re.findall(r"\d+", version)[:4]] for version in (left, right))
    return (a > b) - (a < b)


def python() -> str:
    return platform.python_version()


def system() -> str:
    return f"{platform.system()} {platform.machine()}"[:128]
