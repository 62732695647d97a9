"""XGBoost's estimators and boosters: UBJSON or JSON of the library, with what is around the booster in JSON.

The model's file holds the trees, attributes and features. Hyper-parameters, scores of the evaluation sets and the
booster's configuration (what evaluating it and training it further go by) are not in it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from ...kernel import packages, tables
from ...kernel.adapter import Choice, Facts, Folder, Limit, Plan, Table
from ...kernel.errors import AgentError, reading
from .. import boosting
from .model_file import require_whole
from .sidecar_table import TABLE

KNOWN = TABLE.classes
NATIVE_BOOSTER, NATIVE = ("handle",), ("_Booster",)
"""Attributes of a booster and of an estimator that hold the native model."""
FILES = {"xgboost-ubj": "model.ubj", "xgboost-json": "booster.json"}
OLD = b"binf"
"""How files in the old binary format begin."""
SINCE = "1.6"
"""The first version of XGBoost that writes UBJSON."""
SAME_NUMBERS = "3.1"
"""The first version that stores the intercept as today's does."""
INTERCEPT = (
    f"Before {SAME_NUMBERS} XGBoost takes another intercept from such a file, and predicts other numbers without a "
    "word."
)
SLICED = 8
"""Rounds up to which a booster is written to learn its size; of more, some are."""


class XGBoostAdapter:
    """See `Adapter`."""

    limits = (
        Limit("xgboost-ubj", "xgboost", "0", SINCE, f"XGBoost reads UBJSON from {SINCE} on."),
        *(Limit(encoding, "xgboost", SAME_NUMBERS, SAME_NUMBERS, INTERCEPT) for encoding in FILES),
    )

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        return (("xgboost", "xgboost"), ("sklearn", "scikit-learn"))

    def check(self, obj: Any) -> Plan:
        name = type(obj).__name__
        library = sys.modules["xgboost"]
        if packages.compare(library.__version__, SINCE) < 0:
            raise AgentError(
                "unsupported",
                f"XGBoost {library.__version__} does not write the formats that today's XGBoost reads.",
                f"Install a newer one in the kernel's environment, for example with: %pip install 'xgboost>={SINCE}'",
            )
        booster = booster_of(obj)
        kept = keep(obj)
        if kept.base == "Booster":
            restores = "The Booster with its trees, attributes, best iteration, feature names and types"
        else:
            restores = f"The {name} with its trees, parameters, labels, features, best iteration and scores{kept.own}"
        choices = tuple(
            Choice(encoding, kept.risk, restores, (file, *kept.files), kept.lost) for encoding, file in FILES.items()
        )
        return Plan(choices, predicted(booster), tuple(sorted({"xgboost", "numpy", *kept.modules})))

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        booster = booster_of(obj)
        path = folder.path(FILES[encoding])
        # Not the estimator's own method, which may be the user's and sets an attribute of the booster meanwhile.
        booster.save_model(path)
        folder.raise_if_cancelled()
        compare_file(path, booster)
        boosting.write(keep(obj), folder)

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        import xgboost

        path = folder / FILES[encoding]
        with reading("XGBoost"):
            refuse_old(path)
            # XGBoost itself ends the process, or never ends, when trees lead anywhere.
            require_whole(path)
            state = boosting.read_state(folder, TABLE)
            cls, carried = boosting.read_class(folder, state, xgboost, KNOWN)
            booster = xgboost.Booster(model_file=str(path))
            config = state["config"]
            # Another version of XGBoost may name its settings otherwise; the model does without them.
            if fits(config, json.loads(booster.save_config())):
                booster.load_config(json.dumps(config))
            public = boosting.values_of(state["booster"], carried.get("booster", {}))
            boosting.set_attributes(booster, public, NATIVE_BOOSTER, TABLE.parts["booster"].known, xgboost)
            if cls is xgboost.Booster:
                return booster
            obj: Any = cls.__new__(cls)
            attributes = boosting.values_of(state["attributes"], carried.get("attributes", {}))
            boosting.set_attributes(obj, attributes, NATIVE, TABLE.parts["attributes"].known, xgboost)
            obj._Booster = booster
        return obj

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        booster = booster_of(obj)
        learner = json.loads(booster.save_config())["learner"]
        model = learner["gradient_booster"].get("gbtree_model_param", {})
        found = [
            tables.properties(
                "Structure",
                [
                    ("Booster", learner["gradient_booster"]["name"]),
                    ("Trees", model.get("num_trees", "–")),
                    ("Rounds", booster.num_boosted_rounds()),
                    ("Features", booster.num_features()),
                    ("Objective", learner["objective"]["name"]),
                    ("Best iteration", booster.attr("best_iteration") or "–"),
                    ("Base score", learner["learner_model_param"]["base_score"]),
                ],
            )
        ]
        if obj is not booster:
            found.append(tables.parameters(boosting.parameters_of(obj)))
        found.append(importances(booster))
        if "n_classes_" in vars(obj):
            found.append(tables.classes(range(obj.n_classes_)))
        found.extend(tables.metrics(best(obj)))
        return found

    def facts(self, obj: Any) -> Facts:
        booster = booster_of(obj)
        return Facts(
            features=tuple(booster.feature_names or ()),
            parameters={} if obj is booster else tables.texts(boosting.parameters_of(obj)),
            metrics=tables.scores(best(obj)),
        )


