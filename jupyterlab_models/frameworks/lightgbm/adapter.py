"""LightGBM's estimators and boosters: the native text, with what is around it in JSON.

The estimator's own attributes are private names of the library. So an estimator is made from the same state and one
iteration of the model, and compared, before anything is promised; where a version of LightGBM keeps something in
another way, the Booster alone is saved, and the user is told.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ...kernel import tables
from ...kernel.adapter import Choice, Facts, Folder, Plan, Table
from ...kernel.errors import reading, words
from ...kernel.plain import from_json, to_json
from .. import boosting
from .sidecar_table import TABLE
from .text import require_whole

KNOWN = TABLE.classes
MODEL = "model.txt"
NEEDED = ("_Booster", "_n_features_in", "_objective", "fitted_")
NATIVE = ("_Booster", "_le")
NOT_AROUND = ("params", "pandas_categorical", "train_set", "valid_sets")
"""Public attributes of a Booster that are kept by themselves, that are in the text, or data it was trained on."""


class LightGBMAdapter:
    """See `Adapter`."""

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        return (("lightgbm", "lightgbm"), ("sklearn", "scikit-learn"))

    def check(self, obj: Any) -> Plan:
        name = type(obj).__name__
        booster = booster_of(obj)
        kept, reason = keep(obj)
        if kept.base == "Booster":
            restores = "The Booster with all its trees, best iteration, scores, parameters and feature names"
        else:
            restores = f"The {name} with all its trees, labels, parameters, best iteration and scores{kept.own}"
        lost = list(kept.lost)
        if reason:
            lost.append(f"The {name} around the Booster, with its labels and parameters: {reason}.")
        elif kept.base == "Booster" and vars(booster).get("train_set") is not None:
            lost.append("The data it was trained on: it predicts, but cannot be trained on with update.")
        choice = Choice(
            encoding="lightgbm-text",
            risk=kept.risk,
            restores=restores,
            files=(MODEL, *kept.files),
            lost=tuple(lost),
        )
        return Plan((choice,), predicted(booster), tuple(sorted({"lightgbm", "numpy", "sklearn", *kept.modules})))

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        booster = booster_of(obj)
        path = folder.path(MODEL)
        booster.save_model(path, num_iteration=-1)
        try:
            trees = require_whole(Path(path))
        except ValueError as error:
            raise boosting.differs("LightGBM", f"LightGBM did not write the model to the end: {error}.") from error
        if trees != booster.num_trees():
            raise boosting.differs("LightGBM", f"LightGBM wrote {trees} of {booster.num_trees()} trees.")
        folder.raise_if_cancelled()
        boosting.write(keep(obj)[0], folder)

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        import lightgbm

        with reading("LightGBM"):
            state = boosting.read_state(folder, TABLE)
            cls, carried = boosting.read_class(folder, state, lightgbm, KNOWN)
            # LightGBM itself ends the process when a text stops in the middle.
            require_whole(folder / MODEL)
            return build(cls, state, carried, lightgbm.Booster(model_file=str(folder / MODEL)))

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        booster = booster_of(obj)
        parameters = booster.params if obj is booster else boosting.parameters_of(obj)
        names = booster.feature_name()
        found = [
            tables.properties(
                "Structure",
                [
                    ("Trees", booster.num_trees()),
                    ("Features", len(names)),
                    ("Objective", vars(obj).get("_objective") or booster.params.get("objective")),
                    ("Best iteration", booster.best_iteration),
                ],
            ),
            tables.parameters(parameters),
            tables.importances(names, booster.feature_importance(vars(obj).get("importance_type", "split"))),
        ]
        if vars(obj).get("_classes") is not None:
            found.append(tables.classes(obj._classes))
        found.extend(tables.metrics(booster.best_score))
        return found

    def facts(self, obj: Any) -> Facts:
        booster = booster_of(obj)
        return Facts(
            features=tuple(booster.feature_name()),
            parameters=tables.texts(booster.params if obj is booster else boosting.parameters_of(obj)),
            metrics=tables.scores(booster.best_score),
        )


def booster_of(obj: Any) -> Any:
    """Errors `unsupported`, `not_fitted`."""
    return boosting.booster_of(obj, sys.modules["lightgbm"], KNOWN, "LightGBM")


def keep(obj: Any) -> tuple[boosting.Kept, str]:
    """What is kept beside the text, and why it is no more than the Booster of an estimator, or nothing."""
    library = sys.modules["lightgbm"]
    booster = booster_of(obj)
    public = boosting.attributes_of(booster, native_of(vars(booster)))
    around = {"booster": public, "params": booster.params}
    alone = boosting.keep(booster, library.Booster, around, TABLE)
    if obj is booster:
        return alone, ""
    missing = [name for name in NEEDED if name not in vars(obj)]
    if missing:
        return alone, f"this version of LightGBM keeps them in another way ({', '.join(missing)} is missing)"
    base = getattr(library, boosting.kind_of(type(obj), library, KNOWN))
    around = {**around, "attributes": boosting.attributes_of(obj, NATIVE)}
    kept = boosting.keep(obj, base, around, TABLE, code=callable(obj._objective))
    if "_le" in vars(obj):
        kept.state["labels"] = to_json(obj._le.classes_)
    reason = difference(obj, base, kept)
    return (alone, reason) if reason else (kept, "")


def native_of(names: Iterable[str]) -> tuple[str, ...]:
    """Those attributes of a Booster that are the library's own, such as the place of the model in memory."""
    return (*NOT_AROUND, *(name for name in names if name.startswith("_")))


