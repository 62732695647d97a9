"""Every row of the matrix through agent and server: saved in one kernel, loaded in a fresh one, compared."""

from __future__ import annotations

import json

import pytest

from jupyterlab_models.formats import PATH as FORMATS

from ..server import Server
from ..standin import Desk
from . import report
from .families import families
from .pair import Pair
from .passage import Told, pass_through
from .row import Row

FAMILIES = families()
ROWS = [(family, number, row) for family in FAMILIES for number, row in enumerate(family.rows)]
TABLE = json.loads(FORMATS.read_text(encoding="utf-8"))["rows"]

pytestmark = pytest.mark.matrix


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("pair", "number", "row"),
    ROWS,
    ids=[f"{family.name}-{row.name}" for family, _, row in ROWS],
    indirect=["pair"],
    scope="module",
)
async def test_comes_back(pair: Pair, number: int, row: Row, served: tuple[Server, Desk], passed: list[Told]) -> None:
    spool = served[0].home.parent / "store" / "spool"
    try:
        passed.append(await pass_through(pair, row, f"{pair.family.name}-{number}", TABLE, spool))
    finally:
        await pair.tidy()


def test_the_matrix_is_whole() -> None:
    assert len(ROWS) >= 90
    named = {(family.name, row.name) for family, _, row in ROWS}
    assert len(named) == len(ROWS), "two rows of a family have one name"
    types = {row.type for _, _, row in ROWS}
    assert types == {entry["type"] for entry in TABLE}


def test_fidelity_page_is_fresh(passed: list[Told]) -> None:
    """Only outcomes are compared: the versions are those of constraints.txt on the Python of whoever wrote the page."""
    lines = report.lines_of(report.WRITTEN.read_text(encoding="utf-8"))
    stale = [line for told in passed if (line := report.line(told)) not in lines]
    assert not stale, f"run `make fidelity`: {stale}"
    assert len(lines) == len(ROWS), "run `make fidelity`: rows came or went"
