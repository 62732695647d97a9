"""`/health`: whether the server part is there, its version, and what it allows."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from .. import __version__
from .base import ModelsHandler


class Health(ModelsHandler):
    @web.authenticated
    @authorized
    async def get(self) -> None:
        services = self.services
        await services.ready()
        self.reply(
            {
                "version": __version__,
                "contract": services.contract.version,
                "revision": await services.registry.revision(),
                "read_only": services.registry.read_only,
                "free_bytes": await services.registry.free_bytes(),
                "byte_ways": list(services.options.byte_ways),
                "user": self.user.to_json(),
                "allow_code_from_others": services.options.allow_code_from_others,
                "kernel_source": services.kernel_source["digest"],
            }
        )


ROUTES = [("health", Health)]
