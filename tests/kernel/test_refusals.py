"""What cannot be saved is refused before anything is written, with a reason and a way on."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import zoo
from .kernels import Kernel
from .tickets import Json, spool_way, ticket

LIBRARIES = "small"

CODE = """
class Loss:
    def calc_ders_range(self, approxes, targets, weights):
        return [(t - a, -1.0) for a, t in zip(approxes, targets)]

unfit_cat, unfit_light, unfit_pipe = CatBoostRanker(), LGBMRegressor(), make_pipeline(StandardScaler())
with_file = StandardScaler().fit(X); with_file.log = open('log', 'w')
import pyarrow
table = pyarrow.table({"a": [1, 2]})
"""
REFUSED = {
    "unfit_cat": ("not_fitted", "CatBoostRanker is not fitted yet", "fit() first"),
    "unfit_light": ("not_fitted", "LGBMRegressor is not fitted yet", "fit() first"),
    "unfit_pipe": ("not_fitted", "Pipeline is not fitted yet", "fit() first"),
    "with_file": ("unsupported", "It holds an open file at .log", "Set it to None"),
    "table": ("unsupported", "This is data (pyarrow.Table)", "to_parquet"),
    "nowhere": ("gone", "“nowhere” no longer exists", "cell"),
}


@pytest.fixture(scope="module")
def trained(kernel: Kernel) -> Kernel:
    kernel.run(zoo.IMPORTS + zoo.DATA)
    kernel.run(CODE)
    return kernel


def attempt(kernel: Kernel, folder: Path, variable: str, **members: str) -> Json:
    """A save that has to fail; nothing is left in the folder but the report."""
    members = {"encoding": "pickle", **members}
    answer = kernel.ask("save", variable=variable, ticket=ticket([spool_way(folder)]), **members)
    assert answer["ok"] is False
    assert not [path for path in (folder / "files").glob("*") if path.is_file()]
    error: Json = answer["error"]
    return error


@pytest.mark.parametrize("variable", REFUSED)
def test_refused(trained: Kernel, tmp_path: Path, variable: str) -> None:
    code, message, hint = REFUSED[variable]
    check = trained.ask("check", variable=variable)
    assert check["ok"] is False
    assert check["error"]["code"] == code
    assert message in check["error"]["message"]
    assert hint in check["error"]["hint"]
    assert attempt(trained, tmp_path / "spool", variable) == check["error"]


def test_bound_anew_since_the_list_was_drawn(trained: Kernel, tmp_path: Path) -> None:
    trained.run("again = StandardScaler().fit(X)")
    identity = trained.ask("check", variable="again")["id"]
    trained.run("again = StandardScaler().fit(X * 2)")
    assert trained.ask("check", variable="again", id=identity)["error"]["code"] == "rebound"
    error = attempt(trained, tmp_path / "spool", "again", id=identity)
    assert error["code"] == "rebound"
    assert "was reassigned" in error["message"]


def test_a_name_is_never_code(trained: Kernel) -> None:
    for name in ("os.system('touch hacked')", "frame.columns", "__import__('os')", "X[0]", "1", ""):
        assert trained.ask("check", variable=name)["error"]["code"] == "gone"
    assert not (trained.cwd / "hacked").exists()


def test_an_encoding_that_is_not_offered(trained: Kernel, tmp_path: Path) -> None:
    trained.run("good = LGBMRegressor(n_estimators=2, verbose=-1).fit(X, target)")
    assert attempt(trained, tmp_path / "spool", "good")["code"] == "unsupported"


def test_an_own_loss_of_catboost_is_reported_as_lost(trained: Kernel) -> None:
    trained.run("lossy = CatBoostRegressor(iterations=2, verbose=0, loss_function=Loss(), eval_metric='RMSE')")
    trained.run("lossy.fit(X, target)")
    (choice,) = trained.ask("check", variable="lossy")["choices"]
    assert "loss_function" in choice["lost"][0]


def test_a_random_state_of_lightgbm_is_reported_as_lost(trained: Kernel) -> None:
    trained.run("seeded = LGBMRegressor(n_estimators=2, verbose=-1, random_state=numpy.random.RandomState(3))")
    trained.run("seeded.fit(X, target)")
    (choice,) = trained.ask("check", variable="seeded")["choices"]
    assert any("random_state" in sentence for sentence in choice["lost"])


def test_another_format_than_the_one_asked_for(trained: Kernel, tmp_path: Path) -> None:
    trained.run("other = LGBMRegressor(n_estimators=2, verbose=-1).fit(X, target)")
    error = attempt(trained, tmp_path / "spool", "other", format="skops", encoding="lightgbm-text")
    assert error["code"] == "wrong_format"
    assert "lgbm, not in skops" in error["message"]
