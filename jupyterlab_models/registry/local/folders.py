"""Paths under the root of a store, and how changes of folders are made durable."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

FACTS = "model.json"
"""The file beside a version's own files that holds its immutable facts."""

_ID = re.compile(r"[0-9a-f]{32}")
_NUMBER = re.compile(r"[1-9][0-9]{0,9}")

Place = tuple[str, int]
"""A model's id and a version's number; 0 stands for a model's folder with no version in it."""


@dataclass(frozen=True)
class Folders:
    root: Path

    @property
    def database(self) -> Path:
        return self.root / "catalog.db"

    @property
    def models(self) -> Path:
        return self.root / "models"

    @property
    def scratch(self) -> Path:
        return self.root / "scratch"

    def version(self, model: str, number: int) -> Path:
        return self.models / model / str(number)

    def make(self) -> None:
        """Create missing folders, readable by the owner alone; existing folders keep their mode."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (self.models, self.scratch):
            folder.mkdir(mode=0o700, exist_ok=True)

    def places(self) -> Generator[Place, None, None]:
        """All folders of versions, and of models without versions. Other entries are ignored."""
        with os.scandir(self.models) as models:
            for model in models:
                if is_id(model.name) and model.is_dir(follow_symlinks=False):
                    yield from self._places_of(model.name)

    def _places_of(self, model: str) -> Iterator[Place]:
        try:
            names = [entry.name for entry in (self.models / model).iterdir()]
        except FileNotFoundError:  # purged meanwhile
            return
        if not names:
            yield model, 0
        for name in names:
            if _NUMBER.fullmatch(name):
                yield model, int(name)


def is_id(name: str) -> bool:
    """Whether a name is an id: 32 lower-case hexadecimal digits."""
    return _ID.fullmatch(name) is not None


def sync(path: Path) -> None:
    """Sync a file's content, or the names in a folder, to disk."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some file systems cannot sync folders and need not: nothing more can be done there.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(handle)
