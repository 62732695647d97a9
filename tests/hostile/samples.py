"""A small real object for every encoding but pickles, and how its files are read and used.

The hostile tests start their readers with it, the byte mutations begin with its files.
"""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jupyterlab_models.kernel.adapter import Folder

from .harness import Reader, Readers


@dataclass(frozen=True)
class Sample:
    adapter: str
    """Module below `frameworks`."""
    libraries: tuple[str, ...]
    """Imported before the forks."""
    make: Callable[[], Any]
    uses: dict[str, str] = field(default_factory=dict)
    trusted: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()

    def write(self, encoding: str, folder: Path) -> None:
        """The files of the object, as the kernel writes them."""
        adapter = importlib.import_module(f"jupyterlab_models.frameworks.{self.adapter}").ADAPTER
        made = self.make()
        folder.mkdir(parents=True, exist_ok=True)
        adapter.write(made, adapter.check(made), encoding, Folder(folder, lambda: None))


def start(readers: Readers, encoding: str, **more: Any) -> Reader:
    """A reader of this encoding, started when it is first wanted; `more` goes to `Readers.start`."""
    sample = SAMPLES[encoding]
    options = {"trusted": sample.trusted, "uses": sample.uses, "settings": sample.settings, **more}
    return readers.start(sample.adapter, encoding, *sample.libraries, **options)


def _module() -> Any:
    import torch

    return torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.BatchNorm1d(3), torch.nn.ReLU(), torch.nn.Dropout(0.5))


def _tensors() -> Any:
    import torch

    return {"a": torch.arange(6.0).reshape(2, 3), "b": torch.ones(2, dtype=torch.int64)}


def _state() -> Any:
    import torch

    return {"step": 3, "rate": 0.1, "names": ["a", ("b",)], "weights": torch.arange(6.0)}


def _script() -> Any:
    import torch

    return torch.jit.script(_module().eval())


def _keras(library: str) -> Any:
    keras = importlib.import_module(library)
    model = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(3, "relu"), keras.layers.Dense(1)])
    model.compile("adam", "mse")
    return model


def _tensorflow() -> Any:
    import tensorflow as tf

    module = tf.Module()
    module.w = tf.Variable([1.0, 2.0])
    module.f = tf.function(lambda x: x * module.w, input_signature=[tf.TensorSpec([2], tf.float32)])
    return module


def _onnx() -> Any:
    from onnx import TensorProto, helper

    shape = ("x", TensorProto.FLOAT, [2]), ("y", TensorProto.FLOAT, [2])
    ends = [helper.make_tensor_value_info(*one) for one in shape]
    weight = helper.make_tensor("w", TensorProto.FLOAT, [2], [1.0, 2.0])
    graph = helper.make_graph([helper.make_node("Add", ["x", "w"], ["y"])], "g", ends[:1], ends[1:], [weight])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)])


def _data() -> Any:
    import numpy

    return numpy.random.default_rng(0).normal(size=(60, 3)), numpy.arange(60) % 2


def _pipeline() -> Any:
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    forest = RandomForestClassifier(3, max_depth=3, random_state=0)
    return make_pipeline(StandardScaler(), forest).fit(*_data())


def _lightgbm() -> Any:
    import lightgbm

    return lightgbm.LGBMClassifier(n_estimators=3, num_leaves=4, verbose=-1, n_jobs=1).fit(*_data())


def _xgboost() -> Any:
    import xgboost

    return xgboost.XGBClassifier(n_estimators=3, max_depth=2, n_jobs=1).fit(*_data())


def _xgboost_booster() -> Any:
    import xgboost

    x, y = _data()
    return xgboost.train({"max_depth": 2, "booster": "gblinear", "nthread": 1}, xgboost.DMatrix(x, y), 2)


def _catboost() -> Any:
    import catboost

    return catboost.CatBoostClassifier(
        iterations=3, depth=2, verbose=False, allow_writing_files=False, thread_count=1
    ).fit(*_data())


def _pool() -> Any:
    import catboost

    pool = catboost.Pool(*_data())
    pool.quantize(border_count=4)
    return pool


def _values() -> Any:
    import numpy

    return {"rate": 0.1, "names": ["a", ("b", 1 + 2j)], "weights": numpy.arange(6.0).reshape(2, 3), "big": 1 << 5000}


def _array() -> Any:
    import numpy

    return numpy.array([(1, 2.5, "a"), (3, 4.5, "b")], [("id", "<i4"), ("rate", "<f8"), ("name", "<U1")])


