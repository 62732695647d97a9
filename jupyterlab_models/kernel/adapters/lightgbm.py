"""LightGBM's classifier, regressor and ranker: the native text, with the estimator around it in JSON.

The estimator's own attributes are private names of the library. So after writing an estimator is made from the
same state and one iteration of the model, and compared; what a version of LightGBM keeps elsewhere is noticed here.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from .. import tables
from ..errors import AgentError
from ..naming import class_name as name_of
from ..plain import NotPlain, from_json, to_json
from . import Choice, Facts, Folder, Plan, Table

CLASSES = ("LGBMClassifier", "LGBMRegressor", "LGBMRanker")
MODEL = "model.txt"
BESIDE = "estimator.json"
PART = 1 << 20
NEEDED = ("_Booster", "_n_features_in", "_objective", "fitted_")


class LightGBMAdapter:
    """See `Adapter`."""

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        return (("lightgbm", "lightgbm"), ("sklearn", "scikit-learn"))

    def check(self, obj: Any) -> Plan:
        name = type(obj).__name__
        library = sys.modules["lightgbm"]
        if not any(type(obj) is getattr(library, known) for known in CLASSES):
            base = next(base.__name__ for base in type(obj).__mro__ if base.__name__ in CLASSES)
            raise AgentError(
                "unsupported",
                f"{name} is a class of your own made from {base}: the native file would bring back a plain {base}.",
                f"Train a {base} itself, or keep your class in a module and the {base} as an attribute to save.",
            )
        if not obj.__sklearn_is_fitted__():
            raise AgentError(
                "not_fitted", f"The {name} is not fitted yet, so there is nothing to save.", "Call fit before saving."
            )
        missing = [attribute for attribute in NEEDED if attribute not in vars(obj)]
        if missing:
            raise AgentError(
                "unsupported",
                f"This version of LightGBM keeps a {name} in another way ({', '.join(missing)} is missing).",
                "Save obj.booster_.save_model('model.txt') by hand and report the version of LightGBM.",
            )
        if callable(obj._objective):
            raise AgentError(
                "unsupported",
                f"The objective of this {name} is a function, which the native file cannot hold: "
                "a copy without it would predict other numbers.",
                "Train with one of LightGBM's own objectives, or save obj.booster_ by hand.",
            )
        _, lost = state_of(obj)
        choice = Choice(
            encoding="lightgbm-text",
            risk="parser",
            restores=f"The {name} with all its trees, labels, parameters, best iteration and scores",
            files=(MODEL, BESIDE),
            lost=tuple(lost),
        )
        return Plan((choice,), predicted(obj._Booster), ("lightgbm", "numpy", "sklearn"))

    def write(self, obj: Any, encoding: str, folder: Folder) -> None:
        booster = obj._Booster
        path = folder.path(MODEL)
        booster.save_model(path, num_iteration=-1)
        compare_file(Path(path), booster)
        state, _ = state_of(obj)
        compare_estimator(obj, state)
        with folder.open(BESIDE) as out:
            out.write(json.dumps(state).encode())

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        import lightgbm

        state = json.loads((folder / BESIDE).read_text(encoding="utf-8"))
        return build(class_name, state, lightgbm.Booster(model_file=str(folder / MODEL)))

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        booster = obj._Booster
        names = booster.feature_name()
        found = [
            tables.properties(
                "Structure",
                [
                    ("Trees", booster.num_trees()),
                    ("Features", len(names)),
                    ("Objective", str(obj._objective)),
                    ("Best iteration", obj._best_iteration),
                ],
            ),
            tables.parameters(obj.get_params(deep=False)),
            tables.importances(names, booster.feature_importance(obj.importance_type)),
        ]
        if vars(obj).get("_classes") is not None:
            found.append(tables.classes(obj._classes))
        found.extend(tables.metrics(obj._best_score))
        return found

    def facts(self, obj: Any) -> Facts:
        return Facts(
            features=tuple(obj._Booster.feature_name()),
            parameters=tables.texts(obj.get_params(deep=False)),
            metrics=tables.scores(obj._best_score),
        )


def state_of(obj: Any) -> tuple[dict[str, Any], list[str]]:
    """The estimator around the booster as JSON, and sentences about what cannot be kept."""
    attributes: dict[str, Any] = {}
    lost: list[str] = []
    for name, value in vars(obj).items():
        if name in ("_Booster", "_le"):
            continue
        try:
            attributes[name] = to_json(value)
        except NotPlain as reason:
            lost.append(f"The attribute {name} ({reason}) is an object of Python and comes back empty.")
            attributes[name] = None
    booster = obj._Booster
    state: dict[str, Any] = {"attributes": attributes, "booster": {"best_iteration": int(booster.best_iteration)}}
    if "_le" in vars(obj):
        state["labels"] = to_json(obj._le.classes_)
    for name in ("params", "best_score"):
        kept = state["booster"][name] = {}
        for key, value in (getattr(booster, name, None) or {}).items():
            try:
                kept[key] = to_json(value)
            except NotPlain:
                lost.append(f"The booster's {name} {key} is an object of Python and is not stored.")
    return state, lost


def build(class_name: str, state: dict[str, Any], booster: Any) -> Any:
    """The estimator around a booster. Error `unsupported` for a class that is not ours."""
    import lightgbm
    from sklearn.preprocessing import LabelEncoder

    name = class_name.rpartition(".")[2]
    if name not in CLASSES:
        raise AgentError("unsupported", f"{class_name} is not a class of LightGBM that can be loaded.")
    obj = getattr(lightgbm, name)()
    vars(obj).update({key: from_json(value) for key, value in state["attributes"].items()})
    if "labels" in state:
        obj._le = _label_encoder(obj, LabelEncoder)
        obj._le.classes_ = from_json(state["labels"])
    kept = state["booster"]
    booster.best_iteration = kept["best_iteration"]
    booster.params = {**booster.params, **{key: from_json(value) for key, value in kept["params"].items()}}
    booster.best_score = {key: from_json(value) for key, value in kept["best_score"].items()}
    obj._Booster = booster
    return obj


def _label_encoder(obj: Any, default: type) -> Any:
    import lightgbm.compat

    return getattr(lightgbm.compat, "_LGBMLabelEncoder", default)()


def compare_estimator(obj: Any, state: dict[str, Any]) -> None:
    """Build a copy around one iteration and compare it. Error `not_restorable`."""
    import lightgbm
    import numpy

    text = obj._Booster.model_to_string(num_iteration=1)
    copy = build(name_of(type(obj)), json.loads(json.dumps(state)), lightgbm.Booster(model_str=text))
    width = obj._Booster.num_feature()
    rows = numpy.array([[0.0] * width, [1.0] * width, [-1e3] * width, [1e3] * width])
    expected = obj._Booster.predict(rows, num_iteration=1)
    differences = [name for name in vars(obj) if name not in vars(copy)]
    if not numpy.array_equal(expected, copy._Booster.predict(rows, num_iteration=1), equal_nan=True):
        differences.append("its predictions")
    if type(copy) is not type(obj) or differences:
        raise AgentError(
            "not_restorable",
            f"A copy made from what was written differs in {', '.join(differences) or 'its class'}.",
            "Nothing was saved. Please report it with the version of LightGBM.",
        )


def compare_file(path: Path, booster: Any) -> None:
    """The head has to count all trees and the end has to be there. Error `not_restorable`."""
    with path.open("rb") as file:
        head = file.read(PART)
        file.seek(max(path.stat().st_size - PART, 0))
        tail = file.read()
    sizes = next((line for line in head.split(b"\n") if line.startswith(b"tree_sizes=")), b"")
    trees = len(sizes.partition(b"=")[2].split())
    if b"\nend of parameters" not in tail or trees != booster.num_trees():
        raise AgentError(
            "not_restorable",
            f"LightGBM wrote {trees} of {booster.num_trees()} trees, or not to the end.",
            "Nothing was saved. Please report it with the version of LightGBM.",
        )


def predicted(booster: Any) -> int:
    """About how many bytes the text will have, from the length of the first and the number of all trees."""
    one = len(booster.model_to_string(num_iteration=1))
    two = len(booster.model_to_string(num_iteration=2))
    per_iteration = max(two - one, 0)
    return int(one + per_iteration * max(booster.current_iteration() - 1, 0))


ADAPTER = LightGBMAdapter()
