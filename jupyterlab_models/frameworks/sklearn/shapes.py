"""Arrays of one estimator that compiled code uses together without comparing them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from .npy import increases, integers
from .records import Instance, Items, Sparse, Stored
from .refused import Refused
from .skops_archive import Archive

_MODULES = {
    "sklearn.cluster._kmeans.": {"cluster_centers_": "cf"},
    "sklearn.cluster._bisect_k_means.BisectingKMeans": {"cluster_centers_": "cf"},
    "sklearn.decomposition._nmf.": {"components_": "kf"},
    "sklearn.decomposition._lda.": {"components_": "kf", "exp_dirichlet_component_": "kf"},
    "sklearn.covariance.": {"precision_": "ff", "location_": "f"},
}
"""Beginning of a class → attribute → dimensions: equal letters are equal lengths, `f` is the number of features."""
_SVM = "sklearn.svm._classes."
_LINEAR = ("LinearSVC", "LinearSVR")
_VECTORIZERS = ("sklearn.feature_extraction.",)
_NEIGHBORS = "sklearn.neighbors._classification."


def check(instance: Instance, archive: Archive) -> None:
    """Error `Refused` where they do not fit each other."""
    attributes, name = instance.attributes, instance.name
    for beginning, known in _MODULES.items():
        if name.startswith(beginning):
            _fit(attributes, known)
    if name.startswith("sklearn.decomposition._nmf."):
        _factors(attributes)
    if name.startswith("sklearn.neighbors.") and "n_samples_fit_" in attributes:
        _fitted_rows(attributes)
    if name == "sklearn.cluster._bisect_k_means.BisectingKMeans":
        _bisected(attributes)
    if name.startswith(_SVM) and not name.endswith(_LINEAR) and "support_" in attributes:
        _support_vectors(attributes, archive)
    if name.startswith(_VECTORIZERS):
        _vocabulary(attributes.get("vocabulary_"), archive)
    if name == "sklearn.preprocessing._label.MultiLabelBinarizer":
        _vocabulary(attributes.get("_cached_dict"), archive)
    if name.startswith(_NEIGHBORS):
        _labels(attributes, archive)
    if name == "sklearn.preprocessing._encoders.OneHotEncoder":
        _one_hot(attributes, archive)


def _shape(value: Any) -> tuple[int, ...] | None:
    if isinstance(value, Stored):
        return value.array.shape
    return value.shape if isinstance(value, Sparse) else None


def _fit(attributes: Mapping[str, Any], known: Mapping[str, str]) -> None:
    lengths: dict[str, Any] = {"f": attributes.get("n_features_in_")}
    for name, letters in known.items():
        if attributes.get(name) is None:
            continue
        shape = _shape(attributes[name])
        if shape is None or len(shape) != len(letters):
            raise Refused(f"{name} of an unusual shape")
        for letter, length in zip(letters, shape):
            if lengths.setdefault(letter, length) != length:
                raise Refused(f"{name}, which does not fit the rest of its estimator")


def _factors(attributes: Mapping[str, Any]) -> None:
    shape = _shape(attributes.get("components_"))
    if shape is not None and attributes.get("_n_components", attributes.get("n_components_")) != shape[0]:
        raise Refused("a factorization with other components than it says")


def _fitted_rows(attributes: Mapping[str, Any]) -> None:
    """Graphs of neighbours have as many columns as rows were fitted."""
    many, tree = attributes["n_samples_fit_"], attributes.get("_tree")
    rows = tree.state[0] if isinstance(tree, Instance) and type(tree.state) is tuple else None
    known = [length(one) for one in (attributes.get("_fit_X"), rows) if one is not None]
    if type(many) is not int or not known or any(one != many for one in known):
        raise Refused("neighbours of more or fewer rows than were fitted")


def _bisected(attributes: Mapping[str, Any]) -> None:
    waiting = [attributes.get("_bisecting_tree")]
    while waiting:
        tree = waiting.pop()
        if tree is None:
            continue
        center = tree.attributes.get("center") if isinstance(tree, Instance) else None
        if _shape(center) != (attributes.get("n_features_in_"),):
            raise Refused("a center that does not fit the rest of its estimator")
        waiting += [tree.attributes.get(side) for side in ("left", "right")]


def _support_vectors(attributes: Mapping[str, Any], archive: Archive) -> None:
    vectors, coefficients = attributes.get("support_vectors_"), attributes.get("_dual_coef_")
    support, many = attributes["support_"], attributes.get("_n_support")
    if not (isinstance(support, Stored) and isinstance(many, Stored) and len(support.array.shape) == 1):
        raise Refused("support vectors that are not as scikit-learn writes them")
    sparse, fitted, width = attributes.get("_sparse"), attributes.get("shape_fit_"), attributes.get("n_features_in_")
    if type(sparse) is not bool or isinstance(vectors, Sparse) != sparse or type(fitted) is not tuple:
        raise Refused("support vectors that are not as scikit-learn writes them")
    numbers, places = (integers(one.array, archive.read(one.member)) for one in (many, support))
    count, classes = len(places), len(numbers)
    precomputed = attributes.get("kernel") == "precomputed"
    regression = "classes_" not in attributes
    total = sum(numbers[:1]) if regression else sum(numbers)
    if total != count or classes < 2 or min(numbers) < 0 or not all(type(part) is int for part in fitted):
        raise Refused("support vectors that are more or fewer than they say")
    if places and not (min(places) >= 0 and max(places) < fitted[0]):
        raise Refused("support vectors that are out of range")
    if len(fitted) != 2 or fitted[1] != width or (precomputed and fitted[0] != width):
        raise Refused("support vectors for other features than their estimator has")
    if _shape(vectors) != ((0, 0) if precomputed else (count, width)):
        raise Refused("support vectors of another shape than they say")
    # Compiled code takes the parts of sparse ones as they are.
    if sparse and not (_is_csr(vectors) and _is_csr(coefficients)):
        raise Refused("support vectors of another form than scikit-learn writes")
    pairs = 1 if regression else classes * (classes - 1) // 2
    if sparse and not (isinstance(coefficients, Sparse) and coefficients.stored == math.prod(coefficients.shape)):
        raise Refused("support vectors that are more or fewer than they say")
    if _shape(coefficients) != (1 if regression else classes - 1, count):
        raise Refused("support vectors of another shape than they say")
    if _shape(attributes.get("_intercept_")) != (pairs,):
        raise Refused("support vectors of another shape than they say")
    for name in ("_probA", "_probB"):
        if _shape(attributes.get(name)) not in ((0,), (pairs,)):
            raise Refused("support vectors of another shape than they say")
    if not regression and length(attributes["classes_"]) != classes:
        raise Refused("support vectors for other classes than their estimator has")


def _is_csr(value: Any) -> bool:
    return isinstance(value, Sparse) and value.form == "csr"


def length(value: Any) -> int | None:
    """Rows of an array; None for anything else."""
    if isinstance(value, Items):
        return len(value.items)
    shape = _shape(value)
    return shape[0] if shape else None


def _vocabulary(vocabulary: Any, archive: Archive) -> None:
    """Word → column of a sparse matrix that has as many columns as there are words."""
    if vocabulary is None:
        return
    columns = [whole(column, archive) for column in vocabulary.values()] if type(vocabulary) is dict else [None]
    if not all(column is not None and 0 <= column < len(columns) for column in columns):
        raise Refused("a vocabulary whose columns are out of range")


def _labels(attributes: Mapping[str, Any], archive: Archive) -> None:
    """The number of a row's class, for each row that was fitted."""
    labels, classes, rows = (attributes.get(name) for name in ("_y", "classes_", "_fit_X"))
    if labels is None:
        return
    if not isinstance(labels, Stored):
        raise Refused("labels that are not as scikit-learn writes them")
    numbers = integers(labels.array, archive.read(labels.member))
    shape = _shape(rows)
    if shape is None or labels.array.shape[0] != shape[0] or len(shape) != 2:
        raise Refused("more or fewer labels than there are rows")
    if shape[1] != attributes.get("n_features_in_"):
        raise Refused("rows for other features than their estimator has")
    many = [length(one) for one in classes] if type(classes) is list else [length(classes)]
    width = labels.array.shape[1] if len(labels.array.shape) == 2 else 1
    if width != len(many) or any(one is None for one in many):
        raise Refused("labels for other outputs than there are classes")
    for output, known in enumerate(many):
        of_output = numbers[output::width] if not labels.array.fortran else _part(numbers, output, width)
        if known is None or not all(0 <= number < known for number in of_output):
            raise Refused("labels that are out of range")


