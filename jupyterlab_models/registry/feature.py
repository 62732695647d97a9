"""Models, versions and the trash: their store, routes and events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

from ..frameworks.service import FRAMEWORKS
from ..server.config import ServerConfig
from ..server.context import Context
from ..server.feature import Feature
from ..server.types import Json
from .config import RegistryConfig
from .interface import REGISTRY, Registry
from .judging import JUDGING, Judging
from .routes import ROUTES
from .uses import USES, Uses


@asynccontextmanager
async def run(context: Context) -> AsyncIterator[None]:
    # Imported in a thread: SQLite takes a while to load.
    local = await asyncio.to_thread(import_module, ".local", __package__)
    folder = context.traits(ServerConfig).folder
    registry: Registry = local.LocalRegistry(folder, context.traits(RegistryConfig).trash_days)
    await registry.open()
    try:
        registry.on_change(lambda revision: context.events.emit("registry", {"revision": revision}))
        context.provide(REGISTRY, registry)
        context.provide(USES, Uses())
        judging = Judging(registry, context.get(FRAMEWORKS), context.log)
        context.provide(JUDGING, judging)
        judging.start()
        try:
            yield
        finally:
            await judging.close()
    finally:
        await registry.close()


async def health(context: Context) -> Json:
    registry = context.get(REGISTRY)
    capabilities = registry.capabilities()
    return {
        "revision": await registry.revision(),
        "read_only": "write" not in capabilities,
        "capabilities": sorted(capabilities),
        "free_bytes": await registry.free_bytes(),
    }


FEATURE = Feature(
    name="registry",
    traits=RegistryConfig,
    contract=Path(__file__).with_name("contract.yaml"),
    routes=ROUTES,
    events=[Path(__file__).with_name("registry.event.yaml")],
    run=run,
    health=health,
)
