"""What CatBoost's files contain and what they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import zoo
from .kernels import Kernel
from .tickets import Json, load, save, spool_way, ticket

LIBRARIES = "small"


@pytest.fixture(scope="module")
def trained(kernel: Kernel) -> Kernel:
    kernel.run(zoo.IMPORTS + zoo.DATA)
    kernel.run(f"cat = {zoo.CATBOOST['text'][0]}\nother = {zoo.CATBOOST['number'][0]}")
    return kernel


def choice(kernel: Kernel, variable: str) -> Json:
    (found,) = kernel.ask("check", variable=variable)["choices"]
    return dict(found)


def test_nothing_is_lost_of_a_plain_model(trained: Kernel) -> None:
    assert choice(trained, "cat")["lost"] == []


def test_attributes_of_the_user(trained: Kernel, tmp_path: Path) -> None:
    trained.run("cat.my_frame, cat.my_note = frame, ('kept', 1)")
    (sentence,) = choice(trained, "cat")["lost"]
    assert "my_frame (pandas." in sentence
    version = save(trained, "cat", tmp_path / "spool")
    trained.run("del cat.my_frame, cat.my_note")
    assert version["lost"] == [sentence]
    assert load(trained, "back", version, tmp_path / "spool" / "files", tmp_path / "load", overwrite=True)["ok"]
    assert trained.value("(back.my_frame, back.my_note)") == (None, ("kept", 1))


@pytest.mark.parametrize(("another", "difference"), [("other", "classes"), ("shrunk", "number of trees")])
def test_a_file_of_another_model_is_not_saved(trained: Kernel, tmp_path: Path, another: str, difference: str) -> None:
    trained.run("shrunk = cat.copy(); shrunk.shrink(3)")
    trained.run("import catboost; _save_model = catboost.CatBoost.save_model")
    trained.run(f"catboost.CatBoost.save_model = lambda model, *a, **k: _save_model({another}, *a, **k)")
    try:
        members = {"format": "cbm", "encoding": "catboost-cbm", "ticket": ticket([spool_way(tmp_path / "spool")])}
        error = trained.ask("save", variable="cat", **members)["error"]
    finally:
        trained.run("catboost.CatBoost.save_model = _save_model")
    assert error["code"] == "not_restorable"
    assert difference in error["message"]


@pytest.mark.parametrize("number", ["1.2.2", "1.1"])
def test_scores_are_promised_by_versions_that_write_them(trained: Kernel, number: str) -> None:
    assert choice(trained, "cat")["restores"].endswith("and scores")
    trained.run(f"import catboost; _number = catboost.__version__; catboost.__version__ = {number!r}")
    try:
        old = choice(trained, "cat")
    finally:
        trained.run("catboost.__version__ = _number")
    assert "scores" not in old["restores"]
    (sentence,) = old["lost"]
    assert sentence.startswith(f"The scores: CatBoost {number} ")
    assert "1.2.3" in sentence
