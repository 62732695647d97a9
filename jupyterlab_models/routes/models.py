"""`/models` and `/models/{name}`."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from ..registry.interface import Query
from .base import ModelsHandler


class Models(ModelsHandler):
    operations = {"GET": "listModels"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def get(self) -> None:
        given = await self.arguments()
        given["text"] = given.pop("q", "")
        self.reply(await self.services.registry.list_models(Query(**given)))


class Model(ModelsHandler):
    operations = {"GET": "getModel", "PATCH": "updateModel", "DELETE": "deleteModel"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def get(self, name: str) -> None:
        given = await self.arguments(name=name)
        self.reply(await self.services.registry.get(given["name"]))

    @web.authenticated
    @authorized
    async def patch(self, name: str) -> None:
        given = await self.arguments(name=name)
        self.reply(await self.services.registry.update(given["name"], self.body("ModelChange")))

    @web.authenticated
    @authorized
    async def delete(self, name: str) -> None:
        given = await self.arguments(name=name)
        self.reply(await self.services.registry.delete(given["name"], None, self.user))


ROUTES = [("models", Models), ("models/([^/]+)", Model)]
