"""The registry's bytes: the files of versions, on their way in and out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from ..risk.judging import Verdict
from ..server.files import Files
from ..server.types import Json
from ..server.users import User

Judge = Callable[[Files], Verdict]


@dataclass(frozen=True)
class Staged:
    """A complete version, ready to be published.

    `publish` takes the folder of `files` over: afterwards it is gone, whether the version was published or not, except
    where name or list of files were refused at once.

    `facts` are the fields of the schema `Version` that the registry does not find out by itself:
    format, encoding, family, kind, class, notebook, variable, origin, libraries, requirements, python,
    platform, restores, lost, summary, facts, cell, commit.

    `judge` gives the facts `risk` and `judged`. The registry calls it, in a thread, on the files that it has taken and
    hashed: so what was judged is what is stored. What it raises ends the publish.
    """

    files: Files
    name: str
    creator: User
    facts: Json
    judge: Judge
    description: str | None = None
    tags: list[str] | None = None
    type: str | None = None
    """Schema `ModelType`; a model without a type gets it."""
    operation: str | None = None
    """Id of the operation that publishes it, for `published_by`; stored with the facts, not exposed."""


class Artifacts(Protocol):
    async def publish(self, staged: Staged) -> Json:
        """Hash the staged files, make them durable and register them as the next version; schema `Version`.

        Either the version is completely there or nothing changed. Raises `Invalid` for a bad name.
        """

    async def fetch(self, name: str, version: int, sha256: str) -> Files:
        """The files of a version, after their digests were compared with its record.

        `sha256` is the digest of the version that the caller has looked at: names and numbers can be reused.
        Raises `NotFound`, and `Conflict` when it is another version by now or the bytes are not what was saved.
        """

    async def judge_again(self, name: str, version: int, sha256: str, judge: Judge) -> Json:
        """Judge the files of a version and store what was found; schema `Version`. Raises as `fetch` does."""

    def judged_before(self, rules: Mapping[str, int]) -> AsyncIterator[Json]:
        """Schema `VersionHead` with `model`, the name, of all versions whose rules are older (encoding → number)."""

    async def free_bytes(self) -> int:
        """How many bytes of new versions there is room for."""
