"""The plain code of every encoding gives the object in a process that has never seen this package."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from jupyter_server.serverapp import ServerApp

from ..clients import Api, TransferClient
from ..frameworks.loaded import FRAMEWORKS
from .kernels import ServerKernel


@dataclass(frozen=True)
class Case:
    """How `it` is made, and what has to be equal; `here` where the code gives less than was saved, and says so."""

    make: str
    value: str
    here: str = ""
    note: bool = True


IRIS = "import numpy\nfrom sklearn.datasets import load_iris\nX, y = load_iris(return_X_y=True)\n"
PREDICT = "numpy.asarray(it.predict(X)).tolist()"
SMALL = {
    "catboost-cbm": Case(
        "from catboost import CatBoostClassifier, Pool\n"
        "it = CatBoostClassifier(iterations=5, verbose=False, allow_writing_files=False).fit(X, y.astype(str))",
        PREDICT,
        note=False,
    ),
    "catboost-pool": Case("it = Pool(X, y); it.quantize()", "(it.shape, it.is_quantized())", note=False),
    "lightgbm-text": Case(
        "from lightgbm import LGBMClassifier\nit = LGBMClassifier(n_estimators=5, verbose=-1).fit(X, y)",
        "it.booster_.predict(X).tolist()",
        PREDICT,
    ),
    "xgboost-ubj": Case("from xgboost import XGBClassifier\nit = XGBClassifier(n_estimators=5).fit(X, y)", PREDICT),
    "xgboost-json": Case("it = XGBClassifier(n_estimators=5).fit(X, y)", PREDICT),
    "skops": Case(
        "from sklearn.linear_model import LogisticRegression\nfrom sklearn.pipeline import make_pipeline\n"
        "from sklearn.preprocessing import StandardScaler\n"
        "it = make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y)",
        PREDICT,
    ),
    "pickle": Case("it = make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y)", PREDICT),
    "cloudpickle": Case("def it(x): return x * 2", "it(4)"),
    "json": Case("it = {'a': [1, 2.5, None]}", "it"),
    "onnx": Case(
        "from onnx import TensorProto, helper\n"
        "ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [2]) for name in 'xy']\n"
        "graph = helper.make_graph([helper.make_node('Abs', ['x'], ['y'])], 'g', ends[:1], ends[1:])\n"
        "it = helper.make_model(graph)",
        "it.SerializeToString().hex()",
        note=False,
    ),
}
TORCH = {
    "torch-safetensors": Case(
        "import torch\nit = torch.nn.Linear(4, 2)",
        "{name: tensor.tolist() for name, tensor in it.state_dict().items()}",
        "{name: tensor.tolist() for name, tensor in it.items()}",
    ),
    "safetensors": Case("it = {'a': torch.arange(3.0)}", "{name: tensor.tolist() for name, tensor in it.items()}"),
    "torchscript": Case("it = torch.jit.script(torch.nn.Linear(4, 2))", "it(torch.ones(1, 4)).tolist()"),
    "torch-state": Case(
        "it = {'step': 3, 'inner': {'a': torch.arange(3.0)}}", "(it['step'], it['inner']['a'].tolist())", note=False
    ),
}
TENSORFLOW = {
    "keras-v3": Case(
        "import keras\nit = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])",
        "keras.ops.convert_to_numpy(it(numpy.ones((1, 4)))).tolist()",
    ),
    "keras-v2": Case(
        "import tf_keras\nit = tf_keras.Sequential([tf_keras.Input((4,)), tf_keras.layers.Dense(2)])",
        "it(numpy.ones((1, 4))).numpy().tolist()",
    ),
    "savedmodel": Case(
        "import tensorflow\n"
        "class Doubler(tensorflow.Module):\n"
        "    @tensorflow.function(input_signature=[tensorflow.TensorSpec([], 'float32')])\n"
        "    def double(self, x): return 2 * x\n"
        "it = Doubler()",
        "it.double(tensorflow.constant(4.0)).numpy().tolist()",
    ),
}
DATA = {
    "npy": Case("it = numpy.arange(6.0).reshape(2, 3)", "it.tolist()", note=False),
    "npz": Case("it = {'w': numpy.arange(3.0)}", "it['w'].tolist()", note=False),
    "scipy-npz": Case(
        "import scipy.sparse\nit = scipy.sparse.csr_array(numpy.eye(3))", "it.toarray().tolist()", note=False
    ),
    "pandas-arrow": Case("import pandas\nit = pandas.DataFrame({'a': [1, 2]})", "it.to_dict('list')"),
    "polars-arrow": Case(
        "import polars\nit = polars.DataFrame({'a': [1, 2]})", "it.to_dict(as_series=False)", note=False
    ),
    "gguf": Case(
        "import gguf, tempfile\npath = tempfile.mkdtemp() + '/a.gguf'\nmade = gguf.GGUFWriter(path, 'llama')\n"
        "made.add_tensor('x', numpy.ones((2, 3), 'float32'))\nmade.write_header_to_file()\n"
        "made.write_kv_data_to_file()\nmade.write_tensors_to_file()\nmade.close()\nit = gguf.GGUFReader(path)",
        "it.tensors[0].data.tolist()",
        note=False,
    ),
}
WORDS = (
    "import os\nos.environ['HF_HUB_OFFLINE'] = '1'\nimport torch, transformers, tokenizers\n"
    "words = tokenizers.Tokenizer(tokenizers.models.WordLevel({'<unk>': 0, 'a': 1}, unk_token='<unk>'))\n"
    "words = transformers.PreTrainedTokenizerFast(tokenizer_object=words, unk_token='<unk>', pad_token='<unk>')\n"
    "sizes = dict(hidden_size=8, intermediate_size=8, num_hidden_layers=1, num_attention_heads=2)\n"
    "sizes = dict(sizes, vocab_size=4, max_position_embeddings=16)\n"
    "def made(): return transformers.BertModel(transformers.BertConfig(**sizes)).eval()\n"
)
FIRST = "it(torch.tensor([[1]])).last_hidden_state.tolist()"
FOLDERS = {
    "transformers-model": Case("it = made()", FIRST),
    "transformers-preprocessor": Case("it = words", "it('a')['input_ids']", note=False),
    "transformers-pipeline": Case(
        "it = transformers.FeatureExtractionPipeline(model=made(), tokenizer=words)", "it('a')"
    ),
    "sentence-transformers": Case(
        "import tempfile, sentence_transformers\nfrom sentence_transformers.sentence_transformer import modules\n"
        "folder = tempfile.mkdtemp()\nmade().save_pretrained(folder)\nwords.save_pretrained(folder)\n"
        "parts = [modules.Transformer(folder), modules.Pooling(8)]\n"
        "it = sentence_transformers.SentenceTransformer(modules=parts, device='cpu').eval()",
        "it.encode('a').tolist()",
    ),
    "peft-adapters": Case(
        "import peft\nit = peft.get_peft_model(made(), peft.LoraConfig(target_modules=['query'])).eval()", FIRST
    ),
}
FAMILIES = {
    "data": ("import numpy\n", DATA),
    "folders": (WORDS, FOLDERS),
    "small": (IRIS, SMALL),
    "torch": ("", TORCH),
    "tensorflow": ("import os\nos.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'\nimport numpy\n", TENSORFLOW),
}
ALONE = """
import sys, json
sys.modules["jupyterlab_models"] = None
found = {{}}
{steps}
assert not [name for name in sys.modules if name.startswith("jupyterlab_models.")]
print(json.dumps(found))
"""


@pytest_asyncio.fixture(loop_scope="session")
async def kernel(app: ServerApp, forked_kernels: None) -> AsyncIterator[ServerKernel]:
    started = await ServerKernel.start(app, "saves")
    yield started
    started.close()


@pytest.mark.parametrize("family", FAMILIES)
async def test_works_without_the_package(
    client: TransferClient, api: Api, kernel: ServerKernel, tmp_path: Path, family: str
) -> None:
    setup, cases = FAMILIES[family]
    await kernel.install(api)
    await kernel.run(setup)
    steps, expected = [setup], {}
    for encoding, case in cases.items():
        await kernel.run(case.make)
        expected[encoding] = await kernel.value(f"__import__('json').loads(__import__('json').dumps({case.value}))")
        code = await saved_code(client, api, kernel, encoding)
        assert (code["note"] is not None) == case.note, (encoding, code["note"])
        steps.append(f"{code['code']}\nfound[{encoding!r}] = {case.here or case.value}")
    source = ALONE.format(steps="\n".join(steps))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-c", source), stdout=asyncio.subprocess.PIPE, stderr=None, cwd=tmp_path
    )
    output, _ = await process.communicate()
    assert process.returncode == 0
    assert json.loads(output.splitlines()[-1]) == expected


async def saved_code(client: TransferClient, api: Api, kernel: ServerKernel, encoding: str) -> Any:
    """Save `it` and ask for the code that gives it back under the same name."""
    check = await kernel.ask(op="check", variable="it")
    assert check["ok"], check
    choice = next(choice for choice in check["choices"] if choice["encoding"] == encoding)
    written = {"variable": "it", "format": choice["format"], "encoding": encoding}
    agent = await client.begin_save(encoding, **written, kernel={"id": kernel.id}, bytes=check["bytes"] or 0)
    answer = await kernel.ask(op="save", ticket=agent.ticket, **written)
    assert answer["ok"], answer
    saved = await client.end_of(agent, 60)
    assert saved["state"] == "done", saved
    return await api.json("GET", f"models/{encoding}/versions/1/load-code?variable=it")


def test_every_encoding_with_code_is_here() -> None:
    assert {encoding for _, cases in FAMILIES.values() for encoding in cases} == set(FRAMEWORKS._writers)
