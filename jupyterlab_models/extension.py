"""The server extension: its settings, its routes, its start and its end."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from jupyter_core.paths import jupyter_data_dir
from jupyter_server.extension.application import ExtensionApp
from jupyter_server.serverapp import ServerApp
from traitlets import Bool, Enum, Float, Int, List, Unicode

from .events import Events
from .options import Options
from .routes import handlers
from .services import Services

GIB = 1024**3


class ModelsExtension(ExtensionApp):
    """Keeps models for the Models panel."""

    name = "jupyterlab_models"
    load_other_extensions = True

    store = Unicode(
        help="Folder of the models; servers may share it. Default: `jupyterlab_models` in Jupyter's data folder."
    ).tag(config=True)
    byte_ways = List(
        Enum(["spool", "http"]),
        default_value=["spool", "http"],
        minlen=1,
        help="How bytes may move between kernels and store, preferred first: `spool` (a shared folder), `http`.",
    ).tag(config=True)
    kernel_server_url = Unicode(
        help="URL under which kernels reach this server, up to its base URL. Default: this server on its own machine."
    ).tag(config=True)
    max_upload_bytes = Int(
        100 * GIB, min=1, help="The largest save that is taken, in bytes: all files of the version together."
    ).tag(config=True)
    ticket_hours = Float(
        24.0, min=0.0, help="Hours that a save or load may wait for its kernel and take before it is given up."
    ).tag(config=True)
    trash_days = Int(30, min=0, help="Days after which what lies in the trash may be removed for good.").tag(
        config=True
    )
    allow_code_from_others = Bool(
        True,
        help="Whether versions whose loading runs code, saved by somebody else, may be loaded after a confirmation.",
    ).tag(config=True)

    def initialize_handlers(self) -> None:
        """Add the routes; nothing is opened here, so that a broken store cannot hold up the server."""
        server = self._server
        events = Events(server.event_logger)
        # Registered now, because a page that already listens misses schemas registered later.
        events.register()
        self._services = Services(self._options, events, server.kernel_manager, self.log)
        self.handlers.extend(handlers(self._services))

    async def _start_jupyter_server_extension(self, serverapp: object) -> None:
        """Open the store while the page loads; the routes report a failure and try again."""
        from .services import StoreClosed

        try:
            await self._services.ready()
        except StoreClosed as error:
            self.log.warning("jupyterlab_models: %s", error.message)

    async def stop_extension(self) -> None:
        await self._services.close()

    @property
    def _server(self) -> ServerApp:
        if self.serverapp is None:
            raise RuntimeError("the extension is not linked to a server")
        return self.serverapp

    def _options(self) -> Options:
        url = self.kernel_server_url or self._local_url()
        root = getattr(self._server.contents_manager, "root_dir", "")
        return Options(
            store=Path(self.store).expanduser().absolute() if self.store else Path(jupyter_data_dir(), self.name),
            root=Path(root) if root else None,
            byte_ways=tuple(way for way in dict.fromkeys(self.byte_ways) if way != "http" or url),
            kernel_server_url=url,
            max_upload_bytes=self.max_upload_bytes,
            ticket_hours=self.ticket_hours,
            trash_days=self.trash_days,
            allow_code_from_others=self.allow_code_from_others,
        )

    def _local_url(self) -> str:
        """URL of this server on its own machine; empty if it listens on a Unix socket only."""
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
