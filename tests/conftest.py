"""Kernels that start at once, and a real Jupyter server with the extension."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from jupyter_server.serverapp import ServerApp

from .clients import PREFIX, Api, Json, TransferClient
from .fork_servers import ForkServers
from .in_process_server import TOKEN, InProcessServer, extension_of
from .server import OTHERS, OURS, Servers


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The server in this process outlives the tests, and its loop has to."""
    for item in items:
        if "app" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(scope="session")
def fork_servers() -> Iterator[ForkServers]:
    """Where kernels come from that start at once."""
    fork_servers = ForkServers()
    yield fork_servers
    fork_servers.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def in_process_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[InProcessServer]:
    server = InProcessServer(tmp_path_factory.mktemp("server"))
    yield server
    await server.stop()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Folder of the server's store."""
    return tmp_path / "store"


@pytest.fixture
def settings() -> Json:
    """Traits of the extension that a test wants otherwise; overridden in modules."""
    return {}


@pytest.fixture
def server_settings() -> Json:
    """Traits of the server itself, likewise."""
    return {}


@pytest_asyncio.fixture(loop_scope="session")
async def app(
    in_process_server: InProcessServer,
    store: Path,
    settings: Json,
    server_settings: Json,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[ServerApp]:
    """A server that listens on a free port, with the store of this test alone."""
    in_process_server.environment(monkeypatch)
    config = {
        "ServerApp": {
            "jpserver_extensions": {OURS: True, **dict.fromkeys(OTHERS, False)},
            "allow_unauthenticated_access": False,
            **server_settings,
        },
        "ModelsExtension": settings,
    }
    yield (running := await in_process_server.serve(config, store))
    await running.kernel_manager.shutdown_all(now=True)
    await extension_of(running).stop_extension()


@pytest.fixture
def forked_kernels(in_process_server: InProcessServer, fork_servers: ForkServers) -> None:
    """The server in this process has the kernels `saves` and `loads`, which start at once."""
    if not (in_process_server.data / "kernels").exists():
        fork_servers.write_specs(in_process_server.data)


@pytest.fixture
def api(app: ServerApp) -> Api:
    """The API of a real server that listens on a free port."""
    return Api(f"http://127.0.0.1:{app.port}{app.base_url}{PREFIX}/", TOKEN)


@pytest.fixture
def client(api: Api) -> TransferClient:
    return TransferClient(api)


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Servers]:
    """Starts servers in processes of their own on the store of the fixture `store`; all are stopped at the end."""
    servers = Servers(tmp_path)
    yield servers
    servers.stop()
