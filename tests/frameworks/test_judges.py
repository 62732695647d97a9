"""The risk of files is decided from their bytes."""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import skops.io
from sklearn.base import BaseEstimator
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_iris
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.metrics import make_scorer, mean_squared_error
from sklearn.model_selection import GridSearchCV
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler
from sklearn.svm import SVC

from jupyterlab_models.frameworks.sklearn.trusted_types import TRUSTED

from ..clients import CBM
from ..hostile.catboost_files import Pool
from .loaded import FRAMEWORKS

X, Y = load_iris(return_X_y=True)
HARMLESS = {
    "pipeline": make_pipeline(StandardScaler(), LogisticRegression(max_iter=500)),
    "forest": RandomForestClassifier(3),
    "boosting": HistGradientBoostingClassifier(max_iter=3),
    "support vectors": SVC(),
    "neighbours": KNeighborsClassifier(),
    "search": GridSearchCV(LogisticRegression(max_iter=500), {"C": [0.1, 1.0]}),
    "scorer": GridSearchCV(LogisticRegression(max_iter=500), {"C": [1.0]}, scoring=make_scorer(mean_squared_error)),
    "columns": ColumnTransformer([("scaled", StandardScaler(), [0, 1]), ("coded", OneHotEncoder(), [2])]),
    "function": make_pipeline(FunctionTransformer(np.log1p), LogisticRegression(max_iter=500)),
    "selection": SelectKBest(f_classif, k=2),
    "gradient": SGDClassifier(),
}


def write(tmp_path: Path, name: str, content: bytes) -> Path:
    (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.mark.parametrize("name", HARMLESS)
def test_scikit_learn_alone_is_read_by_a_parser(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path, "model.skops", skops.io.dumps(HARMLESS[name].fit(X, Y)))
    assert FRAMEWORKS.risk("skops", folder, ["model.skops"]) == "parser"


class Foreign(BaseEstimator):  # type: ignore[misc]
    """An estimator that scikit-learn does not bring."""


DANGEROUS = {
    "function of the system": make_pipeline(FunctionTransformer(print), LogisticRegression()),
    "NumPy's file reader": make_pipeline(FunctionTransformer(np.load), LogisticRegression()),
    "partial": make_pipeline(FunctionTransformer(partial(np.add, 1)), LogisticRegression()),
    "operator": make_pipeline(FunctionTransformer(attrgetter("a")), LogisticRegression()),
    "method": make_pipeline(FunctionTransformer(StandardScaler().fit_transform), LogisticRegression()),
    "class from elsewhere": make_pipeline(Foreign()),
}


@pytest.mark.parametrize("name", DANGEROUS)
def test_what_could_run_anything_is_code(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path, "model.skops", skops.io.dumps(DANGEROUS[name]))
    assert FRAMEWORKS.risk("skops", folder, ["model.skops"]) == "code"


def archive(schema: Any, names: list[str] | None = None) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for name in names if names is not None else ["schema.json"]:
            file.writestr(name, schema if isinstance(schema, str) else json.dumps(schema))
    return content.getvalue()


GOOD: dict[str, Any] = {"__class__": "dict", "__module__": "builtins", "__loader__": "DictNode", "protocol": 2}
LIST = {"__class__": "list", "__module__": "builtins", "__loader__": "ListNode"}
TEXT = {"__class__": "str", "__module__": "builtins", "__loader__": "TypeNode"}
GOOD |= {"content": {}, "key_types": {**LIST, "content": []}}


def node(**more: str) -> dict[str, Any]:
    inner = {"__class__": "x", "__module__": "os", "__loader__": "ObjectNode", **more}
    return {**GOOD, "content": {"a": inner}, "key_types": {**LIST, "content": [TEXT]}}


FORGED = {
    "system call": archive(node(__loader__="FunctionNode", __class__="system")),
    "type": archive(node(__loader__="TypeNode", __class__="system", __module__="posix")),
    "constructor": archive(node(__loader__="ConstructorFromReduceNode", __class__="Tree", __module__="sklearn.tree")),
    "loss from elsewhere": archive(node(__loader__="LossNode", __class__="Popen", __module__="subprocess")),
    "loader unknown": archive(node(__loader__="NewNode", __class__="dict", __module__="builtins")),
    "sklearn in name only": archive(node(__class__="A", __module__="sklearn_evil.x")),
    "function as an object": archive(node(__class__="load_files", __module__="sklearn.datasets._base")),
    "reader of files": archive(node(__loader__="FunctionNode", __class__="load_files", __module__="sklearn.datasets")),
    "dotted": archive(node(__class__="os.Popen", __module__="sklearn.base")),
    "array of objects": archive(node(__loader__="NdArrayNode", __class__="load", __module__="numpy")),
    "no strings": archive({**GOOD, "content": {"a": {"__class__": 1, "__loader__": "DictNode"}}}),
    "no loader": archive({}),
    "a list": archive([]),
    "no JSON": archive("{"),
    "very deep": archive("[" * 100_000 + "]" * 100_000),
    "no schema": archive(GOOD, ["other.json"]),
    "a pickle inside": archive(GOOD, ["schema.json", "object.pkl"]),
    "a folder inside": archive(GOOD, ["schema.json", "../x.npy"]),
    "no archive": b"PK" + b"\0" * 100,
    "a pickle": pickle.dumps({}),
    "nothing": b"",
}


@pytest.mark.parametrize("name", FORGED)
def test_forged_archives_are_code(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path, "model.skops", FORGED[name])
    assert FRAMEWORKS.risk("skops", folder, ["model.skops"]) == "code"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("skops", "model.skops"),
        ("torch-state", "state.pt"),
        ("torchscript", "model.pt"),
        ("keras-v3", "model.keras"),
        ("keras-v2", "model.keras"),
    ],
)
def test_an_archive_that_names_a_place_before_its_beginning_is_code(tmp_path: Path, encoding: str, name: str) -> None:
    content = bytearray(archive(GOOD))
    place = content.rindex(b"PK\5\6") + 16
    content[place : place + 4] = (int.from_bytes(content[place : place + 4], "little") + 1000).to_bytes(4, "little")
    verdict = FRAMEWORKS.judge(encoding, write(tmp_path, name, bytes(content)), [name])
    assert (verdict.risk, verdict.reason) == ("code", None)


