"""A kernel with a model in it, and the visits that the page pays to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ...fork_servers import ForkServers
from ..kernels import Kernel, running
from .visits import MODEL, Visits


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory, fork_servers: ForkServers, libraries: str) -> Iterator[Kernel]:
    """A kernel of this module alone, with probe, agent and the variable `model`."""
    for found in running(tmp_path_factory.mktemp("work"), fork_servers.argv(libraries, "saves")):
        found.run(MODEL)
        yield found


@pytest.fixture
def visits(kernel: Kernel, tmp_path: Path) -> Visits:
    return Visits(kernel, tmp_path)
