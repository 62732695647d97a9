"""The table of formats and the adapters fit together."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_models.kernel.adapters.values import DATA

from .kernels import ROWS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["type"])
def test_every_row_has_an_adapter_that_needs_what_it_requires(row: dict[str, Any]) -> None:
    adapter = importlib.import_module(f"jupyterlab_models.kernel.adapters.{row['adapter']}").ADAPTER
    needed = {distribution for encoding in row["encodings"] for _, distribution in adapter.needs(encoding)}
    assert needed >= set(row["requirements"])


def test_the_page_and_the_kernel_leave_out_the_same_data() -> None:
    text = (Path(__file__).parents[2] / "src" / "formats.ts").read_text()
    table = re.findall(r"(\w+): \[([^\]]*)\]", text[text.index("const DATA =") :])
    assert {library: tuple(re.findall(r"'(\w+)'", names)) for library, names in table} == DATA
