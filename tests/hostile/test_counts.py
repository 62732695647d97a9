"""Every encoding that is not code from the start has its share of attempts that were written by hand."""

from __future__ import annotations

import importlib
from collections import Counter
from pathlib import Path

import pytest

from .samples import SAMPLES

LEAST = 20
"""Of the native files of each encoding; what lies beside them has attempts of its own."""


def counts() -> Counter[str]:
    """Encoding → attempts, as the modules beside this one name them."""
    found: Counter[str] = Counter()
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        module = importlib.import_module(f"{__package__}.{path.stem}")
        for encoding, names in getattr(module, "HAND_WRITTEN", {}).items():
            found[encoding] += len(set(names))
    return found


@pytest.fixture(scope="module")
def counted() -> Counter[str]:
    return counts()


@pytest.mark.parametrize("encoding", SAMPLES)
def test_there_are_enough_attempts(counted: Counter[str], encoding: str) -> None:
    assert counted[encoding] >= LEAST, dict(counted)


def test_no_encoding_is_counted_that_is_none(counted: Counter[str]) -> None:
    assert {*counted} == {*SAMPLES}
