"""`/models`, `/models/{name}/versions`, `/uses` and `/trash`."""

from __future__ import annotations

import asyncio

from jupyter_server.auth.decorator import authorized
from tornado import web

from ..frameworks.service import FRAMEWORKS
from ..operations.service import OPERATIONS
from ..risk import gate
from ..risk.config import RiskConfig
from ..risk.sources import sources
from ..server.errors import Invalid
from ..server.handler import ModelsHandler
from ..server.types import Json
from ..server.variables import check_variable
from .interface import REGISTRY
from .judging import JUDGING
from .metadata import FacetQuery, Query
from .names import normal_name
from .uses import USES, to_json
from .without_version import page_with_progress, remove, with_progress


class Models(ModelsHandler):
    operations = {"GET": "listModels"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def get(self) -> None:
        given = await self.arguments()
        page = await self.service(REGISTRY).list_models(Query(**given))
        self.reply(page_with_progress(page, self.service(OPERATIONS)))


class Facets(ModelsHandler):
    operations = {"GET": "listFacets"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def get(self) -> None:
        given = await self.arguments()
        self.reply(await self.service(REGISTRY).facets(FacetQuery(**given)))


class Model(ModelsHandler):
    operations = {"GET": "getModel", "PATCH": "updateModel", "DELETE": "deleteModel"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def get(self, name: str) -> None:
        given = await self.arguments(name=name)
        self.reply(await looked_at(self, given["name"]))

    @web.authenticated
    @authorized
    async def patch(self, name: str) -> None:
        given = await self.arguments(name=name)
        change = await self.body("ModelChange")
        registry = self.service(REGISTRY)
        if "name" in change:
            head = await registry.head(given["name"])
            if normal_name(change["name"]) != head["name"]:
                await self.service(USES).check(head, "rename")
        changed = await registry.update(given["name"], change, self.user)
        self.reply(with_progress(changed, self.service(OPERATIONS)))

    @web.authenticated
    @authorized
    async def delete(self, name: str) -> None:
        given = await self.arguments(name=name)
        registry = self.service(REGISTRY)
        head = await registry.head(given["name"])
        await self.service(USES).check(head, "delete")
        if head["operation"] is None:
            self.reply(await registry.delete(given["name"], None, self.user))
        else:
            await remove(head, registry, self.service(OPERATIONS), self.user)
            self.reply_empty()


class Changes(ModelsHandler):
    operations = {"GET": "listChanges"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def get(self, name: str) -> None:
        given = await self.arguments(name=name)
        page = (given.get("offset", 0), given.get("limit", 100))
        self.reply(await self.service(REGISTRY).changes(given["name"], *page))


class Versions(ModelsHandler):
    operations = {"GET": "listVersions"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def get(self, name: str) -> None:
        given = await self.arguments(name=name)
        model = await looked_at(self, given["name"])
        self.reply({"items": model["items"], "revision": model["revision"]})


class Version(ModelsHandler):
    operations = {"GET": "getVersion", "PATCH": "updateVersion", "DELETE": "deleteVersion"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def get(self, name: str, version: str) -> None:
        given = await self.arguments(name=name, version=version)
        found = await self.service(REGISTRY).get_version(given["name"], given["version"])
        (judged,) = await self.service(JUDGING).look(given["name"], [found])
        self.reply(judged)

    @web.authenticated
    @authorized
    async def patch(self, name: str, version: str) -> None:
        given = await self.arguments(name=name, version=version)
        change = await self.body("VersionChange")
        self.reply(await self.service(REGISTRY).update_version(given["name"], given["version"], change, self.user))

    @web.authenticated
    @authorized
    async def delete(self, name: str, version: str) -> None:
        given = await self.arguments(name=name, version=version)
        registry = self.service(REGISTRY)
        await self.service(USES).check(await registry.head(given["name"]), "delete")
        self.reply(await registry.delete(given["name"], given["version"], self.user))


class LoadCode(ModelsHandler):
    operations = {"GET": "getLoadCode"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def get(self, name: str, version: str) -> None:
        given = await self.arguments(name=name, version=version)
        variable = given.get("variable")
        if variable is not None:
            check_variable(variable)
        registry = self.service(REGISTRY)
        found = await self.service(JUDGING).version(given["name"], given["version"])
        gate(found, self.user, given.get("trust"), self.context.traits(RiskConfig).allow_code_from_others)
        files = await registry.fetch(given["name"], given["version"], found["sha256"])
        load_code = self.service(FRAMEWORKS).load_code
        self.reply(await asyncio.to_thread(load_code, found, files.folder, variable or _variable(found["variable"])))


class Sources(ModelsHandler):
    """Read before the user decides to load it, so without the gate."""

    operations = {"GET": "getSources"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def get(self, name: str, version: str) -> None:
        given = await self.arguments(name=name, version=version)
        registry = self.service(REGISTRY)
        found = await registry.get_version(given["name"], given["version"])
        files = await registry.fetch(given["name"], given["version"], found["sha256"])
        self.reply(await asyncio.to_thread(sources, found, files.folder))


class Uses(ModelsHandler):
    @web.authenticated
    @authorized
    async def get(self) -> None:
        await self.ready()
        self.reply({"items": [to_json(use) for use in await self.service(USES).all()]})


class Trash(ModelsHandler):
    @web.authenticated
    @authorized
    async def get(self) -> None:
        await self.ready()
        self.reply(await self.service(REGISTRY).trash())

    @web.authenticated
    @authorized
    async def delete(self) -> None:
        await self.ready()
        await self.service(REGISTRY).purge(None, self.user)
        self.reply_empty()


class TrashEntry(ModelsHandler):
    operations = {"DELETE": "purgeTrashEntry"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def delete(self, entry: str) -> None:
        given = await self.arguments(entry=entry)
        await self.service(REGISTRY).purge(given["entry"], self.user)
        self.reply_empty()


class Restore(ModelsHandler):
    operations = {"POST": "restoreTrashEntry"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def post(self, entry: str) -> None:
        given = await self.arguments(entry=entry)
        self.reply(await self.service(REGISTRY).restore(given["entry"], self.user))


async def looked_at(handler: ModelsHandler, name: str) -> Json:
    """The schema `Model`, its versions judged by today's rules as far as that is quick."""
    model = await handler.service(REGISTRY).get(name)
    if model["latest"] is None:
        return with_progress(model, handler.service(OPERATIONS))
    items = await handler.service(JUDGING).look(name, model["items"])
    return {**model, "items": items, "latest": {**model["latest"], "risk": items[0]["risk"]}}


def _variable(saved: str | None) -> str:
    """The variable that was saved; imported versions have none."""
    try:
        check_variable(saved or "")
    except Invalid:
        return "model"
    return saved or "model"


ROUTES = [
    ("models", Models),
    ("facets", Facets),
    ("models/([^/]+)", Model),
    ("models/([^/]+)/changes", Changes),
    ("models/([^/]+)/versions", Versions),
    ("models/([^/]+)/versions/([^/]+)", Version),
    ("models/([^/]+)/versions/([^/]+)/load-code", LoadCode),
    ("models/([^/]+)/versions/([^/]+)/sources", Sources),
    ("uses", Uses),
    ("trash", Trash),
    ("trash/([^/]+)", TrashEntry),
    ("trash/([^/]+)/restore", Restore),
]
