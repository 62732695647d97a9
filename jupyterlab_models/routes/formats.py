"""`/formats` and `/kernel-source`: what the page needs to know about types and kernels."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from .base import ModelsHandler


class FormatTable(ModelsHandler):
    @web.authenticated
    @authorized
    async def get(self) -> None:
        await self.services.ready()
        self.reply(self.services.formats.table)


class KernelSource(ModelsHandler):
    @web.authenticated
    @authorized
    async def get(self) -> None:
        await self.services.ready()
        self.reply(self.services.kernel_source)


ROUTES = [("formats", FormatTable), ("kernel-source", KernelSource)]
