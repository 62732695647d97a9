"""The JSON body of a request, read strictly: finite numbers, proper Unicode, no more than a limit."""

from __future__ import annotations

import json
from typing import Any

from .errors import UserError

MAX_BODY = 1024 * 1024
"""Bytes."""


class BadBody(UserError):
    """The body is no JSON at all."""


class WrongType(UserError):
    status = 415


class BodyTooLarge(UserError):
    status = 413


def parse_json(content_type: str, text: bytes) -> Any:
    """A JSON body as Python values; strings are proper Unicode and numbers finite.

    Raises `WrongType`, `BodyTooLarge` or `BadBody`.
    """
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise WrongType("wrong_type", "The body has to be JSON, with the content type application/json.")
    if len(text) > MAX_BODY:
        raise BodyTooLarge("too_large", f"The body is larger than {MAX_BODY} bytes.")
    try:
        value = json.loads(text.decode("utf-8"), parse_constant=_no_constant, parse_float=_number)
        # Half of a surrogate pair is JSON, but no text that could be stored.
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise BadBody("bad_json", f"The body is not JSON: {error}") from None
    return value


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")


def _number(text: str) -> float | int:
    number = float(text)
    # 2.0 is an integer to JSON Schema, so it has to be one to us.
    return int(number) if number.is_integer() else number