def build(cls: Any, state: boosting.Json, carried: boosting.Json, booster: Any) -> Any:
    """The booster as it was, and the estimator around it if there was one."""
    library = sys.modules["lightgbm"]
    public = boosting.values_of(state["booster"], carried.get("booster", {}))
    boosting.set_attributes(booster, public, native_of(public), TABLE.parts["booster"].known, library)
    there = {name: entry for name, entry in state["params"].items() if entry or name in carried.get("params", {})}
    booster.params = boosting.values_of(there, carried.get("params", {}))
    if cls is type(booster):
        return booster
    obj: Any = cls.__new__(cls)
    attributes = boosting.values_of(state["attributes"], carried.get("attributes", {}))
    boosting.set_attributes(obj, attributes, NATIVE, TABLE.parts["attributes"].known, library)
    if "labels" in state:
        obj._le = _label_encoder()
        obj._le.classes_ = from_json(state["labels"])
    obj._Booster = booster
    return obj


def _label_encoder() -> Any:
    import lightgbm.compat
    from sklearn.preprocessing import LabelEncoder

    return getattr(lightgbm.compat, "_LGBMLabelEncoder", LabelEncoder)()


def difference(obj: Any, base: Any, kept: boosting.Kept) -> str:
    """Make a copy around one iteration and compare what it predicts; why it is not the same, or nothing."""
    import lightgbm
    import numpy

    width = obj._Booster.num_feature()
    rows = numpy.array([[0.0] * width, [1.0] * width, [-1e3] * width, [1e3] * width])
    cls, carried = kept.by_value or (type(obj), {})
    try:
        copy = build(
            cls, kept.state, carried, lightgbm.Booster(model_str=obj._Booster.model_to_string(num_iteration=1))
        )
        # Not the object's own method, which may be the user's.
        ours, theirs = (base.predict(one, rows, num_iteration=1, validate_features=False) for one in (obj, copy))
    except Exception as error:  # noqa: BLE001 - whatever a version of LightGBM does otherwise, the user is told
        return f"a copy of it could not be made ({type(error).__name__}: {words(error)[:200]})"
    names = [name for name in vars(obj) if name not in vars(copy)]
    if names:
        return f"a copy of it is without {', '.join(names)}"
    # Of another type, such as labels that come back as numbers, is not equal either.
    if ours.dtype != theirs.dtype or repr(ours.tolist()) != repr(theirs.tolist()):
        return "a copy of it predicts otherwise"
    return ""


def predicted(booster: Any) -> int:
    """About how many bytes the text will have, from the length of the first and the number of all trees."""
    one = len(booster.model_to_string(num_iteration=1))
    two = len(booster.model_to_string(num_iteration=2))
    per_iteration = max(two - one, 0)
    return int(one + per_iteration * max(booster.current_iteration() - 1, 0))


ADAPTER = LightGBMAdapter()
