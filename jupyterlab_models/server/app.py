"""The extension of Jupyter Server that runs a list of features."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit, urlunsplit

from jupyter_server.extension.application import ExtensionApp
from jupyter_server.serverapp import ServerApp

from .config import ServerConfig
from .context import Context
from .contract import Contract
from .events import Events
from .feature import Feature, contract_parts
from .handler import NoSuchRoute
from .lifecycle import Lifecycle, NotStarted

PREFIX = "jupyterlab-models/v1"


class ModelsApp(ServerConfig, ExtensionApp):
    """Adds routes, events and contract of its features; they start while the page loads."""

    name = "jupyterlab_models"
    load_other_extensions = True
    features: ClassVar[Sequence[Feature]] = ()

    def initialize_handlers(self) -> None:
        """Add the routes; no feature starts here, so that a broken store cannot hold up the server."""
        self.lifecycle = Lifecycle(self.features, self._context())
        for feature in self.features:
            for schema in feature.events:
                self.lifecycle.context.events.register(schema)
            for pattern, handler in feature.routes:
                self.handlers.append((rf"/{PREFIX}/{pattern}", handler, {"lifecycle": self.lifecycle}))
        self.handlers.append((rf"/{PREFIX}(?:/.*)?", NoSuchRoute, {"lifecycle": self.lifecycle}))

    async def _start_jupyter_server_extension(self, serverapp: object) -> None:
        """Start the features; if that fails, every route says so and tries again."""
        try:
            await self.lifecycle.ready()
        except NotStarted as error:
            self.log.warning("jupyterlab_models: %s", error.message)

    async def stop_extension(self) -> None:
        await self.lifecycle.close()

    def _context(self) -> Context:
        server = self._server
        root = getattr(server.contents_manager, "root_dir", "")
        return Context(
            config=self,
            contract=Contract(contract_parts(self.features)),
            events=Events(server.event_logger),
            kernels=server.kernel_manager,
            log=self.log,
            root=Path(root) if root else None,
            local_url=self._local_url,
        )

    @property
    def _server(self) -> ServerApp:
        if self.serverapp is None:
            raise RuntimeError("the extension is not linked to a server")
        return self.serverapp

    def _local_url(self) -> str:
        server = self._server
        if server.sock:
            return ""
        url = urlsplit(str(server.connection_url))
        host: str = url.netloc
        if server.ip in ("", "*", "0.0.0.0", "localhost"):  # noqa: S104
            host = f"127.0.0.1:{server.port}"
        elif server.ip == "::":
            host = f"[::1]:{server.port}"
        return urlunsplit((url.scheme, host, str(server.base_url), "", ""))
