"""CatBoost's quantized Pool: data in which bins stand for the numbers, in the library's own file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from ...kernel import tables
from ...kernel.adapter import Choice, Facts, Folder, Plan, Table
from ...kernel.errors import AgentError, reading
from .. import boosting
from .pool_file import require_whole

POOL = "pool.bin"


class CatBoostPoolAdapter:
    """See `Adapter`."""

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        return (("catboost", "catboost"),)

    def check(self, obj: Any) -> Plan:
        require_writable(obj)
        lost = []
        if obj.has_label():
            lost.append(
                "The type of its labels: get_label gives them as text, '1.0' for 1, and a classifier trained on it "
                "has 1.0 where it had 1."
            )
        if obj.num_pairs():
            lost.append(f"Its {obj.num_pairs()} pairs, which CatBoost does not write: set them again with set_pairs.")
        choice = Choice(
            encoding="catboost-pool",
            risk="parser",
            restores="The quantized Pool with its bins, labels, weights, groups and feature names",
            files=(POOL,),
            lost=tuple(lost),
        )
        return Plan((choice,), predicted(obj), ("catboost", "numpy"))

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        path = folder.path(POOL)
        try:
            obj.save(path)
        except sys.modules["catboost"].CatBoostError as error:
            raise AgentError(
                "unsupported",
                f"CatBoost cannot write this Pool: {str(error)[:500]}",
                "Save the data it was made from, and make the Pool again where it is needed.",
            ) from error
        folder.raise_if_cancelled()
        try:
            require_whole(Path(path))
        except ValueError as reason:
            raise boosting.differs("CatBoost", f"The file that CatBoost wrote cannot be read: {reason}.") from reason
        if Path(path).stat().st_size <= boosting.READ_BACK:
            compare(obj, read_pool(path))

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        with reading("CatBoost"):
            # CatBoost itself ends the process when a file names what is not there.
            require_whole(folder / POOL)
            return read_pool(str(folder / POOL))

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        names = obj.get_feature_names()
        categories = set(obj.get_cat_feature_indices())
        rows = [[str(name), "category" if index in categories else "number"] for index, name in enumerate(names)]
        structure = [
            ("Rows", obj.num_row()),
            ("Features", obj.num_col()),
            ("Labels", "yes" if obj.has_label() else "no"),
        ]
        return [
            tables.properties("Structure", structure),
            Table("Features", ("Feature", "Kind"), rows[: tables.ROWS]),
        ]

    def facts(self, obj: Any) -> Facts:
        return Facts(features=tuple(str(name) for name in obj.get_feature_names()))


def require_writable(obj: Any) -> None:
    """Error `unsupported`, with what to do, for pools that CatBoost does not write."""
    if type(obj) is not sys.modules["catboost"].Pool:
        raise AgentError(
            "unsupported",
            f"{type(obj).__name__} is a class of your own made from Pool: the file would bring back a plain Pool.",
            "Save a Pool itself.",
        )
    if not obj.is_quantized():
        raise AgentError(
            "unsupported",
            "This Pool is not quantized, and CatBoost writes only pools in which bins stand for the numbers.",
            "Call its method quantize() and save it then (models train on it as before, but the numbers themselves are "
            "gone), or save the table it was made from.",
        )
    labels = obj.get_label() if obj.has_label() else None
    first = next(iter(labels), None) if labels is not None else None
    if isinstance(first, str) or hasattr(first, "__len__"):
        kind = "text" if isinstance(first, str) else "more than one number a row"
        raise AgentError(
            "unsupported",
            f"Its labels are {kind}, which CatBoost does not write in a quantized Pool.",
            "Make the Pool with labels that are one number a row, quantize it and save it then.",
        )


def read_pool(path: str) -> Any:
    import catboost

    return catboost.Pool(f"quantized://{path}")


def compare(obj: Any, copy: Any) -> None:
    """What both tell about themselves. Error `not_restorable`."""
    import numpy

    differences = []
    if obj.shape != copy.shape or obj.has_label() != copy.has_label():
        differences.append("shape")
    for name in ("get_feature_names", "get_cat_feature_indices", "get_weight", "get_baseline", "get_group_id_hash"):
        ours, read = getattr(obj, name)(), getattr(copy, name)()
        if not numpy.array_equal(numpy.asarray(ours), numpy.asarray(read)):
            differences.append(name.replace("get_", "").replace("_", " "))
    if obj.has_label() and not differences:
        # CatBoost computes with single precision and writes seven digits.
        ours, read = (numpy.asarray(pool.get_label()).astype("float64") for pool in (obj, copy))
        if not numpy.allclose(ours, read, rtol=1e-6, atol=0, equal_nan=True):
            differences.append("labels")
    if differences:
        what = f"The file that CatBoost wrote differs from the Pool in its {' and '.join(differences)}."
        raise boosting.differs("CatBoost", what)


def predicted(obj: Any) -> int:
    """About how many bytes: one for each value, and up to 254 borders of four bytes for each feature."""
    rows, columns = int(obj.num_row()), int(obj.num_col())
    borders = min(rows, 254) * 4 + 100
    return rows * (columns + 12) + columns * borders + 1000


ADAPTER = CatBoostPoolAdapter()
