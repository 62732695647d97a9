"""scikit-learn's estimators and pipelines: skops where all their types are on our list, else pickle."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from ...kernel import packages, tables
from ...kernel.adapter import Choice, Facts, Folder, Limit, Plan, Table
from ...kernel.errors import AgentError, reading
from ...kernel.naming import class_name as name_of
from ...kernel.pickling import by_value
from ...kernel.pickling.dry_run import PickleSummary, summarize
from . import own_skops
from .refused import Refused
from .skops_file import check
from .trusted_types import is_trusted

SKOPS = "model.skops"
PICKLE = "model.pkl"
SAFE = "0.16"
"""The first version whose ways of reading were checked one by one; some before it have holes."""
LARGE = 32 << 20
"""Bytes from which importances that have to be computed are left out of the tables."""


class SklearnAdapter:
    """See `Adapter`."""

    limits = (Limit("skops", "skops", "0", SAFE, f"Before {SAFE} skops does not read files safely."),)

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        needed = (("sklearn", "scikit-learn"),)
        return (*needed, ("skops", "skops")) if encoding == "skops" else needed

    def check(self, obj: Any) -> Plan:
        name = type(obj).__name__
        pickled = summarize(obj)
        require_fitted(obj)
        choices = []
        if has_skops() and not pickled.own and not untrusted(pickled):
            choices.append(Choice("skops", "parser", f"The complete {name}", (SKOPS,)))
        files = (PICKLE, by_value.SOURCES) if pickled.own else (PICKLE,)
        choices.append(Choice("pickle", "code", f"The complete {name}", files, pickled.notes()))
        modules = {*pickled.modules, "sklearn"} | ({"skops"} if len(choices) > 1 else set())
        return Plan(tuple(choices), pickled.bytes, tuple(sorted(modules)))

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        if encoding == "pickle":
            by_value.dump(obj, folder, PICKLE)
            return
        path = folder.path(SKOPS)
        own_skops.skops_io().dump(obj, path)
        try:
            check(Path(path))
        except Refused as reason:
            raise AgentError(
                "not_restorable",
                f"The {type(obj).__name__} cannot be kept without code: its file would hold {reason}.",
                "Save it with the encoding pickle instead.",
            ) from None

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        if encoding == "pickle":
            return by_value.load(folder / PICKLE)
        if not has_skops():
            raise AgentError(
                "missing_library",
                f"This kernel has skops {packages.installed('skops')}, which is too old to read files safely.",
                f"Install a newer one in the kernel's environment: %pip install 'skops>={SAFE}'",
            )
        with reading("skops"):
            try:
                return own_skops.read(folder / SKOPS)
            except Refused as reason:
                raise AgentError(
                    "unsafe_file",
                    f"{SKOPS} was not loaded, because it holds {reason}.",
                    "Load another version, or ask its author to save it again.",
                ) from None

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        steps = getattr(obj, "steps", None) if name_of(type(obj)).startswith("sklearn.pipeline.") else None
        structure: list[tuple[str, Any]] = [("Class", name_of(type(obj)))]
        structure += [(name, vars(obj)[name]) for name in ("n_features_in_", "n_outputs_") if name in vars(obj)]
        found = [tables.properties("Structure", structure)]
        if steps:
            rows = [[str(name), name_of(type(step)) if step is not None else "–"] for name, step in steps]
            found.append(Table("Steps", ("Step", "Class"), rows))
        last = steps[-1][1] if steps else obj
        if name_of(type(last)).startswith("sklearn."):
            found.append(tables.parameters(last.get_params(deep=False)))
            found.extend(learned(last, plan))
        return found

    def facts(self, obj: Any) -> Facts:
        own = name_of(type(obj)).startswith("sklearn.")
        best = vars(obj).get("best_score_")
        return Facts(
            features=tuple(str(name) for name in vars(obj).get("feature_names_in_", ())),
            parameters=tables.texts(obj.get_params(deep=False)) if own else {},
            metrics={"best_score_": float(best)} if isinstance(best, float) else {},
        )


def learned(obj: Any, plan: Plan) -> list[Table]:
    """Classes and importances of an estimator of scikit-learn itself."""
    found = []
    labels = vars(obj).get("classes_")
    if labels is not None and getattr(labels, "ndim", 0) == 1:
        found.append(tables.classes(labels))
    if (plan.bytes or 0) < LARGE:
        values = getattr(obj, "feature_importances_", None)
        if values is not None:
            names = getattr(obj, "feature_names_in_", None)
            found.append(tables.importances(range(len(values)) if names is None else names, values))
    return found


def require_fitted(obj: Any) -> None:
    """Error `not_fitted`; an estimator of somebody else counts as fitted unless it says itself that it is not."""
    if not name_of(type(obj)).startswith("sklearn.") and not hasattr(obj, "__sklearn_is_fitted__"):
        return
    library = sys.modules["sklearn.utils.validation"]
    not_fitted = sys.modules["sklearn.exceptions"].NotFittedError
    try:
        library.check_is_fitted(obj)
    except not_fitted:
        raise AgentError(
            "not_fitted",
            f"{type(obj).__name__} is not fitted yet.",
            "Call fit() first.",
        ) from None


def has_skops() -> bool:
    """Whether the kernel has a skops that reads files safely."""
    version = packages.installed("skops")
    return version is not None and packages.compare(version, SAFE) >= 0


def untrusted(pickled: PickleSummary) -> list[str]:
    return sorted(name for name, cls in pickled.globals.items() if not is_trusted(name, cls))


ADAPTER = SklearnAdapter()