def _arrays() -> Any:
    import numpy

    return {"w": numpy.arange(6.0).reshape(2, 3), "when": numpy.array(["2020-01-01"], "M8[D]")}


def _sparse() -> Any:
    import scipy.sparse

    return scipy.sparse.csr_array(([1.0, 2.0, 3.0], ([0, 1, 1], [2, 0, 1])), shape=(2, 3))


def _frame() -> Any:
    import pandas

    index = pandas.MultiIndex.from_product([["x", "y"], [1, 2]], names=["k", None])
    columns = {
        "i": [1, 2, 3, 4],
        "s": ["a", None, "b", "a"],
        "c": pandas.Categorical(["u", "v", "u", None]),
        "t": pandas.to_datetime(["2020-01-01"] * 4, utc=True),
        "p": pandas.period_range("2020", periods=4, freq="M"),
        "o": pandas.Series([1, "a", None, (2,)], dtype=object).to_numpy(),
        "n": pandas.array([1, None, 3, 4], "Int8"),
    }
    return pandas.DataFrame(columns, index=index)


def _polars() -> Any:
    import polars

    columns = {"i": [1, None, 3], "s": ["short", None, "a text of more than twelve"], "l": [[1], None, [2, 3]]}
    categories = {
        "c": polars.Series(["u", "v", "u"], dtype=polars.Categorical),
        "e": polars.Series(["u", "v", "u"], dtype=polars.Enum(["u", "v"])),
    }
    return polars.DataFrame({**columns, **categories})


def _gguf() -> Any:
    """Its file is deleted: what is mapped stays."""
    import tempfile

    import gguf
    import numpy

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.gguf"
        writer = gguf.GGUFWriter(path, "llama")
        writer.add_context_length(64)
        writer.add_token_list(["<unk>", "hello", "world"])
        writer.add_token_scores([0.0, 1.0, 2.0])
        writer.add_chat_template("{{ messages }}")
        writer.add_tensor("token_embd.weight", numpy.arange(12, dtype="float32").reshape(3, 4))
        block = numpy.arange(68, dtype="uint8").reshape(2, 34)
        writer.add_tensor("blk.0.ffn_up.weight", block, raw_dtype=gguf.GGMLQuantizationType.Q8_0)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        return gguf.GGUFReader(path)


def _words() -> Any:
    tokenizers: Any = importlib.import_module("tokenizers")
    library: Any = importlib.import_module("transformers")
    words = {"<unk>": 0, "<pad>": 1, "hello": 2, "world": 3}
    tokens = tokenizers.Tokenizer(tokenizers.models.WordLevel(words, unk_token="<unk>"))
    tokens.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    template = "{% for message in messages %}{{ message['role'] + ': ' + message.content | trim }}{% endfor %}"
    special = {"unk_token": "<unk>", "pad_token": "<pad>"}
    return library.PreTrainedTokenizerFast(tokenizer_object=tokens, chat_template=template, **special)


