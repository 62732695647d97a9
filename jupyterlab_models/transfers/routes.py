"""`/transfers`: saves and loads as the page sees them."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from ..operations.service import OPERATIONS
from ..registry.interface import REGISTRY
from ..server.handler import ModelsHandler
from ..server.types import Json
from .service import TRANSFERS


class Transfers(ModelsHandler):
    operations = {"GET": "listTransfers", "POST": "createTransfer"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def get(self) -> None:
        given = await self.arguments()
        items = [record.transfer for record in self.service(TRANSFERS).all(active=given.get("active", False))]
        self.reply({"items": items, "revision": await self.service(REGISTRY).revision()})

    @web.authenticated
    @authorized
    async def post(self) -> None:
        await self.arguments()
        request = await self.body(_request_schema)
        kind = request["kind"]
        transfers = self.service(TRANSFERS)
        version: Json | None = None
        if kind == "load":
            record, secret, version = await transfers.begin_load(request, self.user)
        else:
            record, secret = await transfers.begin_save(request, self.user)
        ticket = transfers.ticket(record, secret, version)
        self.reply({"transfer": record.transfer, "ticket": ticket}, status=201)


class Transfer(ModelsHandler):
    operations = {"GET": "getTransfer", "PATCH": "failTransfer", "DELETE": "cancelTransfer"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def get(self, transfer: str) -> None:
        given = await self.arguments(transfer=transfer)
        self.reply(self.service(TRANSFERS).get(given["transfer"]).transfer)

    @web.authenticated
    @authorized
    async def patch(self, transfer: str) -> None:
        given = await self.arguments(transfer=transfer)
        failure = await self.body("TransferFailure")
        record = self.service(TRANSFERS).get(given["transfer"])
        self.service(OPERATIONS).owned(record.id, self.user)
        await self.service(TRANSFERS).fail(record, failure["error"])
        self.reply(record.transfer)

    @web.authenticated
    @authorized
    async def delete(self, transfer: str) -> None:
        given = await self.arguments(transfer=transfer)
        record = self.service(TRANSFERS).get(given["transfer"])
        await self.service(OPERATIONS).cancel(record.id, self.user)
        self.reply(record.transfer)


def _request_schema(request: object) -> str:
    """One of the two, so that an error names the field and not "neither of both"."""
    kind = request.get("kind") if isinstance(request, dict) else None
    return "LoadRequest" if kind == "load" else "SaveRequest"


ROUTES = [("transfers", Transfers), ("transfers/([^/]+)", Transfer)]
