"""The two kernels of a family: one saves, the other loads what was saved."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient

from ..clients import PREFIX, Api, Json, TransferClient
from ..fork_servers import ROLES
from ..kernels import DrivenKernel
from ..server import Server
from .difference import parse
from .families import Family

KEEP = "__kept = None\n__kept = frozenset(globals())"
TIDY = """
for __name in [name for name in globals() if name not in __kept and not name.startswith('_')]:
    del globals()[__name]
Out.clear()
_ = __ = ___ = None
import gc as __gc
__gc.collect()
"""


class KernelLost(AssertionError):
    """The kernel died or did not answer; the next row gets a new one."""


class WatchedKernel(DrivenKernel):
    """A kernel of a server in another process, whose death is noticed while it should answer."""

    lost = False
    pid = 0

    @classmethod
    async def start(cls, server: Server, client: TransferClient, name: str) -> WatchedKernel:
        api = jupyter(client)
        model = await api.json("POST", "kernels", {"name": name}, 201)
        channels: Any = AsyncKernelClient()
        channels.load_connection_file(str(server.home / f"kernel-{model['id']}.json"))
        # Without the heartbeat, which takes a kernel that starts slowly for a dead one.
        channels.start_channels(hb=False)
        await channels.wait_for_ready(timeout=60)
        kernel = cls(model["id"], channels)
        kernel.pid = await kernel.value("__import__('os').getpid()")
        return kernel

    async def execute(self, code: str, **options: Any) -> Json:
        request = asyncio.ensure_future(super().execute(code, **options))
        while not (await asyncio.wait({request}, timeout=0.5))[0]:
            if not _lives(self.pid):
                self.lost = True
                request.cancel()
                raise KernelLost("The kernel died.")
        try:
            return request.result()
        except TimeoutError as error:
            self.lost = True
            raise KernelLost("The kernel did not answer for two minutes.") from error

    async def observe(self, expression: str) -> Any:
        """The expression's plain value; not shortened as IPython shows long lists."""
        return parse(await self.value(f"repr(\n{expression}\n)"))


def jupyter(client: TransferClient) -> Api:
    """The API of the Jupyter server itself."""
    return Api(client.api.base.replace(PREFIX, "api"), client.api.token)


def _lives(pid: int) -> bool:
    if not pid:
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@dataclass
class Pair:
    """Starts the kernels when they are first needed, and new ones for those that were lost."""

    family: Family
    server: Server
    client: TransferClient
    kernels: dict[str, WatchedKernel] = field(default_factory=dict)

    @asynccontextmanager
    async def ready(self, role: str) -> AsyncIterator[WatchedKernel]:
        """The kernel that `saves` or `loads`; afterwards it forgets what a row made, so that memory stays bounded and
        no row sees another's classes."""
        kernel = self.kernels.get(role)
        if kernel is None or kernel.lost:
            kernel = await self._start(role)
        try:
            yield kernel
        finally:
            if not kernel.lost:
                await kernel.run(TIDY)

    async def start(self) -> None:
        await asyncio.gather(*(self._start(role) for role in ROLES))

    async def _start(self, role: str) -> WatchedKernel:
        await self._stop(role)
        kernel = self.kernels[role] = await WatchedKernel.start(self.server, self.client, role)
        kernel.lost = True
        await kernel.install(self.client.api)
        await kernel.run(self.family.setup)
        await kernel.run(KEEP)
        kernel.lost = False
        return kernel

    async def stop(self) -> None:
        for role in list(self.kernels):
            await self._stop(role)

    async def _stop(self, role: str) -> None:
        kernel = self.kernels.pop(role, None)
        if kernel is not None:
            kernel.close()
            await jupyter(self.client).call("DELETE", f"kernels/{kernel.id}")
