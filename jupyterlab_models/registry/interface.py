"""The registry as the rest of the server sees it: metadata and artifacts.

`registry.local` (SQLite and folders) implements it. Another one is one more class of `Registry`.
All methods are coroutines and may be called from the event loop at any time; none blocks it.
"""

from __future__ import annotations

from typing import Literal, Protocol

from ..server.context import Token
from .artifacts import Artifacts
from .metadata import Metadata

Capability = Literal["write", "trash"]
"""`write`: versions can be saved, changed and deleted; `trash`: what was deleted can be restored."""


class Registry(Metadata, Artifacts, Protocol):
    """Models with their versions, and the files of these."""

    async def open(self) -> None:
        """Open or create the store. Raises `UserError` when it cannot, with nothing changed."""

    async def close(self) -> None: ...

    def capabilities(self) -> frozenset[Capability]:
        """What can be done with it at present."""


REGISTRY: Token[Registry] = Token("registry")
