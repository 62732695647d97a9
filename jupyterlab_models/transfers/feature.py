"""Saves and loads: the first kinds of operations."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from ..operations.service import OPERATIONS
from ..registry.interface import REGISTRY
from ..registry.uses import USES
from ..registry.without_version import settle_lost
from ..server.config import ServerConfig
from ..server.context import Context
from ..server.feature import Feature
from ..server.types import Json
from .byte_routes import ROUTES as BYTE_ROUTES
from .config import TransfersConfig
from .kernels import Kernels
from .routes import ROUTES
from .service import TRANSFERS, Transfers
from .spool_root import SpoolRoot
from .sweep import sweep
from .watcher import Watcher


@asynccontextmanager
async def run(context: Context) -> AsyncIterator[None]:
    def changed(transfer: Json) -> None:
        data = {"transfer": transfer["id"], **{key: transfer[key] for key in ("state", "bytes", "total")}}
        context.events.emit("transfer", data)

    spools = SpoolRoot(context.traits(ServerConfig).folder / "spool")
    await asyncio.to_thread(spools.make)
    transfers = Transfers(context, Kernels(context.kernels), spools, changed)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(transfers.close)
        await context.get(OPERATIONS).add_runner(transfers)
        context.get(USES).add(transfers.uses)
        await settle_lost(context.get(REGISTRY), context.get(OPERATIONS))
        watcher = Watcher(transfers)
        watcher.start()
        stack.push_async_callback(watcher.stop)
        sweeping = asyncio.create_task(sweep(spools, context))
        stack.push_async_callback(_stop, sweeping, context)
        context.provide(TRANSFERS, transfers)
        yield


async def _stop(sweeping: asyncio.Task[None], context: Context) -> None:
    sweeping.cancel()
    for problem in await asyncio.gather(sweeping, return_exceptions=True):
        if isinstance(problem, Exception):
            context.log.warning("Old spool folders could not be swept: %s", problem)


async def health(context: Context) -> Json:
    return {"byte_ways": context.get(TRANSFERS).transports}


FEATURE = Feature(
    name="transfers",
    traits=TransfersConfig,
    contract=Path(__file__).with_name("contract.yaml"),
    routes=[*ROUTES, *BYTE_ROUTES],
    events=[Path(__file__).with_name("transfer.event.yaml")],
    run=run,
    health=health,
)
