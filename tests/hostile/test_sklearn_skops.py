"""Files of skops that try to run code, to reach what they name, or to lead compiled code out of its arrays."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy
import pytest
import scipy.sparse
from sklearn.cluster import KMeans
from sklearn.ensemble import (
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    StackingClassifier,
)
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.feature_selection import SelectFromModel
from sklearn.linear_model import LogisticRegression, Ridge, SGDClassifier
from sklearn.model_selection import FixedThresholdClassifier, GridSearchCV
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, MultiLabelBinarizer, OneHotEncoder, StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from .harness import Reader, Readers, judge
from .samples import SAMPLES
from .skops_files import SkopsFile, listed, mapping, named, plain

X = numpy.random.default_rng(0).normal(size=(60, 3))
Y = numpy.arange(60) % 3
Edit = Callable[[SkopsFile], None]
ATTEMPTS: dict[str, tuple[Callable[[], Any], Edit]] = {}


def attempt(make: Callable[[], Any]) -> Callable[[Edit], Edit]:
    """A change of the file of such an estimator."""

    def note(edit: Edit) -> Edit:
        ATTEMPTS[edit.__name__] = make, edit
        return edit

    return note


def tree() -> Any:
    return DecisionTreeClassifier(max_depth=3, random_state=0).fit(X, Y)


def nodes(file: SkopsFile, edit: Callable[[Any], Any]) -> None:
    file.change(file.attributes("Tree")["nodes"], edit)


@attempt(tree)
def child_out_of_range(file: SkopsFile) -> None:
    nodes(file, lambda array: array["left_child"].__setitem__(0, 1 << 40))


@attempt(tree)
def child_below_zero(file: SkopsFile) -> None:
    nodes(file, lambda array: array["right_child"].__setitem__(0, -1000000))


@attempt(tree)
def child_leads_back(file: SkopsFile) -> None:
    nodes(file, lambda array: array["left_child"].__setitem__(0, 0))


@attempt(tree)
def feature_out_of_range(file: SkopsFile) -> None:
    nodes(file, lambda array: array["feature"].__setitem__(0, 1 << 40))


@attempt(tree)
def more_nodes_than_there_are(file: SkopsFile) -> None:
    file.attributes("Tree")["node_count"] = plain(1 << 40)


@attempt(tree)
def less_deep_than_it_is(file: SkopsFile) -> None:
    file.attributes("Tree")["max_depth"] = plain(0)


@attempt(tree)
def fewer_values_than_nodes(file: SkopsFile) -> None:
    file.change(file.attributes("Tree")["values"], lambda array: array[:1])


@attempt(tree)
def tree_for_more_features(file: SkopsFile) -> None:
    file.node("Tree")["__reduce__"]["args"]["content"][0] = plain(100000)
    nodes(file, lambda array: array["feature"].__setitem__(0, 99999))


@attempt(tree)
def tree_without_a_width(file: SkopsFile) -> None:
    del file.attributes("DecisionTreeClassifier")["n_features_in_"]
    file.node("DecisionTreeClassifier")["content"]["key_types"]["content"].pop()


@attempt(lambda: RandomForestClassifier(2, max_depth=2, random_state=0).fit(X, Y))
def forest_with_a_broken_tree(file: SkopsFile) -> None:
    nodes(file, lambda array: array["right_child"].__setitem__(0, 12345678))


@attempt(lambda: GradientBoostingClassifier(n_estimators=2, max_depth=2, random_state=0).fit(X, Y))
def trees_for_more_classes(file: SkopsFile) -> None:
    estimators = file.attributes("GradientBoostingClassifier")["estimators_"]
    estimators["content"] = [listed(*row["content"] * 40) for row in estimators["content"]]
    estimators["shape"]["content"][1] = plain(120)


@attempt(lambda: GradientBoostingClassifier(n_estimators=2, max_depth=2, random_state=0).fit(X, Y))
def boosting_that_begins_with_fewer_classes(file: SkopsFile) -> None:
    file.change(file.attributes("DummyClassifier")["class_prior_"], lambda array: array[:1])


@attempt(lambda: GradientBoostingRegressor(n_estimators=2, max_depth=2, random_state=0).fit(X, Y))
def boosting_into_no_column(file: SkopsFile) -> None:
    file.put("GradientBoostingRegressor", "init_", plain("zero"))
    file.put("GradientBoostingRegressor", "n_trees_per_iteration_", plain(0))


@attempt(lambda: GradientBoostingRegressor(n_estimators=2, max_depth=2, random_state=0).fit(X, Y))
def boosting_that_begins_with_no_output(file: SkopsFile) -> None:
    file.attributes("DummyRegressor")["n_outputs_"] = plain(0)


@attempt(lambda: KMeans(3, n_init=1, random_state=0).fit(X))
def more_threads_than_any_machine_has(file: SkopsFile) -> None:
    file.attributes("KMeans")["_n_threads"] = plain(1000000)


@attempt(lambda: FunctionTransformer(numpy.log1p).fit(numpy.abs(X)))
def class_in_the_place_of_a_function(file: SkopsFile) -> None:
    file.attributes("FunctionTransformer")["func"] = named("FunctionNode", "scipy.sparse._csr", "csr_matrix")


def histogram() -> Any:
    return HistGradientBoostingRegressor(max_iter=2, random_state=0).fit(X, Y)


@attempt(histogram)
def predictor_child_out_of_range(file: SkopsFile) -> None:
    file.change(file.attributes("TreePredictor")["nodes"], lambda array: array["left"].__setitem__(0, 1 << 30))


@attempt(histogram)
def predictor_feature_out_of_range(file: SkopsFile) -> None:
    file.change(file.attributes("TreePredictor")["nodes"], lambda array: array["feature_idx"].__setitem__(0, 1 << 40))


@attempt(histogram)
def predictor_of_categories(file: SkopsFile) -> None:
    file.change(file.attributes("TreePredictor")["nodes"], lambda array: array["is_categorical"].__setitem__(0, 1))


@attempt(histogram)
def still_in_fit(file: SkopsFile) -> None:
    file.put("HistGradientBoostingRegressor", "_in_fit", plain(True))


@attempt(histogram)
def generator_by_another_name(file: SkopsFile) -> None:
    file.node("Generator")["content"]["bit_generator"]["content"]["bit_generator"] = plain("seed")


@attempt(histogram)
def generator_of_another_size(file: SkopsFile) -> None:
    file.node("Generator")["content"]["seed_seq"]["content"]["pool_size"] = plain(1 << 31)


@attempt(lambda: SGDClassifier(random_state=numpy.random.RandomState(1)).fit(X, Y))
def random_state_out_of_range(file: SkopsFile) -> None:
    file.node("RandomState")["content"]["content"]["state"]["content"]["pos"] = plain(1 << 30)


def neighbours() -> Any:
    return NearestNeighbors(algorithm="kd_tree", leaf_size=5).fit(X)


def part(file: SkopsFile, number: int) -> Any:
    return file.node("KDTree")["content"]["content"][number]


@attempt(neighbours)
def neighbour_out_of_range(file: SkopsFile) -> None:
    file.change(part(file, 1), lambda array: array.__setitem__(0, 1 << 40))


@attempt(neighbours)
def neighbour_range_out_of_range(file: SkopsFile) -> None:
    file.change(part(file, 2), lambda array: array["idx_end"].__setitem__(slice(None), 1 << 40))


@attempt(neighbours)
def neighbour_leaf_that_has_children(file: SkopsFile) -> None:
    file.change(part(file, 2), lambda array: array["is_leaf"].__setitem__(slice(None), 0))


@attempt(neighbours)
def more_neighbour_nodes_than_there_are(file: SkopsFile) -> None:
    file.node("KDTree")["content"]["content"][6] = plain(1 << 30)


@attempt(lambda: NearestNeighbors(algorithm="kd_tree", metric="minkowski", p=3).fit(X))
def weights_of_a_metric_that_are_too_few(file: SkopsFile) -> None:
    file.set_array(file.node("MinkowskiDistance64")["content"]["content"][1], numpy.ones(1))


@attempt(lambda: KNeighborsClassifier(algorithm="brute").fit(X, Y))
def label_out_of_range(file: SkopsFile) -> None:
    file.change(file.attributes("KNeighborsClassifier")["_y"], lambda array: array.__setitem__(0, 1 << 40))


@attempt(neighbours)
def fewer_rows_than_were_fitted(file: SkopsFile) -> None:
    file.attributes("NearestNeighbors")["n_samples_fit_"] = plain(1)


@attempt(lambda: SVC(kernel="linear").fit(scipy.sparse.csr_matrix(X), Y))
def sparse_index_out_of_range(file: SkopsFile) -> None:
    edit_sparse(file, "support_vectors_", "indices", lambda array: array.__setitem__(0, 1 << 30))


@attempt(lambda: SVC(kernel="linear").fit(scipy.sparse.csr_matrix(X), Y))
def sparse_rows_out_of_range(file: SkopsFile) -> None:
    edit_sparse(file, "support_vectors_", "indptr", lambda array: array.__setitem__(1, 1 << 30))


@attempt(lambda: SVC(kernel="linear").fit(scipy.sparse.csr_matrix(X), Y))
def fewer_coefficients_than_they_say(file: SkopsFile) -> None:
    file.members["few.npz"] = saved(scipy.sparse.csr_matrix((2, 60)))
    for name in ("dual_coef_", "_dual_coef_"):
        file.attributes("SVC")[name].update(file="few.npz")


@attempt(lambda: SVC().fit(X, Y))
def more_support_vectors_than_there_are(file: SkopsFile) -> None:
    file.change(file.attributes("SVC")["_n_support"], lambda array: array.__setitem__(0, 1 << 20))


@attempt(lambda: SVC().fit(X, Y))
def coefficients_for_fewer_classes(file: SkopsFile) -> None:
    file.change(file.attributes("SVC")["_dual_coef_"], lambda array: array[:1, :1])


@attempt(lambda: SVC(kernel="precomputed").fit(X @ X.T, Y))
def support_vector_out_of_range(file: SkopsFile) -> None:
    file.change(file.attributes("SVC")["support_"], lambda array: array.__setitem__(0, 1 << 30))


@attempt(lambda: KMeans(3, n_init=1, random_state=0).fit(X))
def centers_for_fewer_features(file: SkopsFile) -> None:
    file.change(file.attributes("KMeans")["cluster_centers_"], lambda array: array[:, :1].copy())


@attempt(lambda: CountVectorizer().fit(["a good film", "the bad end"]))
def word_out_of_range(file: SkopsFile) -> None:
    file.attributes("CountVectorizer")["vocabulary_"]["content"]["good"] = plain(1 << 30)


@attempt(lambda: OneHotEncoder().fit([["a"], ["b"], ["c"]]))
def fewer_columns_than_categories(file: SkopsFile) -> None:
    file.attributes("OneHotEncoder")["_n_features_outs"]["content"] = [plain(1)]


@attempt(lambda: OneHotEncoder().fit([[1], [2], [3]]))
def categories_out_of_order(file: SkopsFile) -> None:
    file.change(file.attributes("OneHotEncoder")["categories_"]["content"][0], lambda array: array[::-1].copy())


@attempt(lambda: MultiLabelBinarizer().fit([["a"], ["b"]]))
def cached_place_out_of_range(file: SkopsFile) -> None:
    file.put("MultiLabelBinarizer", "_cached_dict", mapping({"a": plain(1 << 30), "b": plain(0)}))


def selection() -> Any:
    return SelectFromModel(LogisticRegression(max_iter=500)).fit(X, Y)


@attempt(selection)
def path_of_attributes(file: SkopsFile) -> None:
    way = "fit.__func__.__wrapped__.__globals__"
    file.attributes("SelectFromModel")["importance_getter"] = plain(way)


@attempt(selection)
def path_into_an_array(file: SkopsFile) -> None:
    file.attributes("SelectFromModel")["importance_getter"] = plain("coef_.ctypes._ctypes.cdll.libevil")


@attempt(lambda: StackingClassifier([("n", GaussianNB())], LogisticRegression(), cv=3).fit(X, Y))
def method_by_another_name(file: SkopsFile) -> None:
    file.attributes("StackingClassifier")["stack_method_"]["content"] = [plain("__init__")]


@attempt(lambda: FixedThresholdClassifier(LogisticRegression()).fit(X, Y > 0))
def response_by_another_name(file: SkopsFile) -> None:
    file.attributes("FixedThresholdClassifier")["response_method"] = plain("fit")


@attempt(lambda: GridSearchCV(Ridge(), {"alpha": [1.0]}, cv=2).fit(X, Y))
def text_that_joblib_evaluates(file: SkopsFile) -> None:
    file.attributes("GridSearchCV")["pre_dispatch"] = plain("__import__('os').system('true')*n_jobs")


def edit_sparse(file: SkopsFile, attribute: str, part: str, edit: Callable[[Any], None]) -> None:
    """Change one array of a sparse matrix."""
    node = file.attributes("SVC")[attribute]
    arrays = dict(numpy.load(io.BytesIO(file.members[node["file"]])))
    arrays[part] = arrays[part].copy()
    edit(arrays[part])
    content = io.BytesIO()
    numpy.savez(content, **arrays)
    file.members["forged.npz"] = content.getvalue()
    node["file"] = "forged.npz"


def saved(matrix: Any) -> bytes:
    content = io.BytesIO()
    scipy.sparse.save_npz(content, matrix)
    return content.getvalue()


def pipeline() -> Any:
    return make_pipeline(StandardScaler(), LogisticRegression(max_iter=500)).fit(X, Y)


@attempt(pipeline)
def cache_in_a_folder(file: SkopsFile) -> None:
    file.attributes("Pipeline")["memory"] = plain("/tmp/cache-of-somebody")


@attempt(pipeline)
def function_in_the_place_of_a_method(file: SkopsFile) -> None:
    file.put("StandardScaler", "transform", named("FunctionNode", "numpy", "log1p"))


@attempt(pipeline)
def estimator_in_the_place_of_a_method(file: SkopsFile) -> None:
    file.put("StandardScaler", "transform", named("ObjectNode", "sklearn.naive_bayes", "GaussianNB"))


@attempt(pipeline)
def text_in_the_place_of_tags(file: SkopsFile) -> None:
    file.put("LogisticRegression", "__sklearn_tags__", plain("x"))


@attempt(pipeline)
def callback_of_the_library(file: SkopsFile) -> None:
    file.put("LogisticRegression", "_skl_callbacks", listed(named("ObjectNode", "sklearn.naive_bayes", "GaussianNB")))


@attempt(pipeline)
def estimator_in_the_place_of_a_number(file: SkopsFile) -> None:
    file.put("LogisticRegression", "n_iter_", named("ObjectNode", "sklearn.naive_bayes", "GaussianNB"))


def transformer() -> Any:
    return FunctionTransformer(numpy.log1p).fit(numpy.abs(X))


CALLS = {
    "function": named("FunctionNode", "builtins", "exec"),
    "class_": named("TypeNode", "subprocess", "Popen"),
    "method": named("MethodNode", "sklearn.naive_bayes", "GaussianNB", content={
        "func": "fit", "obj": named("ObjectNode", "sklearn.naive_bayes", "GaussianNB")}),
    "partial": named("PartialNode", "functools", "partial", content={
        "func": named("FunctionNode", "builtins", "exec"), "args": listed(plain("1"), loader="TupleNode", name="tuple"),
        "kwds": mapping({}), "namespace": plain(None)}),
    "operator": named("OperatorFuncNode", "operator", "methodcaller", attrs=listed(plain("tofile"), plain("/tmp/x"))),
    "constructor": named("ConstructorFromReduceNode", "subprocess", "Popen", content=listed(plain("true"))),
    "reader_of_files": named("FunctionNode", "numpy", "load"),
    "module_function": named("FunctionNode", "sklearn.utils", "Bunch"),
}  # fmt: skip


def _call(name: str) -> None:
    def edit(file: SkopsFile) -> None:
        file.attributes("FunctionTransformer")["func"] = CALLS[name]

    edit.__name__ = f"call_by_{name}"
    attempt(transformer)(edit)


for _name in CALLS:
    _call(_name)


@attempt(transformer)
def reference_to_another_node(file: SkopsFile) -> None:
    function = file.attributes("FunctionTransformer")["func"]
    file.put("FunctionTransformer", "check_inverse", {**plain(True), "__id__": function["__id__"]})


@attempt(transformer)
def reference_to_itself(file: SkopsFile) -> None:
    file.put("FunctionTransformer", "kw_args", {**mapping({}), "__id__": file.schema["__id__"]})


@attempt(transformer)
def cached_reference(file: SkopsFile) -> None:
    number = file.attributes("FunctionTransformer")["func"]["__id__"]
    cached = {"__loader__": "CachedNode", "__module__": None, "__class__": None, "__id__": number}
    file.put("FunctionTransformer", "validate", cached)


@attempt(transformer)
def key_that_is_a_call(file: SkopsFile) -> None:
    node = mapping({"exec": plain(1)})
    node["key_types"]["content"] = [named("FunctionNode", "builtins", "eval")]
    file.put("FunctionTransformer", "kw_args", node)


@attempt(pipeline)
def array_that_is_a_pickle(file: SkopsFile) -> None:
    file.set_array(file.attributes("LogisticRegression")["coef_"], numpy.array([print, {}], dtype=object))


@attempt(pipeline)
def array_that_claims_to_be_huge(file: SkopsFile) -> None:
    node = file.attributes("LogisticRegression")["coef_"]
    file.members[node["file"]] = file.members[node["file"]].replace(b"(3, 3), }", b"(9999999999, 9), }"[:10])


@attempt(lambda: SGDClassifier().fit(X, Y > 0))
def loss_of_something_else(file: SkopsFile) -> None:
    file.node("Hinge")["__reduce__"]["args"]["content"] = [named("FunctionNode", "numpy", "log1p")]


@attempt(pipeline)
def loader_of_an_older_protocol(file: SkopsFile) -> None:
    file.schema["protocol"] = 0


@attempt(pipeline)
def member_elsewhere(file: SkopsFile) -> None:
    file.attributes("LogisticRegression")["coef_"]["file"] = "../../etc/passwd"


USES = {
    **SAMPLES["skops"].uses,
    "predict": "model.predict(numpy.zeros((2, 3)))",
    "wide": "model.predict(numpy.zeros((2, 60)))",
    "path": "model.decision_path(numpy.zeros((2, 3)))",
    "chance": "model.predict_proba(numpy.ones((2, 3)))",
    "near": "model.kneighbors(numpy.zeros((2, 3)), 3)",
    "transform": "model.transform(numpy.ones((2, 3)))",
    "words": "model.transform(['a good film']).toarray()",
    "labels": "model.transform([['a'], ['b']]).toarray()",
    "support": "model.get_support()",
    "staged": "list(model.staged_predict(numpy.zeros((2, 3))))",
    "fit": "model.fit(numpy.random.rand(12, 3), [0, 1, 2] * 4)",
}


HAND_WRITTEN = {"skops": ATTEMPTS}


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    more = ("skops", "rich", "pygments", "pandas", "threadpoolctl")
    modules = [f"sklearn.{name}" for name in ("ensemble", "pipeline", "svm", "neighbors")]
    libraries = ("sklearn", "numpy", "tests.hostile.threads_of_sklearn", *modules)
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
