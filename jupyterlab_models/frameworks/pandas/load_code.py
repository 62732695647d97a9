"""Plain code that loads frames."""

from __future__ import annotations

from pathlib import Path

from ...server.errors import Conflict
from ...server.types import Json
from ..plain_code import Code, Writer, find_file
from . import table

NOTE = "Load in the Models panel also gives back what Arrow has no word for, such as periods and categories of numbers."


def frame(version: Json, folder: str, variable: str) -> Code:
    path = find_file(version, folder, table.FRAME)
    side = table.read(Path(folder))
    lines = [f"import pandas\n\n{variable} = pandas.read_feather({path!r})"]
    if any(words["kind"] == "category" and words["categories"]["kind"] == "interval" for words in side["vectors"]):
        raise Conflict(
            "no_code", "pandas cannot read categories that are intervals by itself.", "Load it from the Models panel."
        )
    index = side["index"]
    names = [one["name"] for one in index["levels"]] if index["kind"] == "multi" else [index["name"]]
    levels = [f"__index_level_{number}__" for number in range(len(names))]
    if side["object"] == "index":
        first = levels if index["kind"] == "multi" else levels[0]
        if index["kind"] == "range":
            call = f"pandas.RangeIndex({index['start']}, {index['stop']}, {index['step']})"
            return f"import pandas\n\n{variable} = {call}", None
        lines.append(f"{variable} = pandas.Index({variable}.set_index({first!r}).index)")
    elif index["kind"] != "range":
        lines.append(f"{variable} = {variable}.set_index({levels!r}).rename_axis({_plain(names)!r})")
    if side["object"] == "series":
        lines.append(f"{variable} = {variable}.iloc[:, 0]")
    return "\n".join(lines), NOTE


def _plain(names: list[object]) -> list[object]:
    """Names as code; those that JSON has no word for are left out."""
    return [name if name is None or isinstance(name, (str, int, float)) else None for name in names]


WRITERS: dict[str, Writer] = {"pandas-arrow": frame}
