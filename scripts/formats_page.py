"""Write `docs/formats.md` from `formats.json`, the contract's words about risk, and the sentences below.

`python scripts/formats_page.py [file]`, by default the page itself.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "formats.md"
HEAD = """# Types and formats

What can be saved, as what, and how to open the files without us. This page is made by `make generate` from
[`formats.json`](../jupyterlab_models/formats.json), and `make test` compares it with a new one. What each type gives
back when it is loaded was tried, variant by variant: [fidelity](fidelity.md).

A variable is matched by the class names along its MRO: top-level package and class name, nearest class wins. So
subclasses match at any depth, and listing imports nothing. A _format_ says what was saved; an _encoding_ says how the
bytes lie.
"""


class Words(NamedTuple):
    """About one encoding."""

    files: str
    opens: str
    """How to open it without us."""
    back: str


ENCODINGS = {
    "catboost-cbm": Words(
        "`model.cbm`, CatBoost's own file; `estimator.json`",
        "`CatBoostClassifier().load_model('model.cbm')`, and so for the other classes",
        "The same class with its parameters as they were written, labels, metrics and feature names.",
    ),
    "catboost-pool": Words(
        "`pool.bin`, CatBoost's own file of a quantized pool",
        "`catboost.Pool('quantized://pool.bin')`",
        "The quantized Pool: bins, labels and weights. Raw values are not in it.",
    ),
    "lightgbm-text": Words(
        "`model.txt`, LightGBM's own text; `estimator.json`",
        "`lightgbm.Booster(model_file='model.txt')`",
        "The estimator with its classes, scores and categories, or the Booster if that is what was saved.",
    ),
    "xgboost-ubj": Words(
        "`model.ubj`, XGBoost's own UBJSON; `estimator.json`",
        "`XGBClassifier().load_model('model.ubj')`, or `xgboost.Booster(model_file='model.ubj')`",
        "The estimator with all its parameters, early stopping and categories, or the Booster.",
    ),
    "xgboost-json": Words(
        "`booster.json`, XGBoost's own JSON; `estimator.json`",
        "as the UBJSON file; also with any JSON reader",
        "As from UBJSON; the file is larger.",
    ),
    "keras-v3": Words(
        "`model.keras`, Keras's own archive; for classes of a notebook also `class.pkl` and its source",
        "`keras.models.load_model('model.keras')`",
        "The model with weights, compile and optimiser state.",
    ),
    "keras-v2": Words(
        "`model.keras`, the archive of Keras 2; for classes of a notebook also `class.pkl` and its source",
        "`tf_keras.saving.load_model('model.keras')`; Keras 3 does not read it",
        "The model of `tf_keras` with weights, compile and optimiser state.",
    ),
    "savedmodel": Words(
        "`savedmodel/`, TensorFlow's own folder",
        "`tf.saved_model.load('savedmodel')`, or any TensorFlow server",
        "TensorFlow's generic object: variables and functions, not the Python class.",
    ),
    "torch-safetensors": Words(
        "`weights.safetensors`, every distinct tensor once; `skeleton.pkl`, the object without its tensors, or "
        "`skeleton-code.pkl` where it names more than PyTorch's own layers; "
        "`sources.json`, the notebook's classes to be read",
        "`safetensors.torch.load_file('weights.safetensors')` gives the weights",
        "The same module: class, buffers, dtypes, modes, tied weights.",
    ),
    "torchscript": Words(
        "`model.pt`, TorchScript",
        "`torch.jit.load('model.pt')`, also from C++",
        "A ScriptModule: the computation without the Python class.",
    ),
    "safetensors": Words(
        "`tensors.safetensors`",
        "`safetensors.torch.load_file('tensors.safetensors')`, or any reader of safetensors",
        "The same names, dtypes, shapes and bits.",
    ),
    "torch-state": Words(
        "`state.pt`, PyTorch's own file",
        "`torch.load('state.pt', weights_only=True)`",
        "The state: numbers, tensors and their nesting.",
    ),
    "onnx": Words(
        "`model.onnx`; for large models `model.onnx.data` beside it",
        "`onnx.load('model.onnx')`, or any ONNX runtime",
        "The equal proto.",
    ),
    "skops": Words(
        "`model.skops`",
        "`skops.io.load('model.skops', trusted=…)`; _Insert load code_ writes the list",
        "The same class and attributes.",
    ),
    "pickle": Words(
        "`model.pkl`",
        "`pickle.load(open('model.pkl', 'rb'))`",
        "The same class and attributes, in the same versions of Python and the libraries.",
    ),
    "cloudpickle": Words(
        "`object.pkl`; `sources.json`, what of the notebook is inside, to be read",
        "`pickle.load(open('object.pkl', 'rb'))` with `cloudpickle` installed",
        "An equal object, its functions and classes included.",
    ),
    "json": Words("`value.json`", "any JSON reader", "An equal value."),
}


def page() -> str:
    """The whole page."""
    rows = json.loads((ROOT / "jupyterlab_models/formats.json").read_text(encoding="utf-8"))["rows"]
    used = {encoding for row in rows for encoding in row["encodings"]}
    contract = yaml.safe_load((ROOT / "jupyterlab_models/openapi.yaml").read_text(encoding="utf-8"))
    risk = contract["components"]["schemas"]["Risk"]["description"].strip()
    return "".join(
        [
            HEAD,
            _table("Types", ("type", "library", "kind", "format", "encodings", "risk", "pip installs"), types(rows)),
            "\nThe risk is that of the preferred encoding; the server judges the bytes of each version anew.\n",
            f"{risk} See [SECURITY](../SECURITY.md).\n",
            _table(
                "Encodings", ("encoding", "files", "how to open them without us", "what comes back"), encodings(used)
            ),
        ]
    )


def types(rows: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    return [
        (
            f"`{row['type']}`",
            row["label"],
            row["kind"],
            f"`{row['format']}`",
            ", ".join(f"`{encoding}`" for encoding in row["encodings"]),
            row["risk"],
            " ".join(f"`{name}`" for name in row["requirements"]) or "–",
        )
        for row in sorted(rows, key=lambda row: (row["label"].lower(), row["type"].lower()))
    ]


def encodings(used: set[str]) -> list[tuple[str, ...]]:
    if used - ENCODINGS.keys():
        sys.exit(f"{__file__} has no words about {', '.join(sorted(used - ENCODINGS.keys()))} yet.")
    return [(f"`{encoding}`", *ENCODINGS[encoding]) for encoding in sorted(used)]


def _table(title: str, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("-",) * len(head), *rows]
    body = "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
    return f"\n## {title}\n\n{body}"


if __name__ == "__main__":
    (Path(sys.argv[1]) if sys.argv[1:] else PAGE).write_text(page(), encoding="utf-8")
