"""Kernels for the tests of the kernel's half; one a module, so that no module sees what another left."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ..fork_servers import ForkServers
from .kernels import Kernel, running


@pytest.fixture(scope="module")
def libraries(request: pytest.FixtureRequest) -> str:
    """Which libraries the module's `kernel` has imported already: a key of `fork_servers.LIBRARIES`."""
    found: str = getattr(request.module, "LIBRARIES", "none")
    return found


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory, fork_servers: ForkServers, libraries: str) -> Iterator[Kernel]:
    """A kernel with probe and agent in it."""
    yield from running(tmp_path_factory.mktemp("work"), fork_servers.argv(libraries, "saves"))


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory, fork_servers: ForkServers) -> Iterator[Kernel]:
    """Another one, in which nothing is imported and nothing of the first is defined."""
    yield from running(tmp_path_factory.mktemp("fresh"), fork_servers.argv("none", "loads"))
