"""LightGBM's text: what it names must be in range, as the library follows it without a check."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .harness import Reader, Readers
from .samples import SAMPLES, start

FILE = "model.txt"
ATTEMPTS: dict[str, tuple[str, str]] = {
    "feature out of range": (r"split_feature=\d+", "split_feature=1000000"),
    "feature below zero": (r"split_feature=\d+", "split_feature=-1000000"),
    "feature that is no number": (r"split_feature=\d+", "split_feature=x"),
    "more features than nodes": (r"split_feature=", "split_feature=0 0 0 0 "),
    "child out of range": (r"left_child=-?\d+", "left_child=1000000"),
    "leaf out of range": (r"right_child=-?\d+", "right_child=-1000000"),
    "child that leads back": (r"left_child=-?\d+", "left_child=0"),
    "fewer children than nodes": (r"left_child=[^\n]*", "left_child="),
    "more leaves than values": (r"num_leaves=\d+", "num_leaves=1000000"),
    "fewer leaves than values": (r"num_leaves=\d+", "num_leaves=1"),
    "no leaves": (r"num_leaves=\d+", "num_leaves=0"),
    "leaves below zero": (r"num_leaves=\d+", "num_leaves=-5"),
    "categories that are not there": (r"num_cat=0", "num_cat=3"),
    "decision by a category that is not there": (r"decision_type=\d+", "decision_type=1"),
    "decision of an unknown kind": (r"decision_type=\d+", "decision_type=4000"),
    "linear leaves without numbers": (r"is_linear=0", "is_linear=1"),
    "a line twice": (r"num_cat=0", "num_cat=0\nnum_cat=0"),
    "a line that no tree has": (r"num_cat=0", "num_dog=0"),
    "no values": (r"leaf_value=[^\n]*\n", ""),
    "values that are no numbers": (r"leaf_value=[^\n]*", "leaf_value=a b c d"),
    "more features than there are names": (r"max_feature_idx=\d+", "max_feature_idx=999999"),
    "very many classes": (r"num_class=1", "num_class=1000000"),
    "trees for no class": (r"num_tree_per_iteration=1", "num_tree_per_iteration=0"),
    "trees for more classes": (r"num_tree_per_iteration=1", "num_tree_per_iteration=7"),
    "objective for other classes": (r"objective=[^\n]*", "objective=multiclass num_class:50"),
    "sizes below zero": (r"tree_sizes=\d+", "tree_sizes=-100"),
    "sizes beyond the end": (r"tree_sizes=\d+", "tree_sizes=999999999999"),
    "values of features that cannot be": (r"feature_infos=\S+", "feature_infos=[0:"),
    "a sign that is no text": (r"feature_infos=", "feature_infos=\0"),
    "a parameter without a value": (r"\[boosting: gbdt\]", "[boosting"),
    "a parameter that is none": (r"\[boosting: gbdt\]", "boosting"),
    "parameters without an end": (r"end of parameters\n", ""),
    "no end": (r"pandas_categorical:[^\n]*", ""),
    "no end of the trees": (r"end of trees", "and of trees"),
    "no end of parameters": (r"\nend of parameters\n", "\n"),
    "another end of parameters": (r"end of parameters", "end of pavameters"),
    "a parameter in two lines": (r"\[refit_decay_rate: 0\.9\]", "[refit_deca\ny_rate: 0.9]"),
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
    "a number that is none": (r"split_gain=(\d)", "split_gain=/"),
    "two lines that became one": (r"\ninternal_value=", "\tinternal_value="),
}


HAND_WRITTEN = {"lightgbm-text": ATTEMPTS}


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    return start(readers, "lightgbm-text")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    SAMPLES["lightgbm-text"].write("lightgbm-text", folder)
    return folder


@pytest.mark.parametrize("name", ATTEMPTS)
def test_the_library_never_sees_it(reader: Reader, written: Path, tmp_path: Path, name: str) -> None:
    pattern, instead = ATTEMPTS[name]

    def forged(folder: Path, target: Path) -> None:
        for file in written.iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
        text = (folder / FILE).read_text()
        changed = re.sub(pattern, lambda found: instead, text, count=1)
        assert changed != text
        if not name.startswith("sizes"):
            changed = with_sizes(changed)
        (folder / FILE).write_text(changed)

    assert reader.check(forged, tmp_path / "version").outcome == "refused"


def with_sizes(text: str) -> str:
    """Sizes that fit the trees, so that nothing else is wrong."""
    trees = re.findall(r"Tree=.*?(?=Tree=|end of trees|and of trees)", text, re.DOTALL)
    return re.sub(r"tree_sizes=[^\n]*", "tree_sizes=" + " ".join(str(len(tree)) for tree in trees), text)


def test_parameters_with_brackets_are_read(reader: Reader, written: Path, tmp_path: Path) -> None:
    for file in written.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    text = (tmp_path / FILE).read_text()
    (tmp_path / FILE).write_text(text.replace("[interaction_constraints: ]", "[interaction_constraints: [0,1],[2]]"))
    assert reader.read_and_use(tmp_path).outcome == "loaded"
