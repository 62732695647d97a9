"""What the JSON beside a model of CatBoost may hold, by the attributes of its real objects."""

from __future__ import annotations

from .. import sidecar

CLASSES = ("CatBoostClassifier", "CatBoostRegressor", "CatBoostRanker", "CatBoost")
PATHS = sidecar.names(
    "train_dir snapshot_file input_borders output_borders json_log learn_error_log test_error_log time_left_log "
    "fstr_regular_file fstr_internal_file model_file output_columns callback self"
)
"""Parameters that name files or folders, and some that hold objects."""
PARAMETERS = sidecar.names(
    "allow_const_label allow_writing_files approx_on_full_history auto_class_weights bagging_temperature "
    "best_model_min_trees boost_from_average boosting_type bootstrap_type border_count cat_features class_names "
    "class_weights classes_count colsample_bylevel combinations_ctr counter_calc_method ctr_description "
    "ctr_history_unit ctr_leaf_count_limit ctr_target_border_count custom_loss custom_metric data_partition depth "
    "dev_efb_max_buckets dev_score_calc_obj_block_size device_config devices dictionaries diffusion_temperature "
    "early_stopping_rounds embedding_features eta eval_fraction eval_metric feature_border_type feature_calcers "
    "feature_weights final_ctr_computation_mode first_feature_use_penalties fixed_binary_splits "
    "fold_len_multiplier fold_permutation_block gpu_cat_features_storage gpu_ram_part grow_policy has_time "
    "ignored_features iterations l2_leaf_reg langevin leaf_estimation_backtracking leaf_estimation_iterations "
    "leaf_estimation_method learning_rate logging_level loss_function max_bin max_ctr_complexity max_depth "
    "max_leaves metadata metric_period min_child_samples min_data_in_leaf model_shrink_mode model_shrink_rate "
    "model_size_reg monotone_constraints mvs_reg n_estimators name nan_mode num_boost_round num_leaves num_trees "
    "objective od_pval od_type od_wait one_hot_max_size penalties_coefficient per_feature_ctr "
    "per_float_feature_quantization per_object_feature_penalties pinned_memory_size posterior_sampling "
    "random_score_type random_seed random_state random_strength reg_lambda rsm sampling_frequency sampling_unit "
    "save_snapshot scale_pos_weight score_function silent simple_ctr snapshot_interval "
    "sparse_features_conflict_fraction store_all_simple_ctr subsample target_border task_type text_features "
    "text_processing thread_count tokenizers use_best_model used_ram_limit verbose"
)
"""The other parameters of the constructors. CatBoost takes more, some of which name files."""
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


class _Parameters(sidecar.Part):
    """Of the constructor."""

    def allows_name(self, name: str) -> bool:
        return name in PARAMETERS


TABLE = sidecar.Table(
    CLASSES,
    {
        "parameters": _Parameters(),
        "attributes": sidecar.Part(_ATTRIBUTES, _MEMBERS | PATHS),
    },
)
