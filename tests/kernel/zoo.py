"""Real models of the three libraries, as code for a kernel, and what is compared of them."""

from __future__ import annotations

DATA = """
import numpy, pandas
_rng = numpy.random.RandomState(0)
X = _rng.rand(120, 4)
text = numpy.array(['stay', 'leave', 'ask'])[(X[:, 0] * 3).astype(int)]
number = (X[:, 1] * 3).astype(int) + 5
flag = X[:, 2] > 0.5
target = X @ [1.0, 2.0, 0.0, -1.0]
frame = pandas.DataFrame({'a': X[:, 0], 'b': X[:, 1],
                          'c': pandas.Categorical(numpy.array(['x', 'y', 'z'])[(X[:, 2] * 3).astype(int)])})
words = pandas.DataFrame({'a': X[:, 0], 'b': X[:, 1], 'c': numpy.array(['x', 'y', 'z'])[(X[:, 2] * 3).astype(int)]})
group = [30] * 4
group_id = numpy.repeat(numpy.arange(4), 30)
"""

OBSERVE = """
import re
def observe(m, data):
    def plain(value):
        if isinstance(value, numpy.ndarray):
            return ('array', str(value.dtype), value.tolist())
        # CatBoost writes its scores with 16 digits, of which the last may differ.
        return (type(value).__name__, re.sub(r'\\d\\.\\d{9,}', lambda found: found.group()[:16], str(value)))
    seen = {'class': type(m).__module__ + '.' + type(m).__qualname__}
    for call in ('predict', 'predict_proba', 'transform', 'decision_function'):
        if hasattr(m, call):
            seen[call] = plain(getattr(m, call)(data))
    for name in ('classes_', 'feature_names_in_', 'feature_name_', 'feature_names_', 'best_iteration_', 'best_score_',
                 'evals_result_', 'feature_importances_', 'n_features_in_', 'n_classes_', 'objective_', 'tree_count_',
                 'random_seed_', 'learning_rate_', 'n_iter_', 'best_params_', 'cv_results_'):
        try:
            value = getattr(m, name, None)
        except Exception as error:
            value = repr(error)
        seen[name] = plain(value)
    seen['params'] = re.sub(' at 0x[0-9a-f]+', '', str(m.get_params()))
    return seen
"""

CATBOOST = {
    "text": ("CatBoostClassifier(iterations=8, verbose=False, random_seed=1).fit(X, text)", "X"),
    "number": ("CatBoostClassifier(iterations=8, verbose=0, depth=3).fit(X, number)", "X"),
}

LIGHTGBM = {
    "text": ("LGBMClassifier(n_estimators=6, verbose=-1).fit(X, text)", "X"),
    "stopped": (
        "LGBMClassifier(n_estimators=80, verbose=-1, learning_rate=0.5).fit("
        "X[:80], text[:80], eval_set=[(X[80:], text[80:])], callbacks=[early_stopping(3, verbose=False)])",
        "X",
    ),
}

SKLEARN = {
    "pipeline": (
        "Pipeline([('columns', ColumnTransformer([('number', StandardScaler(), ['a', 'b']), "
        "('word', OneHotEncoder(), ['c'])])), ('forest', RandomForestClassifier(10, random_state=0))])"
        ".fit(words, text)",
        "words",
    ),
    "search": (
        "GridSearchCV(LogisticRegression(), {'C': [0.1, 1.0]}, cv=KFold(3), scoring='f1_macro').fit(X, text)",
        "X",
    ),
    "boosting": ("HistGradientBoostingRegressor(max_iter=5).fit(X, target)", "X"),
    "neighbours": ("KNeighborsClassifier().fit(X, flag)", "X"),
    "transformer": ("StandardScaler().fit(X)", "X"),
    "functions": (
        "make_pipeline(FunctionTransformer(numpy.log1p), FunctionTransformer(numpy.absolute, numpy.mean, "
        "check_inverse=False), StandardScaler()).fit(X)",
        "X",
    ),
}

IMPORTS = """
from catboost import CatBoostClassifier, CatBoostRanker, CatBoostRegressor
from lightgbm import LGBMClassifier, LGBMRanker, LGBMRegressor, early_stopping
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingRegressor, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, KFold
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler
import warnings; warnings.simplefilter('ignore')
"""
