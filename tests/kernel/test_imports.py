"""A save or a load imports the libraries that the object itself uses, and no others."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import skops.io
import skops.io._trusted_types as trusted_types

from jupyterlab_models.frameworks.sklearn import own_skops
from jupyterlab_models.frameworks.sklearn.trusted_types import is_public_name

from ..fork_servers import ForkServers
from .kernels import Kernel, running
from .tickets import load, save

QUIET = "import os; os.environ.update(TF_CPP_MIN_LOG_LEVEL='3', CUDA_VISIBLE_DEVICES='-1', OMP_NUM_THREADS='1')\n"
DATA = "import numpy\nX = numpy.random.RandomState(0).rand(40, 3)\ny = X[:, 0] > 0.5\n"
KERAS = DATA + (
    "import keras\n"
    "it = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])\n"
    "it.compile('adam', 'mse')\nit.fit(X, X[:, 0], verbose=0)"
)
BACKENDS = {"keras": "tensorflow", "keras on PyTorch": "torch"}
CASES = {
    "sklearn, skops": (
        "skops",
        DATA
        + "from sklearn.linear_model import LogisticRegression\nit = LogisticRegression().fit(X, y)\nit.predict(X)",
    ),
    "sklearn, pickle": (
        "pickle",
        DATA
        + "from sklearn.pipeline import make_pipeline\nfrom sklearn.preprocessing import FunctionTransformer\n"
        + "it = make_pipeline(FunctionTransformer(lambda x: x * 2)).fit(X)\nit.transform(X)",
    ),
    "catboost": (
        "catboost-cbm",
        DATA
        + "from catboost import CatBoostClassifier\n"
        + "it = CatBoostClassifier(iterations=2, verbose=False, allow_writing_files=False).fit(X, y)\nit.predict(X)",
    ),
    "lightgbm": (
        "lightgbm-text",
        DATA + "from lightgbm import LGBMClassifier\nit = LGBMClassifier(n_estimators=2, verbose=-1).fit(X, y)\n"
        "it.predict(X)",
    ),
    "xgboost": (
        "xgboost-ubj",
        DATA + "from xgboost import XGBClassifier\nit = XGBClassifier(n_estimators=2).fit(X, y)\nit.predict(X)",
    ),
    "onnx": (
        "onnx",
        "from onnx import TensorProto, helper\n"
        "x, y = (helper.make_tensor_value_info(name, TensorProto.FLOAT, [1]) for name in 'xy')\n"
        "it = helper.make_model(helper.make_graph([helper.make_node('Abs', ['x'], ['y'])], 'g', [x], [y]))",
    ),
    "keras": ("keras-v3", KERAS),
    "keras on PyTorch": ("keras-v3", KERAS),
    "tf_keras": (
        "keras-v2",
        DATA + "import tf_keras\nit = tf_keras.Sequential([tf_keras.Input((3,)), tf_keras.layers.Dense(1)])\nit(X)",
    ),
    "tensorflow": (
        "savedmodel",
        "import tensorflow as tf\nit = tf.Module()\nit.w = tf.Variable([1.0])",
    ),
    "torch, safetensors": ("torch-safetensors", "import torch\nit = torch.nn.Linear(2, 1)\nit(torch.zeros(2))"),
    "torch, script": (
        "torchscript",
        "import torch\nit = torch.jit.script(torch.nn.Linear(2, 1))\nit(torch.zeros(2))",
    ),
    "torch, state": ("torch-state", "import torch\nit = {'w': {'a': torch.zeros(2)}, 'epoch': 3}"),
    "tensors": ("safetensors", "import torch\nit = {'w': torch.zeros(2)}"),
    "value": ("json", "it = {'rate': 0.1, 'names': ['a', 'b']}"),
    "value with an array": ("json", "import numpy\nit = {'w': [numpy.arange(3.0)]}"),
    "array": ("npy", "import numpy\nit = numpy.arange(3.0)"),
    "dict of arrays": ("npz", "import numpy\nit = {'w': numpy.arange(3.0)}"),
    "sparse matrix": ("scipy-npz", "import scipy.sparse\nit = scipy.sparse.csr_array([[1, 0]])"),
    "frame": ("pandas-arrow", "import pandas, pyarrow\nit = pandas.DataFrame({'a': [1], 's': ['b']})"),
    "GGUF file": (
        "gguf",
        "import os, tempfile, gguf\npath = os.path.join(tempfile.mkdtemp(), 'a.gguf')\n"
        "w = gguf.GGUFWriter(path, 'llama')\nw.write_header_to_file()\nw.write_kv_data_to_file()\n"
        "w.write_ti_data_to_file()\nw.close()\nit = gguf.GGUFReader(path)",
    ),
    "frame of Polars": ("polars-arrow", "import polars\nit = polars.DataFrame({'a': [1], 's': ['b']})"),
    "function": ("cloudpickle", "import math\ndef it(x): return math.sqrt(x)"),
    "object": ("cloudpickle", "class It:\n    def __init__(self): self.x = 1\nit = It()"),
}
BY_VALUE = {"cloudpickle"}
"""What code that goes by value is written with and read by."""
TOP = "{name.partition('.')[0] for name in __import__('sys').modules}"
OURS = "_jupyterlab_models"


started = contextmanager(running)


def imported(kernel: Kernel) -> set[str]:
    """Top-level modules but those of Python and the one of ours."""
    found = set(kernel.value(f"' '.join({TOP})").split())
    return {name for name in found - sys.stdlib_module_names - {OURS} if not name.startswith("_sysconfigdata")}


@pytest.fixture
def maker(tmp_path: Path, fork_servers: ForkServers) -> Iterator[Kernel]:
    yield from running(tmp_path / "maker", fork_servers.argv("none", "saves"))


@pytest.fixture
def reader(tmp_path: Path, fork_servers: ForkServers) -> Iterator[Kernel]:
    yield from running(tmp_path / "reader", fork_servers.argv("none", "loads"))


@pytest.mark.parametrize("case", CASES)
def test_what_the_object_does_not_use_is_not_imported(case: str, maker: Kernel, reader: Kernel, tmp_path: Path) -> None:
    encoding, code = CASES[case]
    allowed = BY_VALUE if encoding in ("cloudpickle", "pickle") else set()
    settings = QUIET + f"os.environ['KERAS_BACKEND'] = {BACKENDS.get(case, '')!r}\n"
    maker.run(settings + code)
    used = imported(maker)
    version = save(maker, "it", tmp_path / "spool", encoding)
    assert imported(maker) - used <= allowed
    reader.run(settings)
    before = imported(reader)
    report = load(reader, "it", version, tmp_path / "spool" / "files", tmp_path / "load")
    assert report["ok"], report
    assert imported(reader) - before <= used | allowed


@pytest.mark.parametrize("case", ["sklearn, skops", "sklearn, pickle"])
def test_a_kernel_whose_folder_was_deleted_lives(case: str, tmp_path: Path) -> None:
    encoding, code = CASES[case]
    gone = "import os, tempfile\nos.chdir(tempfile.mkdtemp())\nos.rmdir(os.getcwd())\n"
    with started(tmp_path) as maker, started(tmp_path) as reader:
        maker.run(code + "\n" + gone)
        version = save(maker, "it", tmp_path / "spool", encoding)
        reader.run(gone)
        report = load(reader, "it", version, tmp_path / "spool" / "files", tmp_path / "load")
        assert report["ok"], report
        shown = "type(it).__name__"
        assert reader.value(shown) == maker.value(shown)


def test_skops_of_the_user_is_whole(tmp_path: Path) -> None:
    """Ours knows the same types as the one that the user imports afterwards, and does not stand in its place."""
    encoding, code = CASES["sklearn, skops"]
    with started(tmp_path) as kernel:
        kernel.run(code)
        version = save(kernel, "it", tmp_path / "spool", encoding)
        assert kernel.value("'skops' in __import__('sys').modules") is False
        kernel.run("import skops.io, skops.io._trusted_types as types")
        assert kernel.value("len(types.SKLEARN_ESTIMATOR_TYPE_NAMES)") > 150
        file = tmp_path / "spool" / "files" / "model.skops"
        assert kernel.value(f"skops.io.get_untrusted_types(file={str(file)!r})") == []
        whole = kernel.value("id(skops.io)")
        report = load(kernel, "back", version, file.parent, tmp_path / "load")
        assert report["ok"], report
        assert kernel.value("id(skops.io), id(__import__('sys').modules['skops.io'])") == (whole, whole)


def test_our_skops_trusts_what_the_whole_one_does() -> None:
    ours = own_skops.skops_io()
    assert ours is not skops.io
    names = {name for name in vars(trusted_types) if name.endswith("_NAMES")} - {"SKLEARN_ESTIMATOR_TYPE_NAMES"}
    mine = vars(own_skops._loaded["skops.io._trusted_types"])
    assert {name: set(mine[name]) for name in names} == {name: set(vars(trusted_types)[name]) for name in names}
    assert [name for name in trusted_types.SKLEARN_ESTIMATOR_TYPE_NAMES if not is_public_name(name)] == []


@pytest.mark.parametrize(
    "name",
    [
        "sklearn.linear_model._logistic.joblib",
        "sklearn.linear_model.LogisticRegression",
        "sklearn.linear_model._base.LinearModel._private",
        "sklearn.externals.joblib.Memory",
        "sklearn.base.BaseEstimator",
        "sklearn.utils._testing.MinimalClassifier",
        "sklearn.pipeline.FunctionTransformer",
        "builtins.eval",
        "os.system",
        "None.None",
    ],
)
def test_what_is_no_public_estimator_by_its_own_name_is_not_trusted(name: str) -> None:
    assert not is_public_name(name)
