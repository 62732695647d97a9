"""Whether the kernel of a transfer is still the same process."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..server.types import Json


class Kernels:
    """The server's own kernels. Those of a gateway have no process here: the page and the ticket's expiry tell."""

    def __init__(self, manager: Any) -> None:
        self._manager = manager

    def boot(self, kernel: str) -> str | None:
        """An id that changes when the kernel restarts; None for a kernel that this server does not run."""
        if kernel not in self._manager:
            return None
        provisioner = getattr(self._manager.get_kernel(kernel), "provisioner", None)
        pid = getattr(provisioner, "pid", None)
        return None if pid is None else str(pid)

    def idle_since(self, kernel: str) -> datetime | None:
        """Since when the kernel has had nothing to do; None when it is busy or this server does not run it."""
        if kernel not in self._manager:
            return None
        manager = self._manager.get_kernel(kernel)
        if getattr(manager, "execution_state", None) != "idle":
            return None
        since: datetime | None = getattr(manager, "last_activity", None)
        return since

    async def loss(self, kernel: str, boot: str) -> Json | None:
        """The schema `Error` when the process that `boot` marked is gone, else None."""
        if kernel not in self._manager:
            return _error("kernel_died", "The kernel was shut down before it was finished.")
        now = self.boot(kernel)
        if now is not None and now != boot:
            return _error("kernel_restarted", "The kernel was restarted before it was finished.")
        if now is None or not await self._manager.get_kernel(kernel).is_alive():
            return _error("kernel_died", "The kernel died before it was finished.")
        return None


def _error(code: str, message: str) -> Json:
    return {"code": code, "message": message, "hint": "Run the cells that make the variable, then try again."}
