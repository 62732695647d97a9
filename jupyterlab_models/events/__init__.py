"""Events over `jupyter_events`: registers schemas and emits events."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..registry.interface import Json

if TYPE_CHECKING:
    from jupyter_events import EventLogger

BASE = "https://events.jupyter.org/jupyterlab_models"
REGISTRY = f"{BASE}/registry/v1"
TRANSFER = f"{BASE}/transfer/v1"


class Events:
    """Emits events to every open page."""

    def __init__(self, logger: EventLogger) -> None:
        self._logger = logger

    def register(self) -> None:
        """Make the schemas known to the server; an earlier extension instance may have done it."""
        for schema_id, name in ((REGISTRY, "registry.yaml"), (TRANSFER, "transfer.yaml")):
            if schema_id not in self._logger.schemas:
                self._logger.register_event_schema(Path(__file__).parent / name)

    def registry_changed(self, revision: int) -> None:
        self._logger.emit(schema_id=REGISTRY, data={"revision": revision})

    def transfer_changed(self, transfer: Json) -> None:
        """`transfer` is the schema `Transfer`."""
        data = {"transfer": transfer["id"], **{key: transfer[key] for key in ("state", "bytes", "total")}}
        self._logger.emit(schema_id=TRANSFER, data=data)
