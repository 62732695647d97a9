"""What uses models at present, as the features tell it, and what that does not allow."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from ..server.context import Token
from ..server.errors import Conflict
from ..server.types import Json

Verb = Literal["delete", "rename"]
DONE: dict[Verb, str] = {"delete": "deleted", "rename": "renamed"}
MOST_REASONS = 5


@dataclass(frozen=True)
class Use:
    """The schema `Use`: something that needs a model, by the model's id."""

    model: str
    kind: str
    id: str
    label: str
    blocks: Sequence[Verb] = ()


Provider = Callable[[], Awaitable[Sequence[Use]]]


class Uses:
    """Features add providers, which are asked whenever somebody wants to know."""

    def __init__(self) -> None:
        self._providers: list[Provider] = []

    def add(self, provider: Provider) -> None:
        self._providers.append(provider)

    async def all(self) -> list[Use]:
        return [use for provider in self._providers for use in await provider()]

    async def check(self, model: Json, verb: Verb) -> None:
        """Raise `Conflict` with the reasons when a use of the model (schema `ModelHead`) does not allow it."""
        reasons = [use.label for use in await self.all() if use.model == model["id"] and verb in use.blocks]
        if reasons:
            more = len(reasons) - MOST_REASONS
            listed = "; ".join(reasons[:MOST_REASONS]) + (f"; and {more} more" if more > 0 else "")
            raise Conflict(
                "in_use",
                f"“{model['name']}” cannot be {DONE[verb]} while it is in use: {listed}.",
                "Wait until that has ended, or end it, and try again.",
            )


def to_json(use: Use) -> Json:
    """The schema `Use`."""
    return {**asdict(use), "blocks": list(use.blocks)}


USES: Token[Uses] = Token("uses")
