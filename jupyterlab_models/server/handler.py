"""Base of all routes: login, JSON in and out, and errors as in the contract."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from http.client import responses
from typing import Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from tornado import web

from . import strict_json
from .body import SHORT, parse_body
from .context import Context, T, Token
from .errors import NotFound, UserError
from .lifecycle import Lifecycle
from .rendered import Rendered
from .types import Json
from .users import User, acting_user

_CODES = {400: "bad_request", 403: "forbidden", 404: "not_found", 405: "method_not_allowed", 413: "too_large"}
_SENTENCES = {
    403: "You are not logged in to this Jupyter server, or may not do this here.",
    404: "There is nothing at this address.",
    405: "This address does not take this method.",
    500: "The server failed unexpectedly; its log has the details.",
}


class ModelsHandler(APIHandler):
    """Base of all routes; their verbs carry `@web.authenticated` and `@authorized`."""

    auth_resource = "models"
    operations: dict[str, str] = {}  # noqa: RUF012
    """Method → operation of the contract, for those with parameters."""

    def initialize(self, lifecycle: Lifecycle) -> None:
        self.lifecycle = lifecycle

    @property
    def context(self) -> Context:
        return self.lifecycle.context

    def service(self, token: Token[T]) -> T:
        """A service of a feature; `ready` or `arguments` comes first."""
        return self.context.get(token)

    async def ready(self) -> None:
        """Raises `NotStarted` when the features cannot be started."""
        await self.lifecycle.ready()

    def set_default_headers(self) -> None:
        super().set_default_headers()
        self.set_header("Cache-Control", "no-store")

    def compute_etag(self) -> None:
        """No digest of what nobody stores."""

    @property
    def user(self) -> User:
        return acting_user(self)

    async def arguments(self, **path: str) -> Json:
        """Path and query parameters of this request as the contract types them; all features run afterwards."""
        await self.ready()
        operation = self.operations[self.request.method or ""]
        contract = self.context.contract
        return {**contract.path(operation, path), **contract.query(operation, self.request.query_arguments)}

    async def body(self, schema: str | Callable[[Any], str]) -> Any:
        """The request's body, checked against a schema of the contract, or the one that a function chooses by it."""

        def checked() -> Any:
            value = parse_body(self.request.headers.get("Content-Type", ""), self.request.body)
            self.context.contract.check(schema if isinstance(schema, str) else schema(value), value)
            return value

        return checked() if len(self.request.body) <= SHORT else await asyncio.to_thread(checked)

    def reply(self, value: Json | Rendered, status: int = 200) -> None:
        self.set_status(status)
        self.finish(value.text if isinstance(value, Rendered) else strict_json.write(value))

    def reply_empty(self) -> None:
        self.set_status(204)
        self.finish()

    def send_error(self, status_code: int = 500, **kwargs: Any) -> None:
        """An error for users has its own status."""
        error = _error_of(kwargs)
        super().send_error(error.status if isinstance(error, UserError) else status_code, **kwargs)

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """An error for users is no failure of the server and is not logged."""
        if not isinstance(value, UserError):
            super().log_exception(typ, value, tb)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = _error_of(kwargs)
        if status_code == 405:
            self.set_header("Allow", ", ".join(self._verbs()))
        if isinstance(error, UserError):
            body = error.to_json()
        else:
            message = _log_message(error) or _SENTENCES.get(status_code) or responses.get(status_code, "Unknown error")
            body = {"code": _CODES.get(status_code, "internal" if status_code >= 500 else "bad_request")}
            body["message"] = message
        self.finish(strict_json.write(body))

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


def _log_message(error: BaseException | None) -> str:
    """The log message of an error of Jupyter or Tornado, or an empty string."""
    if not isinstance(error, web.HTTPError) or not error.log_message:
        return ""
    return str(error.log_message % error.args)


def _error_of(kwargs: dict[str, Any]) -> BaseException | None:
    info = kwargs.get("exc_info")
    return info[1] if info else None


_UNKNOWN = {verb: getattr(web.RequestHandler, verb.lower()) for verb in web.RequestHandler.SUPPORTED_METHODS}
