"""What the JSON beside a model of CatBoost may hold, by the attributes of its real objects."""

from __future__ import annotations

from typing import Any

from .. import sidecar

CLASSES = ("CatBoostClassifier", "CatBoostRegressor", "CatBoostRanker", "CatBoost")
PATHS = sidecar.names(
    "train_dir snapshot_file input_borders output_borders json_log learn_error_log test_error_log time_left_log "
    "fstr_regular_file fstr_internal_file model_file output_columns callback self"
)
"""Parameters that name files or folders, and some that hold objects."""
_MEMBERS = sidecar.names(
    "create_metric_calcer get_probability_threshold set_probability_threshold get_sklearn_estimator_xfail_checks "
    "best_iteration_ best_score_ calc_feature_statistics calc_leaf_indexes classes_ compare copy drop_unused_features "
    "eval_metrics evals_result_ feature_importances_ feature_names_ fit get_all_params get_best_iteration "
    "get_best_score get_borders get_cat_feature_indices get_embedding_feature_indices get_evals_result "
    "get_feature_importance get_leaf_values get_leaf_weights get_metadata get_metadata_routing get_n_features_in "
    "get_object_importance get_param get_params get_scale_and_bias get_test_eval get_test_evals "
    "get_text_feature_indices get_tree_leaf_counts grid_search is_fitted iterate_leaf_indexes learning_rate_ "
    "load_model n_features_in_ plot_partial_dependence plot_predictions plot_tree predict "
    "predict_log_proba predict_proba random_seed_ randomized_search save_borders save_model score select_features "
    "set_feature_names set_leaf_values set_params set_scale_and_bias shrink staged_predict staged_predict_log_proba "
    "staged_predict_proba to_classifier to_regressor to_ranker tree_count_ virtual_ensembles_predict"
)
_ATTRIBUTES = {
    "_canonized_params": "none",
    "_is_fitted_": "bool",
    "_learning_rate": "none float int",
    "_loss_value_change": "none list array",
    "_n_features_in": "none int",
    "_prediction_values_change": "none list array",
    "_random_seed": "none int",
    "_tree_count": "none int",
}


def _parameter(name: str, value: Any) -> bool:
    return name not in PATHS


TABLE = sidecar.Table(
    CLASSES,
    {
        "parameters": sidecar.Part({}, PATHS, _parameter),
        "attributes": sidecar.Part(_ATTRIBUTES, _MEMBERS | PATHS),
    },
)
