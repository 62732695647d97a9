"""The registry as the rest of the server sees it.

One implementation is `registry.local` (SQLite and folders). Another one is one more class of `Registry`.
All methods are coroutines and may be called from the event loop at any time; none blocks it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

SortKey = Literal["name", "updated", "bytes"]
Order = Literal["asc", "desc"]
Json = dict[str, Any]
"""A JSON object whose shape is the schema of the same name in `openapi.yaml`."""


class RegistryError(Exception):
    """What a user can understand: `code` for programs, `message` and `hint` for people."""

    status = 400

    def __init__(self, code: str, message: str, hint: str = "", field: str = "", extra: Json | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.field = field
        self.extra = extra or {}

    def to_json(self) -> Json:
        """The schema `Error`."""
        body: Json = {"code": self.code, "message": self.message, **self.extra}
        if self.hint:
            body["hint"] = self.hint
        if self.field:
            body["field"] = self.field
        return body


class NotFound(RegistryError):
    status = 404


class Conflict(RegistryError):
    status = 409


class Invalid(RegistryError):
    status = 422


class Forbidden(RegistryError):
    status = 403


class NoSpace(RegistryError):
    status = 507


class ReadOnly(RegistryError):
    status = 409


@dataclass(frozen=True)
class User:
    """Who acts; recorded as creator, compared by `username`."""

    username: str
    name: str

    def to_json(self) -> Json:
        return {"username": self.username, "name": self.name}


@dataclass(frozen=True)
class Query:
    """One page of the list of models.

    `text` is sought in names, tags and descriptions, without regard to case; `notebook` keeps the models that
    have a version saved from that path.
    """

    text: str = ""
    notebook: str | None = None
    sort: SortKey = "name"
    order: Order = "asc"
    offset: int = 0
    limit: int = 100


@dataclass(frozen=True)
class Staged:
    """A complete version in a folder on the registry's file system, ready to be published.

    `publish` takes the folder over: afterwards it is gone, whether the version was published or not, except where
    name or list of files were refused at once.

    `facts` are the fields of the schema `Version` that the registry does not find out by itself:
    format, encoding, family, kind, class, notebook, variable, origin, libraries, requirements, python,
    platform, restores, lost, summary, facts, cell, commit.

    `judge` gives the fact `risk` from the folder and its `files`. The registry calls it, in a thread, on the files
    that it has taken and hashed: so what was judged is what is stored. What it raises ends the publish.
    """

    folder: Path
    name: str
    creator: User
    facts: Json
    judge: Callable[[Path, list[str]], str]
    description: str | None = None
    tags: list[str] | None = None
    files: list[str] = field(default_factory=list)
    """Relative paths of the files in `folder` that make up the version; others there are not taken."""
    transfer: str | None = None
    """Id of the transfer that publishes it, for `of_transfer`; stored with the facts, not exposed."""


class Registry(Protocol):
    """What the routes need. Shapes of returned objects are the schemas of `openapi.yaml`."""

    read_only: bool

    async def open(self) -> None:
        """Open or create the store. Raises `RegistryError` when it cannot, with nothing changed."""

    async def close(self) -> None: ...

    async def revision(self) -> int:
        """Increases with every change by any process."""

    def on_change(self, callback: Callable[[int], None]) -> None:
        """Call `callback(revision)` on the event loop after changes by this or another process."""

    async def list_models(self, query: Query) -> Json:
        """Schema `ModelPage`."""

    async def get(self, name: str) -> Json:
        """Schema `Model`. Raises `NotFound`."""

    async def get_version(self, name: str, version: int) -> Json:
        """Schema `Version`. Raises `NotFound`."""

    async def update(self, name: str, change: Json) -> Json:
        """Apply a `ModelChange`; schema `Model`. Raises `NotFound`."""

    async def publish(self, staged: Staged) -> Json:
        """Hash, make durable and enter the staged files as the next version; schema `Version`.

        Either the version is completely there or nothing changed. Raises `Invalid` for a bad name.
        """

    async def of_transfer(self, transfer: str) -> Json | None:
        """Schema `Version` of the version that a transfer published, even from the trash; None if there is none."""

    async def delete(self, name: str, version: int | None, user: User) -> Json:
        """Move a model, or one version, to the trash; schema `TrashEntry`. Raises `NotFound`."""

    async def trash(self) -> Json:
        """Schema `TrashList`."""

    async def restore(self, entry: str) -> Json:
        """Restore an entry; schema `Model`. Raises `NotFound`, or `Conflict` when the name is in use."""

    async def purge(self, entry: str | None) -> None:
        """Permanently delete an entry, or all. Raises `NotFound`."""

    async def verified_folder(self, name: str, version: int, sha256: str) -> Path:
        """The folder of a version after its files' digests were compared with the database.

        `sha256` is the digest of the version that the caller has looked at: names and numbers can be taken anew.
        Raises `NotFound`, and `Conflict` when it is another version by now or bytes on disk are not what was saved.
        """

    async def free_bytes(self) -> int: ...

    def new_spool(self, transfer: str) -> Path:
        """An empty folder of mode 0700 on the registry's file system for the bytes of one transfer."""

    def spool_path(self, transfer: str) -> Path: ...