def booster_of(obj: Any) -> Any:
    """Errors `unsupported`, `not_fitted`."""
    booster = boosting.booster_of(obj, sys.modules["xgboost"], KNOWN, "XGBoost")
    if booster is obj and not is_trained(obj):
        raise AgentError("not_fitted", "The Booster is not trained yet.", "Train it first.")
    return booster


def is_trained(booster: Any) -> bool:
    try:
        return int(booster.num_boosted_rounds()) > 0
    except sys.modules["xgboost"].core.XGBoostError:
        return False  # it does not know how many features it is for


def keep(obj: Any) -> boosting.Kept:
    library = sys.modules["xgboost"]
    booster = booster_of(obj)
    parts = {"booster": boosting.attributes_of(booster, NATIVE_BOOSTER)}
    if obj is not booster:
        parts["attributes"] = boosting.attributes_of(obj, NATIVE)
    kept = boosting.keep(obj, getattr(library, boosting.kind_of(type(obj), library, KNOWN)), parts, TABLE)
    kept.state["config"] = json.loads(booster.save_config())
    return kept


def fits(config: Any, own: Any) -> bool:
    """Whether settings are of the model that was read: XGBoost would believe another size of it."""
    ours, theirs = own["learner"], config["learner"]
    sizes = ("gbtree_model_param", "gbtree_train_param", "name")
    return (
        config["version"] == own["version"]
        and theirs["learner_model_param"] == ours["learner_model_param"]
        and theirs["objective"]["name"] == ours["objective"]["name"]
        and all(theirs["gradient_booster"].get(name) == ours["gradient_booster"].get(name) for name in sizes)
    )


def refuse_old(path: Path) -> None:
    """Error `unsupported` for the binary format, which XGBoost itself would try to read as something else."""
    with path.open("rb") as file:
        if file.read(len(OLD)) == OLD:
            raise AgentError(
                "unsupported",
                f"{path.name} is in the old binary format of XGBoost, which XGBoost 3.1 and later cannot read.",
                "Load it with XGBoost 2 or 3.0 and save it there with save_model('model.ubj').",
            )


def compare_file(path: str, booster: Any) -> None:
    """Read what was written; it has to be the same model byte by byte. Error `not_restorable`."""
    import xgboost

    if Path(path).stat().st_size > boosting.READ_BACK:
        return
    try:
        require_whole(Path(path))
    except ValueError as reason:
        raise boosting.differs("XGBoost", f"The file that XGBoost wrote cannot be read: {reason}.") from reason
    copy = xgboost.Booster(model_file=path)
    if copy.save_raw(raw_format="ubj") != booster.save_raw(raw_format="ubj"):
        raise boosting.differs("XGBoost", "The file that XGBoost wrote holds another model than the variable.")


def predicted(booster: Any) -> int | None:
    """About how many bytes, from rounds at the beginning, in the middle and at the end."""
    rounds = booster.num_boosted_rounds()
    gradient = json.loads(booster.save_config())["learner"]["gradient_booster"]
    if gradient["name"] == "gblinear":
        return len(booster.save_raw(raw_format="ubj"))
    if rounds <= SLICED:
        # A forest is one round, of which no part can be written alone.
        many = int(gradient.get("gbtree_model_param", {}).get("num_trees", 0)) > 100 * SLICED
        return None if many else len(booster.save_raw(raw_format="ubj"))
    one, two = (len(booster[0:end].save_raw(raw_format="ubj")) for end in (1, 2))
    head = one - (two - one)
    later = [len(booster[at : at + 1].save_raw(raw_format="ubj")) - head for at in (rounds // 2, rounds - 1)]
    return int(head + rounds * (two - one + sum(later)) / 3)


def importances(booster: Any) -> Table:
    found = booster.get_score(importance_type="weight")
    values = [value if isinstance(value, float) else sum(abs(part) for part in value) for value in found.values()]
    return tables.importances(found, values)


def best(obj: Any) -> dict[str, dict[str, float]]:
    """The scores of the evaluation sets at the best iteration, or at the last one."""
    at = vars(obj)["_Booster"].attr("best_iteration") if "_Booster" in vars(obj) else None
    scores = vars(obj).get("evals_result_") or {}
    return {
        data: {metric: float(values[int(at) if at else -1]) for metric, values in metrics.items() if values}
        for data, metrics in scores.items()
    }


ADAPTER = XGBoostAdapter()
