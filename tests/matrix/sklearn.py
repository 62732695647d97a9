"""scikit-learn's estimators, pipelines and searches, with foreign estimators, own classes and functions inside."""

from __future__ import annotations

from .boosted import DATA
from .row import Row

SETUP = (
    DATA
    + """
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
from sklearn.calibration import CalibratedClassifierCV
from sklearn.cluster import KMeans
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor, make_column_selector
from sklearn.decomposition import PCA
from sklearn.ensemble import (GradientBoostingClassifier, HistGradientBoostingRegressor, IsolationForest,
                              RandomForestClassifier, StackingClassifier, VotingClassifier)
from sklearn.experimental import enable_halving_search_cv
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, WhiteKernel
from sklearn.impute import KNNImputer, SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge, SGDClassifier
from sklearn.metrics import f1_score, make_scorer
from sklearn.model_selection import GridSearchCV, HalvingGridSearchCV, KFold, RandomizedSearchCV
from sklearn.multioutput import MultiOutputClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier
import scipy.sparse
sentences = ['good film', 'bad film', 'good good', 'bad bad day', 'fine day', 'bad end'] * 5
moods = numpy.array([1, 0, 1, 0, 1, 0] * 5)
thin = scipy.sparse.csr_matrix(numpy.where(X > 0.6, X, 0))

def plain(value, depth=0):
    if isinstance(value, numpy.ndarray):
        inner = [plain(item, depth + 1) for item in value.ravel()] if value.dtype == object else repr(value.tolist())
        return ('array', str(value.dtype), value.shape, inner)
    if scipy.sparse.issparse(value):
        return (type(value).__name__, plain(value.toarray()))
    if isinstance(value, numpy.random.RandomState):
        return plain(value.get_state(), depth)
    if isinstance(value, numpy.random.Generator):
        return plain(value.bit_generator.state, depth)
    if isinstance(value, BaseEstimator) and depth < 6:
        return attributes(value, depth + 1)
    if isinstance(value, dict):
        return {repr(key): plain(item, depth + 1) for key, item in value.items() if 'time' not in str(key)}
    if isinstance(value, (list, tuple)):
        return (type(value).__name__, [plain(item, depth + 1) for item in value])
    return (type(value).__module__ + '.' + type(value).__qualname__, re.sub(' at 0x[0-9a-f]+', '', repr(value)))

def attributes(m, depth=0):
    # How long a search took to fit is no attribute of what came out.
    seen = {name: plain(value, depth) for name, value in sorted(vars(m).items()) if 'time' not in name}
    return {'class': type(m).__module__ + '.' + type(m).__qualname__, **seen}

def seen(m, data=X):
    found = attributes(m)
    for name in ('predict', 'predict_proba', 'decision_function', 'transform', 'score_samples'):
        if hasattr(m, name):
            result = getattr(m, name)(data)
            found[name + '()'] = plain(result)
    return found
"""
)
TYPE = "sklearn.BaseEstimator"


def _skops(name: str, code: str, data: str = "X") -> Row:
    return Row(name, TYPE, f"model = {code}", f"seen(model, {data})")


def _pickle(name: str, code: str, data: str = "X", before: str = "", observe: str = "") -> Row:
    seen = observe or f"seen(model, {data})"
    return Row(name, TYPE, code, seen, encoding="pickle", risk="code", before=before)


OWN = (
    "class Clip(TransformerMixin, BaseEstimator):\n"
    "    def __init__(self, low=0.1): self.low = low\n"
    "    def fit(self, X, y=None):\n"
    "        self.high_ = X.max(0) / 2\n"
    "        return self\n"
    "    def transform(self, X): return numpy.clip(X, self.low, self.high_)\n"
)

