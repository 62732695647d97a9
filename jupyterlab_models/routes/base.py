"""Base of all routes: login, JSON in and out, and errors as in the contract."""

from __future__ import annotations

import json
from http.client import responses
from typing import Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from tornado import web

from ..registry.interface import Json, NotFound, RegistryError, User
from ..services import Services
from ..users import acting_user

MAX_BODY = 1024 * 1024
_CODES = {400: "bad_request", 403: "forbidden", 404: "not_found", 405: "method_not_allowed", 413: "too_large"}
_SENTENCES = {
    403: "You are not logged in to this Jupyter server, or may not do this here.",
    404: "There is nothing at this address.",
    405: "This address does not take this method.",
    500: "The server failed unexpectedly; its log has the details.",
}


class BadBody(RegistryError):
    """The body is no JSON at all."""


class WrongType(RegistryError):
    status = 415


class BodyTooLarge(RegistryError):
    status = 413


class ModelsHandler(APIHandler):
    """Base of all routes; their verbs carry `@web.authenticated` and `@authorized`."""

    auth_resource = "models"
    operations: dict[str, str] = {}  # noqa: RUF012
    """Method → operation of the contract, for those with parameters."""

    def initialize(self, services: Services) -> None:
        self.services = services

    def set_default_headers(self) -> None:
        super().set_default_headers()
        self.set_header("Cache-Control", "no-store")

    @property
    def user(self) -> User:
        return acting_user(self)

    async def arguments(self, **path: str) -> Json:
        """Path and query parameters of this request as the contract types them; the store is open afterwards."""
        await self.services.ready()
        operation = self.operations[self.request.method or ""]
        contract = self.services.contract
        return {**contract.path(operation, path), **contract.query(operation, self.request.query_arguments)}

    def body(self, schema: str | None = None) -> Any:
        """The request's body, checked against a schema of the contract."""
        value = parse_json(self.request.headers.get("Content-Type", ""), self.request.body)
        if schema is not None:
            self.services.contract.check(schema, value)
        return value

    def reply(self, value: Json, status: int = 200) -> None:
        self.set_status(status)
        self.finish(json.dumps(value))

    def reply_empty(self) -> None:
        self.set_status(204)
        self.finish()

    def send_error(self, status_code: int = 500, **kwargs: Any) -> None:
        """An error for users has its own status."""
        error = _error_of(kwargs)
        super().send_error(error.status if isinstance(error, RegistryError) else status_code, **kwargs)

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """An error for users is no failure of the server and is not logged."""
        if not isinstance(value, RegistryError):
            super().log_exception(typ, value, tb)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = _error_of(kwargs)
        if status_code == 405:
            self.set_header("Allow", ", ".join(self._verbs()))
        if isinstance(error, RegistryError):
            body = error.to_json()
        else:
            message = _log_message(error) or _SENTENCES.get(status_code) or responses.get(status_code, "Unknown error")
            body = {"code": _CODES.get(status_code, "internal" if status_code >= 500 else "bad_request")}
            body["message"] = message
        self.finish(json.dumps(body))

    def _verbs(self) -> list[str]:
        own = [verb for verb in self.SUPPORTED_METHODS if getattr(type(self), verb.lower()) is not _UNKNOWN[verb]]
        return sorted(own)


class NoSuchRoute(ModelsHandler):
    """Any path below the prefix without a route."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        raise NotFound("not_found", _SENTENCES[404])

    head = post = put = patch = delete = get


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


def _log_message(error: BaseException | None) -> str:
    """The log message of an error of Jupyter or Tornado, or an empty string."""
    if not isinstance(error, web.HTTPError) or not error.log_message:
        return ""
    return str(error.log_message % error.args)


def _error_of(kwargs: dict[str, Any]) -> BaseException | None:
    info = kwargs.get("exc_info")
    return info[1] if info else None


_UNKNOWN = {verb: getattr(web.RequestHandler, verb.lower()) for verb in web.RequestHandler.SUPPORTED_METHODS}
