"""Kernels for the tests of the kernel's half; one a module, because starting one takes a second."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .kernels import Kernel


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """A kernel with probe and agent in it."""
    yield from _running(tmp_path_factory.mktemp("work"))


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """Another one, in which nothing of the first is defined."""
    yield from _running(tmp_path_factory.mktemp("fresh"))


def _running(folder: Path) -> Iterator[Kernel]:
    found = Kernel(folder)
    try:
        found.install()
        yield found
    finally:
        found.close()
