"""What the server judges a skops file by, and what the kernel checks again before it reads one."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .refused import Refused
from .skops_archive import DAMAGED, Archive, opened
from .skops_schema import Schema
from .trusted_types import TRUSTED


def check(file: Path) -> frozenset[str]:
    """The names of all classes and functions in the file. Error `Refused` unless all of it is known to be harmless."""
    with _reading(file) as archive:
        schema = Schema(archive)
        schema.value(archive.schema())
        return frozenset(schema.names)


def trusted_names(file: Path) -> list[str]:
    """Those names of the fixed list that the file mentions, for `trusted=` when it is read; nothing else of it."""
    try:
        with _reading(file) as archive:
            return sorted(TRUSTED & set(_names(archive.schema())))
    except Refused:
        return []


@contextmanager
def _reading(file: Path) -> Iterator[Archive]:
    try:
        with opened(file) as archive:
            yield archive
    except (*DAMAGED, AttributeError, TypeError, IndexError) as error:
        raise Refused("bytes that are no skops file") from error
    except OSError as error:
        # An archive may name a place before its own beginning.
        if error.errno != errno.EINVAL:
            raise
        raise Refused("bytes that are no skops file") from error


def _names(schema: Any) -> Iterator[str]:
    # A list instead of recursion: the depth of a file from elsewhere has no bound.
    waiting = [schema]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            yield f"{value.get('__module__')}.{value.get('__class__')}"
            waiting.extend(value.values())
