"""Attributes of real instances: their names by class, and which of them hold other objects.

The tables are written by `scripts/sklearn_attributes.py`.
"""

from __future__ import annotations

from . import attributes_a_d, attributes_e_i, attributes_k_m, attributes_n_z

COMMON = frozenset({"_sklearn_output_config", "_sklearn_version", "feature_names_in_", "n_features_in_"})
"""Attributes that any estimator may have."""
ATTRIBUTES = {
    name: frozenset(names.split()) | COMMON
    for part in (attributes_a_d, attributes_e_i, attributes_k_m, attributes_n_z)
    for name, names in part.ATTRIBUTES.items()
}
"""Class → names."""

_INSTANCES = (
    "_base_loss _bin_mapper _bisecting_tree _centerer _checked_cv_orig _curve_scorer _encoder _estimator "
    "_label_binarizer _label_encoder _loss _loss_function_ _optimizer _predictors _preprocessor _scaler "
    "_scorer _tfidf _tree base_estimator base_estimator_ best_estimator_ best_params_ calibrated_classifiers_ "
    "calibrators candidate_params classifier classifier_ closs covariance_estimator cv cv_results_ dictionary "
    "estimator estimator_ estimators estimators_ final_estimator final_estimator_ indicator_ init init_ "
    "interval_y_pred interval_y_true k1 k2 kernel kernel_ kernel_pca_ kernels label_binarizer_ le_ left link "
    "loss_function_ named_estimators_ nbrs_ nn_fit one_hot_encoder_ param_distributions param_grid regressor "
    "regressor_ remainder right scorer_ scoring steps transformer transformer_ transformer_list transformers "
    "transformers_ tree_"
)
INSTANCES = frozenset(_INSTANCES.split())
"""Attributes that hold estimators, kernels, losses and the like, or containers of them."""
