"""What the JSON beside a model of XGBoost may hold, by the attributes of its real objects."""

from __future__ import annotations

from typing import Any

from .. import sidecar

CLASSES = (
    *("XGBClassifier", "XGBRegressor", "XGBRanker", "XGBRFClassifier", "XGBRFRegressor", "XGBModel"),
    "Booster",
)
_MEMBERS = sidecar.names(
    # Of boosters.
    "handle attr attributes boost copy dump_model eval eval_set feature_names feature_types get_categories get_dump "
    "get_fscore get_score get_split_value_histogram inplace_predict load_config load_model num_boosted_rounds "
    "num_features predict reset save_config save_model save_raw save_rabit_checkpoint load_rabit_checkpoint "
    "set_attr set_param trees_to_dataframe update best_ntree_limit "
    # Of estimators.
    "apply best_iteration best_score coef_ evals_result feature_importances_ feature_names_in_ fit get_booster "
    "get_metadata_routing get_num_boosting_rounds get_params get_xgb_params intercept_ n_features_in_ "
    "predict_proba score set_fit_request set_params set_predict_proba_request set_predict_request set_score_request "
    "classes_ client"
)
_ATTRIBUTES = {
    **sidecar.all_of(
        "base_score colsample_bylevel colsample_bynode colsample_bytree gamma learning_rate max_bin max_cat_threshold "
        "max_cat_to_onehot max_delta_step max_depth max_leaves min_child_weight missing n_estimators n_jobs "
        "num_parallel_tree random_state reg_alpha reg_lambda scale_pos_weight subsample verbosity "
        "early_stopping_rounds",
        "none int float scalar",
    ),
    **sidecar.all_of(
        "booster device grow_policy importance_type multi_strategy objective sampling_method tree_method predictor",
        "none str",
    ),
    **sidecar.all_of("enable_categorical validate_parameters use_label_encoder", "none bool"),
    "callbacks": "none",
    "eval_metric": "none str list",
    "evals_result_": "dict OrderedDict defaultdict",
    "feature_types": "none list str",
    "feature_weights": "none list array",
    "interaction_constraints": "none str list",
    "kwargs": "dict",
    "monotone_constraints": "none str tuple list dict",
    "n_classes_": "int",
    "_estimator_type": "str",
    "_Booster": "none",
    "_le": "none",
}
_DEPTH = 30
_CLASSES = 1 << 20
"""The labels of a classifier are made from their number alone."""


class _Estimators(sidecar.Part):
    """Attributes of estimators."""

    def allows(self, name: str, value: Any) -> bool:
        small = name != "n_classes_" or (type(value) is int and 0 <= value <= _CLASSES)
        return small and super().allows(name, value)


def _config(value: Any) -> bool:
    """XGBoost's own settings of a booster, as its `save_config` writes them."""
    if not isinstance(value, dict) or value.keys() != {"learner", "version"}:
        return False
    version = value["version"]
    if not isinstance(version, list) or not all(type(part) is int for part in version):
        return False
    level = [value["learner"]]
    for _ in range(_DEPTH):
        level = [child for one in level for child in _inside(one)]
        if not level:
            return True
    return False


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


TABLE = sidecar.Table(
    CLASSES,
    {"booster": sidecar.Part({}, _MEMBERS), "attributes": _Estimators(_ATTRIBUTES, _MEMBERS)},
    {"config": _config},
)
