"""`/models/{name}/versions` and its subresources."""

from __future__ import annotations

import asyncio

from jupyter_server.auth.decorator import authorized
from tornado import web

from .. import risk
from ..load_code import load_code
from ..registry.interface import Invalid
from ..sources import sources
from ..transfers.variables import check_variable
from .base import ModelsHandler


class Versions(ModelsHandler):
    operations = {"GET": "listVersions"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def get(self, name: str) -> None:
        given = await self.arguments(name=name)
        model = await self.services.registry.get(given["name"])
        self.reply({"items": model["items"], "revision": model["revision"]})


class Version(ModelsHandler):
    operations = {"GET": "getVersion", "DELETE": "deleteVersion"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def get(self, name: str, version: str) -> None:
        given = await self.arguments(name=name, version=version)
        self.reply(await self.services.registry.get_version(given["name"], given["version"]))

    @web.authenticated
    @authorized
    async def delete(self, name: str, version: str) -> None:
        given = await self.arguments(name=name, version=version)
        self.reply(await self.services.registry.delete(given["name"], given["version"], self.user))


class LoadCode(ModelsHandler):
    operations = {"GET": "getLoadCode"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def get(self, name: str, version: str) -> None:
        given = await self.arguments(name=name, version=version)
        variable = given.get("variable")
        if variable is not None:
            check_variable(variable)
        registry = self.services.registry
        found = await registry.get_version(given["name"], given["version"])
        risk.gate(found, self.user, given.get("trust"), self.services.options.allow_code_from_others)
        folder = await registry.verified_folder(given["name"], given["version"], found["sha256"])
        self.reply(await asyncio.to_thread(load_code, found, folder, variable or _variable(found["variable"])))


class Sources(ModelsHandler):
    """Read before the user decides to load it, so without the gate."""

    operations = {"GET": "getSources"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def get(self, name: str, version: str) -> None:
        given = await self.arguments(name=name, version=version)
        registry = self.services.registry
        found = await registry.get_version(given["name"], given["version"])
        folder = await registry.verified_folder(given["name"], given["version"], found["sha256"])
        self.reply(await asyncio.to_thread(sources, found, folder))


def _variable(saved: str | None) -> str:
    """The variable that was saved; imported versions have none."""
    try:
        check_variable(saved or "")
    except Invalid:
        return "model"
    return saved or "model"


ROUTES = [
    ("models/([^/]+)/versions", Versions),
    ("models/([^/]+)/versions/([^/]+)", Version),
    ("models/([^/]+)/versions/([^/]+)/load-code", LoadCode),
    ("models/([^/]+)/versions/([^/]+)/sources", Sources),
]
