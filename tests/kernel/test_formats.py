"""The table of formats and the adapters fit together."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from .kernels import ROWS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["type"])
def test_every_row_has_an_adapter_that_needs_what_it_requires(row: dict[str, Any]) -> None:
    adapter = importlib.import_module(f"jupyterlab_models.kernel.adapters.{row['adapter']}").ADAPTER
    needed = {distribution for encoding in row["encodings"] for _, distribution in adapter.needs(encoding)}
    assert needed >= set(row["requirements"])
