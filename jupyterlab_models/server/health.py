"""`GET health`: whether the server part is there, its version, and what each feature says of itself."""

from __future__ import annotations

from pathlib import Path

from jupyter_server.auth.decorator import authorized
from tornado import web

from .feature import Feature
from .handler import ModelsHandler
from .version import __version__


class Health(ModelsHandler):
    @web.authenticated
    @authorized
    async def get(self) -> None:
        await self.ready()
        body = {
            "version": __version__,
            "contract": self.context.contract.version,
            "user": self.user.to_json(),
        }
        for feature in self.lifecycle.features:
            if feature.health is not None:
                body.update(await feature.health(self.context))
        self.reply(body)


FEATURE = Feature(name="server", contract=Path(__file__).with_name("contract.yaml"), routes=[("health", Health)])
