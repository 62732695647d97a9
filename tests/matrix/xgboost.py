"""XGBoost's estimators and boosters."""

from __future__ import annotations

from .boosted import DATA, OBSERVE
from .row import Row

SETUP = (
    DATA
    + OBSERVE
    + """
import xgboost
from xgboost import DMatrix, XGBClassifier, XGBModel, XGBRanker, XGBRegressor, XGBRFClassifier, XGBRFRegressor
few = {'n_estimators': 6, 'n_jobs': 1}
NATIVE = ('_Booster',)
NAMES = 'get_params classes_ n_classes_ n_features_in_ feature_names_in_ best_iteration best_score intercept_'

def seen(m, data=X):
    known = estimator(m, data, NATIVE, NAMES)
    if 'evals_result_' in vars(m):
        known['evals'] = plain(m.evals_result())
    if m.booster != 'gblinear':
        known['importances'] = plain(m.feature_importances_)
    return {**known, 'booster': booster(m.get_booster(), data)}

def booster(b, data=X):
    names = ('attributes feature_names feature_types best_iteration best_score num_boosted_rounds num_features '
             'save_config get_score')
    predicted = plain(b.predict(DMatrix(data, enable_categorical=True)))
    return {**called(b, names), 'predict': predicted, 'attributes': sorted(set(vars(b)) - {'handle'})}

def trained():
    told = {'objective': 'multi:softprob', 'num_class': 3, 'eta': 0.5, 'nthread': 1}
    told['eval_metric'] = ['merror', 'mlogloss']
    first, second = DMatrix(spaced[:80], zero_based[:80]), DMatrix(spaced[80:], zero_based[80:])
    return xgboost.train(told, first, 40, evals=[(second, 'later')], early_stopping_rounds=3, verbose_eval=False)
"""
)
MODEL, BOOSTER = "xgboost.XGBModel", "xgboost.Booster"

ROWS = (
    Row("two classes", MODEL, "model = XGBClassifier(**few).fit(X, flag)", "seen(model)"),
    Row("three classes", MODEL, "model = XGBClassifier(**few, base_score=0.3).fit(X, zero_based)", "seen(model)"),
    Row(
        "early stopping",
        MODEL,
        "model = XGBClassifier(n_estimators=60, n_jobs=1, early_stopping_rounds=3, learning_rate=0.5, "
        "eval_metric=['merror', 'mlogloss']).fit(X[:80], zero_based[:80], eval_set=[(X[80:], zero_based[80:])], "
        "verbose=False)",
        "seen(model)",
    ),
    Row(
        "categories, JSON",
        MODEL,
        "model = XGBRegressor(**few, enable_categorical=True, max_cat_to_onehot=1).fit(frame, target)",
        "seen(model, frame)",
        encoding="xgboost-json",
    ),
    Row(
        "categories",
        MODEL,
        "model = XGBClassifier(**few, enable_categorical=True).fit(frame, flag)",
        "seen(model, frame)",
    ),
    Row(
        "missing values",
        MODEL,
        "model = XGBRegressor(**few, missing=-1.0).fit(numpy.nan_to_num(holes, nan=-1.0), target)",
        "seen(model)",
    ),
    Row("feature names with spaces", MODEL, "model = XGBRegressor(**few).fit(spaced, target)", "seen(model, spaced)"),
    Row(
        "sample weights, monotone, other parameters",
        MODEL,
        "model = XGBRegressor(**few, monotone_constraints=(1, 0, 0, 0), interaction_constraints=[['a b', 'e'], ['f']], "
        "max_leaves=5, grow_policy='lossguide', seed_per_iteration=True).fit(spaced, target, sample_weight=weights)",
        "seen(model, spaced)",
    ),
    Row("several targets", MODEL, "model = XGBRegressor(**few).fit(X, both)", "seen(model)"),
    Row(
        "several targets, one tree for all",
        MODEL,
        "model = XGBRegressor(**few, multi_strategy='multi_output_tree').fit(X, both)",
        "seen(model)",
    ),
    Row("several labels", MODEL, "model = XGBClassifier(**few).fit(X, marks)", "seen(model)"),
    Row("ranker", MODEL, "model = XGBRanker(**few).fit(X, flag * 1, qid=groups)", "seen(model)"),
    Row("forest, classifier", MODEL, "model = XGBRFClassifier(**few).fit(X, zero_based)", "seen(model)"),
    Row("forest, regressor", MODEL, "model = XGBRFRegressor(**few, max_depth=3).fit(X, target)", "seen(model)"),
    Row("linear", MODEL, "model = XGBRegressor(**few, booster='gblinear').fit(X, target)", "seen(model)"),
    Row("dart", MODEL, "model = XGBRegressor(**few, booster='dart', rate_drop=0.5).fit(X, target)", "seen(model)"),
    Row("base class", MODEL, "model = XGBModel(**few, objective='reg:absoluteerror').fit(X, target)", "seen(model)"),
    Row(
        "class of the notebook",
        MODEL,
        "class Careful(XGBClassifier):\n"
        "    def __init__(self, threshold=0.5, **options):\n"
        "        super().__init__(**options)\n"
        "        self.threshold = threshold\n"
        "    def decision(self, data):\n"
        "        return self.predict_proba(data)[:, 1] > self.threshold\n"
        "model = Careful(0.7, **few).fit(X, flag)",
        "seen(model)",
        risk="code",
    ),
    Row(
        "own objective and metric",
        MODEL,
        "def squares(truth, guess): return guess - truth, numpy.ones_like(truth)\n"
        "def distance(truth, guess): return float(abs(truth - guess).max())\n"
        "model = XGBRegressor(**few, objective=squares, eval_metric=distance)"
        ".fit(X, target, eval_set=[(X, target)], verbose=False)",
        "seen(model)",
        outcome="announced",
        says="objective (builtins.function)",
        back="(booster(model.get_booster()), model.predict(X).tolist(), plain(model.evals_result()))",
    ),
    Row(
        "large array put there",
        MODEL,
        "model = XGBRegressor(**few).fit(X, target); model.kept, model.rows = numpy.zeros(3_000_000), 3_000_000",
        "(model.predict(X).tolist(), model.kept.shape)",
        outcome="announced",
        says="kept (numpy.ndarray beyond 8 MiB)",
        back="(booster(model.get_booster()), model.predict(X).tolist(), model.rows)",
    ),
    Row("not fitted", MODEL, "model = XGBRanker()", "sorted(vars(model))", outcome="refused", says="not fitted yet"),
    Row(
        "trained",
        BOOSTER,
        "model = trained(); model.set_attr(author='Ada'); model.note = 'kept'",
        "booster(model, spaced)",
    ),
    Row("trained, JSON", BOOSTER, "model = trained()", "booster(model, spaced)", encoding="xgboost-json"),
    Row(
        "not trained",
        BOOSTER,
        "model = xgboost.Booster()",
        "model.attributes()",
        outcome="refused",
        says="not trained yet",
    ),
)
