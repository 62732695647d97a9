"""The user's variables: looked up by name, never by evaluating text."""

from __future__ import annotations

import builtins
import keyword
import sys
import unicodedata
from typing import Any

from ..errors import AgentError
from ..naming import class_name
from . import cells


def identity(variable: str) -> str:
    """The variable's `id` as in the probe's listing; without the probe, good for as long as the object lives."""
    probe: Any = getattr(builtins, "__jupyterlab_models_probe__", None)
    name = probe.identity(variable) if probe else f":x{id(user_ns()[variable]):x}"
    return str(name)


def user_ns() -> dict[str, Any]:
    namespace: dict[str, Any] = sys.modules["IPython"].get_ipython().user_ns
    return namespace


def lookup(variable: str, expected: str | None) -> object:
    """The object of that name. Errors: `gone`; `rebound` when it is not the one listed as `expected`."""
    namespace = user_ns()
    if variable not in namespace:
        raise AgentError(
            "gone", f"The variable “{variable}” no longer exists in the kernel.", "Run the cell that creates it again."
        )
    found: object = namespace[variable]
    if expected and identity(variable) != expected:
        raise AgentError(
            "rebound",
            f"{variable} was reassigned and is now a {class_name(type(found))}.",
            "Check it again, and save the current value if it is the one you mean.",
        )
    return found


def check_name(variable: str) -> None:
    """Error `invalid_variable` when the name cannot be assigned to."""
    if not variable.isidentifier():
        raise AgentError(
            "invalid_variable",
            f"“{variable}” is not a valid Python variable name.",
            "Use letters, digits and underscores, and do not begin with a digit.",
        )
    read = unicodedata.normalize("NFKC", variable)
    if read != variable:
        raise AgentError(
            "invalid_variable",
            f"Python reads “{variable}” as “{read}”.",
            f"Use “{read}” or another name.",
        )
    if keyword.iskeyword(variable):
        raise AgentError("invalid_variable", f"“{variable}” is a Python keyword.", "Choose another name.")
    hidden = sys.modules["IPython"].get_ipython().user_ns_hidden
    namespace = user_ns()
    if variable in hidden and variable in namespace and namespace[variable] is hidden[variable]:
        raise AgentError("invalid_variable", f"“{variable}” is used by IPython.", "Choose another name.")


def taken(variable: str) -> str | None:
    """Class of what the name is bound to, or None."""
    namespace = user_ns()
    return class_name(type(namespace[variable])) if variable in namespace else None


def bind(variable: str, obj: object, overwrite: bool) -> None:
    """Error `taken` when the name is bound and must not be overwritten."""
    check_name(variable)
    occupant = taken(variable)
    if occupant is not None and not overwrite:
        raise AgentError("taken", f"{variable} already exists ({occupant}).", "Choose another name, or overwrite it.")
    user_ns()[variable] = obj
    cells.bound_by_load(variable)
