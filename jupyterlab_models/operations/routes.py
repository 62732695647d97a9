"""`/operations`: all long work of this server."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from ..server.handler import ModelsHandler
from .service import OPERATIONS


class OperationList(ModelsHandler):
    operations = {"GET": "listOperations"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def get(self) -> None:
        given = await self.arguments()
        operations = self.service(OPERATIONS)
        found = operations.all(active=given.get("active", False))
        self.reply({"items": [operations.public(record) for record in found]})


class OneOperation(ModelsHandler):
    operations = {"GET": "getOperation", "DELETE": "cancelOperation"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def get(self, operation: str) -> None:
        given = await self.arguments(operation=operation)
        operations = self.service(OPERATIONS)
        self.reply(operations.public(operations.get(given["operation"])))

    @web.authenticated
    @authorized
    async def delete(self, operation: str) -> None:
        given = await self.arguments(operation=operation)
        operations = self.service(OPERATIONS)
        self.reply(operations.public(await operations.cancel(given["operation"], self.user)))


class Pause(ModelsHandler):
    operations = {"POST": "pauseOperation"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def post(self, operation: str) -> None:
        given = await self.arguments(operation=operation)
        operations = self.service(OPERATIONS)
        self.reply(operations.public(await operations.pause(given["operation"], self.user)))


class Resume(ModelsHandler):
    operations = {"POST": "resumeOperation"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def post(self, operation: str) -> None:
        given = await self.arguments(operation=operation)
        operations = self.service(OPERATIONS)
        self.reply(operations.public(await operations.resume(given["operation"], self.user)))


class Retry(ModelsHandler):
    operations = {"POST": "retryOperation"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def post(self, operation: str) -> None:
        given = await self.arguments(operation=operation)
        operations = self.service(OPERATIONS)
        self.reply(operations.public(await operations.retry(given["operation"], self.user)))


ROUTES = [
    ("operations", OperationList),
    ("operations/([^/]+)", OneOperation),
    ("operations/([^/]+)/pause", Pause),
    ("operations/([^/]+)/resume", Resume),
    ("operations/([^/]+)/retry", Retry),
]
