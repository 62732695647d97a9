"""Plain code that loads frames."""

from __future__ import annotations

from ...server.types import Json
from ..plain_code import Code, Writer, find_file
from .columns import FRAME, SERIES


def frame(version: Json, folder: str, variable: str) -> Code:
    path = find_file(version, folder, FRAME, SERIES)
    end = ".to_series()" if path.endswith(SERIES) else ""
    return f"import polars\n\n{variable} = polars.read_ipc({path!r}){end}", None


WRITERS: dict[str, Writer] = {"polars-arrow": frame}
