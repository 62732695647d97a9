"""What a file of Polars may hold. For server and kernel alike."""

from __future__ import annotations

import re
from pathlib import Path

from .. import arrow_ipc
from ..flatbuffer import Refused

FRAME = "frame.arrow"
SERIES = "series.arrow"
_CATEGORIES = re.compile(r"0;0;u(8|16|32);")
"""Of `Categorical` without a name: names of categories are shared by the whole process."""


def allowed(name: str, metadata: dict[str, str]) -> bool:
    """Whether a column may have this metadata: categories are listed there, length and text by turns."""
    if not metadata:
        return True
    if metadata.keys() == {"_PL_CATEGORICAL2"}:
        return _CATEGORIES.fullmatch(metadata["_PL_CATEGORICAL2"]) is not None
    return metadata.keys() == {"_PL_ENUM_VALUES2"} and _is_list(metadata["_PL_ENUM_VALUES2"])


def _is_list(text: str) -> bool:
    data = text.encode()
    place = 0
    while place < len(data):
        end = data.find(b";", place, place + 12)
        digits = data[place:end] if end >= 0 else b""
        if not digits.isdigit():
            return False
        place = end + 1 + int(digits)
    return place == len(data)


def read(path: Path) -> arrow_ipc.Frame:
    """Error `Refused`."""
    frame = arrow_ipc.read(path, allowed)
    if path.name == SERIES and len(frame.fields) != 1:
        raise Refused("another count of columns than a series has")
    if len({one.name for one in frame.fields}) != len(frame.fields):
        raise Refused("two columns of one name")
    return frame
