"""Write the tables of attributes of scikit-learn's classes, `frameworks/sklearn/attributes*.py`, from real instances.

    python scripts/sklearn_attributes.py collect FOUND.json    # in an environment with one version of scikit-learn
    python scripts/sklearn_attributes.py write FOUND.json...   # all versions together

Collecting fits every estimator in several ways and takes minutes. What others add to an instance is not collected.
"""

from __future__ import annotations

import inspect
import io
import json
import sys
import textwrap
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "jupyterlab_models" / "frameworks" / "sklearn"
PARTS = {"a_d": "_abcd", "e_i": "efghi", "k_m": "jklm", "n_z": "nopqrstuvwxyz"}
"""Module → first letters of the modules of scikit-learn in it."""
COMMON = {"_sklearn_output_config", "_sklearn_version", "feature_names_in_", "n_features_in_"}
NEVER = {"_metadata_request", "bsplines_", "owner"}
"""What holds objects that no file may have."""
HOLDERS = """cv scoring init init_ remainder estimator base_estimator base_estimator_ final_estimator transformer
    regressor classifier classifier_ kernel kernel_ k1 k2 kernels param_grid param_distributions best_params_
    cv_results_
    candidate_params covariance_estimator steps transformers transformers_ estimators estimators_ transformer_list
    named_estimators_ _scorer scorer_ closs link tree_ _tree _loss _loss_function_ best_estimator_"""
"""Attributes that may hold objects although the collected ones do not."""
METHODS = ("predict", "predict_proba", "decision_function", "transform", "score_samples", "inverse_transform")
Found = dict[str, dict[str, list[str]]]


def collect(file: Path) -> None:
    import skops.io
    from sklearn.utils import all_estimators

    warnings.simplefilter("ignore")
    found: dict[str, dict[str, set[str]]] = {}
    for name, cls in all_estimators():
        own = found.setdefault(f"{cls.__module__}.{name}", {})
        own.update({parameter: set() for parameter in inspect.signature(cls).parameters})
        for fitted in _fitted(cls):
            try:
                content = skops.io.dumps(fitted)
            except Exception as error:  # noqa: BLE001 - what cannot be written has no attributes in a file
                print(f"{name}: {error}", file=sys.stderr)
                continue
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                _note(json.loads(archive.read("schema.json")), found)
    listed = {cls: {name: sorted(kinds) for name, kinds in sorted(own.items())} for cls, own in sorted(found.items())}
    file.write_text(json.dumps(listed, indent=0))


def _fitted(cls: Any) -> Iterator[Any]:
    """Instances after they were fitted, and after they were used."""
    from sklearn.base import clone

    for base in _instances(cls):
        for data in _data():
            try:
                one = clone(base).fit(*data)
            except Exception:  # noqa: BLE001 - most estimators take only some of the data
                continue
            yield one
            for method in METHODS:
                try:
                    getattr(one, method)(data[0])
                except Exception:  # noqa: BLE001 - nor has each all of the methods
                    continue
            yield one


def _instances(cls: Any) -> Iterator[Any]:
    from sklearn.linear_model import LogisticRegression, Ridge
    from sklearn.utils._test_common.instance_generator import _construct_instances

    two = [("one", LogisticRegression()), ("two", LogisticRegression(C=2))]
    yield from _construct_instances(cls)
    for arguments in ((), (LogisticRegression(),), (Ridge(),), (two,), (LogisticRegression(), {"C": [0.1, 1]})):
        try:
            yield cls(*arguments)
        except TypeError:
            continue


def _data() -> Iterator[tuple[Any, ...]]:
    import numpy
    import pandas
    import scipy.sparse

    x = numpy.random.RandomState(0).rand(60, 4)
    classes = numpy.arange(60) % 3
    text = numpy.array(["a", "b", "c"])[classes]
    yield from ((x, classes), (x, text), (x, classes == 0), (x, x.sum(1)), (x, numpy.c_[classes, classes]))
    yield from ((pandas.DataFrame(x, columns=list("abcd")), text), (scipy.sparse.csr_matrix(x), classes))
    yield from ((text.reshape(-1, 1), classes), (["good film", "bad end"] * 30, classes), (classes,), (text,))
    yield from (([{"a": 1.0}, {"b": 2.0}] * 30,), ([["a"], ["b", "c"]] * 5,), (x[:, 0], x.sum(1)))


def _note(node: Any, found: dict[str, dict[str, set[str]]]) -> None:
    if isinstance(node, dict):
        content = node.get("content")
        if node.get("__loader__") == "ObjectNode":
            own = found.setdefault(f"{node['__module__']}.{node['__class__']}", {})
            if content and content["__loader__"] == "DictNode":
                for name, value in content["content"].items():
                    own.setdefault(name, set()).update(_loaders(value))
        for value in node.values():
            _note(value, found)
    elif isinstance(node, list):
        for value in node:
            _note(value, found)


def _loaders(value: Any) -> Iterator[str]:
    """Of a node and of what its containers hold."""
    if isinstance(value, dict) and "__loader__" in value:
        yield f"{value['__loader__'].removesuffix('Node')}:"
    if isinstance(value, (dict, list)) and not (isinstance(value, dict) and value.get("__loader__") == "ObjectNode"):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _loaders(inner)


def write(files: list[Path]) -> None:
    sys.path.insert(0, str(ROOT))
    from jupyterlab_models.frameworks.sklearn.names import OBJECTS
    from jupyterlab_models.frameworks.sklearn.trusted_types import TRUSTED

    merged: dict[str, set[str]] = {}
    holders = set(HOLDERS.split())
    for file in files:
        found: Found = json.loads(file.read_text())
        for cls in found.keys() & (OBJECTS | TRUSTED):
            merged.setdefault(cls, set()).update(found[cls])
            made = ("Object:", "Tree:", "Loss:")
            holders.update(name for name, kinds in found[cls].items() if any(kind.startswith(made) for kind in kinds))
    for part, letters in PARTS.items():
        rows = {cls: merged[cls] - COMMON - NEVER for cls in sorted(merged) if cls.split(".")[1][0] in letters}
        (FOLDER / f"attributes_{part}.py").write_text(_table(part, rows))
    text = (FOLDER / "attributes.py").read_text()
    begin, end = text.index("_INSTANCES = ("), text.index("INSTANCES = frozenset")
    lines = _lines(sorted(holders - NEVER - set(METHODS)), 4)
    (FOLDER / "attributes.py").write_text(f"{text[:begin]}_INSTANCES = (\n{lines}\n){chr(10)}{text[end:]}")


def _table(part: str, rows: dict[str, set[str]]) -> str:
    first, last = part.upper().split("_")
    head = f'"""Attributes of the classes in modules {first} to {last}; written by `scripts/sklearn_attributes.py`."""'
    entries = []
    for cls, names in rows.items():
        line = f'    "{cls}": "{" ".join(sorted(names))}",'
        entries.append(line if len(line) <= 120 else f'    "{cls}": (\n{_lines(sorted(names), 8)}\n    ),')
    return f"{head}\n\nfrom __future__ import annotations\n\nATTRIBUTES = {{\n{chr(10).join(entries)}\n}}\n"


def _lines(names: list[str], indent: int) -> str:
    wrapped = textwrap.wrap(" ".join(names), 104)
    ends = [" "] * (len(wrapped) - 1) + [""]
    return "\n".join(f'{" " * indent}"{line}{end}"' for line, end in zip(wrapped, ends, strict=True))


if __name__ == "__main__":
    if sys.argv[1] == "collect":
        collect(Path(sys.argv[2]))
    else:
        write([Path(name) for name in sys.argv[2:]])
