"""Kernels of a Jupyter server, driven as the page drives them."""

from __future__ import annotations

import ast
import json
from typing import Any

from .clients import Api, Json

MIME = "application/vnd.jupyterlab-models+json"
RUN = "getattr(__import__('sys').modules.get('_jupyterlab_models'), 'run', lambda r: None)"


class DrivenKernel:
    """One kernel, over a client whose channels are open."""

    def __init__(self, kernel_id: str, client: Any) -> None:
        self.id = kernel_id
        self.client = client

    def close(self) -> None:
        self.client.stop_channels()

    async def run(self, code: str) -> None:
        """A cell that has to succeed."""
        content = await self.execute(code)
        # The agent's source is one long line of such a traceback.
        assert content["status"] == "ok", "\n".join(line[:2000] for line in content.get("traceback", []))

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

    async def execute(self, code: str, **options: Any) -> Json:
        """Send a cell and wait for its reply; the content."""
        reply = await self.client.execute_interactive(code, output_hook=lambda message: None, timeout=120, **options)
        content: Json = reply["content"]
        return content

    async def _evaluate(self, expression: str) -> Json:
        content = await self.execute("", silent=True, user_expressions={"value": expression})
        value = content["user_expressions"]["value"]
        assert value["status"] == "ok", "\n".join(value.get("traceback", [])) or value
        data: Json = value["data"]
        return data
