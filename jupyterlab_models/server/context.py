"""What the features of one server share: its settings, contract and events, and the services they provide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from logging import Logger
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from traitlets import HasTraits

from .contract import Contract
from .events import Events

T = TypeVar("T")
Traits = TypeVar("Traits", bound=HasTraits)


class Token(Generic[T]):
    """Names a service of the type `T`, as Lumino's tokens do in the front end."""

    def __init__(self, name: str) -> None:
        self.name = name


@dataclass
class Context:
    """Given to every feature when it starts, and to every route."""

    config: HasTraits
    """The traits of all features."""
    contract: Contract
    events: Events
    kernels: Any
    """The server's kernel manager."""
    log: Logger
    root: Path | None
    """The folder that Jupyter's paths begin at; None where notebooks are not files."""
    local_url: Callable[[], str]
    """The URL of this server on its own machine; empty if it listens only on a Unix socket."""
    _services: dict[Token[Any], Any] = field(default_factory=dict)

    def traits(self, kind: type[Traits]) -> Traits:
        """The settings of one feature. Raises `TypeError` when that feature is not in the list."""
        if not isinstance(self.config, kind):
            raise TypeError(f"no feature has the traits {kind.__name__}")
        return self.config

    def provide(self, token: Token[T], service: T) -> None:
        """Give the features that start later, and all routes, a service."""
        self._services[token] = service

    def get(self, token: Token[T]) -> T:
        """A service that a feature to the left provides. Raises `LookupError` when it has not started."""
        if token not in self._services:
            raise LookupError(f"the service {token.name} was not started")
        return cast(T, self._services[token])
