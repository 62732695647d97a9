"""What the writers of plain code share: code that loads a version with its own library, without this package."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..server.errors import Conflict
from ..server.types import Json

Code = tuple[str, "str | None"]
"""Python code, and a note for the user."""
Writer = Callable[[Json, str, str], Code]
"""The code for a version, the folder with its files, and the name of the variable."""


def find_file(version: Json, folder: str, *names: str) -> str:
    """Path of the first file with one of these names: the one that was judged and that the agent would read."""
    here = {file["path"] for file in version["files"]}
    found = next((name for name in names if name in here), None)
    if found is None:
        raise Conflict("no_code", "The version has no file that a library opens by itself.")
    return str(Path(folder, found))


def since(library: str, version: str) -> str:
    """Code that fails if the library is too old to read another user's file safely."""
    least = tuple(map(int, version.split(".")))
    message = f"{library} {{}} could run code from this file; install {library}>={version}"
    return (
        f"if tuple(map(int, {library}.__version__.split('.')[:{len(least)}])) < {least}:\n"
        f"    raise ImportError({message!r}.format({library}.__version__))\n"
    )
