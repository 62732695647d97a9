"""Local variables of a function at a breakpoint: the debugger copies one to a global that only the agent uses.

The global is named `PREFIX` and the transfer's id. It goes as soon as a request names it, whatever becomes of that.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from .errors import AgentError
from .matching import Formats
from .namespace import lookup, user_ns

Json = dict[str, Any]
PREFIX = "_jupyterlab_models_local_"


def take(asked: Json) -> None:
    """Put what the request's `held` names into its `object`, a list of at most one, and remove the global."""
    if "held" in asked:
        asked["object"] = _pop(asked["held"])


def release(asked: Json, formats: Formats) -> Json:
    """The operation `release`: `take` has removed the global."""
    return {"ok": True}


def meant(asked: Json) -> object:
    """The object that the request is about. Error `gone` when a local variable was not kept."""
    if "object" not in asked:
        return lookup(asked["variable"], asked.get("id"))
    if not asked["object"]:
        raise AgentError(
            "gone",
            f"What {asked['variable']} was bound to in its function is not there any more.",
            "Stop at the breakpoint again and save it from there.",
        )
    return asked["object"][0]


def _pop(name: str) -> list[object]:
    if not name.startswith(PREFIX):
        raise AgentError("not_held", f"{name} is no name of ours.", "Reload the page.")
    for namespace in _namespaces():
        if name in namespace:
            return [namespace.pop(name)]
    return []


def _namespaces() -> Iterator[dict[str, Any]]:
    """Where the debugger can have put it: the globals of a function are those of its module."""
    yield user_ns()
    for module in list(sys.modules.values()):
        if issubclass(type(module), ModuleType):
            # Past `__getattribute__`, by which lazy modules load themselves.
            yield ModuleType.__getattribute__(module, "__dict__")
