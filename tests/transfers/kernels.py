"""Kernels of the server under test, driven as the page drives them."""

from __future__ import annotations

import ast
import json
from typing import Any

from jupyter_server.serverapp import ServerApp

from ..standin import Api, Json

MIME = "application/vnd.jupyterlab-models+json"
RUN = "getattr(__import__('sys').modules.get('_jupyterlab_models'), 'run', lambda r: None)"


class ServerKernel:
    """One kernel that the Jupyter server itself runs."""

    def __init__(self, app: ServerApp, kernel_id: str) -> None:
        self.id = kernel_id
        self.manager: Any = app.kernel_manager.get_kernel(kernel_id)
        self.client: Any = self.manager.client()

    @classmethod
    async def start(cls, app: ServerApp) -> ServerKernel:
        kernel = cls(app, await app.kernel_manager.start_kernel(kernel_name="python3"))
        kernel.client.start_channels()
        await kernel.client.wait_for_ready(timeout=60)
        return kernel

    def close(self) -> None:
        self.client.stop_channels()

    async def run(self, code: str) -> None:
        """A cell that has to succeed."""
        reply = await self.client.execute_interactive(code, output_hook=lambda message: None, timeout=120)
        assert reply["content"]["status"] == "ok", "\n".join(reply["content"].get("traceback", []))

    async def value(self, expression: str) -> Any:
        bundle = await self._evaluate(expression)
        return ast.literal_eval(bundle["text/plain"])

    async def install(self, api: Api) -> None:
        source = await api.json("GET", "kernel-source")
        await self.run(f"exec({json.dumps(source['agent'])}, {{}})")

    async def ask(self, **request: object) -> Json:
        """One request to the agent, its reply."""
        bundle = await self._evaluate(f"{RUN}({json.dumps(json.dumps(request))})")
        reply: Json = bundle[MIME]
        return reply

    def begin(self, code: str) -> None:
        """Send a cell and do not wait for it."""
        self.client.execute(code)

    async def _evaluate(self, expression: str) -> Json:
        content = await self.client.execute_interactive(
            "", silent=True, user_expressions={"value": expression}, output_hook=lambda message: None, timeout=120
        )
        value = content["content"]["user_expressions"]["value"]
        assert value["status"] == "ok", value
        data: Json = value["data"]
        return data
