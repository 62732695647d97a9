"""One server for the whole matrix, two kernels a family, and the page about what came back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from ..clients import TransferClient
from ..fork_servers import ForkServers
from ..frameworks.loaded import ROWS as TABLE
from ..server import Server, Servers
from . import report
from .families import Family, families
from .round_trip import FidelityRow, RoundTrips

PAGE = Path(__file__).parents[2] / ".make" / "fidelity.md"
QUIET = {"OMP_NUM_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""}
SECONDS = pytest.StashKey[dict[str, float]]()


@pytest.fixture(scope="module")
def kernel_specs(tmp_path_factory: pytest.TempPathFactory, fork_servers: ForkServers) -> Path:
    folder = tmp_path_factory.mktemp("jupyter")
    fork_servers.write_specs(folder)
    return folder


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(
    tmp_path_factory: pytest.TempPathFactory, kernel_specs: Path
) -> AsyncIterator[tuple[Server, TransferClient]]:
    servers = Servers(tmp_path_factory.mktemp("matrix"))
    try:
        yield await servers.start(**QUIET, JUPYTER_PATH=str(kernel_specs))
    finally:
        servers.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def round_trips(
    request: pytest.FixtureRequest, pytestconfig: pytest.Config, served: tuple[Server, TransferClient]
) -> AsyncIterator[RoundTrips]:
    calls = [item.callspec.params for item in request.session.items if hasattr(item, "callspec")]
    rows = [(call["family"], call["number"]) for call in calls if isinstance(call.get("family"), Family)]
    round_trips = RoundTrips(served, rows, TABLE, pytestconfig.stash.setdefault(SECONDS, {}))
    try:
        yield round_trips
    finally:
        await round_trips.stop()


@pytest.fixture(scope="module")
def passed() -> Iterator[list[FidelityRow]]:
    """Rows that came back as promised; at the end they are written as a page, for `make fidelity` to take."""
    found: list[FidelityRow] = []
    yield found
    written = report.WRITTEN.read_text(encoding="utf-8") if report.WRITTEN.exists() else ""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(report.page(written, found, families()), encoding="utf-8")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for family, seconds in config.stash.get(SECONDS, {}).items():
        terminalreporter.write_line(f"matrix: {family} {seconds:.1f} s")
