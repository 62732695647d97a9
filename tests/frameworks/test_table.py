"""The table of formats, and the frameworks that make it."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from jupyterlab_models.frameworks import discovery, table
from jupyterlab_models.frameworks.framework import Framework

from .loaded import ROWS

OWN = discovery.own()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["type"])
def test_every_row_has_an_adapter_that_needs_what_it_requires(row: dict[str, Any]) -> None:
    found = next(one for one in OWN if any(entry["type"] == row["type"] for entry in one.rows))
    own = next(entry for entry in found.rows if entry["type"] == row["type"])
    adapter = importlib.import_module(f"jupyterlab_models.{found.module(own)}").ADAPTER
    needed = {distribution for encoding in row["encodings"] for _, distribution in adapter.needs(encoding)}
    assert needed >= set(row["requirements"])


@pytest.mark.parametrize("framework", OWN, ids=lambda framework: framework.name)
def test_our_own_frameworks_are_what_is_asked_of_others(framework: Framework) -> None:
    table.check_schema(framework.description)
    table.check_fits(framework, [other for other in OWN if other is not framework])


@pytest.mark.parametrize("framework", OWN, ids=lambda framework: framework.name)
def test_judges_and_writers_are_for_encodings_of_the_framework(framework: Framework) -> None:
    assert framework.judges.keys() <= framework.encodings.keys()
    assert framework.writers.keys() == framework.encodings.keys()
