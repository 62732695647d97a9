"""The agent: takes one request as JSON, answers with JSON, and never raises."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from ..errors import AgentError, encodable, to_json
from ..session import stashed_local
from ..session.as_cell import as_cell
from ..session.without_tracing import without_tracing
from . import loading, saving
from .matching import Formats

MIME = "application/vnd.jupyterlab-models+json"
Json = dict[str, Any]
Operation = Callable[[Json, Formats], Json]

OPERATIONS: dict[str, tuple[Operation, str]] = {
    "check": (saving.check, "looking at the variable"),
    "save": (saving.save, "saving the variable"),
    "target": (loading.target, "looking at the name"),
    "load": (loading.load, "loading the model"),
    "release": (lambda request, formats: {"ok": True}, "taking away what a save left"),
}


class Reply:
    """An answer that travels under `MIME` in `user_expressions`."""

    def __init__(self, body: Json) -> None:
        bundle = {MIME: encodable(body), "text/plain": ""}
        # The kernel formats it when tracers are on again: a call that is remembered runs no code of ours.
        self._repr_mimebundle_ = lru_cache(maxsize=None)(lambda include=None, exclude=None: bundle)
        self._repr_mimebundle_(include=None, exclude=None)


class Agent:
    """Its `run` is that of the installed module."""

    def __init__(self, digest: str, formats: Formats) -> None:
        self.digest = digest
        self.formats = formats

        self.run = without_tracing(self.answer)

    def answer(self, text: str) -> Reply | None:
        """Carry out one request; None when it is for an agent with another digest."""
        doing = "reading the request"
        try:
            request = json.loads(text)
            if request.get("digest", self.digest) != self.digest:
                return None
            operation, doing = OPERATIONS.get(request.get("op"), (_unknown, doing))
            with as_cell():
                stashed_local.unstash(request)
                return Reply(operation(request, self.formats))
        except BaseException as error:  # noqa: BLE001 - raising would replace the user's last traceback
            body = {"ok": False, "error": to_json(error, doing)}
        return Reply(body)


def _unknown(request: Json, formats: Formats) -> Json:
    raise AgentError("unknown_operation", "The page asked for something this agent does not know.", "Reload the page.")