def _part(numbers: list[int], output: int, width: int) -> list[int]:
    rows = len(numbers) // width
    return numbers[output * rows : (output + 1) * rows]


def _one_hot(attributes: Mapping[str, Any], archive: Archive) -> None:
    """How many columns each feature becomes, and where they begin."""
    columns, categories = attributes.get("_n_features_outs"), attributes.get("categories_")
    if columns is None:
        return
    if type(columns) is not list or type(categories) is not list or len(columns) != len(categories):
        raise Refused("an encoder whose categories are not as scikit-learn writes them")
    dropped = _each(attributes.get("_drop_idx_after_grouping", attributes.get("drop_idx_")), len(columns))
    enabled = attributes.get("_infrequent_enabled", False)
    if type(enabled) is not bool:
        raise Refused("an encoder that is not as scikit-learn writes it")
    grouped = attributes.get("_default_to_infrequent_mappings") if enabled else None
    for column, known, drop, groups in zip(columns, categories, dropped, _each(grouped, len(columns))):
        most = length(known)
        if isinstance(known, Stored) and not increases(known.array, archive.read(known.member)):
            raise Refused("an encoder whose categories are not in order")
        if groups is not None:
            numbers = integers(groups.array, archive.read(groups.member)) if isinstance(groups, Stored) else []
            most = max(numbers) + 1 if len(numbers) == most and min(numbers) >= 0 else None
        place = None if drop is None else whole(drop, archive)
        if most is None or (drop is not None and (place is None or not 0 <= place < most)):
            raise Refused("an encoder whose categories are not as scikit-learn writes them")
        if whole(column, archive) != most - (drop is not None):
            raise Refused("an encoder with other columns than categories")


def _each(values: Any, many: int) -> list[Any]:
    """One value for each feature."""
    if values is None:
        return [None] * many
    found = values.items if isinstance(values, Items) else values
    if type(found) is not list or len(found) != many:
        raise Refused("an encoder whose categories are not as scikit-learn writes them")
    return found


def whole(value: Any, archive: Archive) -> int | None:
    """A whole number of Python or NumPy; None for anything else."""
    if isinstance(value, Stored) and value.array.shape == () and value.array.dtype in ("'<i8'", "'<i4'"):
        return integers(value.array, archive.read(value.member))[0]
    return value if type(value) is int else None
