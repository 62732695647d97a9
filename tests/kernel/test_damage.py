"""Files that are cut off or changed in one bit, of every encoding: loaded, or an error that says so."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from ..frameworks.loaded import ROWS
from .kernels import Kernel
from .tickets import Json, load, save

LIBRARIES = "all"

QUIET = "import os\nos.environ.update(TF_CPP_MIN_LOG_LEVEL='3', CUDA_VISIBLE_DEVICES='-1')\n"
DATA = QUIET + "import numpy\nX = numpy.arange(80.0).reshape(20, 4)\ny = X[:, 0] % 3\n"
BERT = (
    "import transformers, tokenizers\n"
    "words = tokenizers.Tokenizer(tokenizers.models.WordLevel({'<unk>': 0, 'a': 1}, unk_token='<unk>'))\n"
    "words = transformers.PreTrainedTokenizerFast(tokenizer_object=words, unk_token='<unk>')\n"
    "sizes = dict(hidden_size=8, intermediate_size=8, num_hidden_layers=1, num_attention_heads=2)\n"
    "model = transformers.BertModel(transformers.BertConfig(vocab_size=4, max_position_embeddings=16, **sizes))\n"
)
MAKE = {
    "catboost-cbm": "from catboost import CatBoostClassifier\n"
    "it = CatBoostClassifier(iterations=3, verbose=False, allow_writing_files=False).fit(X, y)",
    "catboost-pool": "from catboost import Pool\nit = Pool(X, y)\nit.quantize()",
    "lightgbm-text": "from lightgbm import LGBMClassifier\n"
    "it = LGBMClassifier(n_estimators=3, min_child_samples=2, verbose=-1).fit(X, y)",
    "xgboost-ubj": "from xgboost import XGBClassifier\nit = XGBClassifier(n_estimators=3).fit(X, y)",
    "xgboost-json": "from xgboost import XGBClassifier\nit = XGBClassifier(n_estimators=3).fit(X, y)",
    "skops": "from sklearn.ensemble import RandomForestClassifier\nit = RandomForestClassifier(3).fit(X, y)",
    "pickle": "from sklearn.linear_model import LogisticRegression\nit = LogisticRegression().fit(X, y)",
    "cloudpickle": "def it(x): return x + 1",
    "json": "it = {'a': [1, 2.5, (None, b'x')], 'b': numpy.arange(9.0)}",
    "onnx": "from onnx import TensorProto, helper\n"
    "ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [2]) for name in 'xy']\n"
    "it = helper.make_model(helper.make_graph([helper.make_node('Abs', ['x'], ['y'])], 'g', ends[:1], ends[1:]))",
    "keras-v3": "import keras\n"
    "it = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2), keras.layers.Dense(1)])\nit.compile('adam')",
    "keras-v2": "import tf_keras\nit = tf_keras.Sequential([tf_keras.Input((4,)), tf_keras.layers.Dense(2)])",
    "savedmodel": "import tensorflow\nclass Doubler(tensorflow.Module):\n"
    "    def __init__(self):\n        super().__init__()\n        self.w = tensorflow.Variable([2.0, 3.0])\n"
    "    @tensorflow.function(input_signature=[tensorflow.TensorSpec([2], 'float32')])\n"
    "    def double(self, x): return self.w * x\nit = Doubler()",
    "torch-safetensors": "import torch\nit = torch.nn.Sequential(torch.nn.Linear(4, 2), torch.nn.ReLU())",
    "torchscript": "import torch\nit = torch.jit.script(torch.nn.Sequential(torch.nn.Linear(4, 2), torch.nn.ReLU()))",
    "safetensors": "import torch\nit = {'a': torch.arange(6.0), 'b': torch.ones(2, 2)}",
    "torch-state": "import torch\nit = {'step': 3, 'inner': {'a': torch.arange(6.0)}}",
    "transformers-model": BERT + "it = model",
    "transformers-preprocessor": BERT + "it = words",
    "transformers-pipeline": BERT + "it = transformers.FeatureExtractionPipeline(model=model, tokenizer=words)",
    "sentence-transformers": BERT + "import tempfile, sentence_transformers\n"
    "from sentence_transformers.sentence_transformer import modules\n"
    "folder = tempfile.mkdtemp()\nmodel.save_pretrained(folder)\nwords.save_pretrained(folder)\n"
    "parts = [modules.Transformer(folder), modules.Pooling(8)]\n"
    "it = sentence_transformers.SentenceTransformer(modules=parts, device='cpu')",
    "npy": "it = numpy.array([(1, 2.5), (3, 4.5)], [('id', '<i4'), ('rate', '<f8')])",
    "npz": "it = {'w': numpy.arange(6.0).reshape(2, 3), 'names': numpy.array(['a', 'b'])}",
    "scipy-npz": "import scipy.sparse\nit = scipy.sparse.csr_array(numpy.eye(4))",
    "peft-adapters": "import peft, transformers\n"
    "sizes = dict(hidden_size=8, intermediate_size=8, num_hidden_layers=1, num_attention_heads=2, vocab_size=9)\n"
    "it = transformers.BertModel(transformers.BertConfig(**sizes, max_position_embeddings=8))\n"
    "it = peft.get_peft_model(it, peft.LoraConfig(r=2, target_modules=['query'], use_dora=True))",
    "pandas-arrow": "import pandas\nit = pandas.DataFrame({'i': [1, 2], 's': ['a', None], 'o': [(1,), b'x']})",
    "gguf": "import tempfile, gguf\n"
    "path = tempfile.mkdtemp() + '/a.gguf'\n"
    "w = gguf.GGUFWriter(path, 'llama')\n"
    "w.add_token_list(['a', 'b'])\n"
    "w.add_tensor('x', numpy.ones((2, 3), 'float32'))\n"
    "w.write_header_to_file(); w.write_kv_data_to_file(); w.write_tensors_to_file(); w.close()\n"
    "it = gguf.GGUFReader(path)",
    "polars-arrow": "import polars\nit = polars.DataFrame({'i': [1, None], 's': ['a', 'a text of many letters']})",
}
CUTS = (0.0, 0.3, 0.7, 0.99)
FLIPS = 12
"""Places of each file, in one bit of which it is changed."""
TOLD = {"damaged", "unsafe_file", "unsupported", "missing_definition", "missing_library", "other_python", "memory"}


@pytest.fixture(scope="module", params=list(MAKE))
def saved(
    request: pytest.FixtureRequest, kernel: Kernel, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Json, Path]:
    kernel.run(DATA + MAKE[request.param])
    folder = tmp_path_factory.mktemp("saved")
    version = save(kernel, "it", folder / "spool", request.param)
    return version, folder / "spool" / "files"


@pytest.fixture(scope="module")
def empty(fresh: Kernel) -> Kernel:
    fresh.run(DATA)
    return fresh


def attempt(kernel: Kernel, version: Json, files: Path, change: tuple[str, bytes], folder: Path) -> Json:
    """Load with one file replaced, as from a store that somebody wrote to: the digests are those of the files."""
    contents = {entry["path"]: (files / entry["path"]).read_bytes() for entry in version["files"]}
    contents[change[0]] = change[1]
    for name, content in contents.items():
        path = folder / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    entries = [{"path": name, "bytes": len(content)} for name, content in contents.items()]
    report = load(kernel, "it", {**version, "files": entries}, folder / "files", folder / "load", overwrite=True)
    assert kernel.value("1 + 1") == 2
    return report


def test_every_encoding_is_here() -> None:
    assert set(MAKE) == {encoding for row in ROWS for encoding in row["encodings"]}


def test_cut_off(empty: Kernel, saved: tuple[Json, Path], tmp_path: Path) -> None:
    version, files = saved
    for entry in version["files"]:
        whole = (files / entry["path"]).read_bytes()
        for part in CUTS:
            change = (entry["path"], whole[: int(len(whole) * part)])
            if change[1] == whole.rstrip():
                continue  # the line's end alone is gone
            report = attempt(empty, version, files, change, tmp_path / f"{len(list(tmp_path.iterdir()))}")
            if report["ok"] and entry["path"].endswith((".pb", "data-00000-of-00001")):
                continue  # what TensorFlow does without, and its variables, which it reads by their places
            assert not report["ok"], (entry["path"], part)
            error = report["error"]
            assert error["code"] in TOLD, (entry["path"], part, error)
            assert error["hint"]


def test_one_bit_changed(empty: Kernel, saved: tuple[Json, Path], tmp_path: Path) -> None:
    version, files = saved
    numbers = random.Random(1)
    for entry in version["files"]:
        whole = (files / entry["path"]).read_bytes()
        for flip in range(FLIPS):
            content = bytearray(whole)
            at = numbers.randrange(len(content))
            content[at] ^= 1 << numbers.randrange(8)
            folder = tmp_path / f"{len(list(tmp_path.iterdir()))}"
            report = attempt(empty, version, files, (entry["path"], bytes(content)), folder)
            if not report["ok"]:
                assert report["error"]["code"] in TOLD, (entry["path"], at, flip, report["error"])
