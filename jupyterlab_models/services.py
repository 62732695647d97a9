"""The services of the server, created once and opened on first use."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from importlib import import_module
from logging import Logger
from typing import Any

from .contract import Contract
from .events import Events
from .formats import Formats
from .options import Options
from .registry.interface import Json, Registry, RegistryError
from .transfers.kernels import Kernels


class StoreClosed(RegistryError):
    """The store could not be opened; the error of every route that needs it."""

    status = 503


class Services:
    """What the routes work with. `ready` comes before everything else."""

    contract: Contract
    formats: Formats
    registry: Registry
    kernel_source: Json

    def __init__(self, options: Callable[[], Options], events: Events, kernels: Any, log: Logger) -> None:
        self._options = options
        self._events = events
        self._kernels = kernels
        self._log = log
        self._lock = asyncio.Lock()
        self._stop: list[Callable[[], Any]] = []
        self._read = False
        self._open = False

    async def read(self) -> None:
        """Read the contract, the table of formats and the kernel's source; needed even without a store."""
        async with self._lock:
            if not self._read:
                await asyncio.to_thread(self._read_files)
                self.options = self._options()
                self._read = True

    async def ready(self) -> None:
        """Open the store unless it is open. Raises `StoreClosed`; the next call tries again."""
        await self.read()
        async with self._lock:
            if not self._open:
                await self._open_store()
                self._open = True

    async def close(self) -> None:
        """Release everything, after waiting for publishes in progress."""
        async with self._lock:
            while self._stop:
                await self._stop.pop()()
            self._open = False

    def _read_files(self) -> None:
        from .kernel.source import kernel_source

        # Imported here, in a thread, so that `_open_parts` does not block the event loop.
        for name in (".registry.local", ".transfers.service", ".transfers.sweep", ".transfers.watcher"):
            import_module(name, __package__)
        self.contract = Contract.load()
        self.formats = Formats.load()
        self.kernel_source = kernel_source(self.formats.rows)

    async def _open_store(self) -> None:
        try:
            await self._open_parts()
        except (RegistryError, OSError) as error:
            self._log.warning("The models cannot be reached: %s", error)
            while self._stop:
                await self._stop.pop()()
            if isinstance(error, RegistryError):
                raise StoreClosed(error.code, error.message, error.hint) from error
            message = f"The models in {self.options.store} cannot be reached: {error.strerror or error}."
            raise StoreClosed(
                "store_closed", message, "Ask who runs this Jupyter server; its log says more."
            ) from error

    async def _open_parts(self) -> None:
        from .registry.local import LocalRegistry
        from .transfers.service import Transfers
        from .transfers.sweep import sweep
        from .transfers.watcher import Watcher

        self.registry = LocalRegistry(self.options.store, self.options.trash_days)
        await self.registry.open()
        self._stop.append(self.registry.close)
        self.registry.on_change(self._events.registry_changed)
        changed = self._events.transfer_changed
        make = partial(Transfers, self.registry, self.contract, self.formats, self.options)
        self.transfers = make(Kernels(self._kernels), changed, self._log)
        # Closed also when opening fails halfway, so that the lock is released.
        self._stop.append(self.transfers.close)
        await self.transfers.open()
        watcher = Watcher(self.transfers)
        watcher.start()
        self._stop.append(watcher.stop)
        self._sweeping = asyncio.create_task(sweep(self.transfers))
        self._stop.append(self._stop_sweeping)

    async def _stop_sweeping(self) -> None:
        self._sweeping.cancel()
        for problem in await asyncio.gather(self._sweeping, return_exceptions=True):
            if isinstance(problem, Exception):
                self._log.warning("Old spool folders could not be swept: %s", problem)
