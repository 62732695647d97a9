"""What a feature does with its kinds of operations when they are not simply running."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

from ..server.errors import Conflict
from ..server.types import Json
from .record import Operation

O = TypeVar("O", bound=Operation)  # noqa: E741


class Runner(ABC, Generic[O]):
    """The feature's side of its operations. All methods run on the event loop."""

    kinds: Sequence[str]

    @abstractmethod
    def parse(self, value: Json) -> O:
        """The record that `Operation.to_json` wrote, by this or an earlier release. Raises `ValueError`."""

    @abstractmethod
    async def recover(self, operation: O) -> None:
        """The server that owned it stopped: go on with it, or end it."""

    @abstractmethod
    async def cancel(self, operation: O) -> None:
        """End it because the user wants it, unless it is too late."""

    def can(self, action: str) -> bool:
        """Whether its kinds have this one of `cancel`, `pause`, `resume` and `retry`."""
        return getattr(type(self), action) is not getattr(Runner, action)

    def changed(self, operation: O) -> None:
        """Called after each change, for kinds that have events of their own."""

    async def pause(self, operation: O) -> None:
        raise _cannot("paused", "Cancel it instead, and start it again later.")

    async def resume(self, operation: O) -> None:
        raise _cannot("resumed", "Start it again.")

    async def retry(self, operation: O) -> None:
        raise _cannot("retried from here", "Start it again where you started it.")


def _cannot(verb: str, hint: str) -> Conflict:
    return Conflict("not_supported", f"This operation cannot be {verb}.", hint)
