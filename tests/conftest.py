"""A real Jupyter server with the extension."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.serverapp import ServerApp

from .server import Servers
from .standin import PREFIX, Api, Desk, Json

pytest_plugins = ["pytest_jupyter.jupyter_server"]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Folder of the server's store."""
    return tmp_path / "store"


@pytest.fixture
def settings() -> Json:
    """Traits of the extension that a test wants otherwise; overridden in modules."""
    return {}


@pytest.fixture
def jp_server_config(store: Path, settings: Json) -> Json:
    return {
        "ServerApp": {"jpserver_extensions": {"jupyterlab_models": True}, "allow_unauthenticated_access": False},
        "ModelsExtension": {"store": str(store), **settings},
    }


@pytest.fixture
def api(jp_serverapp: ServerApp, http_server_client: Any) -> Api:
    """The API of a real server that listens on a free port."""
    base = f"http://127.0.0.1:{jp_serverapp.port}{jp_serverapp.base_url}{PREFIX}/"
    return Api(base, jp_serverapp.identity_provider.token)


@pytest.fixture
def jp_server_cleanup(request: pytest.FixtureRequest) -> Iterator[None]:
    """Takes the place of pytest-jupyter's, which would make and stop a server for every test of the project."""
    yield
    if "jp_serverapp" not in request.fixturenames:
        return
    app = ServerApp.instance()
    loop = request.getfixturevalue("jp_asyncio_loop")
    loop.run_until_complete(app._cleanup())
    app.kernel_manager.context.destroy()
    ServerApp.clear_instance()


@pytest.fixture
async def jp_asyncio_loop() -> asyncio.AbstractEventLoop:
    """The loop in which pytest-asyncio runs the test, so that the server lives in it too."""
    return asyncio.get_running_loop()


@pytest.fixture
def desk(api: Api) -> Desk:
    return Desk(api)


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Servers]:
    """Starts servers in processes of their own on the store of the fixture `store`; all are stopped at the end."""
    servers = Servers(tmp_path)
    yield servers
    servers.stop()
