"""CatBoost's models: the native `.cbm`, with the spelling of the parameters beside it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from ...kernel import packages, tables
from ...kernel.adapter import Choice, Facts, Folder, Plan, Table
from ...kernel.errors import AgentError, reading
from .. import boosting
from .model_file import require_whole
from .sidecar_table import TABLE

CLASSES = TABLE.classes
MODEL = "model.cbm"
NATIVE = ("_object", "_init_params")
"""Attributes that hold the native model, or are kept by themselves."""
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
        if "_init_params" not in vars(obj):
            raise AgentError(
                "unsupported",
                f"This version of CatBoost keeps the parameters of a {name} in another way.",
                f"Save it with {name}.save_model by hand and report the version of CatBoost.",
            )
        if not library.CatBoost.is_fitted(obj):
            raise boosting.not_fitted(obj)
        kept = keep(obj)
        lost = list(kept.lost)
        scores = packages.compare(library.__version__, SCORES_SINCE) >= 0
        if obj.evals_result_ and not scores:
            lost.append(f"The scores: CatBoost {library.__version__} does not write them, {SCORES_SINCE} and later do.")
        what = "labels, parameters, feature names and scores" if scores else "labels, parameters and feature names"
        choice = Choice(
            encoding="catboost-cbm",
            risk=kept.risk,
            restores=f"The {name} with its trees, {what}{kept.own}",
            files=(MODEL, *kept.files),
            lost=tuple(lost),
        )
        return Plan((choice,), predicted(obj), tuple(sorted({"catboost", "numpy", *kept.modules})))

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        path = folder.path(MODEL)
        sys.modules["catboost"].CatBoost.save_model(obj, path, format="cbm")
        folder.raise_if_cancelled()
        compare_file(path, obj)
        boosting.write(keep(obj), folder)

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        import catboost

        with reading("CatBoost"):
            # CatBoost itself ends the process when trees and features do not agree.
            require_whole(folder / MODEL)
            state = boosting.read_state(folder, TABLE)
            cls, carried = boosting.read_class(folder, state, catboost, CLASSES)
            obj: Any = cls.__new__(cls)
            catboost.CatBoost.__init__(obj)
            catboost.CatBoost.load_model(obj, str(folder / MODEL), format="cbm")
            # A parameter that could not be kept stays what the file says about it.
            parameters = boosting.values_of(state["parameters"], carried.get("parameters", {}), obj._init_params)
            attributes = boosting.values_of(state["attributes"], carried.get("attributes", {}))
            boosting.set_attributes(obj, attributes, NATIVE, TABLE.parts["attributes"].known, catboost)
            obj._init_params = parameters
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


def keep(obj: Any) -> boosting.Kept:
    """The constructor's parameters as the user spelled them, and what the object keeps in Python (importances, exact
    learning rate, what the user put there)."""
    library = sys.modules["catboost"]
    attributes = boosting.attributes_of(obj, NATIVE)
    # Made from the parameters at the next fit, so nobody misses it.
    attributes["_canonized_params"] = None
    base = getattr(library, boosting.kind_of(type(obj), library, CLASSES))
    return boosting.keep(obj, base, {"parameters": obj._init_params, "attributes": attributes}, TABLE)


def compare_file(path: str, obj: Any) -> None:
    """Read what was written and compare what is quickly compared. Error `not_restorable`."""
    import catboost

    try:
        require_whole(Path(path))
    except ValueError as reason:
        raise boosting.differs("CatBoost", f"The file that CatBoost wrote cannot be read: {reason}.") from reason
    if Path(path).stat().st_size > boosting.READ_BACK:
        return
    copy = catboost.CatBoost().load_model(path, format="cbm")
    facts = [
        ("number of trees", obj.tree_count_, copy.tree_count_),
        ("classes", list(obj.classes_), list(copy.classes_)),
        ("feature names", list(obj.feature_names_ or []), list(copy.feature_names_ or [])),
    ]
    differences = [name for name, ours, read in facts if ours != read]
    if differences:
        what = f"The file that CatBoost wrote differs from the model in its {' and '.join(differences)}."
        raise boosting.differs("CatBoost", what)


def predicted(obj: Any) -> int | None:
    """About how many bytes the file will have, from the number of leaves, where the version tells it."""
    if not hasattr(obj._object, "_get_tree_leaf_counts"):
        return None
    leaves = int(sum(int(count) for count in obj._object._get_tree_leaf_counts()))
    dimensions = max(len(obj.classes_) if obj.classes_ is not None and len(obj.classes_) > 2 else 1, 1)
    return leaves * 8 * (dimensions + 1) + int(obj.tree_count_) * 64 + len(obj.feature_names_ or []) * 600 + 20000


ADAPTER = CatBoostAdapter()
