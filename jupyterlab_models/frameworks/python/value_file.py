"""The file of a plain value, as server and kernel check it before anything is made of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...kernel.plain import check, read

MOST = 16 << 20
"""Characters of JSON; what is longer is no handful of settings and goes into a pickle."""


def read_value(file: Path) -> Any:
    """The JSON of the value. Error `ValueError`."""
    if file.stat().st_size > MOST:
        raise ValueError(f"more than {MOST >> 20} MiB")
    content = read(file.read_bytes())
    if not isinstance(content, dict) or content.keys() != {"value"}:
        raise ValueError("something else than a value")
    check(content["value"])
    return content["value"]
