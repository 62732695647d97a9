"""Local variables of a function at a breakpoint: the debugger copies one to a global that only the agent uses.

The global is named `PREFIX` plus the transfer's id. It is removed as soon as a request names it, whether or not that
request succeeds.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from ..errors import AgentError
from .namespace import lookup, user_ns

Json = dict[str, Any]
PREFIX = "_jupyterlab_models_local_"


def unstash(request: Json) -> None:
    """Move the global that the request's `held` names into its `object`, a list of at most one."""
    if "held" in request:
        request["object"] = _pop(request["held"])


def target_object(request: Json) -> object:
    """The object that the request is about. Error `gone` when a local variable was not kept."""
    if "object" not in request:
        return lookup(request["variable"], request.get("id"))
    if not request["object"]:
        raise AgentError(
            "gone",
            f"The local variable “{request['variable']}” no longer exists.",
            "Stop at the breakpoint again and save it from there.",
        )
    return request["object"][0]


def _pop(name: str) -> list[object]:
    if not name.startswith(PREFIX):
        raise AgentError("not_held", f"“{name}” is not a local variable that was kept for a save.", "Reload the page.")
    for namespace in _namespaces():
        if name in namespace:
            return [namespace.pop(name)]
    return []


def _namespaces() -> Iterator[dict[str, Any]]:
    """Where the debugger may have stored it: the globals of a function are those of its module."""
    yield user_ns()
    for module in list(sys.modules.values()):
        if issubclass(type(module), ModuleType):
            # Bypass `__getattribute__`, which makes lazy modules load.
            yield ModuleType.__getattribute__(module, "__dict__")
