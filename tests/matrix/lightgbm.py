"""LightGBM's estimators and boosters."""

from __future__ import annotations

from .boosted import DATA, OBSERVE
from .row import Row

SETUP = (
    DATA
    + OBSERVE
    + """
import lightgbm
from lightgbm import LGBMClassifier, LGBMModel, LGBMRanker, LGBMRegressor, early_stopping
few = {'n_estimators': 6, 'verbose': -1, 'n_jobs': 1}
NATIVE = ('_Booster', '_le')
NAMES = ('get_params classes_ n_classes_ n_features_in_ feature_names_in_ feature_name_ feature_importances_ '
         'best_iteration_ best_score_ evals_result_ objective_ n_iter_')

def seen(m, data=X):
    labels = plain(m._le.classes_) if '_le' in vars(m) else None
    return {**estimator(m, data, NATIVE, NAMES), 'labels': labels, 'booster': booster(m.booster_, data)}

def booster(b, data=X):
    kept = ('best_iteration', 'best_score', 'params', 'pandas_categorical', 'name_valid_sets', 'note')
    attributes = {name: plain(getattr(b, name, None)) for name in kept}
    return {**attributes, **called(b, 'predict', data), **called(b, 'feature_name num_trees current_iteration')}

def trained(**options):
    told = {'objective': 'multiclass', 'num_class': 3, 'verbose': -1, 'learning_rate': 0.5, 'num_threads': 1}
    first = lightgbm.Dataset(spaced[:80], zero_based[:80])
    second = lightgbm.Dataset(spaced[80:], zero_based[80:], reference=first)
    stop = early_stopping(3, verbose=False)
    return lightgbm.train(told, first, 60, valid_sets=[second], valid_names=['later'], callbacks=[stop], **options)
"""
)
MODEL, BOOSTER = "lightgbm.LGBMModel", "lightgbm.Booster"

ROWS = (
    Row("text labels", MODEL, "model = LGBMClassifier(**few).fit(X, text)", "seen(model)"),
    Row(
        "number labels, class weight",
        MODEL,
        "model = LGBMClassifier(**few, class_weight='balanced').fit(X, number)",
        "seen(model)",
    ),
    Row("bool labels", MODEL, "model = LGBMClassifier(**few).fit(X, flag)", "seen(model)"),
    Row("categories", MODEL, "model = LGBMClassifier(**few).fit(frame, text)", "seen(model, frame)"),
    Row(
        "early stopping",
        MODEL,
        "model = LGBMClassifier(n_estimators=80, verbose=-1, n_jobs=1, learning_rate=0.5).fit(X[:80], text[:80], "
        "eval_set=[(X[80:], text[80:])], callbacks=[early_stopping(3, verbose=False)])",
        "seen(model)",
    ),
    Row(
        "regressor, missing values, sample weights, monotone",
        MODEL,
        "model = LGBMRegressor(**few, importance_type='gain', monotone_constraints=[1, 0, 0, 0])"
        ".fit(holes, target, sample_weight=weights)",
        "seen(model, holes)",
    ),
    Row("feature names with spaces", MODEL, "model = LGBMRegressor(**few).fit(spaced, target)", "seen(model, spaced)"),
    Row("ranker", MODEL, "model = LGBMRanker(**few).fit(X, flag * 1, group=[30] * 4)", "seen(model)"),
    Row("dart", MODEL, "model = LGBMClassifier(**few, boosting_type='dart').fit(X, flag)", "seen(model)"),
    Row("base class", MODEL, "model = LGBMModel(**few, objective='regression_l1').fit(X, target)", "seen(model)"),
    Row(
        "own objective",
        MODEL,
        "def squares(truth, guess): return guess - truth, numpy.ones_like(truth)\n"
        "model = LGBMRegressor(**few, objective=squares).fit(X, target)",
        "(seen(model), model.objective(X[:, 0], X[:, 1])[0].tolist())",
        risk="code",
    ),
    Row(
        "class of the notebook",
        MODEL,
        "class Careful(LGBMClassifier):\n"
        "    def __init__(self, threshold, **options):\n"
        "        super().__init__(**options)\n"
        "        self.threshold = threshold\n"
        "    def decision(self, data):\n"
        "        return self.predict_proba(data)[:, 1] > self.threshold\n"
        "model = Careful(0.7, **few).fit(X, flag)",
        "seen(model)",
        risk="code",
    ),
    Row(
        "random state as an object",
        MODEL,
        "model = LGBMRegressor(**few, random_state=numpy.random.RandomState(3)).fit(X, target)",
        "model.predict(X).tolist()",
        outcome="announced",
        says="random_state (numpy",
        back="(model.predict(X).tolist(), model.learning_rate)",
    ),
    Row(
        "private attribute gone",
        MODEL,
        "model = LGBMClassifier(**few).fit(X, text); del model._n_features_in",
        "sorted(vars(model))",
        outcome="announced",
        says="keeps them in another way (_n_features_in is missing)",
        back="booster(model._Booster)",
        loaded_back="booster(model)",
    ),
    Row("not fitted", MODEL, "model = LGBMRegressor()", "sorted(vars(model))", outcome="refused", says="Call fit"),
    Row("trained", BOOSTER, "model = trained(); model.note = ('kept', 1)", "booster(model)"),
    Row(
        "keep_training_booster",
        BOOSTER,
        "model = trained(keep_training_booster=True)",
        "booster(model)",
        outcome="announced",
        says="cannot be trained on with update",
        back="booster(model)",
    ),
    Row(
        "trained with categories",
        BOOSTER,
        "model = lightgbm.train({'objective': 'regression', 'verbose': -1}, lightgbm.Dataset(frame, target), 5)",
        "booster(model, frame)",
    ),
)
