"""Python code that loads a version with its own library, without this package."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .risk_skops import trusted_names
from .server.errors import Conflict
from .server.types import Json
from .server.variables import check_variable

_CATBOOST = ("CatBoostClassifier", "CatBoostRegressor", "CatBoostRanker")
_XGBOOST = ("XGBClassifier", "XGBRegressor", "XGBRanker", "XGBRFClassifier", "XGBRFRegressor", "XGBModel")
_SAFE = {"keras": (3, 13, 2), "skops": (0, 13), "torch": (2, 6)}
"""As the adapters of the agent demand."""
_OWN_KERAS = (
    "It holds classes of its author's: define them first and pass them as custom_objects. Load in the Models panel "
    "does both, and gives them the arguments they were made with."
)


def load_code(version: Json, folder: Path, variable: str) -> Json:
    """The schema `LoadCode` for a verified folder; reads a file, so call it in a thread.

    Raises `Invalid` for a bad name, `Conflict` for no known way.
    """
    check_variable(variable)
    writer = _WRITERS.get(version["encoding"])
    if writer is None:
        raise Conflict(
            "no_code",
            f"There is no plain code for the encoding “{version['encoding']}”.",
            "Load the version from the Models panel instead.",
        )
    code, note = writer(version, str(folder), variable)
    return {"code": code + "\n", "note": note}


def _known(version: Json, folder: str, *names: str) -> str:
    """Path of the first file of such a name: the one that was judged and that the agent would read."""
    here = {file["path"] for file in version["files"]}
    found = next((name for name in names if name in here), None)
    if found is None:
        raise Conflict("no_code", "The version has no file that a library opens by itself.")
    return str(Path(folder, found))


def _since(library: str) -> str:
    """Code that fails if the library is too old to read another user's file safely."""
    least = _SAFE[library]
    message = f"{library} {{}} could run code from this file; install {library}>={'.'.join(map(str, least))}"
    return (
        f"if tuple(map(int, {library}.__version__.split('.')[:{len(least)}])) < {least}:\n"
        f"    raise ImportError({message!r}.format({library}.__version__))\n"
    )


def _catboost(version: Json, folder: str, variable: str) -> tuple[str, str | None]:
    name = version["class"].rpartition(".")[2]
    known = name if name in _CATBOOST else "CatBoost"
    path = _known(version, folder, "model.cbm")
    return f"from catboost import {known}\n\n{variable} = {known}().load_model({path!r})", None


def _pool(version: Json, folder: str, variable: str) -> tuple[str, str | None]:
    path = _known(version, folder, "pool.bin")
    return f"from catboost import Pool\n\n{variable} = Pool({'quantized://' + path!r})", None


def _lightgbm(version: Json, folder: str, variable: str) -> tuple[str, str | None]:
    path = _known(version, folder, "model.txt")
    code = f"import lightgbm\n\n{variable} = lightgbm.Booster(model_file={path!r})"
    return code, "This gives the Booster; Load in the Models panel gives back all that was around it."


def _xgboost(file: str) -> Callable[[Json, str, str], tuple[str, str | None]]:
    def writer(version: Json, folder: str, variable: str) -> tuple[str, str | None]:
        name = version["class"].rpartition(".")[2]
        known = name if name in _XGBOOST else "Booster"
        path = _known(version, folder, file)
        code = f"import xgboost\n\n{variable} = xgboost.{known}()\n{variable}.load_model({path!r})"
        return code, "Load in the Models panel also gives back the parameters and the scores of the evaluation sets."

    return writer


def _skops(version: Json, folder: str, variable: str) -> tuple[str, str | None]:
    native = _known(version, folder, "model.skops")
    code = (
        f"import skops.io\n\n{_since('skops')}"
        f"path = {native!r}\n"
        "# Types that only hold data or compute, beyond those that skops trusts itself. It refuses all others.\n"
        f"trusted = {trusted_names(Path(native))!r}\n"
        f"{variable} = skops.io.load(path, trusted=trusted)"
    )
    return code, "The types to trust come from the list of this server, not from the file; skops refuses any other."


