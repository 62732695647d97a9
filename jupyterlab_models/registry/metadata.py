"""The registry's records: models, versions and the trash. No method touches a file of a version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from ..server.rendered import Rendered
from ..server.types import Json
from ..server.users import User

SortKey = Literal[
    "name",
    "type",
    "family",
    "format",
    "version",
    "bytes",
    "state",
    "origin",
    "variable",
    "author",
    "notebook",
    "created",
    "updated",
]
Order = Literal["asc", "desc"]
FacetField = Literal["type", "state", "family", "author", "tag", "notebook"]


@dataclass(frozen=True)
class Filter:
    """What models are chosen by. Values of one field are alternatives, except tags: a model has to have all of them.

    `q` is sought in names, tags and descriptions, without regard to case; `tag` is looked for on the model and its
    versions; `author` has user names; `notebook` has paths that a version was saved from.
    """

    q: str = ""
    id: Sequence[str] = ()
    type: Sequence[str] = ()
    state: Sequence[str] = ()
    family: Sequence[str] = ()
    author: Sequence[str] = ()
    tag: Sequence[str] = ()
    notebook: Sequence[str] = ()


@dataclass(frozen=True)
class Query(Filter):
    """One page of the list of models."""

    sort: SortKey = "name"
    order: Order = "asc"
    offset: int = 0
    limit: int = 100


@dataclass(frozen=True)
class FacetQuery(Filter):
    """Values of `field`, or of all fields, that have the text `value` in them; at most `limit` of each field."""

    field: FacetField | None = None
    value: str = ""
    limit: int = 50


class Metadata(Protocol):
    """Shapes of returned objects are schemas of the contract."""

    async def revision(self) -> int:
        """Increases with every change by any process."""

    def on_change(self, callback: Callable[[int], None]) -> None:
        """Call `callback(revision)` on the event loop after changes by this or another process."""

    async def list_models(self, query: Query) -> Json | Rendered:
        """Schema `ModelPage`."""

    async def facets(self, query: FacetQuery) -> Json:
        """Schema `Facets`."""

    async def get(self, name: str) -> Json:
        """Schema `Model`. Raises `NotFound`."""

    async def head(self, name: str) -> Json:
        """Schema `ModelHead`. Raises `NotFound`."""

    async def get_version(self, name: str, version: int) -> Json:
        """Schema `Version`. Raises `NotFound`."""

    async def update(self, name: str, change: Json, user: User) -> Json:
        """Apply a `ModelChange`, all of it or nothing; schema `Model`.

        Raises `NotFound`; `Invalid` for a bad name; `Conflict` for a name in use, or where a value is not the expected
        one any more.
        """

    async def update_version(self, name: str, version: int, change: Json, user: User) -> Json:
        """Apply a `VersionChange`; schema `Model`. Raises `NotFound`, or `Conflict` as `update` does."""

    async def reserve(self, name: str, operation: Json) -> Json:
        """Reserve a name for an operation (`id`, `kind` and `creator`) that will make the first version of a model.

        Schema `ModelHead` of the model that has the name by now. It is one without a version and with this operation
        where the name was free, or the last operation for it had failed. Else another model has the name: versions can
        be published into it all the same. Raises `Invalid` for a bad name.
        """

    async def settle(self, operation: str, error: Json) -> None:
        """The operation failed: what it has reserved stays, with this error, until somebody removes it or saves under
        that name. Nothing happens where the first version is there.
        """

    async def release(self, operation: str, user: User | None = None) -> None:
        """Give up what the operation has reserved; `user` is who removes it, None where the operation itself was
        cancelled. Nothing happens where the first version is there.
        """

    async def pending(self) -> list[str]:
        """Ids of the operations that have reserved a name and have not failed."""

    async def changes(self, name: str, offset: int, limit: int) -> Json:
        """Schema `ChangePage`: who changed the model of this name, also under earlier names, and other models while
        they had it, purged ones too. Raises `NotFound`.
        """

    async def published_by(self, operation: str) -> Json | None:
        """Schema `Version` of the version that an operation published, even from the trash; None if there is none."""

    async def delete(self, name: str, version: int | None, user: User) -> Json:
        """Move a model, or one version, to the trash; schema `TrashEntry`. Raises `NotFound`, also where there is no
        version.
        """

    async def trash(self) -> Json:
        """Schema `TrashList`."""

    async def restore(self, entry: str, user: User) -> Json:
        """Restore an entry; schema `Model`. Raises `NotFound`, or `Conflict` when the name is in use."""

    async def purge(self, entry: str | None, user: User) -> None:
        """Permanently delete an entry, or all. Raises `NotFound`."""
