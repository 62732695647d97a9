"""Which cloudpickle is used: the kernel's own, or the copy that travels with the agent.

Pickles name `cloudpickle.cloudpickle` in either case, so they can be read with the library alone.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from .. import packages

NAMES = ("cloudpickle", "cloudpickle.cloudpickle")
ALIASES = ("cloudpickle", "joblib.externals.cloudpickle")
"""Packages whose functions a pickle may name; all of them are the same library."""
_copies: list[ModuleType] = []


def is_cloudpickle(module: str) -> bool:
    return any(module == alias or module.startswith(f"{alias}.") for alias in ALIASES)


@contextmanager
def cloudpickle_module(importing: bool) -> Iterator[Any]:
    """The module; if the kernel has none, the copy is in `sys.modules` while the block runs.

    `importing` allows importing the kernel's own, which checking a variable must not do.
    """
    own = _of_kernel(importing)
    if own is not None:
        yield own
        return
    copy = _copy()
    before = {name: sys.modules.get(name) for name in NAMES}
    sys.modules.update(dict.fromkeys(NAMES, copy))
    try:
        yield copy
    finally:
        for name, module in before.items():
            if sys.modules.get(name) is not copy:
                continue
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


def _of_kernel(importing: bool) -> Any:
    """None where there is none, or one before 3.0: that one names other functions in pickles."""
    if importing and packages.importable("cloudpickle"):
        try:
            importlib.import_module("cloudpickle.cloudpickle")
        except ImportError:
            return None  # half of an installation; the copy does as well
    module = sys.modules.get("cloudpickle.cloudpickle")
    return module if hasattr(module, "_class_setstate") else None


def _copy() -> ModuleType:
    """Made once: it remembers classes that it met."""
    if not _copies:
        loader: Any = globals()["__loader__"]
        module = ModuleType("cloudpickle.cloudpickle")
        text = loader.get_source(f"{__package__}.cloudpickle")
        exec(compile(text, "<cloudpickle>", "exec", dont_inherit=True), vars(module))  # noqa: S102 - our own text
        vars(module)["cloudpickle"] = module
        _copies.append(module)
    return _copies[0]