def test_a_good_archive_is_not_refused_for_its_making(tmp_path: Path) -> None:
    assert FRAMEWORKS.risk("skops", write(tmp_path, "model.skops", archive(GOOD)), ["model.skops"]) == "parser"


POOL = Pool().made()
DISGUISED = b"CBM1" + bytes(64) + pickle.dumps(print)
"""`C`: a text of `B` bytes follows. So it is a pickle, and all that makes it one comes later."""
LIGHT = b'{"base": "Booster", "own": false, "booster": {}, "params": {}}'
EXTREME = b'{"base": "Booster", "own": false, "booster": {}, "config": {"learner": {}, "version": [3, 0, 0]}}'
CAT = b'{"base": "CatBoost", "own": false, "parameters": {}, "attributes": {}}'
UBJ = b"{L\0\0\0\0\0\0\0\x07learner{" + bytes(64)


@pytest.mark.parametrize(
    ("encoding", "files", "expected"),
    [
        ("catboost-cbm", {"model.cbm": CBM}, "parser"),
        ("catboost-cbm", {"model.cbm": CBM, "estimator.json": CAT}, "parser"),
        ("catboost-cbm", {"model.cbm": CBM, "estimator.json": b'{"a": 1}'}, "code"),
        ("catboost-cbm", {"model.cbm": pickle.dumps(1)}, "code"),
        ("catboost-cbm", {"model.cbm": CBM, "estimator.json": pickle.dumps({})}, "code"),
        ("catboost-cbm", {"model.cbm": CBM, "extra.pkl": b"x"}, "code"),
        ("catboost-cbm", {"estimator.json": CAT}, "code"),
        ("catboost-cbm", {"model.cbm": b""}, "code"),
        ("lightgbm-text", {"model.txt": b"tree\nversion=v4\n"}, "parser"),
        ("lightgbm-text", {"model.txt": b"tree\nversion=v4\n", "estimator.json": LIGHT}, "parser"),
        ("lightgbm-text", {"model.txt": b"\x80\x05."}, "code"),
        ("lightgbm-text", {"model.txt": b"tree\n", "own.pkl": pickle.dumps(1), "sources.json": b"{}"}, "code"),
        ("catboost-cbm", {"model.cbm": CBM, "estimator.json": CAT, "own.pkl": pickle.dumps(1)}, "code"),
        ("catboost-cbm", {"model.cbm": CBM, "estimator.json": CAT, "own.pkl": DISGUISED}, "code"),
        ("catboost-pool", {"pool.bin": POOL}, "parser"),
        ("catboost-pool", {"pool.bin": b"CatboostQuantizedPool\0" + bytes(64)}, "code"),
        ("catboost-pool", {"pool.bin": CBM}, "code"),
        ("catboost-pool", {"pool.bin": POOL, "more.bin": b"x"}, "code"),
        ("xgboost-ubj", {"model.ubj": UBJ, "estimator.json": EXTREME}, "parser"),
        ("xgboost-ubj", {"model.ubj": UBJ, "own.pkl": UBJ}, "code"),
        ("xgboost-ubj", {"own.pkl": UBJ}, "code"),
        ("xgboost-ubj", {"model.ubj": UBJ, "own.pkl": pickle.dumps(1)}, "code"),
        ("xgboost-ubj", {"model.ubj": b"binf" + bytes(100)}, "code"),
        ("xgboost-ubj", {"model.ubj": b"{L"}, "code"),
        ("xgboost-ubj", {"model.ubj": b'{"learner":{}}'}, "code"),
        ("xgboost-ubj", {"model.ubj": pickle.dumps({})}, "code"),
        ("xgboost-json", {"booster.json": b'{"learner":{"attributes":{}}}', "estimator.json": EXTREME}, "parser"),
        ("xgboost-json", {"booster.json": b"{}", "estimator.json": EXTREME}, "code"),
        ("xgboost-json", {"booster.json": b'["learner"]'}, "code"),
        ("xgboost-json", {"booster.json": UBJ, "estimator.json": b"["}, "code"),
        ("xgboost-json", {"booster.json": b"[" * 100_000}, "code"),
        ("pickle", {"model.pkl": pickle.dumps(1)}, "code"),
        ("pickle", {"model.cbm": CBM}, "code"),
        ("new", {"model.new": b"x"}, "code"),
        ("new", {}, "code"),
    ],
)
def test_bytes_decide(tmp_path: Path, encoding: str, files: dict[str, bytes], expected: str) -> None:
    for name, content in files.items():
        write(tmp_path, name, content)
    assert FRAMEWORKS.risk(encoding, tmp_path, list(files)) == expected


