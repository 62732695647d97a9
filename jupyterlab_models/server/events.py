"""Events over `jupyter_events`: hints to every open page that something changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .types import Json

if TYPE_CHECKING:
    from jupyter_events import EventLogger

BASE = "https://events.jupyter.org/jupyterlab_models"


class Events:
    """Emits events to every open page."""

    def __init__(self, logger: EventLogger) -> None:
        self._logger = logger

    def register(self, schema: Path) -> None:
        """Make a schema known to the server, unless an earlier extension instance has done so.

        Called before the server starts: a page that already listens misses schemas registered later.
        """
        topic = schema.name.removesuffix(".event.yaml")
        if f"{BASE}/{topic}/v1" not in self._logger.schemas:
            self._logger.register_event_schema(schema)

    def emit(self, topic: str, data: Json) -> None:
        self._logger.emit(schema_id=f"{BASE}/{topic}/v1", data=data)
