"""The body of a request."""

from __future__ import annotations

from typing import Any

from . import strict_json
from .errors import UserError

MAX_BODY = 1024 * 1024
"""Bytes."""
SHORT = 16 * 1024
"""Up to so many bytes are read and checked within a few milliseconds."""


class BadBody(UserError):
    """The body is no JSON at all."""


class WrongType(UserError):
    status = 415


class BodyTooLarge(UserError):
    status = 413


def parse_body(content_type: str, text: bytes) -> Any:
    """A JSON body as Python values. Raises `WrongType`, `BodyTooLarge` or `BadBody`."""
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise WrongType("wrong_type", "The body has to be JSON, with the content type application/json.")
    if len(text) > MAX_BODY:
        raise BodyTooLarge("too_large", f"The body is larger than {MAX_BODY} bytes.")
    try:
        return strict_json.read(text)
    except strict_json.NotStrict as error:
        raise BadBody("bad_json", f"The body is not JSON: {error}") from None