LOADERS = ("ObjectNode", "FunctionNode")


WITH_STATE = ("scipy.", "numpy.dtype", "sklearn.tree._tree.", "sklearn.neighbors._", "sklearn.metrics._dist_metrics.")
"""What is nothing without its state; the real ones above have it."""
NEVER_SAVED = {"sklearn.gaussian_process.kernels.Hyperparameter"}


@pytest.mark.parametrize("name", sorted(name for name in TRUSTED - NEVER_SAVED if not name.startswith(WITH_STATE)))
def test_what_the_kernel_trusts_is_no_code_to_the_server(tmp_path: Path, name: str) -> None:
    module, _, last = name.rpartition(".")
    nodes = [node(__loader__=loader, __class__=last, __module__=module) for loader in LOADERS]
    nodes.append({**GOOD, "__class__": last, "__module__": module})
    forged = [archive(forged) for forged in nodes]
    risks = [FRAMEWORKS.risk("skops", write(tmp_path, "model.skops", content), ["model.skops"]) for content in forged]
    assert "parser" in risks


def test_the_disguised_pickle_is_one() -> None:
    with pytest.raises(pickle.UnpicklingError, match="no builtin"):
        Picky(io.BytesIO(DISGUISED)).load()


class Picky(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"no {module[:7]}")
