"""Files of skops whose values are of other types than they seem, or that claim too much of the machine."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy
import pytest
import scipy.sparse
from sklearn.cluster import KMeans
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import StackingClassifier
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.feature_selection import SelectFromModel
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MultiLabelBinarizer, OneHotEncoder, StandardScaler
from sklearn.svm import SVC

from .harness import Reader, Readers, judge
from .samples import SAMPLES
from .skops_files import SkopsFile, listed, mapping, named, plain

X = numpy.random.default_rng(0).normal(size=(60, 3))
Y = numpy.arange(60) % 3
WORDS = [f"word{number}" for number in range(300)]
PRIME = (1 << 61) - 1
WAY = "coef_.ctypes._ctypes.cdll.libevil"
Edit = Callable[[SkopsFile], None]
ATTEMPTS: dict[str, tuple[Callable[[], Any], Edit]] = {}


def attempt(make: Callable[[], Any]) -> Callable[[Edit], Edit]:
    """A change of the file of such an estimator."""

    def note(edit: Edit) -> Edit:
        ATTEMPTS[edit.__name__] = make, edit
        return edit

    return note


def stored(file: SkopsFile, value: Any, name: str = "ndarray") -> dict[str, Any]:
    """An array in a member of its own, by whatever class it is to have."""
    node = named("NdArrayNode", "numpy", name, type="numpy")
    file.set_array(node, numpy.asarray(value))
    return node


def sparse(file: SkopsFile, matrix: Any) -> dict[str, Any]:
    content = io.BytesIO()
    scipy.sparse.save_npz(content, matrix)
    member = f"forged{len(file.members)}.npz"
    file.members[member] = content.getvalue()
    return named("SparseMatrixNode", "scipy.sparse._csr", "csr_matrix", type="scipy", file=member)


def selection() -> Any:
    return SelectFromModel(LogisticRegression(max_iter=500)).fit(X, Y)


def pipeline() -> Any:
    return make_pipeline(StandardScaler(), LogisticRegression(max_iter=500)).fit(X, Y)


def stacking() -> Any:
    return StackingClassifier([("n", GaussianNB())], LogisticRegression(), cv=3).fit(X, Y)


@attempt(selection)
def path_of_attributes_as_a_text_of_numpy(file: SkopsFile) -> None:
    file.attributes("SelectFromModel")["importance_getter"] = stored(file, WAY, "str_")


@attempt(selection)
def path_of_attributes_as_bytes(file: SkopsFile) -> None:
    file.attributes("SelectFromModel")["importance_getter"] = stored(file, WAY.encode(), "bytes_")


@attempt(pipeline)
def cache_in_a_folder_as_a_text_of_numpy(file: SkopsFile) -> None:
    file.attributes("Pipeline")["memory"] = stored(file, "/tmp/cache-of-somebody", "str_")


@attempt(stacking)
def methods_as_an_array_of_texts(file: SkopsFile) -> None:
    file.attributes("StackingClassifier")["stack_method_"] = stored(file, ["__setstate__"])


def selected() -> Any:
    return make_pipeline(SelectFromModel(LogisticRegression()), LogisticRegression())


@attempt(lambda: GridSearchCV(selected(), {"selectfrommodel__threshold": ["mean"]}, cv=2).fit(X, Y))
def path_of_attributes_in_a_grid(file: SkopsFile) -> None:
    name = "selectfrommodel__importance_getter"
    file.attributes("GridSearchCV")["param_grid"] = mapping({name: listed(plain(WAY))})


@attempt(lambda: GridSearchCV(pipeline(), {"standardscaler__with_mean": [True]}, cv=2).fit(X, Y))
def cache_in_a_grid(file: SkopsFile) -> None:
    file.attributes("GridSearchCV")["param_grid"] = mapping({"memory": listed(plain("/tmp/cache-of-somebody"))})


@attempt(lambda: CountVectorizer().fit(WORDS))
def column_that_wraps_to_below_zero(file: SkopsFile) -> None:
    file.attributes("CountVectorizer")["vocabulary_"]["content"]["word0"] = stored(file, 200, "int8")


@attempt(lambda: CountVectorizer().fit(WORDS))
def words_that_become_one(file: SkopsFile) -> None:
    vocabulary = file.attributes("CountVectorizer")["vocabulary_"]
    vocabulary["content"] = {"good" + "\0" * number: plain(number) for number in range(300)}
    text = named("TypeNode", "numpy", "str_")
    vocabulary["key_types"]["content"] = [text] * 300


@attempt(lambda: MultiLabelBinarizer().fit([[0], [1]]))
def labels_that_become_one(file: SkopsFile) -> None:
    node = mapping({"0" * number + "1": plain(number) for number in range(1000)})
    node["key_types"]["content"] = [named("TypeNode", "builtins", "int")] * 1000
    file.put("MultiLabelBinarizer", "_cached_dict", node)


@attempt(lambda: KNeighborsClassifier(algorithm="brute").fit(X, numpy.stack([Y, Y], 1)))
def classes_that_are_a_masked_array(file: SkopsFile) -> None:
    data = stored(file, numpy.zeros((100000, 1), "int64"))
    mask = stored(file, numpy.zeros((100000, 1), "bool"))
    masked = named("MaskedArrayNode", "numpy.ma", "MaskedArray", content={"data": data, "mask": mask})
    file.attributes("KNeighborsClassifier")["classes_"] = masked
    file.change(file.attributes("KNeighborsClassifier")["_y"], lambda array: array.__setitem__(slice(None), 99999))


@attempt(lambda: SVC().fit(scipy.sparse.csr_matrix(X), Y))
def support_vectors_by_column(file: SkopsFile) -> None:
    vectors = numpy.zeros((60, 3))
    file.attributes("SVC")["support_vectors_"] = sparse(file, scipy.sparse.csc_matrix(vectors))


@attempt(lambda: SVC().fit(scipy.sparse.csr_matrix(X), Y))
def coefficients_that_are_not_stored(file: SkopsFile) -> None:
    shape = file.attributes("SVC")["support_vectors_"]
    count = scipy.sparse.load_npz(io.BytesIO(file.members[shape["file"]])).shape[0]
    file.attributes("SVC")["_dual_coef_"] = sparse(file, scipy.sparse.csr_matrix((2, count)))


@attempt(lambda: ColumnTransformer([("a", StandardScaler(), [0])]).fit(X))
def names_of_great_width(file: SkopsFile) -> None:
    file.attributes("ColumnTransformer")["verbose_feature_names_out"] = plain("{feature_name:99999999999}")


@attempt(lambda: ColumnTransformer([("a", StandardScaler(), [0])]).fit(X))
def names_by_attributes(file: SkopsFile) -> None:
    file.attributes("ColumnTransformer")["verbose_feature_names_out"] = plain("{feature_name.__class__.__init__}")


@attempt(lambda: KMeans(3, n_init=1, random_state=0).fit(X))
def threads_beyond_number(file: SkopsFile) -> None:
    file.attributes("KMeans")["_n_threads"] = plain(1 << 30)


@attempt(lambda: KMeans(3, n_init=1, random_state=0).fit(X))
def threads_beyond_number_in_numpy(file: SkopsFile) -> None:
    file.attributes("KMeans")["_n_threads"] = stored(file, 1 << 30, "int64")


@attempt(lambda: KNeighborsClassifier(algorithm="kd_tree").fit(X, Y))
def jobs_beyond_number(file: SkopsFile) -> None:
    file.attributes("KNeighborsClassifier")["n_jobs"] = plain(1 << 30)


@attempt(lambda: OneHotEncoder(min_frequency=1).fit([[number] for number in range(300)]))
def groups_that_are_not_used(file: SkopsFile) -> None:
    attributes = file.attributes("OneHotEncoder")
    attributes["_infrequent_enabled"] = stored(file, False, "bool")
    attributes["_default_to_infrequent_mappings"] = listed(stored(file, numpy.zeros(300, "int64")))
    attributes["_n_features_outs"] = listed(plain(1))


@attempt(lambda: MultiLabelBinarizer().fit([[0], [1]]))
def labels_of_one_hash(file: SkopsFile) -> None:
    node = mapping({str(number * PRIME): plain(number) for number in range(30000)})
    node["key_types"]["content"] = [named("TypeNode", "builtins", "int")] * 30000
    file.put("MultiLabelBinarizer", "_cached_dict", node)


@attempt(pipeline)
def set_of_one_hash(file: SkopsFile) -> None:
    numbers = [plain(number * PRIME) for number in range(100000)]
    file.attributes("LogisticRegression")["class_weight"] = listed(*numbers, loader="SetNode", name="set")


@attempt(pipeline)
def texts_without_length(file: SkopsFile) -> None:
    node = file.attributes("LogisticRegression")["coef_"]
    head = b"{'descr': '<U0', 'fortran_order': False, 'shape': (3000000000,), }"
    head += b" " * (117 - len(head)) + b"\n"
    node["file"] = "forged.npy"
    node.pop("__id__", None)
    file.members["forged.npy"] = b"\x93NUMPY\x01\0" + bytes([118, 0]) + head


@attempt(pipeline)
def bytes_of_a_number(file: SkopsFile) -> None:
    file.attributes("LogisticRegression")["coef_"] = stored(file, 3 << 30, "bytes_")


USES = {
    **SAMPLES["skops"].uses,
    "predict": "model.predict(numpy.zeros((2, 3)))",
    "sparse": "model.predict(__import__('scipy.sparse').sparse.csr_matrix(numpy.ones((2, 3))))",
    "chance": "model.predict_proba(numpy.ones((2, 3)))",
    "transform": "model.transform(numpy.ones((2, 3)))",
    "words": "model.transform(['word0 word1 good']).toarray()",
    "labels": "model.transform([[1], [1]] * 1000)",
    "numbers": "model.transform([[number] for number in range(300)]).toarray()",
    "names": "model.get_feature_names_out()",
    "support": "model.get_support()",
    "fit": "model.fit(numpy.random.rand(12, 3), [0, 1, 2] * 4)",
}


HAND_WRITTEN = {"skops": ATTEMPTS}


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    more = ("skops", "rich", "pygments", "pandas", "threadpoolctl")
    modules = [f"sklearn.{name}" for name in ("ensemble", "pipeline", "svm", "neighbors", "cluster", "compose")]
    libraries = ("sklearn", "numpy", "scipy.sparse", "tests.hostile.threads_of_sklearn", *modules)
    return readers.start("sklearn.adapter", "skops", *libraries, trusted=more, uses=USES)


@pytest.mark.parametrize("name", ATTEMPTS)
def test_nothing_of_it_runs(reader: Reader, tmp_path: Path, name: str) -> None:
    make, edit = ATTEMPTS[name]

    def forged(folder: Path, target: Path) -> None:
        file = SkopsFile(make())
        edit(file)
        file.write(folder)

    report = reader.check(forged, tmp_path / name)
    assert judge("skops", tmp_path / name) == "code", report
    assert report.outcome == "refused"


UNCHANGED = {make: name for name, (make, _) in ATTEMPTS.items()}


@pytest.mark.parametrize("make", UNCHANGED, ids=UNCHANGED.values())
def test_what_was_not_changed_is_read(reader: Reader, tmp_path: Path, make: Callable[[], Any]) -> None:
    SkopsFile(make()).write(tmp_path)
    assert judge("skops", tmp_path) == "parser"
    report = reader.read_and_use(tmp_path)
    assert report.outcome == "loaded", report
    assert not report.harm, report.harm
