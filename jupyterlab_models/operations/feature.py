"""Long work of all features: its records, routes and events."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from ..server.config import ServerConfig
from ..server.context import Context
from ..server.feature import Feature
from .record import Operation
from .routes import ROUTES
from .service import OPERATIONS, Operations

FOLDER = "transfers"
"""In the store. Release 0.1.0 had no other operations, and a server of it may share the store."""


@asynccontextmanager
async def run(context: Context) -> AsyncIterator[None]:
    def changed(record: Operation) -> None:
        names = ("kind", "state", "phase", "done", "total")
        data = {"operation": record.id, **{name: getattr(record, name) for name in names}}
        context.events.emit("operation", data)

    operations = Operations(context.traits(ServerConfig).folder / FOLDER, changed, context.log)
    try:
        await operations.open()
        context.provide(OPERATIONS, operations)
        yield
    finally:
        await operations.close()


FEATURE = Feature(
    name="operations",
    contract=Path(__file__).with_name("contract.yaml"),
    routes=ROUTES,
    events=[Path(__file__).with_name("operation.event.yaml")],
    run=run,
)
