"""Whether a regular expression is quick whatever text it meets: Python tries all ways in which it may fit."""

from __future__ import annotations

import re
import sys
from typing import Any

if sys.version_info >= (3, 11):
    from re import _constants as constants  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
else:
    import sre_constants as constants
    import sre_parse as parser

LENGTH = 200
CHOICES, LONG = 8, 2
"""Parts that may fit in more than one way, and those among them that fit any length."""
MANY = 100
"""Repeats from which a part counts as one of any length."""
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


class _Slow(Exception):
    pass


def is_quick(text: str | bytes) -> bool:
    """No repeats in repeats, nothing that refers to what was found, and few choices."""
    if not isinstance(text, str) or len(text) > LENGTH:
        return False
    count = _Count()
    try:
        count.sequence(parser.parse(text), False)
    except (_Slow, re.error, RecursionError, OverflowError):
        return False
    return count.choices <= CHOICES and count.long <= LONG


class _Count:
    def __init__(self) -> None:
        self.choices = 0
        self.long = 0

    def sequence(self, parts: Any, repeated: bool) -> None:
        for operator, argument in parts:
            self.part(str(operator), argument, repeated)

    def part(self, operator: str, argument: Any, repeated: bool) -> None:
        if operator in _REPEATS:
            least, most, inside = argument
            if repeated and (least, most) != (1, 1):
                raise _Slow
            self.choices += least != most
            self.long += most == constants.MAXREPEAT or most > MANY
            self.sequence(inside, repeated or most > 1)
        elif operator == "BRANCH":
            self.choices += 1
            for inside in argument[1]:
                self.sequence(inside, repeated)
            if repeated:
                raise _Slow
        elif operator == "SUBPATTERN":
            self.sequence(argument[-1], repeated)
        elif operator in ("ASSERT", "ASSERT_NOT"):
            self.sequence(argument[1], repeated)
        elif operator == "ATOMIC_GROUP":
            self.sequence(argument, repeated)
        elif operator not in ("LITERAL", "NOT_LITERAL", "IN", "ANY", "AT", "CATEGORY", "RANGE"):
            raise _Slow
