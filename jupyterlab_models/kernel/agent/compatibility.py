"""Known incompatibilities between versions of libraries and of Python."""

from __future__ import annotations

from typing import Any

from .. import packages
from ..adapter import Adapter, Limit
from ..errors import AgentError
from ..pickling.by_value import SOURCES, minor, other_python

CODE = "code"
PICKLED_ARRAYS = Limit(CODE, "numpy", "2", "1.26", "Pickles with arrays of NumPy 2 can be read from NumPy 1.26 on.")
"""For whatever has the risk `code`."""


def check_compatibility(version: dict[str, Any], adapter: Adapter, has_parts: bool) -> None:
    """Raise `too_old`, with both versions and what to install, or `other_python`.

    Parts can be loaded without the code of the rest, so an encoding that has parts is not refused for its code here.
    """
    for limit in (*getattr(adapter, "limits", ()), PICKLED_ARRAYS):
        if limit.encoding not in (version["encoding"], version["risk"]):
            continue
        library = limit.library
        saved, here = _number(version["libraries"], library), _number(packages.libraries([library]), library)
        if not saved or not here or packages.compare(saved, limit.saved_from) < 0:
            continue
        if packages.compare(here, limit.needed) < 0:
            raise AgentError(
                "too_old",
                f"It was saved with {library} {saved}, and this kernel has {here}. {limit.reason}",
                f"Install a newer one in the kernel's environment: %pip install '{library}>={limit.needed}'",
            )
    saved_with = ".".join(version["python"].split(".")[:2])
    if not has_parts and _holds_code(version) and saved_with != minor():
        raise other_python(saved_with)


def _holds_code(version: dict[str, Any]) -> bool:
    return any(file["path"] == SOURCES for file in version["files"])


def _number(libraries: dict[str, str], library: str) -> str | None:
    """The version of a library, whose distribution may have a longer name that starts with the library's."""
    found = [number for name, number in sorted(libraries.items()) if name == library or name.startswith(f"{library}-")]
    return found[0] if found else None
