"""Jupyter servers in processes of their own, for what one process cannot show."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from .clients import PREFIX, Api, TransferClient

OURS = "jupyterlab_models"
OTHERS = ("jupyterlab", "jupyter_lsp", "jupyter_server_terminals", "notebook", "notebook_shim")
"""Installed beside ours, not needed here, and slow to start."""


class Server:
    """A Jupyter server in a process of its own. Without `store`, its configuration says where the models are."""

    def __init__(self, store: Path | None, home: Path, variables: dict[str, str]) -> None:
        self.home = home
        home.mkdir()
        environment = {
            **os.environ,
            **variables,
            "JUPYTER_RUNTIME_DIR": str(home),
            "JUPYTER_CONFIG_DIR": str(home),
            "HOME": str(home),
        }
        arguments = [f"--ServerApp.jpserver_extensions={name}={name == OURS}" for name in (OURS, *OTHERS)]
        arguments += [f"--ModelsExtension.store={store}"] if store else []
        arguments += ["--no-browser", "--allow-root", "--ServerApp.port=0", "--IdentityProvider.token=t"]
        arguments += [f"--ServerApp.root_dir={home}"]
        with (home / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jupyter_server", *arguments],
                cwd=Path(__file__).parents[1],
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )

    async def client(self) -> TransferClient:
        deadline = time.monotonic() + 120
        # The file can be seen before it is written.
        while not (
            info_text := "".join(path.read_text() for path in self.home.glob("jpserver-*.json")).rstrip()
        ).endswith("}"):
            assert time.monotonic() < deadline, (self.home / "log").read_text()
            await asyncio.sleep(0.05)
        info = json.loads(info_text)
        client = TransferClient(Api(f"http://127.0.0.1:{info['port']}/{PREFIX}/", "t"))
        while not await _answers(client):
            assert time.monotonic() < deadline, (self.home / "log").read_text()
            await asyncio.sleep(0.05)
        return client

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


async def _answers(client: TransferClient) -> bool:
    try:
        return (await client.api.call("GET", "health")).code == 200
    except ConnectionRefusedError:
        # The file that tells the port is written a moment before the server listens.
        return False


class Servers:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.all: list[Server] = []

    async def start(self, **variables: str) -> tuple[Server, TransferClient]:
        """A server and its kernels with these environment variables; a client to talk to it."""
        server = Server(self.folder / "store", self.folder / f"server{len(self.all)}", variables)
        self.all.append(server)
        return server, await server.client()

    def stop(self) -> None:
        for server in self.all:
            server.process.terminate()
            server.process.wait(20)
