"""`/formats` and `/kernel-source`: what the page needs to know about types and kernels."""

from __future__ import annotations

import asyncio

from jupyter_server.auth.decorator import authorized
from tornado import web

from ..server.handler import ModelsHandler
from .service import FRAMEWORKS


class FormatTable(ModelsHandler):
    @web.authenticated
    @authorized
    async def get(self) -> None:
        await self.ready()
        self.reply(self.service(FRAMEWORKS).table)


class KernelSource(ModelsHandler):
    @web.authenticated
    @authorized
    async def get(self) -> None:
        await self.ready()
        frameworks = self.service(FRAMEWORKS)
        # The page that fetches it will soon save: the files are then judged at once.
        asyncio.get_running_loop().run_in_executor(None, frameworks.warm)
        self.reply(frameworks.kernel_source)


ROUTES = [("formats", FormatTable), ("kernel-source", KernelSource)]
