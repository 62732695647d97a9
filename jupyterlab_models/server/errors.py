"""Errors that users understand. Their `status` is the HTTP status of the answer."""

from __future__ import annotations

from .types import Json


class UserError(Exception):
    """`code` is for programs, `message` and `hint` are for people; `field` names the part of the request at fault."""

    status = 400

    def __init__(self, code: str, message: str, hint: str = "", field: str = "", extra: Json | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.field = field
        self.extra = extra or {}

    def to_json(self) -> Json:
        """The schema `Error`."""
        body: Json = {"code": self.code, "message": self.message, **self.extra}
        if self.hint:
            body["hint"] = self.hint
        if self.field:
            body["field"] = self.field
        return body


class NotFound(UserError):
    status = 404


class Conflict(UserError):
    status = 409


class Invalid(UserError):
    status = 422


class Forbidden(UserError):
    status = 403


class NoSpace(UserError):
    status = 507


class ReadOnly(UserError):
    status = 409
