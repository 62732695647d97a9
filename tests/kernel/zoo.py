"""Real models of the three libraries, as code for a kernel."""

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
}

IMPORTS = """
from catboost import CatBoostClassifier, CatBoostRanker, CatBoostRegressor
from lightgbm import LGBMClassifier, LGBMRanker, LGBMRegressor, early_stopping
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, KFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler
import warnings; warnings.simplefilter('ignore')
"""
