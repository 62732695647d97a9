"""Harmless files of every encoding are read and used, and the harness finds nothing wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyterlab_models.frameworks.discovery import own

from .harness import Readers, judge
from .samples import SAMPLES, start

CODE = ("pickle", "cloudpickle")
CANNOT = {"catboost-pool": {"copy", "deepcopy", "hash", "save"}, "savedmodel": {"deepcopy"}}
"""Uses that the libraries refuse."""


def test_every_encoding_has_a_sample() -> None:
    ours = [framework for framework in own() if framework.encodings]
    assert {*SAMPLES, *CODE} == {encoding for framework in ours for encoding in framework.encodings}


@pytest.mark.parametrize("encoding", SAMPLES)
def test_a_harmless_file_does_nothing(readers: Readers, tmp_path: Path, encoding: str) -> None:
    SAMPLES[encoding].write(encoding, tmp_path)
    assert judge(encoding, tmp_path) in ("data", "parser", "program")
    report = start(readers, encoding).read_and_use(tmp_path)
    assert not report.harm, report.harm
    assert report.outcome == "loaded", report.error
    raised = {use for use, error in report.used.items() if error}
    assert raised <= CANNOT.get(encoding, {"hash"}), report.used
