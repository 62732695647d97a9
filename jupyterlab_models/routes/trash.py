"""`/trash`: deleted versions, and restoring them."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from .base import ModelsHandler


class Trash(ModelsHandler):
    @web.authenticated
    @authorized
    async def get(self) -> None:
        await self.services.ready()
        self.reply(await self.services.registry.trash())

    @web.authenticated
    @authorized
    async def delete(self) -> None:
        await self.services.ready()
        await self.services.registry.purge(None)
        self.reply_empty()


class TrashEntry(ModelsHandler):
    operations = {"DELETE": "purgeTrashEntry"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def delete(self, entry: str) -> None:
        given = await self.arguments(entry=entry)
        await self.services.registry.purge(given["entry"])
        self.reply_empty()


class Restore(ModelsHandler):
    operations = {"POST": "restoreTrashEntry"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def post(self, entry: str) -> None:
        given = await self.arguments(entry=entry)
        self.reply(await self.services.registry.restore(given["entry"]))


ROUTES = [("trash", Trash), ("trash/([^/]+)", TrashEntry), ("trash/([^/]+)/restore", Restore)]