ROWS = (
    _skops("text labels", "LogisticRegression().fit(X, text)"),
    _skops("bool labels", "GaussianNB().fit(X, flag)"),
    _skops("number labels, trees", "DecisionTreeClassifier(max_depth=3).fit(X, number)"),
    _skops("forest", "RandomForestClassifier(5, random_state=0).fit(X, text)"),
    _skops("gradient boosting", "GradientBoostingClassifier(n_estimators=3, random_state=0).fit(X, text)"),
    _skops("missing values", "HistGradientBoostingRegressor(max_iter=5, random_state=0).fit(holes, target)", "holes"),
    _skops("isolation forest", "IsolationForest(n_estimators=5, random_state=0).fit(X)"),
    _skops("clusters", "KMeans(3, n_init=1, random_state=0).fit(X)"),
    _skops("neighbours", "KNeighborsClassifier().fit(X, flag)"),
    _skops("support vectors", "SVC(random_state=0).fit(X, text)"),
    _skops("network", "MLPClassifier((4,), max_iter=20, random_state=0).fit(X, text)"),
    _skops("gaussian process", "GaussianProcessRegressor(RBF() + WhiteKernel()).fit(X[:30], target[:30])"),
    _skops(
        "columns of a frame",
        "Pipeline([('columns', ColumnTransformer([('number', make_pipeline(SimpleImputer(), StandardScaler()), "
        "['a', 'b']), ('word', OneHotEncoder(handle_unknown='ignore'), ['c'])])), "
        "('last', LogisticRegression())]).fit(words, text)",
        "words",
    ),
    _skops("frame out", "make_pipeline(KNNImputer(), PCA(2)).set_output(transform='pandas').fit(spaced)", "spaced"),
    _skops(
        "text vectoriser",
        "make_pipeline(TfidfVectorizer(), SGDClassifier(random_state=0)).fit(sentences, moods)",
        "sentences",
    ),
    _skops("sparse input", "SVC(kernel='linear').fit(thin, text)", "thin"),
    _skops(
        "union and selection",
        "make_pipeline(FeatureUnion([('p', PCA(1)), ('k', SelectKBest(f_classif, k=2))]), GaussianNB()).fit(X, text)",
    ),
    _skops("multi-output", "MultiOutputClassifier(LogisticRegression()).fit(X, marks)"),
    _skops("multi-output regression", "Ridge().fit(X, both)"),
    _skops(
        "voting", "VotingClassifier([('l', LogisticRegression()), ('n', GaussianNB())], voting='soft').fit(X, text)"
    ),
    _skops("stacking", "StackingClassifier([('l', LogisticRegression()), ('n', GaussianNB())], cv=3).fit(X, text)"),
    _skops("calibrated", "CalibratedClassifierCV(GaussianNB(), cv=3).fit(X, text)"),
    _skops("transformer alone", "StandardScaler().fit(X)"),
    _skops(
        "functions of NumPy",
        "make_pipeline(FunctionTransformer(numpy.log1p), FunctionTransformer(numpy.absolute, numpy.mean, "
        "check_inverse=False), StandardScaler()).fit(X)",
    ),
    _skops(
        "target transformed",
        "TransformedTargetRegressor(Ridge(), func=numpy.log1p, inverse_func=numpy.expm1).fit(X, number)",
    ),
    _skops(
        "grid search",
        "GridSearchCV(LogisticRegression(), {'C': [0.1, 1.0]}, cv=KFold(3), scoring='f1_macro').fit(X, text)",
    ),
    _skops(
        "halving search",
        "HalvingGridSearchCV(DecisionTreeClassifier(), {'max_depth': [1, 2]}, random_state=0).fit(X, flag)",
    ),
    _skops(
        "scorer of the library",
        "GridSearchCV(Ridge(), {'alpha': [0.1, 1]}, scoring='neg_mean_absolute_error', cv=3).fit(X, target)",
    ),
    _pickle("as a pickle", "model = RandomForestClassifier(5, random_state=0).fit(X, text)"),
    _pickle(
        "scipy's distributions in a search",
        "import scipy.stats\nmodel = RandomizedSearchCV(Ridge(), {'alpha': scipy.stats.uniform(0.1, 2)}, n_iter=3, "
        "random_state=0, cv=3).fit(X, target)",
    ),
    _pickle("class of the notebook", OWN + "model = make_pipeline(Clip(), GaussianNB()).fit(X, text)"),
    _pickle(
        "class of the notebook run again",
        OWN + "model = make_pipeline(Clip(0.2), GaussianNB()).fit(X, text)",
        before=OWN,
        observe="(seen(model), isinstance(model.steps[0][1], Clip))",
    ),
    _pickle(
        "grandchild with a function of the notebook",
        OWN + "def rounded(x): return numpy.round(x, DIGITS)\nDIGITS = 2\n"
        "class Round(Clip):\n    def transform(self, X): return rounded(super().transform(X))\n"
        "model = Round(0.2).fit(X)",
    ),
    _pickle("lambda", "model = make_pipeline(FunctionTransformer(lambda x: x * 2), GaussianNB()).fit(X, text)"),
    _pickle(
        "functions of the notebook",
        "def up(x): return x + 1\ndef down(x): return x - 1\n"
        "model = make_pipeline(FunctionTransformer(up, inverse_func=down), StandardScaler()).fit(X)",
    ),
    _pickle(
        "own scorer",
        "def mine(truth, guess): return f1_score(truth, guess, average='macro') / 2\n"
        "tried = {'var_smoothing': [1e-9, 1e-3]}\n"
        "model = GridSearchCV(GaussianNB(), tried, scoring=make_scorer(mine), cv=3).fit(X, text)",
    ),
    _pickle(
        "own classifier in a search",
        "class Mean(ClassifierMixin, BaseEstimator):\n"
        "    def __init__(self, cut=0.5): self.cut = cut\n"
        "    def fit(self, X, y): self.classes_ = numpy.unique(y); return self\n"
        "    def predict(self, X): return self.classes_[(X.mean(1) > self.cut).astype(int)]\n"
        "model = GridSearchCV(Mean(), {'cut': [0.4, 0.5]}, cv=3).fit(X, flag)",
    ),
    _pickle(
        "LightGBM inside",
        "from lightgbm import LGBMClassifier\n"
        "model = make_pipeline(StandardScaler(), LGBMClassifier(n_estimators=3, verbose=-1, n_jobs=1)).fit(X, text)",
        observe="(model.predict_proba(X).tolist(), model.classes_.tolist(), repr(model.steps[1]))",
    ),
    _pickle(
        "XGBoost inside a search",
        "from xgboost import XGBClassifier\n"
        "model = GridSearchCV(XGBClassifier(n_estimators=3, n_jobs=1), {'max_depth': [1, 2]}, cv=3).fit(X, zero_based)",
        observe="(model.predict_proba(X).tolist(), model.best_params_, model.best_estimator_.max_depth)",
    ),
    _pickle(
        "CatBoost inside voting",
        "from catboost import CatBoostClassifier\n"
        "few = CatBoostClassifier(iterations=3, verbose=0, allow_writing_files=False, thread_count=1)\n"
        "model = VotingClassifier([('c', few), ('n', GaussianNB())]).fit(X, flag)",
        observe="(model.predict(X).tolist(), model.classes_.tolist(), model.estimators_[0].tree_count_)",
    ),
    Row("not fitted", TYPE, "model = make_pipeline(StandardScaler())", "1", outcome="refused", says="Call fit() first"),
    Row(
        "lock inside",
        TYPE,
        "model = make_pipeline(StandardScaler()).fit(X); model.steps[0][1].guard = __import__('threading').Lock()",
        "sorted(vars(model))",
        outcome="refused",
        says="a lock at .steps[0][1].guard",
    ),
)
