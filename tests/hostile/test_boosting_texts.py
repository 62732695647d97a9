"""Hostile texts of LightGBM: the library's own reader would follow them out of memory, or never end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .harness import Reader, Readers
from .samples import SAMPLES, start

ENCODING = "lightgbm-text"
ATTEMPTS: dict[str, tuple[str, str]] = {
    "no end of parameters": (r"\nend of parameters\n", "\n"),
    "another end of parameters": (r"end of parameters", "end of pavameters"),
    "a parameter in two lines": (r"\[refit_decay_rate: 0\.9\]", "[refit_deca\ny_rate: 0.9]"),
    "a parameter without value": (r"\[sigmoid: 1\]", "[sigmoid]"),
    "a parameter without end": (r"\[sigmoid: 1\]", "[sigmoid: 1"),
    "a parameter without beginning": (r"\[sigmoid: 1\]", "sigmoid: 1]"),
    "a parameter of another name": (r"\[local_listen_port:", "[local^listen_port:"),
    "a zero byte in a name": (r"\[use_missing:", "[use\0missing:"),
    "a zero byte in a value": (r"\[sigmoid: 1\]", "[sigmoid: \0]"),
    "cut within the parameters": (r"\[sigmoid: 1\][\s\S]*", "[sig"),
    "cut after the trees": (r"end of trees[\s\S]*", "end of trees\n"),
    "a zero byte in the head": (r"max_feature_idx=2", "max_feature\0idx=2"),
    "a feature fewer": (r"max_feature_idx=2", "max_feature_idx=1"),
    "millions of features": (r"max_feature_idx=2", "max_feature_idx=2147483647"),
    "a feature below zero": (r"max_feature_idx=2", "max_feature_idx=-2"),
    "no classes": (r"num_class=1", "num_class=0"),
    "many classes": (r"num_class=1", "num_class=1000000"),
    "many trees in a round": (r"num_tree_per_iteration=1", "num_tree_per_iteration=1000"),
    "a size below zero": (r"tree_sizes=\d+", "tree_sizes=-1"),
    "a large size": (r"tree_sizes=\d+", "tree_sizes=99999999"),
    "many leaves": (r"num_leaves=(\d+)", "num_leaves=1000000"),
    "a split of a feature that is not there": (r"split_feature=\d", "split_feature=9"),
    "a split of a feature below zero": (r"split_feature=\d", "split_feature=-9"),
    "a child that is not there": (r"left_child=\S+", "left_child=99"),
    "a child that is its own parent": (r"left_child=\S+", "left_child=0"),
    "a leaf that is not there": (r"right_child=\S+", "right_child=-99"),
    "an unknown decision": (r"decision_type=\d+", "decision_type=255"),
    "categories that are not there": (r"decision_type=\d+", "decision_type=1"),
    "a number that is none": (r"split_gain=(\d)", "split_gain=/"),
    "two lines that became one": (r"\ninternal_value=", "\tinternal_value="),
}


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("sample")
    SAMPLES[ENCODING].write(ENCODING, folder)
    return (folder / "model.txt").read_text()


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    return start(readers, ENCODING, seconds=10.0)


@pytest.mark.parametrize("name", ATTEMPTS)
def test_it_is_refused_before_the_library_reads_it(reader: Reader, text: str, tmp_path: Path, name: str) -> None:
    def make(folder: Path, target: Path) -> None:
        pattern, other = ATTEMPTS[name]
        changed = re.sub(pattern, lambda _: other, text, count=1)
        assert changed != text
        SAMPLES[ENCODING].write(ENCODING, folder)
        (folder / "model.txt").write_text(changed)

    report = reader.check(make, tmp_path / "version")
    assert report.outcome == "refused"
