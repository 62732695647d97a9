"""A sample of what `make soak` does with every encoding: damaged bytes run nothing."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from .harness import Readers
from .mutations import mutate, mutations
from .samples import SAMPLES

CASES = 6


@pytest.mark.parametrize("encoding", SAMPLES)
def test_damaged_bytes_run_nothing(readers: Readers, tmp_path: Path, encoding: str) -> None:
    mutated = mutations(encoding, CASES, seed=5, folder=tmp_path, readers=readers)
    assert not mutated.wrong, "\n".join(mutated.wrong)
    assert sum((mutated.read + mutated.asked).values()) == CASES


def test_mutations_are_different_and_repeatable() -> None:
    content = bytes(range(256))
    once, again = ([mutate(content, random) for _ in range(50)] for random in (Random(1), Random(1)))
    assert once == again
    assert len({*once}) > 40
