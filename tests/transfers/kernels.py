"""Kernels of the server under test."""

from __future__ import annotations

from typing import Any

from jupyter_server.serverapp import ServerApp

from ..kernels import DrivenKernel


class ServerKernel(DrivenKernel):
    """One kernel that the Jupyter server in this process runs."""

    def __init__(self, app: ServerApp, kernel_id: str) -> None:
        self.manager: Any = app.kernel_manager.get_kernel(kernel_id)
        super().__init__(kernel_id, self.manager.client())

    @classmethod
    async def start(cls, app: ServerApp, name: str = "python3") -> ServerKernel:
        kernel = cls(app, await app.kernel_manager.start_kernel(kernel_name=name))
        kernel.client.start_channels()
        await kernel.client.wait_for_ready(timeout=60)
        return kernel
