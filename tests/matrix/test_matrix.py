"""Every row of the matrix through agent and server: saved in one kernel, loaded in a fresh one, compared."""

from __future__ import annotations

import pytest

from ..frameworks.loaded import ROWS as TABLE
from . import report
from .families import Family, families
from .round_trip import FidelityRow, RoundTrips

CALLS = [(family, number) for family in families() for number in range(len(family.rows))]
ROWS = [(family.name, family.rows[number]) for family, number in CALLS]

pytestmark = pytest.mark.matrix


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("family", "number"), CALLS, ids=[f"{family}-{row.name}" for family, row in ROWS])
async def test_comes_back(round_trips: RoundTrips, family: Family, number: int, passed: list[FidelityRow]) -> None:
    round_trip = await round_trips.of(family)
    passed.append(await round_trip.row(number))


def test_the_matrix_is_whole() -> None:
    assert len(ROWS) >= 90
    assert len({(family, row.name) for family, row in ROWS}) == len(ROWS), "two rows of a family have one name"
    assert {row.type for _, row in ROWS} == {entry["type"] for entry in TABLE}


def test_fidelity_page_is_fresh(passed: list[FidelityRow]) -> None:
    """Only outcomes are compared: the versions are those of constraints.txt on the Python of whoever wrote the page."""
    lines = report.lines_of(report.WRITTEN.read_text(encoding="utf-8"))
    stale = [line for result in passed if (line := report.line(result)) not in lines]
    assert not stale, f"run `make fidelity`: {stale}"
    assert len(lines) == len(ROWS), "run `make fidelity`: rows came or went"
