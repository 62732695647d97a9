"""Files of every encoding, one after the other in one process: harmless, changed by their grammar, and damaged.

`make soak` does far more of the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from jupyterlab_models.frameworks.discovery import own

from .fuzzer import fuzz
from .grammars import GRAMMARS
from .harness import Reader, Readers, judge
from .mutations import mutate, mutations
from .samples import SAMPLES, start

FUZZED, MUTATED = 100, 6
"""Cases."""
CODE = ("pickle", "cloudpickle")
CANNOT = {"catboost-pool": {"copy", "deepcopy", "hash", "save"}, "savedmodel": {"deepcopy"}}
"""Uses that the libraries refuse."""


@pytest.fixture(scope="module", params=SAMPLES)
def reader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Started once for all tests of an encoding."""
    readers = Readers(tmp_path_factory.mktemp("readers"))
    yield start(readers, request.param)
    readers.close()


def test_every_encoding_has_a_sample() -> None:
    ours = [framework for framework in own() if framework.encodings]
    assert {*SAMPLES, *CODE} == {encoding for framework in ours for encoding in framework.encodings}


def test_a_harmless_file_does_nothing(reader: Reader, tmp_path: Path) -> None:
    SAMPLES[reader.encoding].write(reader.encoding, tmp_path)
    assert judge(reader.encoding, tmp_path) in ("data", "parser", "program")
    report = reader.read_and_use(tmp_path)
    assert not report.harm, report.harm
    assert report.outcome == "loaded", report.error
    raised = {use for use, error in report.used.items() if error}
    assert raised <= CANNOT.get(reader.encoding, {"hash"}), report.used


def test_changes_by_the_grammar_run_nothing(reader: Reader, tmp_path: Path) -> None:
    for name in [name for name, grammar in GRAMMARS.items() if grammar.encoding == reader.encoding]:
        figures = fuzz(name, FUZZED, seed=3, folder=tmp_path / name, reader=reader, passed=8, refused=6)
        assert not figures.wrong, f"{figures}\n" + "\n".join(figures.wrong[:10])
        assert figures.cases == FUZZED
        assert sum(figures.read.values()) >= 5, figures


def test_damaged_bytes_run_nothing(reader: Reader, tmp_path: Path) -> None:
    mutated = mutations(reader.encoding, MUTATED, seed=5, folder=tmp_path, reader=reader)
    assert not mutated.wrong, "\n".join(mutated.wrong)
    assert sum((mutated.read + mutated.asked).values()) == MUTATED


def test_mutations_are_different_and_repeatable() -> None:
    content = bytes(range(256))
    once, again = ([mutate(content, random) for _ in range(50)] for random in (Random(1), Random(1)))
    assert once == again
    assert len({*once}) > 40
