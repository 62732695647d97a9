"""Processes that read hostile files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .harness import Readers


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Readers]:
    readers = Readers(tmp_path_factory.mktemp("readers"))
    yield readers
    readers.close()
