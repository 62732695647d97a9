"""The table of types and formats, and the source that is sent into kernels."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from ..server.context import Context
from ..server.feature import Feature
from ..server.types import Json
from .routes import ROUTES
from .service import FRAMEWORKS, Frameworks


@asynccontextmanager
async def run(context: Context) -> AsyncIterator[None]:
    frameworks = await asyncio.to_thread(Frameworks.load, context.log)
    context.provide(FRAMEWORKS, frameworks)
    try:
        yield
    finally:
        await asyncio.to_thread(frameworks.close)


async def health(context: Context) -> Json:
    return {"kernel_source": context.get(FRAMEWORKS).kernel_source["digest"]}


FEATURE = Feature(
    name="frameworks",
    contract=Path(__file__).with_name("contract.yaml"),
    routes=ROUTES,
    run=run,
    health=health,
)
