"""What the JSON beside a model of LightGBM may hold, by the attributes of its real objects."""

from __future__ import annotations

import re
from typing import Any

from .. import sidecar

CLASSES = ("LGBMClassifier", "LGBMRegressor", "LGBMRanker", "LGBMModel", "Booster")
PATHS = sidecar.names(
    "config config_file data train train_data train_data_file data_filename valid test valid_data valid_data_file "
    "test_data test_data_file valid_filenames input_model model_input model_in output_model model_output model_out "
    "output_result predict_result prediction_result predict_name prediction_name pred_name name_pred convert_model "
    "convert_model_file convert_model_language saved_feature_importance_type snapshot_freq save_period "
    "forcedsplits_filename fs forced_splits_filename forced_splits_file forced_splits forcedbins_filename "
    "initscore_filename init_score_filename init_score_file init_score input_init_score init_score_filename "
    "valid_data_initscores valid_data_init_scores valid_init_score_file valid_init_score parser_config_file "
    "position_file save_binary is_save_binary is_save_binary_file machine_list_filename machine_list_file machine_list "
    "mlist machines workers nodes num_machines num_machine local_listen_port local_port port time_out task task_type "
    "auc_mu_weights_file "
)
"""Parameters that name files or other machines, with all their other names."""
_TEXT = re.compile(r"[^\s=#]{0,2000}")
"""LightGBM joins its parameters by spaces and parts them again."""
_MEMBERS = sidecar.names(
    # Of boosters, of today's and of older versions.
    "handle network need_reload_eval_info train_dataset valid_sets train_set inner_predict_buffer model_from_string "
    "add_valid attr decision_function set_decision_function_request current_iteration dump_model eval eval_train "
    "eval_valid feature_importance feature_name free_dataset free_network get_leaf_output get_split_value_histogram "
    "higher_better_inner_eval init_predictor lower_bound model_to_string name_inner_eval num_class num_dataset "
    "num_feature num_inner_eval num_model_per_iteration num_trees predict refit reset_parameter rollback_one_iter "
    "save_model set_attr set_leaf_output set_network set_train_data_name shuffle_models trees_to_dataframe update "
    "upper_bound params pandas_categorical "
    # Of estimators.
    "best_iteration_ best_score_ booster_ class_map class_weight_ classes_ evals_result_ feature_importances_ "
    "feature_name_ feature_names_in_ fit get_metadata_routing get_params n_classes_ n_estimators_ n_features_ "
    "n_features_in_ n_iter_ objective_ predict_proba score set_fit_request set_params set_predict_proba_request "
    "set_predict_request set_score_request to_local client client_"
)
_BOOSTER = {
    "best_iteration": "int none",
    "best_score": "dict defaultdict OrderedDict",
    "name_valid_sets": "list",
    "train_set_version": "int",
}
_ATTRIBUTES = {
    "_best_iteration": "none int",
    "_best_score": "dict defaultdict OrderedDict",
    "_class_map": "none dict OrderedDict",
    "_class_weight": "none str dict",
    "_classes": "none array",
    "_eval_at": "none tuple list int",
    "_evals_result": "none dict OrderedDict defaultdict",
    "_fitted_with_feature_names": "bool",
    "_n_classes": "none int",
    "_n_features": "none int",
    "_n_features_in": "none int",
    "_objective": "none str",
    "_other_params": "dict",
    "_le": "none",
    "fitted_": "bool",
    "boosting_type": "str",
    "class_weight": "none str dict",
    **sidecar.all_of(
        "colsample_bytree learning_rate min_child_weight min_split_gain reg_alpha reg_lambda subsample max_depth "
        "min_child_samples n_estimators n_jobs num_leaves subsample_for_bin subsample_freq random_state",
        "none int float scalar",
    ),
    "importance_type": "str",
    "objective": "none str",
    "silent": "bool str",
}
_LABELS = ("_classes", "_class_map", "_best_score", "_evals_result", "class_weight", "_class_weight")


def _parameter(name: str, value: Any) -> bool:
    """Whether LightGBM can be given it: no path, and nothing that reads as another parameter."""
    return name not in PATHS and all(_TEXT.fullmatch(text) for text in sidecar.texts(value))


class _Attributes(sidecar.Part):
    """Of estimators: what stands for parameters is checked as they are."""

    def allows(self, name: str, value: Any) -> bool:
        if name == "_other_params":
            plainly = isinstance(value, dict) and "$" not in value
            return plainly and all(TABLE.parts["params"].allows(*pair) for pair in value.items())
        return super().allows(name, value) and (name in _LABELS or _parameter(name, value))


TABLE = sidecar.Table(
    CLASSES,
    {
        "booster": sidecar.Part(_BOOSTER, _MEMBERS),
        "params": sidecar.Part({}, PATHS, _parameter),
        "attributes": _Attributes(_ATTRIBUTES, _MEMBERS | PATHS),
    },
    {"labels": sidecar.is_plain},
)
