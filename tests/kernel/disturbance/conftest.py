"""A kernel with a model in it, and the visits that the page pays to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ..kernels import Kernel
from .visits import MODEL, Visits


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """A kernel of this module alone, with probe, agent and the variable `model`."""
    found = Kernel(tmp_path_factory.mktemp("work"))
    try:
        found.install()
        found.run(MODEL)
        yield found
    finally:
        found.close()


@pytest.fixture
def visits(kernel: Kernel, tmp_path: Path) -> Visits:
    return Visits(kernel, tmp_path)
