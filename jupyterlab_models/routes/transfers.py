"""`/transfers`: saves and loads as the page sees them."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from ..registry.interface import Json
from .base import ModelsHandler


class Transfers(ModelsHandler):
    operations = {"GET": "listTransfers", "POST": "createTransfer"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def get(self) -> None:
        given = await self.arguments()
        items = self.services.transfers.all(active=given.get("active", False))
        self.reply({"items": items, "revision": await self.services.registry.revision()})

    @web.authenticated
    @authorized
    async def post(self) -> None:
        await self.arguments()
        request = self.body()
        kind = request.get("kind") if isinstance(request, dict) else None
        # Checked against one of the two, so that the sentence names the field and not "neither of both".
        self.services.contract.check("LoadRequest" if kind == "load" else "SaveRequest", request)
        transfers = self.services.transfers
        version: Json | None = None
        if kind == "load":
            record, secret, version = await transfers.begin_load(request, self.user)
        else:
            record, secret = await transfers.begin_save(request, self.user)
        ticket = transfers.ticket(record, secret, version)
        self.reply({"transfer": record.public, "ticket": ticket}, status=201)


class Transfer(ModelsHandler):
    operations = {"GET": "getTransfer", "PATCH": "failTransfer", "DELETE": "cancelTransfer"}  # noqa: RUF012

    @web.authenticated
    @authorized
    async def get(self, transfer: str) -> None:
        given = await self.arguments(transfer=transfer)
        self.reply(self.services.transfers.get(given["transfer"]).public)

    @web.authenticated
    @authorized
    async def patch(self, transfer: str) -> None:
        given = await self.arguments(transfer=transfer)
        failure = self.body("TransferFailure")
        record = await self.services.transfers.fail(given["transfer"], failure["error"])
        self.reply(record.public)

    @web.authenticated
    @authorized
    async def delete(self, transfer: str) -> None:
        given = await self.arguments(transfer=transfer)
        self.reply((await self.services.transfers.cancel(given["transfer"])).public)


ROUTES = [("transfers", Transfers), ("transfers/([^/]+)", Transfer)]