def _bert() -> Any:
    import torch

    library: Any = importlib.import_module("transformers")
    torch.manual_seed(0)
    sizes = {"hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2}
    config = library.BertConfig(vocab_size=4, max_position_embeddings=16, **sizes)
    return library.BertForSequenceClassification(config).eval()


def _text_pipeline() -> Any:
    library: Any = importlib.import_module("transformers")
    return library.TextClassificationPipeline(model=_bert(), tokenizer=_words(), task="text-classification")


def _embeds() -> Any:
    library: Any = importlib.import_module("sentence_transformers")
    making: Any = importlib.import_module("jupyterlab_models.frameworks.sentence_transformers.making")
    modules: Any = importlib.import_module("sentence_transformers.sentence_transformer.modules")
    models: Any = importlib.import_module("transformers")
    with tempfile.TemporaryDirectory() as place:
        models.BertModel(_bert().config).save_pretrained(place)
        _words().save_pretrained(place)
        first = making.class_of("Transformer")(place)
    dense = making.class_of("Dense")(8, 4)
    parts = [first, modules.Pooling(8), dense]
    return library.SentenceTransformer(modules=parts, device="cpu", prompts={"query": "hello "}).eval()


def _adapted() -> Any:
    import torch

    library: Any = importlib.import_module("peft")
    options = {"task_type": "SEQ_CLS", "target_modules": ["query"], "r": 2}
    model = library.get_peft_model(_bert(), library.LoraConfig(**options))
    model.add_adapter("second", library.LoraConfig(**options, use_dora=True))
    with torch.no_grad():
        for name, tensor in model.named_parameters():
            tensor.add_(0.1 if "lora_" in name else 0.0)
    return model


_BATCH = "numpy.zeros((2, 3))"
_SKLEARN = {"predict": f"model.predict({_BATCH})", "parameters": "model.get_params()"}
_HTML = {**_SKLEARN, "html": "model._repr_html_()"}
_NUMPY = {
    "list": "model[:3].tolist()",
    "size": "numpy.size(model)",
    "sorted": "numpy.sort(model)",
}
_POLARS = ("polars", *(f"_polars_runtime_{name}" for name in ("32", "64", "compat")), "typing_extensions")
_TORCH_SETTINGS = ("torch.get_default_dtype()", "torch.is_grad_enabled()", "torch.get_num_threads()")
_TRANSFORMERS = ("torch", "numpy", "transformers", "tokenizers", "transformers.generation")
_KERAS = {
    "call": "model(numpy.zeros((2, 2), 'float32'))",
    "predict": "model.predict(numpy.zeros((2, 2), 'float32'), verbose=0)",
    "summary": "model.summary(print_fn=lambda *a, **k: None)",
    "config": "model.get_config()",
}
_KERAS_SETTINGS = ("{0}.config.floatx()", "{0}.config.image_data_format()", "{0}.config.backend()")
_TF = ("tensorflow", "keras", "tf_keras", "rich", "pygments", "markdown_it", "mdurl", "wrapt")

SAMPLES: dict[str, Sample] = {
    "safetensors": Sample("torch.adapter", ("torch", "numpy"), _tensors, settings=_TORCH_SETTINGS),
    "torch-state": Sample("torch.adapter", ("torch", "numpy"), _state, settings=_TORCH_SETTINGS),
    "torch-safetensors": Sample(
        "torch.adapter",
        ("torch", "numpy"),
        _module,
        {
            "call": "model(torch.zeros(4, 2))",
            "eval": "model.eval()(torch.zeros(1, 2))",
            "state": "model.state_dict()",
            "train": "model.train()(torch.zeros(4, 2)).sum().backward()",
            "double": "model.double()(torch.zeros(4, 2).double())",
            "named": "(dict(model.named_modules()), dict(model.named_parameters()))",
        },
        settings=_TORCH_SETTINGS,
    ),
    "torchscript": Sample("torch.adapter", ("torch", "numpy"), _script, {"call": "model(torch.zeros(4, 2))"}),
    "keras-v3": Sample(
        "keras.adapter",
        ("keras", "numpy", "h5py"),
        lambda: _keras("keras"),
        _KERAS,
        _TF,
        tuple(text.format("keras") for text in _KERAS_SETTINGS),
    ),
    "keras-v2": Sample("tf_keras.adapter", ("tf_keras", "numpy", "h5py"), lambda: _keras("tf_keras"), _KERAS, _TF),
    "savedmodel": Sample(
        "tensorflow.adapter",
        ("tensorflow", "numpy"),
        _tensorflow,
        {"call": "model.f(tensorflow.zeros([2]))"},
        _TF,
    ),
    "onnx": Sample(
        "onnx.adapter",
        ("onnx", "onnx.checker", "onnx.shape_inference", "numpy"),
        _onnx,
        {
            "check": "onnx.checker.check_model(model)",
            "infer": "onnx.shape_inference.infer_shapes(model)",
            "bytes": "model.SerializeToString()",
            "text": "onnx.printer.to_text(model)",
        },
    ),
    "skops": Sample("sklearn.adapter", ("sklearn", "numpy"), _pipeline, _HTML, ("skops", "rich", "pygments")),
    "lightgbm-text": Sample("lightgbm.adapter", ("lightgbm", "numpy"), _lightgbm, _HTML),
    "xgboost-ubj": Sample("xgboost.adapter", ("xgboost", "sklearn", "numpy"), _xgboost, _HTML),
    "xgboost-json": Sample(
        "xgboost.adapter",
        ("xgboost", "numpy"),
        _xgboost_booster,
        {"predict": f"model.predict(xgboost.DMatrix({_BATCH}))", "dump": "model.get_dump()"},
    ),
    "catboost-cbm": Sample("catboost.adapter", ("catboost", "numpy"), _catboost, _SKLEARN),
    "catboost-pool": Sample(
        "catboost.catboost_pool",
        ("catboost", "numpy"),
        _pool,
        {
            "rows": "model.num_row()",
            "label": "model.get_label()",
            "train": "catboost.CatBoost({'iterations': 2, 'verbose': False, 'allow_writing_files': False, "
            "'thread_count': 1}).fit(model)",
        },
    ),
    "npy": Sample("numpy.adapter", ("numpy",), _array, _NUMPY),
    "npz": Sample("numpy.adapter", ("numpy", "numpy.ma"), _arrays, {"text": "str(model)", "list": "list(model)"}),
    "scipy-npz": Sample(
        "scipy.adapter",
        ("scipy.sparse", "numpy"),
        _sparse,
        {"sum": "model.sum()", "product": "model @ model.T", "more": "model + model", "rows": "model.tocsr()[:1]"},
    ),
    "pandas-arrow": Sample(
        "pandas.adapter",
        ("pandas", "pyarrow", "numpy"),
        _frame,
        {
            "html": "model._repr_html_()",
            "rows": "model.to_dict()",
            "describe": "model.describe()",
            "types": "model.dtypes",
            "sorted": "model.sort_index()",
        },
        ("zoneinfo", "tzdata"),
    ),
    "polars-arrow": Sample(
        "polars.adapter",
        ("numpy", "polars"),
        _polars,
        {
            "rows": "model.rows()",
            "types": "model.schema",
            "html": "model._repr_html_()",
            "describe": "model.describe()",
        },
        _POLARS,
    ),
    "gguf": Sample(
        "gguf.adapter",
        ("gguf", "numpy"),
        _gguf,
        {
            "values": "[field.contents() for field in model.fields.values()]",
            "numbers": "[tensor.data.sum() for tensor in model.tensors]",
            "dequantized": "[gguf.dequantize(tensor.data, tensor.tensor_type) for tensor in model.tensors]",
        },
    ),
    "transformers-model": Sample(
        "transformers.adapter",
        (*_TRANSFORMERS, "transformers.models.bert.modeling_bert"),
        _bert,
        {
            "call": "model(torch.tensor([[2, 3]]))",
            "train": "model.train()(torch.tensor([[2, 3]])).logits.sum().backward()",
            "state": "model.state_dict()",
            "settings": "(model.config.to_dict(), model.config.to_json_string())",
        },
        settings=_TORCH_SETTINGS,
    ),
    "transformers-preprocessor": Sample(
        "transformers.adapter",
        (*_TRANSFORMERS, "transformers.models.bert.modeling_bert", "transformers.pipelines", "jinja2.ext"),
        _words,
        {
            "call": "model('hello world')",
            "decode": "model.decode(model('hello world')['input_ids'])",
            "chat": "model.apply_chat_template([{'role': 'user', 'content': 'hello'}] * 3, tokenize=False)",
            "pad": "model(['hello', 'hello world'], padding=True)",
        },
    ),
    "transformers-pipeline": Sample(
        "transformers.adapter",
        (*_TRANSFORMERS, "transformers.models.bert.modeling_bert", "transformers.pipelines", "jinja2.ext"),
        _text_pipeline,
        {"call": "model('hello world')"},
        settings=_TORCH_SETTINGS,
    ),
    "sentence-transformers": Sample(
        "sentence_transformers.adapter",
        (
            *_TRANSFORMERS,
            "transformers.models.bert.modeling_bert",
            "transformers.pipelines",
            "jinja2.ext",
            "sentence_transformers",
        ),
        _embeds,
        {
            "encode": "model.encode(['hello world', 'hello'], show_progress_bar=False, prompt_name='query')",
            "train": "model.train()(model.preprocess(['hello']))['sentence_embedding'].sum().backward()",
            "state": "model.state_dict()",
            "text": "(repr(model), model.max_seq_length)",
        },
        settings=_TORCH_SETTINGS,
    ),
    "peft-adapters": Sample(
        "peft.adapter",
        (*_TRANSFORMERS, "transformers.models.bert.modeling_bert", "peft"),
        _adapted,
        {
            "call": "model(torch.tensor([[2, 3]]))",
            "train": "model.train()(torch.tensor([[2, 3]])).logits.sum().backward()",
            "state": "model.state_dict()",
            "settings": "[one.to_dict() for one in model.peft_config.values()]",
            "other": "model.set_adapter('second')",
            "merged": "model.merge_and_unload()",
        },
        settings=_TORCH_SETTINGS,
    ),
    "json": Sample("python.values", ("numpy",), _values),
}
