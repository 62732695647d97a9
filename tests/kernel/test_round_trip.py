"""What is loaded in a fresh kernel is what was saved in another one, and saving changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyterlab_models.risk import of_files

from . import zoo
from .kernels import Kernel
from .tickets import load, save

CASES = [
    *[(f"skops_{name}", *case, "skops", "parser") for name, case in zoo.SKLEARN.items()],
    *[(f"pickle_{name}", *case, "pickle", "code") for name, case in zoo.SKLEARN.items()],
]


@pytest.fixture(scope="module")
def trained(kernel: Kernel) -> Kernel:
    kernel.run(zoo.IMPORTS + zoo.DATA + zoo.OBSERVE)
    return kernel


@pytest.fixture(scope="module")
def empty(fresh: Kernel) -> Kernel:
    fresh.run(zoo.DATA + zoo.OBSERVE)
    return fresh


@pytest.mark.parametrize(("name", "code", "data", "encoding", "risk"), CASES, ids=[case[0] for case in CASES])
def test_comes_back_equal(
    trained: Kernel, empty: Kernel, tmp_path: Path, name: str, code: str, data: str, encoding: str, risk: str
) -> None:
    trained.run(f"{name} = {code}")
    before = trained.value(f"observe({name}, {data})")
    attributes = trained.value(f"sorted(vars({name}))")
    folder = tmp_path / "spool"
    version = save(trained, name, folder, encoding)
    assert trained.value(f"observe({name}, {data})") == before
    assert trained.value(f"sorted(vars({name}))") == attributes
    report = load(empty, name, version, folder / "files", tmp_path / "load")
    assert report["ok"], report
    assert report["class"] == version["class"] == before["class"]
    assert empty.value(f"observe({name}, {data})") == before
    assert of_files(encoding, folder / "files", [entry["path"] for entry in version["files"]]) == risk


def test_check_tells_what_is_written(trained: Kernel, tmp_path: Path) -> None:
    trained.run(f"told = {zoo.SKLEARN['pipeline'][0]}")
    check = trained.ask("check", variable="told")
    assert [choice["encoding"] for choice in check["choices"]] == ["skops", "pickle"]
    assert [choice["risk"] for choice in check["choices"]] == ["parser", "code"]
    for choice in check["choices"]:
        version = save(trained, "told", tmp_path / choice["encoding"], choice["encoding"])
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


def test_a_pipeline_around_lightgbm_is_a_pickle(trained: Kernel, empty: Kernel, tmp_path: Path) -> None:
    trained.run("mixed = make_pipeline(StandardScaler(), LGBMClassifier(n_estimators=3, verbose=-1)).fit(X, text)")
    check = trained.ask("check", variable="mixed")
    assert [choice["encoding"] for choice in check["choices"]] == ["pickle"]
    assert "lightgbm" in check["libraries"]
    version = save(trained, "mixed", tmp_path / "spool")
    assert load(empty, "mixed", version, tmp_path / "spool" / "files", tmp_path / "load")["ok"]
    assert empty.value("observe(mixed, X)") == trained.value("observe(mixed, X)")


def test_tables_describe_the_model(trained: Kernel, tmp_path: Path) -> None:
    trained.run(f"described = {zoo.LIGHTGBM['stopped'][0]}")
    version = save(trained, "described", tmp_path / "spool")
    tables = {table["title"]: table for table in version["summary"]}
    assert tables.keys() == {"Structure", "Parameters", "Feature importances", "Classes", "Metrics"}
    assert [row[0] for row in tables["Classes"]["rows"]] == ["ask", "leave", "stay"]
    assert ["learning_rate", "0.5"] in tables["Parameters"]["rows"]
    for table in tables.values():
        assert all(len(row) == len(table["columns"]) for row in table["rows"])
