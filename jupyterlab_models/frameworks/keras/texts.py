"""How much memory the texts of a configuration take as arrays."""

from __future__ import annotations

import re
from typing import Any

ROOM = 1 << 29
"""Bytes of one array: NumPy gives each text the room of the longest."""
_DECLARED = re.compile(r"<U(\d{1,4})")


def fits(value: Any) -> bool:
    """Whether one array of all that is in a plain value stays within `ROOM`."""
    waiting, count, longest = [value], 0, 0
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict):
            waiting.extend(one.values())
            dtype = one.get("dtype")
            declared = _DECLARED.fullmatch(dtype) if isinstance(dtype, str) else None
            longest = max(longest, int(declared[1]) if declared else 0)
        else:
            count += 1
            longest = max(longest, len(one) if isinstance(one, str) else 0)
    return 4 * count * longest <= ROOM
