"""An open registry in a folder of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from jupyterlab_models.registry.interface import Registry
from jupyterlab_models.registry.local import LocalRegistry

from .staged import quick_folder


@pytest.fixture
def quick_path() -> Iterator[Path]:
    """As `tmp_path`, for what changes stores thousands of times."""
    with TemporaryDirectory(dir=quick_folder()) as folder:
        yield Path(folder)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
async def registry(root: Path) -> AsyncIterator[LocalRegistry]:
    registry = LocalRegistry(root)
    as_routes_see_it: Registry = registry
    await as_routes_see_it.open()
    yield registry
    await registry.close()
