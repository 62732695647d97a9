"""CatBoost's classifier, regressor and ranker: the native `.cbm`, with the spelling of the parameters beside it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from .. import packages, tables
from ..errors import AgentError
from ..plain import NotPlain, from_json, to_json
from . import Choice, Facts, Folder, Plan, Table

CLASSES = ("CatBoostClassifier", "CatBoostRegressor", "CatBoostRanker")
MODEL = "model.cbm"
BESIDE = "estimator.json"
READ_BACK = 32 << 20
"""Bytes up to which a written file is read again."""
ARRAYS = ("_prediction_values_change", "_loss_value_change")
"""Where the class keeps feature importances, if it has them."""
SCORES_SINCE = "1.2.3"
"""The first version of CatBoost whose files hold the scores."""


class CatBoostAdapter:
    """See `Adapter`."""

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        return (("catboost", "catboost"),)

    def check(self, obj: Any) -> Plan:
        name = type(obj).__name__
        library = sys.modules["catboost"]
        if not any(type(obj) is getattr(library, known) for known in CLASSES):
            base = next(base.__name__ for base in type(obj).__mro__ if base.__name__ in CLASSES)
            raise AgentError(
                "unsupported",
                f"{name} is a class of your own made from {base}: the native file would bring back a plain {base}.",
                f"Train a {base} itself, or keep your class in a module and the {base} as an attribute to save.",
            )
        if "_init_params" not in vars(obj):
            raise AgentError(
                "unsupported",
                f"This version of CatBoost keeps the parameters of a {name} in another way.",
                f"Save it with {name}.save_model by hand and report the version of CatBoost.",
            )
        if not obj.is_fitted():
            raise AgentError(
                "not_fitted", f"The {name} is not fitted yet, so there is nothing to save.", "Call fit before saving."
            )
        lost = [*_parameters(obj)[1], *_attributes(obj)[1]]
        scores = packages.compare(library.__version__, SCORES_SINCE) >= 0
        if obj.evals_result_ and not scores:
            lost.append(f"The scores: CatBoost {library.__version__} does not write them, {SCORES_SINCE} and later do.")
        kept = "labels, parameters, feature names and scores" if scores else "labels, parameters and feature names"
        choice = Choice(
            encoding="catboost-cbm",
            risk="parser",
            restores=f"The {name} with its trees, {kept}",
            files=(MODEL, BESIDE),
            lost=tuple(lost),
        )
        return Plan((choice,), predicted(obj), ("catboost", "numpy"))

    def write(self, obj: Any, encoding: str, folder: Folder) -> None:
        path = folder.path(MODEL)
        obj.save_model(path, format="cbm")
        folder.wanted()
        compare_file(path, obj)
        state = {"parameters": _parameters(obj)[0], "attributes": _attributes(obj)[0]}
        with folder.open(BESIDE) as out:
            out.write(json.dumps(state).encode())

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        import catboost

        name = class_name.rpartition(".")[2]
        if name not in CLASSES:
            raise AgentError("unsupported", f"{class_name} is not a class of CatBoost that can be loaded.")
        obj = getattr(catboost, name)()
        obj.load_model(str(folder / MODEL), format="cbm")
        state = json.loads((folder / BESIDE).read_text(encoding="utf-8"))
        # A parameter that could not be kept stays what the file says about it.
        known = obj._init_params
        obj._init_params = {
            key: known.get(key) if value is None else from_json(value["value"])
            for key, value in state["parameters"].items()
        }
        vars(obj).update({key: from_json(value) for key, value in state["attributes"].items()})
        return obj

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        found = [
            tables.properties(
                "Structure",
                [
                    ("Trees", obj.tree_count_),
                    ("Features", len(obj.feature_names_ or [])),
                    ("Loss function", str(obj.get_all_params().get("loss_function", ""))),
                    ("Best iteration", obj.best_iteration_),
                    ("Learning rate", obj.learning_rate_),
                ],
            ),
            tables.parameters(obj._init_params),
        ]
        importances = next((getattr(obj, name) for name in ARRAYS if getattr(obj, name, None) is not None), None)
        if importances is not None and len(importances) == len(obj.feature_names_):
            found.append(tables.importances(obj.feature_names_, importances))
        if obj.classes_ is not None and len(obj.classes_):
            found.append(tables.classes(obj.classes_))
        found.extend(tables.metrics(obj.best_score_))
        return found

    def facts(self, obj: Any) -> Facts:
        return Facts(
            features=tuple(str(name) for name in obj.feature_names_ or ()),
            parameters=tables.texts(obj._init_params),
            metrics=tables.scores(obj.best_score_),
        )


def _parameters(obj: Any) -> tuple[dict[str, Any], list[str]]:
    """The constructor's parameters as the user spelled them, and sentences about those that cannot be kept."""
    kept: dict[str, Any] = {}
    lost: list[str] = []
    for name, value in obj._init_params.items():
        try:
            kept[name] = {"value": to_json(value)}
        except NotPlain as reason:
            kept[name] = None
            lost.append(
                f"The parameter {name} ({reason}) is an object of Python and is not stored: "
                "predictions stay the same, training again needs it once more."
            )
    return kept, lost


def _attributes(obj: Any) -> tuple[dict[str, Any], list[str]]:
    """What the object keeps in Python beside the native model (importances, exact learning rate, what the user put
    there), and sentences about what cannot be kept."""
    kept: dict[str, Any] = {}
    lost: list[str] = []
    for name, value in vars(obj).items():
        if name in ("_object", "_init_params"):
            continue
        try:
            kept[name] = to_json(value)
        except NotPlain as reason:
            kept[name] = None
            # Made from the parameters at the next fit, so nobody misses it.
            if name != "_canonized_params":
                lost.append(f"The attribute {name} ({reason}) is an object of Python and comes back empty.")
    return kept, lost


def compare_file(path: str, obj: Any) -> None:
    """Read what was written and compare what is quickly compared. Error `not_restorable`.

    A large file is left alone: reading it would hold the model twice and the kernel as long again.
    """
    import catboost

    if Path(path).stat().st_size > READ_BACK:
        return
    copy = catboost.CatBoost().load_model(path, format="cbm")
    facts = [
        ("number of trees", obj.tree_count_, copy.tree_count_),
        ("classes", list(obj.classes_), list(copy.classes_)),
        ("feature names", list(obj.feature_names_ or []), list(copy.feature_names_ or [])),
    ]
    differences = [name for name, ours, read in facts if ours != read]
    if differences:
        raise AgentError(
            "not_restorable",
            f"The file that CatBoost wrote differs from the model in its {' and '.join(differences)}.",
            "Nothing was saved. Please report it with the version of CatBoost.",
        )


def predicted(obj: Any) -> int | None:
    """About how many bytes the file will have, from the number of leaves, where the version tells it."""
    if not hasattr(obj._object, "_get_tree_leaf_counts"):
        return None
    leaves = int(sum(int(count) for count in obj._object._get_tree_leaf_counts()))
    dimensions = max(len(obj.classes_) if obj.classes_ is not None and len(obj.classes_) > 2 else 1, 1)
    return leaves * 8 * (dimensions + 1) + int(obj.tree_count_) * 64 + len(obj.feature_names_ or []) * 600 + 20000


ADAPTER = CatBoostAdapter()
