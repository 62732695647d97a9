"""Starts all features on first use, and stops them with the server."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack

from .context import Context
from .errors import UserError
from .feature import Feature


class NotStarted(UserError):
    """A feature could not be started; the error of every route."""

    status = 503


class Lifecycle:
    """`ready` comes before everything else."""

    def __init__(self, features: Sequence[Feature], context: Context) -> None:
        self.features = features
        self.context = context
        self._lock = asyncio.Lock()
        self._running: AsyncExitStack | None = None

    async def ready(self) -> None:
        """Start all features unless they run. Raises `NotStarted`; the next call tries again."""
        async with self._lock:
            if self._running is None:
                self._running = await self._start()

    async def close(self) -> None:
        """Stop all features, the last one first, after waiting for what they must finish."""
        async with self._lock:
            if self._running is not None:
                running, self._running = self._running, None
                await running.aclose()

    async def _start(self) -> AsyncExitStack:
        try:
            async with AsyncExitStack() as stack:
                await asyncio.to_thread(self.context.contract.read)
                for feature in self.features:
                    if feature.run is not None:
                        await stack.enter_async_context(feature.run(self.context))
                return stack.pop_all()
        except (UserError, OSError) as error:
            self.context.log.warning("jupyterlab_models cannot start: %s", error)
            if isinstance(error, UserError):
                raise NotStarted(error.code, error.message, error.hint) from error
            message = f"The models cannot be reached: {error}."
            raise NotStarted("store_closed", message, "Ask who runs this Jupyter server; its log says more.") from error
