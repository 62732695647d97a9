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
        found = self.service(OPERATIONS).all(active=given.get("active", False))
        self.reply({"items": [record.public for record in found]})


class OneOperation(ModelsHandler):
    operations = {"GET": "getOperation", "DELETE": "cancelOperation"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def get(self, operation: str) -> None:
        given = await self.arguments(operation=operation)
        self.reply(self.service(OPERATIONS).get(given["operation"]).public)

    @web.authenticated
    @authorized
    async def delete(self, operation: str) -> None:
        given = await self.arguments(operation=operation)
        self.reply((await self.service(OPERATIONS).cancel(given["operation"], self.user)).public)


class Pause(ModelsHandler):
    operations = {"POST": "pauseOperation"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def post(self, operation: str) -> None:
        given = await self.arguments(operation=operation)
        self.reply((await self.service(OPERATIONS).pause(given["operation"], self.user)).public)


class Resume(ModelsHandler):
    operations = {"POST": "resumeOperation"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def post(self, operation: str) -> None:
        given = await self.arguments(operation=operation)
        self.reply((await self.service(OPERATIONS).resume(given["operation"], self.user)).public)


class Retry(ModelsHandler):
    operations = {"POST": "retryOperation"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def post(self, operation: str) -> None:
        given = await self.arguments(operation=operation)
        self.reply((await self.service(OPERATIONS).retry(given["operation"], self.user)).public)


ROUTES = [
    ("operations", OperationList),
    ("operations/([^/]+)", OneOperation),
    ("operations/([^/]+)/pause", Pause),
    ("operations/([^/]+)/resume", Resume),
    ("operations/([^/]+)/retry", Retry),
]