def _pickle(version: Json, folder: str, variable: str) -> tuple[str, str | None]:
    path = _known(version, folder, "model.pkl", "object.pkl")
    code = f"import pickle\n\nwith open({path!r}, 'rb') as file:\n    {variable} = pickle.load(file)"
    author = version["creator"]["name"] or version["creator"]["username"]
    note = f"A pickle can run any code while it is loaded; this one was saved by {author}."
    if any(file["path"] == "sources.json" for file in version["files"]):
        note += f" It holds code, so it needs the package cloudpickle and Python {version['python']}."
    return code, note


def _json(version: Json, folder: str, variable: str) -> tuple[str, str | None]:
    path = _known(version, folder, "value.json")
    code = f"import json\n\nwith open({path!r}) as file:\n    {variable} = json.load(file)['value']"
    return (
        code,
        "What JSON has no word for, such as a tuple, comes as {'$': …}; Load in the Models panel gives it back.",
    )


def _onnx(version: Json, folder: str, variable: str) -> tuple[str, str | None]:
    return f"import onnx\n\n{variable} = onnx.load({_known(version, folder, 'model.onnx')!r})", None


def _keras(version: Json, folder: str, variable: str) -> tuple[str, str | None]:
    path = _known(version, folder, "model.keras")
    code = f"import keras\n\n{_since('keras')}{variable} = keras.saving.load_model({path!r}, safe_mode=True)"
    if len(version["files"]) > 1:
        return code, _OWN_KERAS
    return code, "Keras reads the file with safe mode, which runs no code of its author."


def _keras_2(version: Json, folder: str, variable: str) -> tuple[str, str | None]:
    path = _known(version, folder, "model.keras")
    code = f"import tf_keras\n\n{variable} = tf_keras.saving.load_model({path!r}, safe_mode=True)"
    if len(version["files"]) > 1:
        return code, _OWN_KERAS
    if version["risk"] == "code":
        author = version["creator"]["name"] or version["creator"]["username"]
        return code, f"It names more than layers of Keras 2, which runs it; this one was saved by {author}."
    return code, "This server has looked that the file names nothing but what Keras 2 has itself."


def _saved_model(version: Json, folder: str, variable: str) -> tuple[str, str | None]:
    path = str(Path(_known(version, folder, "savedmodel/saved_model.pb")).parent)
    code = f"import tensorflow\n\n{variable} = tensorflow.saved_model.load({path!r})"
    return code, "A SavedModel is a program of TensorFlow's: it can read and write files when its functions are called."


def _tensors(version: Json, folder: str, variable: str) -> tuple[str, str | None]:
    path = _known(version, folder, "weights.safetensors", "tensors.safetensors")
    code = (
        "import json\n\nfrom safetensors import safe_open\n\n"
        f"with safe_open({path!r}, framework='pt') as file:\n"
        "    # Names of one tensor, such as tied weights, stand in the metadata.\n"
        "    names = json.loads(file.metadata()['jupyterlab_models'])['names']\n"
        f"    {variable} = {{name: file.get_tensor(stored) for name, stored, *_ in names}}"
    )
    return code, "This gives the tensors by name; Load in the Models panel gives back the object around them."


def _torchscript(version: Json, folder: str, variable: str) -> tuple[str, str | None]:
    path = _known(version, folder, "model.pt")
    return f"import torch\n\n{variable} = torch.jit.load({path!r}, map_location='cpu')", None


def _torch_state(version: Json, folder: str, variable: str) -> tuple[str, str | None]:
    path = _known(version, folder, "state.pt")
    code = f"import torch\n\n{_since('torch')}{variable} = torch.load({path!r}, map_location='cpu', weights_only=True)"
    return code, None


_WRITERS: dict[str, Callable[[Json, str, str], tuple[str, str | None]]] = {
    "catboost-cbm": _catboost,
    "catboost-pool": _pool,
    "lightgbm-text": _lightgbm,
    "xgboost-ubj": _xgboost("model.ubj"),
    "xgboost-json": _xgboost("booster.json"),
    "skops": _skops,
    "pickle": _pickle,
    "cloudpickle": _pickle,
    "json": _json,
    "onnx": _onnx,
    "keras-v3": _keras,
    "keras-v2": _keras_2,
    "savedmodel": _saved_model,
    "torch-safetensors": _tensors,
    "safetensors": _tensors,
    "torchscript": _torchscript,
    "torch-state": _torch_state,
}
