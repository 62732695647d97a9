"""Attributes of the classes in modules E to I; written by `scripts/sklearn_attributes.py`."""

from __future__ import annotations

ATTRIBUTES = {
    "sklearn.ensemble._bagging.BaggingClassifier": (
        "_max_features _max_samples _n_samples _sample_weight _seeds base_estimator bootstrap bootstrap_features "
        "classes_ estimator estimator_ estimator_params estimators_ estimators_features_ max_features max_samples "
        "n_classes_ n_estimators n_jobs oob_decision_function_ oob_score oob_score_ random_state verbose "
        "warm_start"
    ),
    "sklearn.ensemble._bagging.BaggingRegressor": (
        "_max_features _max_samples _n_samples _sample_weight _seeds base_estimator bootstrap bootstrap_features "
        "estimator estimator_ estimator_params estimators_ estimators_features_ max_features max_samples "
        "n_estimators n_jobs oob_prediction_ oob_score oob_score_ random_state verbose warm_start"
    ),
    "sklearn.ensemble._forest.ExtraTreesClassifier": (
        "_n_samples _n_samples_bootstrap _sample_weight base_estimator bootstrap ccp_alpha class_weight classes_ "
        "criterion estimator estimator_ estimator_params estimators_ max_depth max_features max_leaf_nodes "
        "max_samples min_impurity_decrease min_samples_leaf min_samples_split min_weight_fraction_leaf "
        "monotonic_cst n_classes_ n_estimators n_jobs n_outputs_ oob_decision_function_ oob_score oob_score_ "
        "random_state verbose warm_start"
    ),
    "sklearn.ensemble._forest.ExtraTreesRegressor": (
        "_n_samples _n_samples_bootstrap _sample_weight base_estimator bootstrap ccp_alpha class_weight criterion "
        "estimator estimator_ estimator_params estimators_ max_depth max_features max_leaf_nodes max_samples "
        "min_impurity_decrease min_samples_leaf min_samples_split min_weight_fraction_leaf monotonic_cst "
        "n_estimators n_jobs n_outputs_ oob_prediction_ oob_score oob_score_ random_state verbose warm_start"
    ),
    "sklearn.ensemble._forest.RandomForestClassifier": (
        "_n_samples _n_samples_bootstrap _sample_weight base_estimator bootstrap ccp_alpha class_weight classes_ "
        "criterion estimator estimator_ estimator_params estimators_ max_depth max_features max_leaf_nodes "
        "max_samples min_impurity_decrease min_samples_leaf min_samples_split min_weight_fraction_leaf "
        "monotonic_cst n_classes_ n_estimators n_jobs n_outputs_ oob_decision_function_ oob_score oob_score_ "
        "random_state verbose warm_start"
    ),
    "sklearn.ensemble._forest.RandomForestRegressor": (
        "_n_samples _n_samples_bootstrap _sample_weight base_estimator bootstrap ccp_alpha class_weight criterion "
        "estimator estimator_ estimator_params estimators_ max_depth max_features max_leaf_nodes max_samples "
        "min_impurity_decrease min_samples_leaf min_samples_split min_weight_fraction_leaf monotonic_cst "
        "n_estimators n_jobs n_outputs_ oob_prediction_ oob_score oob_score_ random_state verbose warm_start"
    ),
    "sklearn.ensemble._forest.RandomTreesEmbedding": (
        "_n_features_out _n_samples _n_samples_bootstrap _sample_weight base_estimator bootstrap class_weight "
        "estimator estimator_ estimator_params estimators_ max_depth max_leaf_nodes max_samples "
        "min_impurity_decrease min_samples_leaf min_samples_split min_weight_fraction_leaf n_estimators n_jobs "
        "n_outputs_ one_hot_encoder_ oob_score random_state sparse_output verbose warm_start"
    ),
    "sklearn.ensemble._gb.GradientBoostingClassifier": (
        "_loss _n_classes _rng alpha ccp_alpha classes_ criterion estimators_ init init_ learning_rate loss "
        "max_depth max_features max_features_ max_leaf_nodes min_impurity_decrease min_samples_leaf "
        "min_samples_split min_weight_fraction_leaf n_classes_ n_estimators n_estimators_ n_iter_no_change "
        "n_trees_per_iteration_ oob_improvement_ oob_score_ oob_scores_ random_state subsample tol train_score_ "
        "validation_fraction verbose warm_start"
    ),
    "sklearn.ensemble._gb.GradientBoostingRegressor": (
        "_loss _rng alpha ccp_alpha criterion estimators_ init init_ learning_rate loss max_depth max_features "
        "max_features_ max_leaf_nodes min_impurity_decrease min_samples_leaf min_samples_split "
        "min_weight_fraction_leaf n_estimators n_estimators_ n_iter_no_change n_trees_per_iteration_ "
        "oob_improvement_ oob_score_ oob_scores_ random_state subsample tol train_score_ validation_fraction "
        "verbose warm_start"
    ),
    "sklearn.ensemble._hist_gradient_boosting.binning._BinMapper": (
        "bin_thresholds_ is_categorical is_categorical_ known_categories missing_values_bin_idx_ n_bins "
        "n_bins_non_missing_ n_threads random_state subsample"
    ),
    "sklearn.ensemble._hist_gradient_boosting.gradient_boosting.HistGradientBoostingClassifier": (
        "_baseline_prediction _bin_mapper _feature_subsample_rng _is_categorical_remapped _label_encoder _loss "
        "_n_features _predictors _preprocessor _random_seed _scorer _use_validation_data categorical_features "
        "class_weight classes_ do_early_stopping_ early_stopping interaction_cst is_categorical_ "
        "l2_regularization learning_rate loss max_bins max_depth max_features max_iter max_leaf_nodes "
        "min_samples_leaf monotonic_cst n_iter_no_change n_trees_per_iteration_ random_state scoring tol "
        "train_score_ validation_fraction validation_score_ verbose warm_start"
    ),
    "sklearn.ensemble._hist_gradient_boosting.gradient_boosting.HistGradientBoostingRegressor": (
        "_baseline_prediction _bin_mapper _feature_subsample_rng _is_categorical_remapped _loss _n_features "
        "_predictors _preprocessor _random_seed _scorer _use_validation_data categorical_features "
        "do_early_stopping_ early_stopping interaction_cst is_categorical_ l2_regularization learning_rate loss "
        "max_bins max_depth max_features max_iter max_leaf_nodes min_samples_leaf monotonic_cst n_iter_no_change "
        "n_trees_per_iteration_ quantile random_state scoring tol train_score_ validation_fraction "
        "validation_score_ verbose warm_start"
    ),
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor": (
        "binned_left_cat_bitsets nodes raw_left_cat_bitsets"
    ),
    "sklearn.ensemble._iforest.IsolationForest": (
        "_average_path_length_per_tree _decision_path_lengths _max_features _max_samples _n_samples "
        "_sample_weight _seeds base_estimator bootstrap bootstrap_features contamination estimator estimator_ "
        "estimator_params estimators_ estimators_features_ max_features max_samples max_samples_ n_estimators "
        "n_jobs offset_ oob_score random_state verbose warm_start"
    ),
    "sklearn.ensemble._stacking.StackingClassifier": (
        "_label_encoder _n_feature_outs classes_ cv estimators estimators_ final_estimator final_estimator_ "
        "n_jobs named_estimators_ passthrough stack_method stack_method_ verbose"
    ),
    "sklearn.ensemble._stacking.StackingRegressor": (
        "_n_feature_outs cv estimators estimators_ final_estimator final_estimator_ n_jobs named_estimators_ "
        "passthrough stack_method stack_method_ verbose"
    ),
    "sklearn.ensemble._voting.VotingClassifier": (
        "classes_ estimators estimators_ flatten_transform le_ n_jobs named_estimators_ verbose voting weights"
    ),
    "sklearn.ensemble._voting.VotingRegressor": "estimators estimators_ n_jobs named_estimators_ verbose weights",
    "sklearn.ensemble._weight_boosting.AdaBoostClassifier": (
        "algorithm base_estimator classes_ estimator estimator_ estimator_errors_ estimator_params "
        "estimator_weights_ estimators_ learning_rate n_classes_ n_estimators random_state"
    ),
    "sklearn.ensemble._weight_boosting.AdaBoostRegressor": (
        "base_estimator estimator estimator_ estimator_errors_ estimator_params estimator_weights_ estimators_ "
        "learning_rate loss n_estimators random_state"
    ),
    "sklearn.feature_extraction._dict_vectorizer.DictVectorizer": (
        "dtype feature_names_ separator sort sparse vocabulary_"
    ),
    "sklearn.feature_extraction._hash.FeatureHasher": "alternate_sign dtype input_type n_features",
    "sklearn.feature_extraction.image.PatchExtractor": "max_patches patch_size random_state",
    "sklearn.feature_extraction.text.CountVectorizer": (
        "_stop_words_id analyzer binary decode_error dtype encoding fixed_vocabulary_ input lowercase max_df "
        "max_features min_df ngram_range preprocessor stop_words stop_words_ strip_accents token_pattern "
        "tokenizer vocabulary vocabulary_"
    ),
    "sklearn.feature_extraction.text.HashingVectorizer": (
        "_stop_words_id alternate_sign analyzer binary decode_error dtype encoding input lowercase n_features "
        "ngram_range norm preprocessor stop_words strip_accents token_pattern tokenizer"
    ),
    "sklearn.feature_extraction.text.TfidfTransformer": "_idf_diag idf_ norm smooth_idf sublinear_tf use_idf",
    "sklearn.feature_extraction.text.TfidfVectorizer": (
        "_stop_words_id _tfidf analyzer binary decode_error dtype encoding fixed_vocabulary_ input lowercase "
        "max_df max_features min_df ngram_range norm preprocessor smooth_idf stop_words stop_words_ strip_accents "
        "sublinear_tf token_pattern tokenizer use_idf vocabulary vocabulary_"
    ),
    "sklearn.feature_selection._from_model.SelectFromModel": (
        "estimator estimator_ importance_getter max_features max_features_ norm_order prefit threshold"
    ),
    "sklearn.feature_selection._rfe.RFE": (
        "estimator estimator_ importance_getter n_features_ n_features_to_select ranking_ step support_ verbose"
    ),
    "sklearn.feature_selection._rfe.RFECV": (
        "cv cv_results_ estimator estimator_ importance_getter min_features_to_select n_features_ n_jobs ranking_ "
        "scoring step support_ verbose"
    ),
    "sklearn.feature_selection._sequential.SequentialFeatureSelector": (
        "cv direction estimator n_features_to_select n_features_to_select_ n_jobs scoring support_ tol"
    ),
    "sklearn.feature_selection._univariate_selection.GenericUnivariateSelect": "mode param pvalues_ score_func scores_",
    "sklearn.feature_selection._univariate_selection.SelectFdr": "alpha pvalues_ score_func scores_",
    "sklearn.feature_selection._univariate_selection.SelectFpr": "alpha pvalues_ score_func scores_",
    "sklearn.feature_selection._univariate_selection.SelectFwe": "alpha pvalues_ score_func scores_",
    "sklearn.feature_selection._univariate_selection.SelectKBest": "k pvalues_ score_func scores_",
    "sklearn.feature_selection._univariate_selection.SelectPercentile": "percentile pvalues_ score_func scores_",
    "sklearn.feature_selection._variance_threshold.VarianceThreshold": "threshold variances_",
    "sklearn.frozen._frozen.FrozenEstimator": "estimator",
    "sklearn.gaussian_process._gpc.GaussianProcessClassifier": (
        "base_estimator_ classes_ copy_X_train kernel log_marginal_likelihood_value_ max_iter_predict multi_class "
        "n_classes_ n_jobs n_restarts_optimizer optimizer random_state warm_start"
    ),
    "sklearn.gaussian_process._gpc._BinaryGaussianProcessClassifierLaplace": (
        "L_ W_sr_ X_train_ classes_ copy_X_train f_cached kernel kernel_ log_marginal_likelihood_value_ "
        "max_iter_predict n_restarts_optimizer optimizer pi_ random_state rng warm_start y_train_"
    ),
    "sklearn.gaussian_process._gpr.GaussianProcessRegressor": (
        "L_ X_train_ _rng _y_train_mean _y_train_std alpha alpha_ copy_X_train kernel kernel_ "
        "log_marginal_likelihood_value_ n_restarts_optimizer n_targets normalize_y optimizer random_state "
        "y_train_"
    ),
    "sklearn.gaussian_process.kernels.CompoundKernel": "kernels",
    "sklearn.gaussian_process.kernels.ConstantKernel": "constant_value constant_value_bounds",
    "sklearn.gaussian_process.kernels.DotProduct": "sigma_0 sigma_0_bounds",
    "sklearn.gaussian_process.kernels.ExpSineSquared": (
        "length_scale length_scale_bounds periodicity periodicity_bounds"
    ),
    "sklearn.gaussian_process.kernels.Exponentiation": "exponent kernel",
    "sklearn.gaussian_process.kernels.Matern": "length_scale length_scale_bounds nu",
    "sklearn.gaussian_process.kernels.PairwiseKernel": "gamma gamma_bounds metric pairwise_kernels_kwargs",
    "sklearn.gaussian_process.kernels.Product": "k1 k2",
    "sklearn.gaussian_process.kernels.RBF": "length_scale length_scale_bounds",
    "sklearn.gaussian_process.kernels.RationalQuadratic": "alpha alpha_bounds length_scale length_scale_bounds",
    "sklearn.gaussian_process.kernels.Sum": "k1 k2",
    "sklearn.gaussian_process.kernels.WhiteKernel": "noise_level noise_level_bounds",
    "sklearn.impute._base.MissingIndicator": (
        "_n_features _precomputed error_on_new features features_ missing_values sparse"
    ),
    "sklearn.impute._base.SimpleImputer": (
        "_fill_dtype _fit_dtype add_indicator copy fill_value indicator_ keep_empty_features missing_values "
        "statistics_ strategy"
    ),
    "sklearn.impute._knn.KNNImputer": (
        "_fit_X _mask_fit_X _valid_mask add_indicator copy indicator_ keep_empty_features metric missing_values "
        "n_neighbors weights"
    ),
    "sklearn.isotonic.IsotonicRegression": (
        "X_max_ X_min_ X_thresholds_ increasing increasing_ out_of_bounds y_max y_min y_thresholds_"
    ),
}
