"""A Jupyter server in the test process, shared by the tests; each test gets its own store."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from jupyter_server.serverapp import ServerApp
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from traitlets.config import Config

from jupyterlab_models.server.app import ModelsApp
from jupyterlab_models.server.context import Token

from .clients import Json

T = TypeVar("T")

TOKEN = "t"


class InProcessServer:
    """The running server, one per process."""

    app: ServerApp

    def __init__(self, home: Path) -> None:
        self.home = home
        self.config: Json | None = None

    def environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Nothing of whoever runs the tests: neither settings nor kernels."""
        monkeypatch.setenv("HOME", str(self.home))
        for name in ("config", "data", "runtime"):
            monkeypatch.setenv(f"JUPYTER_{name.upper()}_DIR", str(self.home / name))

    async def serve(self, config: Json, store: Path) -> ServerApp:
        """A server with this configuration, the one that runs if it has it, and this store in it."""
        if config != self.config:
            await self.stop()
            self._start(config)
            self.config = config
        await self._renew(store)
        return self.app

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def root(self) -> Path:
        """Where the paths of notebooks begin."""
        return self.home / "root"

    def _start(self, config: Json) -> None:
        for name in ("config", "data", "runtime", "root"):
            (self.home / name).mkdir(exist_ok=True, parents=True)
        socket, port = bind_unused_port()
        self.app = ServerApp.instance(
            config=Config({"IdentityProvider": {"token": TOKEN}, **config}),
            port=port,
            port_retries=0,
            base_url="/a%40b/",
            root_dir=str(self.root),
            open_browser=False,
            allow_root=True,
            log_level="DEBUG",
        )
        setattr(self.app, "init_signal", lambda: None)  # noqa: B010
        self.app.initialize(argv=[], new_httpserver=False)
        self.app.log.handlers = []
        self.app.log.propagate = True
        self.app.start_app()
        self._http = HTTPServer(self.app.web_app)
        self._http.add_socket(socket)

    async def _renew(self, store: Path) -> None:
        """The extension as a new server has it: its store is not open yet."""
        extension = extension_of(self.app)
        await extension.lifecycle.close()
        extension.store = str(store)

    async def stop(self) -> None:
        if self.config is None:
            return
        self._http.stop()
        await self._http.close_all_connections()
        await self.app._cleanup()
        self.app.kernel_manager.context.destroy()
        ServerApp.clear_instance()
        self.config = None


def service_of(app: ServerApp, token: Token[T]) -> T:
    """A service of the extension that runs in the server."""
    return extension_of(app).lifecycle.context.get(token)


def extension_of(app: ServerApp) -> ModelsApp:
    """The extension that runs in the server."""
    apps = [app for apps in app.extension_manager.extension_apps.values() for app in apps]
    (extension,) = [app for app in apps if isinstance(app, ModelsApp)]
    return extension
