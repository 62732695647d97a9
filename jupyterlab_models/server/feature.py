"""What one feature adds to the server."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

from tornado.web import RequestHandler
from traitlets import HasTraits

from .context import Context
from .types import Json

Route = tuple[str, type[RequestHandler]]
"""A pattern below `jupyterlab-models/v1/`, and its handler: a `server.handler.ModelsHandler`."""


@dataclass(frozen=True)
class Feature:
    """Everything about a feature that the rest of the server has to know; `extension.py` lists them all."""

    name: str
    traits: type[HasTraits] | None = None
    """Its settings; they become traits of `ModelsExtension`."""
    contract: Path | None = None
    """Its part of the contract, merged with all others (see `contract.merged`)."""
    routes: Sequence[Route] = ()
    events: Sequence[Path] = ()
    """Schemas of the events that it emits."""
    run: Callable[[Context], AbstractAsyncContextManager[None]] | None = None
    """Starts it, provides its services and, on leaving, stops it. Features start in the order of the list."""
    health: Callable[[Context], Awaitable[Json]] | None = None
    """Its members of the answer to `GET health`; raises an error for users when it cannot work."""


def contract_parts(features: Sequence[Feature]) -> list[Path]:
    """The files of the contract that belong to these features."""
    return [feature.contract for feature in features if feature.contract is not None]
