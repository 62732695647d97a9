"""CatBoost's models and pools."""

from __future__ import annotations

from .boosted import DATA, OBSERVE
from .row import Row

SETUP = (
    DATA
    + OBSERVE
    + """
import catboost
from catboost import CatBoost, CatBoostClassifier, CatBoostRanker, CatBoostRegressor, Pool
few = {'iterations': 6, 'verbose': False, 'allow_writing_files': False}
NATIVE = ('_object', '_canonized_params')
NAMES = ('get_params feature_names_ feature_importances_ best_iteration_ best_score_ evals_result_ '
         'tree_count_ learning_rate_ random_seed_ classes_ n_features_in_')

def seen(m, data=X):
    return estimator(m, data, NATIVE, NAMES)

def pool(p):
    return called(p, 'shape get_feature_names get_cat_feature_indices get_weight get_baseline get_group_id_hash '
                     'is_quantized num_pairs')

def trained_on(p):
    model = CatBoostRegressor(iterations=4, verbose=0, allow_writing_files=False).fit(p)
    return {**pool(p), 'labels': [float(label) for label in p.get_label()], 'predict': model.predict(X).tolist()}
"""
)
MODEL, POOL = "catboost.CatBoost", "catboost.Pool"

ROWS = (
    Row("text labels", MODEL, "model = CatBoostClassifier(**few, random_seed=1).fit(X, text)", "seen(model)"),
    Row("number labels", MODEL, "model = CatBoostClassifier(**few, depth=3).fit(X, number)", "seen(model)"),
    Row("bool labels", MODEL, "model = CatBoostClassifier(**few).fit(X, flag)", "seen(model)"),
    Row(
        "categories",
        MODEL,
        "model = CatBoostClassifier(**few, cat_features=['c']).fit(words, text)",
        "seen(model, words)",
    ),
    Row(
        "early stopping, another spelling of parameters",
        MODEL,
        "model = CatBoostRegressor(n_estimators=50, early_stopping_rounds=3, silent=True, custom_metric=['MAE'], "
        "allow_writing_files=False).fit(X[:80], target[:80], eval_set=(X[80:], target[80:]))",
        "seen(model)",
    ),
    Row(
        "class weights",
        MODEL,
        "model = CatBoostClassifier(**few, class_weights=numpy.array([1.0, 2.0, 3.0])).fit(X, text)",
        "seen(model)",
    ),
    Row(
        "sample weights, monotone, missing values",
        MODEL,
        "model = CatBoostRegressor(**few, monotone_constraints={0: 1}).fit(holes, target, sample_weight=weights)",
        "seen(model, holes)",
    ),
    Row(
        "feature names with spaces", MODEL, "model = CatBoostClassifier(**few).fit(spaced, flag)", "seen(model, spaced)"
    ),
    Row(
        "ranker",
        MODEL,
        "model = CatBoostRanker(**few, loss_function='YetiRank').fit(X, flag * 1, group_id=groups)",
        "seen(model)",
    ),
    Row(
        "base class, several targets",
        MODEL,
        "model = CatBoost({**few, 'loss_function': 'MultiRMSE'}).fit(X, both)",
        "seen(model)",
    ),
    Row(
        "several labels",
        MODEL,
        "model = CatBoostClassifier(**few, loss_function='MultiLogloss').fit(X, marks)",
        "seen(model)",
    ),
    Row(
        "class of the notebook",
        MODEL,
        "class Careful(CatBoostClassifier):\n"
        "    def __init__(self, threshold, **options):\n"
        "        super().__init__(**options)\n"
        "        self.threshold, self.note = threshold, pandas.Series([1, 2])\n"
        "    def decision(self, data):\n"
        "        return self.predict_proba(data)[:, 1] > self.threshold\n"
        "model = Careful(0.7, **few).fit(X, flag)",
        "seen(model)",
        risk="code",
    ),
    Row(
        "own loss",
        MODEL,
        "class Loss:\n"
        "    def calc_ders_range(self, approxes, targets, weights):\n"
        "        return [(t - a, -1.0) for a, t in zip(approxes, targets)]\n"
        "model = CatBoostRegressor(**few, loss_function=Loss(), eval_metric='RMSE').fit(X, target)",
        "model.predict(X).tolist()",
        outcome="announced",
        says="loss_function (__main__.Loss)",
        back="(model.predict(X).tolist(), model.tree_count_, model.get_params()['eval_metric'])",
    ),
    Row("not fitted", MODEL, "model = CatBoostRanker()", "model.is_fitted()", outcome="refused", says="not fitted yet"),
    Row(
        "quantized",
        POOL,
        "model = Pool(spaced, target.round(3), weight=weights, group_id=groups); model.quantize()",
        "trained_on(model)",
        outcome="announced",
        says="get_label gives them as text",
        back="trained_on(model)",
    ),
    Row(
        "quantized with categories and without labels",
        POOL,
        "model = Pool(words, cat_features=['c']); model.quantize()",
        "pool(model)",
    ),
    Row(
        "quantized with pairs",
        POOL,
        "model = Pool(X, group_id=groups, pairs=[(0, 1), (2, 3)]); model.quantize()",
        "pool(model)",
        outcome="announced",
        says="2 pairs",
        back="{**pool(model), 'num_pairs': None}",
    ),
    Row("not quantized", POOL, "model = Pool(X, target)", "pool(model)", outcome="refused", says="quantize()"),
    Row(
        "quantized with text labels",
        POOL,
        "model = Pool(X, text); model.quantize()",
        "pool(model)",
        outcome="refused",
        says="labels are text",
    ),
)
