"""What the fuzzer changes: the part of a file that says how an object is put together."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import pickle_trees
from .pickles import Call, Named, New, Outside, Pickle

Json = dict[str, Any]
DANGEROUS = (
    *("builtins.eval", "builtins.exec", "builtins.getattr", "builtins.open", "os.system", "subprocess.Popen"),
    *("functools.partial", "operator.attrgetter", "operator.methodcaller", "ctypes.CDLL", "pickle.loads"),
    *("importlib.import_module", "shutil.rmtree", "pathlib.Path", "types.FunctionType", "copyreg._reconstructor"),
)
METHODS = (
    *("__class__", "__dict__", "__call__", "__getattr__", "__setstate__", "__reduce__", "__iter__", "__len__"),
    *("__repr__", "__deepcopy__", "__copy__", "fit", "predict", "transform", "get_params", "keys", "values", "items"),
)


@dataclass(frozen=True)
class Grammar:
    """One file of a sample as a tree, what to put into it, and how it is written again."""

    encoding: str
    file: str
    read: Callable[[Path], Any]
    write: Callable[[Path, Any], None]
    """Replaces the part in a file that is there."""
    values: tuple[Any, ...]
    names: tuple[str, ...]


def _read_skeleton(file: Path) -> Any:
    return pickle_trees.loads(file.read_bytes())


def _write_skeleton(file: Path, tree: Any) -> None:
    file.write_bytes(Pickle().of(tree))


def _read_json(file: Path) -> Any:
    return json.loads(file.read_bytes())


def _write_json(file: Path, tree: Any) -> None:
    file.write_text(json.dumps(tree))


def _read_member(name: str) -> Callable[[Path], Any]:
    def read(file: Path) -> Any:
        with zipfile.ZipFile(file) as archive:
            return json.loads(archive.read(name))

    return read


def _write_member(name: str) -> Callable[[Path, Any], None]:
    def write(file: Path, tree: Any) -> None:
        content = io.BytesIO()
        with zipfile.ZipFile(file) as old, zipfile.ZipFile(content, "w") as new:
            for member in old.infolist():
                new.writestr(member.filename, json.dumps(tree) if member.filename == name else old.read(member))
        file.write_bytes(content.getvalue())

    return write


_MODULES = (
    *("container.Sequential", "container.ModuleList", "container.ModuleDict", "container.ParameterList"),
    *("container.ParameterDict", "linear.Linear", "linear.Identity", "linear.LazyLinear", "conv.Conv2d", "rnn.LSTM"),
    *("rnn.GRUCell", "activation.MultiheadAttention", "activation.ReLU", "dropout.Dropout", "transformer.Transformer"),
    *("transformer.TransformerEncoderLayer", "batchnorm.BatchNorm1d", "sparse.Embedding", "loss.CrossEntropyLoss"),
    *("normalization.LayerNorm", "module.Module", "adaptive.AdaptiveLogSoftmaxWithLoss", "upsampling.Upsample"),
)
_TORCH = (
    *(f"torch.nn.modules.{name}" for name in _MODULES),
    *("torch.nn.utils.parametrize.ParametrizationList", "torch.nn.utils.prune.L1Unstructured", "torch.Size"),
    *("torch.nn.utils.spectral_norm.SpectralNorm", "torch.nn.utils.weight_norm.WeightNorm", "torch.device"),
    *("torch.nn.functional.relu", "torch.nn.functional.gelu", "torch.float32", "torch.nn.parameter.Parameter"),
    *("torch.nn.init.xavier_uniform_", "torch.load", "torch.from_file", "torch.hub.load", "torch.ops", "torch.compile"),
    *("torch.jit.load", "torch._utils._rebuild_tensor_v2", "collections.OrderedDict", "builtins.set"),
)
_MADE = tuple(New(Named(f"torch.nn.modules.{name}"), {"training": True, "_modules": {}}) for name in _MODULES)
_SKELETON_NAMES = (
    *("_modules", "_parameters", "_buffers", "training", "forward", "_forward_hooks", "_forward_pre_hooks", "_keys"),
    *("_backward_hooks", "_state_dict_hooks", "_non_persistent_buffers_set", "_is_full_backward_hook", "_call_impl"),
    *("weight", "bias", "in_features", "out_features", "activation", "inplace", "p", "eps", "_flat_weights", "_apply"),
    *(
        "_all_weights",
        "_compiled_call_impl",
        "parametrizations",
        "norm_layer",
        "state_dict",
        "_version",
        "named_modules",
    ),
    *METHODS,
)
_SKELETON_VALUES = (
    *(Named(name) for name in (*_TORCH, *DANGEROUS)),
    *_MADE,
    *(New(Named(name), {}) for name in (*_TORCH[-14:], *DANGEROUS)),
    *(Call(Named(name)) for name in (*_TORCH, *DANGEROUS)),
    *(Call(Named(name), "print('ran')") for name in DANGEROUS),
    *(Outside(number) for number in (0, 1, 6, 7, -1, 10**6)),
    *(Outside(("storage", "a")), Outside(None), Outside([0])),
    *((), (1, 2), ("a",), (Named("torch.float32"),)),
)

_NODES = (
    *("ObjectNode", "DictNode", "ListNode", "TupleNode", "SetNode", "JsonNode", "NdArrayNode", "SparseMatrixNode"),
    *("TypeNode", "FunctionNode", "MethodNode", "PartialNode", "OperatorFuncNode", "SliceNode", "CachedNode"),
    *("TreeNode", "RandomStateNode", "RandomGeneratorNode", "BytesNode", "BytearrayNode", "DefaultDictNode"),
    *("DTypeNode", "LossNode", "MaskedArrayNode", "ConstructorFromReduceNode", "ReduceNode", "DatetimeTimedeltaNode"),
)
_SKLEARN = (
    *(
        ("Pipeline", "sklearn.pipeline"),
        ("StandardScaler", "sklearn.preprocessing._data"),
        ("Tree", "sklearn.tree._tree"),
    ),
    *(("FunctionTransformer", "sklearn.preprocessing._function_transformer"), ("SVC", "sklearn.svm._classes")),
    *(("RFE", "sklearn.feature_selection._rfe"), ("KNeighborsClassifier", "sklearn.neighbors._classification")),
    *(("KDTree", "sklearn.neighbors._kd_tree"), ("dict", "builtins"), ("list", "builtins"), ("eval", "builtins")),
    *(("system", "os"), ("Popen", "subprocess"), ("CDLL", "ctypes"), ("Generator", "numpy.random._generator")),
    *(("RandomState", "numpy.random.mtrand"), ("PCG64", "numpy.random"), ("seed", "numpy.random"), ("load", "numpy")),
    *(("ndarray", "numpy"), ("partial", "functools"), ("attrgetter", "operator"), ("dtype", "numpy")),
    *(("HalfBinomialLoss", "sklearn._loss.loss"), ("make_scorer", "sklearn.metrics._scorer")),
)
_SKOPS_VALUES = (
    *_NODES,
    *(name for pair in _SKLEARN for name in pair),
    *(
        {"__class__": name, "__module__": module, "__loader__": node, "__id__": 1, "content": {}, "file": "0.npy"}
        for name, module in _SKLEARN
        for node in _NODES[::3]
    ),
    *('"text"', "1", "null", "NaN", "1e999", "[]", '"os.system"', "numpy", "json", "pickle", "0.npy", "../0.npy"),
)
_SKOPS_NAMES = (
    *("__class__", "__module__", "__loader__", "__id__", "content", "type", "file", "is_json", "key_types", "protocol"),
    *("steps", "func", "importance_getter", "metric", "kernel", "estimator", "random_state", "tree_", "args", "kwds"),
    *("namespace", "shape", "bit_generator", "obj", "attrs", "default_factory", "_skops_version", *METHODS),
)

_LAYERS = (
    *("Dense", "Functional", "Sequential", "Lambda", "InputLayer", "Conv2D", "LSTM", "RNN", "TFSMLayer", "Switch"),
    *("FlaxLayer", "TorchModuleWrapper", "Bidirectional", "Wrapper", "MultiHeadAttention", "Normalization", "Custom"),
    *("StringLookup", "TextVectorization", "Hashing", "function", "Adam", "Zeros", "Variable", "DTypePolicy"),
)
_KERAS_MODULES = (
    *("keras", "keras.layers", "keras.models", "keras.optimizers", "keras.initializers", "keras.src.ops.core"),
    *("keras.src.ops.numpy", "keras.src.models.functional", "keras.config", "keras.utils", "keras.saving", "builtins"),
    *("os", "subprocess", "keras.src.utils.file_utils", "keras.ops", "tensorflow", "numpy", "keras.src.backend"),
)
_KERAS_VALUES = (
    *_LAYERS,
    *_KERAS_MODULES,
    *(
        {"module": module, "class_name": name, "config": {}, "registered_name": name}
        for module in _KERAS_MODULES
        for name in _LAYERS[::4]
    ),
    *(
        {"module": module, "class_name": "function", "config": name, "registered_name": name}
        for module, name in (
            *(("keras.config", "set_floatx"), ("keras.utils", "get_file"), ("builtins", "eval"), ("os", "system")),
            *(("keras.models", "load_model"), ("keras.src.saving.saving_lib", "load_model"), ("keras.ops", "map")),
        )
    ),
    *(
        {"class_name": "__lambda__", "config": {"code": "4wEAAAA=", "defaults": None, "closure": None}},
        {"class_name": "__keras_tensor__", "config": {"shape": [None, 2], "dtype": "x", "keras_history": ["i", 0, 0]}},
        {"class_name": "__tensor__", "config": {"value": [1.0], "dtype": "float32"}},
        {"class_name": "__typespec__", "spec_name": "TensorSpec", "module": "tensorflow", "registered_name": None},
        {"class_name": "__type__", "config": {"class_name": "system", "module": "os"}},
    ),
)
_KERAS_NAMES = (
    *("module", "class_name", "config", "registered_name", "build_config", "compile_config", "layers", "inbound_nodes"),
    *(
        "args",
        "kwargs",
        "name",
        "dtype",
        "activation",
        "kernel_initializer",
        "function",
        "fn",
        "layer",
        "cell",
        "units",
    ),
    *("vocabulary", "filepath", "call_endpoint", "shared_object_id", "input_shape", "loss", "metrics", "optimizer"),
)

_SIDECAR_NAMES = (
    *("base", "own", "booster", "attributes", "params", "parameters", "config", "value", "handle", "_handle", "$"),
    *(
        "_Booster",
        "_object",
        "_le",
        "_classes",
        "objective",
        "metric",
        "eval_metric",
        "callbacks",
        "network",
        "factory",
    ),
    *("items", "dtype", "shape", "data", "_network", "pandas_categorical", "_other_params", "kwargs", *METHODS),
)
_SIDECAR_VALUES = (
    *("Booster", "LGBMClassifier", "XGBRanker", "CatBoost", "DaskLGBMClassifier", "eval", "os.system", "list", "dict"),
    *({"value": value} for value in (0x4141414141414141, -1, "eval", None, [1], {"$": "tuple", "items": []}, {})),
    *(
        {"$": kind, "value": "1", "items": [], "dtype": "O"}
        for kind in ("array", "scalar", "defaultdict", "Index", "x")
    ),
    *({"$": "array", "dtype": dtype, "shape": [10**9], "data": "AA=="} for dtype in ("|O", "<f8", "V8", "<U9999999")),
    *({"$": "defaultdict", "factory": factory, "items": []} for factory in ("list", "eval", "os.system", "object")),
)

_KERAS = (_KERAS_VALUES, _KERAS_NAMES)
_SIDECAR = (_SIDECAR_VALUES, _SIDECAR_NAMES)
_CONFIG = _read_member("config.json"), _write_member("config.json")
GRAMMARS = {
    "skeleton": Grammar(
        "torch-safetensors", "skeleton.pkl", _read_skeleton, _write_skeleton, _SKELETON_VALUES, _SKELETON_NAMES
    ),
    "skops": Grammar(
        "skops", "model.skops", _read_member("schema.json"), _write_member("schema.json"), _SKOPS_VALUES, _SKOPS_NAMES
    ),
    "keras-v3": Grammar("keras-v3", "model.keras", *_CONFIG, *_KERAS),
    "keras-v2": Grammar("keras-v2", "model.keras", *_CONFIG, *_KERAS),
    "lightgbm": Grammar("lightgbm-text", "estimator.json", _read_json, _write_json, *_SIDECAR),
    "xgboost": Grammar("xgboost-ubj", "estimator.json", _read_json, _write_json, *_SIDECAR),
    "catboost": Grammar("catboost-cbm", "estimator.json", _read_json, _write_json, *_SIDECAR),
    "values": Grammar("json", "value.json", _read_json, _write_json, *_SIDECAR),
}
