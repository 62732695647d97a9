"""JSON in one strict dialect, for all that comes in over HTTP or through a spool, and for every answer.

Numbers are finite, text is proper Unicode, no object has a member twice, nothing is nested deeper than `MAX_DEPTH`.
"""

from __future__ import annotations

import json
from typing import Any

MAX_DEPTH = 64


class NotStrict(ValueError):
    """The text is not JSON in this dialect; the message says why."""


def read(text: bytes) -> Any:
    """The value of a JSON text, whose length the caller has limited. Raises `NotStrict`.

    A megabyte can take a tenth of a second, so call it in a thread unless the text is short.
    """
    try:
        decoded = text.decode("utf-8")
        value = json.loads(decoded, parse_constant=_no_constant, parse_float=_number, object_pairs_hook=_members)
        _check_depth(value)
        # Half of a surrogate pair is JSON, but no text that could be stored.
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except RecursionError:
        raise NotStrict(f"it is nested deeper than {MAX_DEPTH} levels") from None
    except ValueError as error:
        raise NotStrict(str(error)) from None
    return value


def write(value: object) -> str:
    """The JSON text of an answer. Raises `ValueError` for a number that is not finite."""
    return json.dumps(value, allow_nan=False)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("an object has two members of the same name")
    return members


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a JSON number")


def _number(text: str) -> float | int:
    number = float(text)
    if number - number != 0:
        raise ValueError(f"{text[:40]} is too large for a number")
    # 2.0 is an integer to JSON Schema, so it has to be one to us.
    return int(number) if number.is_integer() else number


def _check_depth(value: Any) -> None:
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        level = [
            child
            for item in level
            if isinstance(item, (dict, list))
            for child in (item.values() if isinstance(item, dict) else item)
        ]
        if not level:
            return
    raise ValueError(f"it is nested deeper than {MAX_DEPTH} levels")
