"""Plain code that loads skops files."""

from __future__ import annotations

from pathlib import Path

from ...server.types import Json
from ..plain_code import Code, Writer, find_file, since
from .adapter import SAFE
from .skops_file import trusted_names


def skops(version: Json, folder: str, variable: str) -> Code:
    native = find_file(version, folder, "model.skops")
    code = (
        f"import skops.io\n\n{since('skops', SAFE)}"
        f"path = {native!r}\n"
        "# Types that only hold data or compute, beyond those that skops trusts itself. It refuses all others.\n"
        f"trusted = {trusted_names(Path(native))!r}\n"
        f"{variable} = skops.io.load(path, trusted=trusted)"
    )
    return code, "The types to trust come from the list of this server, not from the file; skops refuses any other."


WRITERS: dict[str, Writer] = {"skops": skops}
