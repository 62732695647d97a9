"""Files that skops would read, forged so that what is judged would not be what is built; and damaged ones."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import skops.io
from sklearn.linear_model import LogisticRegression
from skops.io._utils import get_type_name

from jupyterlab_models.frameworks.sklearn.names import FUNCTIONS, LOSSES, OBJECTS
from jupyterlab_models.frameworks.sklearn.trusted_types import TRUSTED

from ..fork_servers import ForkServers
from ..kernel.kernels import Kernel, running
from .archives import renamed, with_field
from .loaded import FRAMEWORKS

Json = dict[str, Any]


def archive(schema: Json, compression: int = zipfile.ZIP_STORED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as file:
        file.writestr("schema.json", json.dumps(schema))
    return content.getvalue()


def judged(folder: Path, content: bytes) -> str:
    (folder / "model.skops").write_bytes(content)
    return FRAMEWORKS.risk("skops", folder, ["model.skops"])


def value(loader: str, module: str, name: str, **more: Any) -> Json:
    return {"__loader__": loader, "__module__": module, "__class__": name, **more}


def mapping(content: Json, keys: list[Json], **more: Any) -> Json:
    listed = value("ListNode", "builtins", "list", content=keys)
    return value("DictNode", "builtins", "dict", content=content, key_types=listed, **more)


TEXT = value("JsonNode", "builtins", "str", content="1", is_json=True)


def runs(command: str, protocol: Any) -> bytes:
    """Names numpy.log, and would call `os.system` under protocol 0, which takes functions from another field."""
    call = value("FunctionNode", "numpy", "log", content={"module_path": "os", "function": "system"})
    return archive(mapping({command: TEXT}, [call], protocol=protocol))


@pytest.mark.parametrize("protocol", [0, 1, 3, -1, 2.0, True, "2", None])
def test_only_the_protocol_that_is_judged_is_harmless(tmp_path: Path, protocol: Any) -> None:
    good = mapping({"a": TEXT}, [value("TypeNode", "builtins", "str")])
    assert judged(tmp_path, archive({**good, "protocol": 2})) == "parser"
    assert judged(tmp_path, archive({**good, "protocol": protocol})) == "code"
    assert judged(tmp_path, archive(good)) == "code"
    assert judged(tmp_path, runs("echo", protocol)) == "code"


def test_the_file_of_today_has_the_protocol_that_is_judged(tmp_path: Path) -> None:
    assert judged(tmp_path, skops.io.dumps(LogisticRegression())) == "parser"


def version_of(name: str) -> Json:
    creator = {"username": "bob", "name": "Bob"}
    return {"encoding": "skops", "files": [{"path": name}], "class": "x.Y", "creator": creator}


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory, fork_servers: ForkServers) -> Iterator[Kernel]:
    """Where the code runs; importing skops takes seconds."""
    yield from running(tmp_path_factory.mktemp("work"), fork_servers.argv("small", "loads"))


@pytest.mark.parametrize("protocol", [0, 1, 2])
def test_load_code_never_trusts_what_the_file_asks_for(tmp_path: Path, kernel: Kernel, protocol: int) -> None:
    mark = tmp_path / "ran"
    (tmp_path / "model.skops").write_bytes(runs(f"touch {mark}", protocol))
    code = FRAMEWORKS.load_code(version_of("model.skops"), tmp_path, "model")["code"]
    assert "os.system" not in code
    assert kernel.request(code)["status"] == "error"
    assert not mark.exists()


def test_load_code_names_what_is_on_the_list_and_in_the_file(tmp_path: Path, kernel: Kernel) -> None:
    from sklearn.datasets import load_iris
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer

    model = make_pipeline(FunctionTransformer(os.path.abspath), RandomForestClassifier(2))
    model[-1].fit(*load_iris(return_X_y=True))
    (tmp_path / "model.skops").write_bytes(skops.io.dumps(model))
    code = FRAMEWORKS.load_code(version_of("model.skops"), tmp_path, "model")["code"]
    assert "'sklearn.tree._tree.Tree'" in code
    assert "abspath" not in code
    done = kernel.request(code)
    assert done["status"] == "error"
    assert "abspath" in done["evalue"]


FOREIGN = [
    ("ObjectNode", "sklearn.callback._transport", "Connection"),
    ("ObjectNode", "sklearn.callback._scoring_monitor", "ScoringMonitor"),
    ("ObjectNode", "sklearn.utils.parallel", "Parallel"),
    ("ObjectNode", "sklearn.tests.test_base", "MyEstimator"),
    ("ObjectNode", "sklearn.ensemble._bagging", "Integral"),
    ("ObjectNode", "sklearn.linear_model._logistic", "Bunch"),
    ("FunctionNode", "sklearn.metrics._scorer", "partial"),
    ("FunctionNode", "sklearn.metrics._plot.tests.test_common_curve_display", "attrgetter"),
    ("FunctionNode", "sklearn.feature_selection._base", "attrgetter"),
    ("FunctionNode", "sklearn.feature_selection._rfe", "deepcopy"),
    ("FunctionNode", "sklearn.metrics.tests.test_score_objects", "Mock"),
    ("FunctionNode", "sklearn.covariance._graph_lasso", "log"),
    ("FunctionNode", "numpy", "frompyfunc"),
    ("FunctionNode", "numpy", "fromfile"),
    ("LossNode", "sklearn._loss._loss", "Interval"),
    ("SparseMatrixNode", "scipy.sparse._base", "evil_matrix"),
]


@pytest.mark.parametrize(("loader", "module", "name"), FOREIGN)
def test_what_lies_in_a_module_of_scikit_learn_is_not_harmless_for_that(
    tmp_path: Path, loader: str, module: str, name: str
) -> None:
    inner = value(loader, module, name, content=TEXT)
    schema = mapping({"a": inner}, [value("TypeNode", "builtins", "str")], protocol=2)
    assert judged(tmp_path, archive(schema)) == "code"


def test_the_list_is_what_skops_trusts_and_the_server_imports_none_of_it() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from skops.io import _trusted_types as theirs
        from skops.io._sklearn import ALLOWED_LOSSES
    assert set(theirs.SKLEARN_ESTIMATOR_TYPE_NAMES + theirs.SKLEARN_INTERNAL_TYPE_NAMES) <= OBJECTS
    assert set(map(get_type_name, ALLOWED_LOSSES)) <= LOSSES
    assert set(theirs.NUMPY_UFUNC_TYPE_NAMES) <= FUNCTIONS
    for name in OBJECTS | LOSSES | TRUSTED:
        assert not name.startswith(("sklearn.callback", "sklearn.datasets"))
        assert ".tests." not in name
    load = "import sys; from jupyterlab_models.frameworks.service import Frameworks; Frameworks.load(); "
    code = load + "assert not {'sklearn', 'skops', 'numpy'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def many_texts(compression: int) -> bytes:
    text = value("TypeNode", "builtins", "str")
    return archive(mapping({f"{number}": TEXT for number in range(50)}, [text] * 50, protocol=2), compression)


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_is_packed_so_that_no_limit_holds_is_code(tmp_path: Path, compression: int) -> None:
    """Python unpacks a whole block of them at once, however long it gets."""
    assert judged(tmp_path, many_texts(compression)) == "code"


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_damaged_archives_are_code(tmp_path: Path, compression: int) -> None:
    content = many_texts(compression)
    assert judged(tmp_path, content) == "parser"
    begin = content.index(b"schema.json") + len("schema.json")
    for place in range(begin, begin + 60):
        damaged = content[:place] + b"\xff" * 8 + content[place + 8 :]
        assert judged(tmp_path, damaged) == "code"


def test_a_member_with_a_second_name_is_code(tmp_path: Path) -> None:
    members = {"1.npy": b"", "schema.json": json.dumps({**TEXT, "protocol": 2}).encode()}
    assert judged(tmp_path, with_field(members, 1, bytes(16))) == "parser"
    assert judged(tmp_path, renamed(members, "schema.json")) == "code"
