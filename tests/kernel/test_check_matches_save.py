"""What `check` announces is what `save` writes: files, size, libraries, tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import zoo
from .kernels import Kernel
from .tickets import save

LIBRARIES = "small"


@pytest.fixture(scope="module")
def trained(kernel: Kernel) -> Kernel:
    kernel.run(zoo.IMPORTS + zoo.DATA)
    return kernel


def test_check_lists_the_files_that_are_written(trained: Kernel, tmp_path: Path) -> None:
    trained.run(f"pipe = {zoo.SKLEARN['pipeline'][0]}")
    check = trained.ask("check", variable="pipe")
    assert [choice["encoding"] for choice in check["choices"]] == ["skops", "pickle"]
    assert [choice["risk"] for choice in check["choices"]] == ["parser", "code"]
    for choice in check["choices"]:
        version = save(trained, "pipe", tmp_path / choice["encoding"], choice["encoding"])
        assert [entry["path"] for entry in version["files"]] == choice["files"]
        assert version["restores"] == choice["restores"]
    assert check["libraries"].keys() >= {"scikit-learn", "numpy", "skops"}


@pytest.mark.parametrize("case", ["catboost_text", "lightgbm_text", "skops_search"])
def test_predicted_size_is_about_right(trained: Kernel, tmp_path: Path, case: str) -> None:
    family, _, name = case.partition("_")
    table = {"catboost": zoo.CATBOOST, "lightgbm": zoo.LIGHTGBM, "skops": zoo.SKLEARN}[family]
    trained.run(f"sized = {table[name][0]}".replace("iterations=8", "iterations=300").replace("=6,", "=300,"))
    check = trained.ask("check", variable="sized")
    version = save(trained, "sized", tmp_path / "spool", check["choices"][-1]["encoding"])
    real = sum(entry["bytes"] for entry in version["files"])
    assert real / 2 < check["bytes"] < real * 2


def test_a_pipeline_around_lightgbm_is_a_pickle(trained: Kernel) -> None:
    trained.run("mixed = make_pipeline(StandardScaler(), LGBMClassifier(n_estimators=3, verbose=-1)).fit(X, text)")
    check = trained.ask("check", variable="mixed")
    assert [choice["encoding"] for choice in check["choices"]] == ["pickle"]
    assert "lightgbm" in check["libraries"]


def test_tables_describe_the_model(trained: Kernel, tmp_path: Path) -> None:
    trained.run(f"described = {zoo.LIGHTGBM['stopped'][0]}")
    version = save(trained, "described", tmp_path / "spool")
    tables = {table["title"]: table for table in version["summary"]}
    assert tables.keys() == {"Structure", "Parameters", "Feature importances", "Classes", "Metrics"}
    assert [row[0] for row in tables["Classes"]["rows"]] == ["ask", "leave", "stay"]
    assert ["learning_rate", "0.5"] in tables["Parameters"]["rows"]
    for table in tables.values():
        assert all(len(row) == len(table["columns"]) for row in table["rows"])
