"""Attributes of the classes in modules N to Z; written by `scripts/sklearn_attributes.py`."""

from __future__ import annotations

ATTRIBUTES = {
    "sklearn.naive_bayes.BernoulliNB": (
        "alpha binarize class_count_ class_log_prior_ class_prior classes_ feature_count_ feature_log_prob_ "
        "fit_prior force_alpha"
    ),
    "sklearn.naive_bayes.CategoricalNB": (
        "alpha category_count_ class_count_ class_log_prior_ class_prior classes_ feature_log_prob_ fit_prior "
        "force_alpha min_categories n_categories_"
    ),
    "sklearn.naive_bayes.ComplementNB": (
        "alpha class_count_ class_log_prior_ class_prior classes_ feature_all_ feature_count_ feature_log_prob_ "
        "fit_prior force_alpha norm"
    ),
    "sklearn.naive_bayes.GaussianNB": "class_count_ class_prior_ classes_ epsilon_ priors theta_ var_ var_smoothing",
    "sklearn.naive_bayes.MultinomialNB": (
        "alpha class_count_ class_log_prior_ class_prior classes_ feature_count_ feature_log_prob_ fit_prior "
        "force_alpha"
    ),
    "sklearn.neighbors._ball_tree.BallTree": "",
    "sklearn.neighbors._classification.KNeighborsClassifier": (
        "_fit_X _fit_method _tree _y algorithm classes_ effective_metric_ effective_metric_params_ leaf_size "
        "metric metric_params n_jobs n_neighbors n_samples_fit_ outputs_2d_ p radius weights"
    ),
    "sklearn.neighbors._classification.RadiusNeighborsClassifier": (
        "_fit_X _fit_method _tree _y algorithm classes_ effective_metric_ effective_metric_params_ leaf_size "
        "metric metric_params n_jobs n_neighbors n_samples_fit_ outlier_label outlier_label_ outputs_2d_ p radius "
        "weights"
    ),
    "sklearn.neighbors._graph.KNeighborsTransformer": (
        "_fit_X _fit_method _n_features_out _tree algorithm effective_metric_ effective_metric_params_ leaf_size "
        "metric metric_params mode n_jobs n_neighbors n_samples_fit_ p radius"
    ),
    "sklearn.neighbors._graph.RadiusNeighborsTransformer": (
        "_fit_X _fit_method _n_features_out _tree algorithm effective_metric_ effective_metric_params_ leaf_size "
        "metric metric_params mode n_jobs n_neighbors n_samples_fit_ p radius"
    ),
    "sklearn.neighbors._kd_tree.KDTree": "",
    "sklearn.neighbors._kde.KernelDensity": (
        "algorithm atol bandwidth bandwidth_ breadth_first kernel leaf_size metric metric_params rtol tree_"
    ),
    "sklearn.neighbors._lof.LocalOutlierFactor": (
        "_distances_fit_X_ _fit_X _fit_method _lrd _tree algorithm contamination effective_metric_ "
        "effective_metric_params_ leaf_size metric metric_params n_jobs n_neighbors n_neighbors_ n_samples_fit_ "
        "negative_outlier_factor_ novelty offset_ p radius"
    ),
    "sklearn.neighbors._nca.NeighborhoodComponentsAnalysis": (
        "_n_features_out callback components_ init max_iter n_components n_iter_ random_state random_state_ tol "
        "verbose warm_start"
    ),
    "sklearn.neighbors._nearest_centroid.NearestCentroid": (
        "centroids_ class_prior_ classes_ deviations_ metric priors shrink_threshold within_class_std_dev_"
    ),
    "sklearn.neighbors._regression.KNeighborsRegressor": (
        "_fit_X _fit_method _tree _y algorithm effective_metric_ effective_metric_params_ leaf_size metric "
        "metric_params n_jobs n_neighbors n_samples_fit_ p radius weights"
    ),
    "sklearn.neighbors._regression.RadiusNeighborsRegressor": (
        "_fit_X _fit_method _tree _y algorithm effective_metric_ effective_metric_params_ leaf_size metric "
        "metric_params n_jobs n_neighbors n_samples_fit_ p radius weights"
    ),
    "sklearn.neighbors._unsupervised.NearestNeighbors": (
        "_fit_X _fit_method _tree algorithm effective_metric_ effective_metric_params_ leaf_size metric "
        "metric_params n_jobs n_neighbors n_samples_fit_ p radius"
    ),
    "sklearn.neural_network._multilayer_perceptron.MLPClassifier": (
        "_best_coefs _best_intercepts _coef_indptr _intercept_indptr _label_binarizer _no_improvement_count "
        "_optimizer _random_state activation alpha batch_size best_loss_ best_validation_score_ beta_1 beta_2 "
        "classes_ coefs_ early_stopping epsilon hidden_layer_sizes intercepts_ learning_rate learning_rate_init "
        "loss loss_ loss_curve_ max_fun max_iter momentum n_iter_ n_iter_no_change n_layers_ n_outputs_ "
        "nesterovs_momentum out_activation_ power_t random_state shuffle solver t_ tol validation_fraction "
        "validation_scores_ verbose warm_start"
    ),
    "sklearn.neural_network._multilayer_perceptron.MLPRegressor": (
        "_best_coefs _best_intercepts _coef_indptr _intercept_indptr _no_improvement_count _optimizer "
        "_random_state activation alpha batch_size best_loss_ best_validation_score_ beta_1 beta_2 coefs_ "
        "early_stopping epsilon hidden_layer_sizes intercepts_ learning_rate learning_rate_init loss loss_ "
        "loss_curve_ max_fun max_iter momentum n_iter_ n_iter_no_change n_layers_ n_outputs_ nesterovs_momentum "
        "out_activation_ power_t random_state shuffle solver t_ tol validation_fraction validation_scores_ "
        "verbose warm_start"
    ),
    "sklearn.neural_network._rbm.BernoulliRBM": (
        "_n_features_out batch_size components_ h_samples_ intercept_hidden_ intercept_visible_ learning_rate "
        "n_components n_iter random_state verbose"
    ),
    "sklearn.neural_network._stochastic_optimizers.AdamOptimizer": (
        "beta_1 beta_2 epsilon learning_rate learning_rate_init ms t vs"
    ),
    "sklearn.neural_network._stochastic_optimizers.SGDOptimizer": (
        "learning_rate learning_rate_init lr_schedule momentum nesterov power_t velocities"
    ),
    "sklearn.pipeline.FeatureUnion": "n_jobs transformer_list transformer_weights verbose verbose_feature_names_out",
    "sklearn.pipeline.Pipeline": "memory steps transform_input verbose",
    "sklearn.preprocessing._data.Binarizer": "copy threshold",
    "sklearn.preprocessing._data.KernelCenterer": "K_fit_all_ K_fit_rows_",
    "sklearn.preprocessing._data.MaxAbsScaler": "clip copy max_abs_ n_samples_seen_ scale_",
    "sklearn.preprocessing._data.MinMaxScaler": (
        "clip copy data_max_ data_min_ data_range_ feature_range min_ n_samples_seen_ scale_"
    ),
    "sklearn.preprocessing._data.Normalizer": "copy norm",
    "sklearn.preprocessing._data.PowerTransformer": "_scaler copy lambdas_ method standardize",
    "sklearn.preprocessing._data.QuantileTransformer": (
        "copy ignore_implicit_zeros n_quantiles n_quantiles_ output_distribution quantiles_ random_state "
        "references_ subsample"
    ),
    "sklearn.preprocessing._data.RobustScaler": (
        "center_ copy quantile_range scale_ unit_variance with_centering with_scaling"
    ),
    "sklearn.preprocessing._data.StandardScaler": "copy mean_ n_samples_seen_ scale_ var_ with_mean with_std",
    "sklearn.preprocessing._discretization.KBinsDiscretizer": (
        "_encoder bin_edges_ dtype encode n_bins n_bins_ quantile_method random_state strategy subsample"
    ),
    "sklearn.preprocessing._encoders.OneHotEncoder": (
        "_default_to_infrequent_mappings _drop_idx_after_grouping _infrequent_enabled _infrequent_indices "
        "_n_features_outs categories categories_ drop drop_idx_ dtype feature_name_combiner handle_unknown "
        "max_categories min_frequency sparse sparse_output"
    ),
    "sklearn.preprocessing._encoders.OrdinalEncoder": (
        "_infrequent_enabled _missing_indices categories categories_ dtype encoded_missing_value handle_unknown "
        "max_categories min_frequency unknown_value"
    ),
    "sklearn.preprocessing._function_transformer.FunctionTransformer": (
        "accept_sparse check_inverse feature_names_out func inv_kw_args inverse_func kw_args validate"
    ),
    "sklearn.preprocessing._label.LabelBinarizer": "classes_ neg_label pos_label sparse_input_ sparse_output y_type_",
    "sklearn.preprocessing._label.LabelEncoder": "classes_",
    "sklearn.preprocessing._label.MultiLabelBinarizer": "_cached_dict classes classes_ sparse_output",
    "sklearn.preprocessing._polynomial.PolynomialFeatures": (
        "_max_degree _min_degree _n_out_full degree include_bias interaction_only n_output_features_ order"
    ),
    "sklearn.preprocessing._polynomial.SplineTransformer": (
        "degree extrapolation handle_missing include_bias knots n_features_out_ n_knots order sparse_output"
    ),
    "sklearn.preprocessing._target_encoder.TargetEncoder": (
        "_infrequent_enabled categories categories_ classes_ cv encodings_ random_state shuffle smooth "
        "target_mean_ target_type target_type_"
    ),
    "sklearn.random_projection.GaussianRandomProjection": (
        "_n_features_out components_ compute_inverse_components eps n_components n_components_ random_state"
    ),
    "sklearn.random_projection.SparseRandomProjection": (
        "_n_features_out components_ compute_inverse_components dense_output density density_ eps n_components "
        "n_components_ random_state"
    ),
    "sklearn.semi_supervised._label_propagation.LabelPropagation": (
        "X_ alpha classes_ gamma kernel label_distributions_ max_iter n_iter_ n_jobs n_neighbors nn_fit tol "
        "transduction_"
    ),
    "sklearn.semi_supervised._label_propagation.LabelSpreading": (
        "X_ alpha classes_ gamma kernel label_distributions_ max_iter n_iter_ n_jobs n_neighbors nn_fit tol "
        "transduction_"
    ),
    "sklearn.semi_supervised._self_training.SelfTrainingClassifier": (
        "base_estimator base_estimator_ classes_ criterion estimator estimator_ k_best labeled_iter_ max_iter "
        "n_iter_ termination_condition_ threshold transduction_ verbose"
    ),
    "sklearn.svm._classes.LinearSVC": (
        "C class_weight classes_ coef_ dual fit_intercept intercept_ intercept_scaling loss max_iter multi_class "
        "n_iter_ penalty random_state tol verbose"
    ),
    "sklearn.svm._classes.LinearSVR": (
        "C coef_ dual epsilon fit_intercept intercept_ intercept_scaling loss max_iter n_iter_ random_state tol verbose"
    ),
    "sklearn.svm._classes.NuSVC": (
        "C _dual_coef_ _effective_probability _gamma _intercept_ _n_support _num_iter _probA _probB _sparse "
        "break_ties cache_size class_weight class_weight_ classes_ coef0 decision_function_shape degree "
        "dual_coef_ epsilon fit_status_ gamma intercept_ kernel max_iter n_iter_ nu probability random_state "
        "shape_fit_ shrinking support_ support_vectors_ tol verbose"
    ),
    "sklearn.svm._classes.NuSVR": (
        "C _dual_coef_ _effective_probability _gamma _intercept_ _n_support _num_iter _probA _probB _sparse "
        "cache_size class_weight coef0 degree dual_coef_ epsilon fit_status_ gamma intercept_ kernel max_iter "
        "n_iter_ nu probability random_state shape_fit_ shrinking support_ support_vectors_ tol verbose"
    ),
    "sklearn.svm._classes.OneClassSVM": (
        "C _dual_coef_ _effective_probability _gamma _intercept_ _n_support _num_iter _probA _probB _sparse "
        "cache_size class_weight coef0 degree dual_coef_ epsilon fit_status_ gamma intercept_ kernel max_iter "
        "n_iter_ nu offset_ probability random_state shape_fit_ shrinking support_ support_vectors_ tol verbose"
    ),
    "sklearn.svm._classes.SVC": (
        "C _dual_coef_ _effective_probability _gamma _intercept_ _n_support _num_iter _probA _probB _sparse "
        "break_ties cache_size class_weight class_weight_ classes_ coef0 decision_function_shape degree "
        "dual_coef_ epsilon fit_status_ gamma intercept_ kernel max_iter n_iter_ nu probability random_state "
        "shape_fit_ shrinking support_ support_vectors_ tol verbose"
    ),
    "sklearn.svm._classes.SVR": (
        "C _dual_coef_ _effective_probability _gamma _intercept_ _n_support _num_iter _probA _probB _sparse "
        "cache_size class_weight coef0 degree dual_coef_ epsilon fit_status_ gamma intercept_ kernel max_iter "
        "n_iter_ nu probability random_state shape_fit_ shrinking support_ support_vectors_ tol verbose"
    ),
    "sklearn.tree._classes.DecisionTreeClassifier": (
        "ccp_alpha class_weight classes_ criterion max_depth max_features max_features_ max_leaf_nodes "
        "min_impurity_decrease min_samples_leaf min_samples_split min_weight_fraction_leaf monotonic_cst "
        "n_classes_ n_outputs_ random_state splitter tree_"
    ),
    "sklearn.tree._classes.DecisionTreeRegressor": (
        "ccp_alpha class_weight criterion max_depth max_features max_features_ max_leaf_nodes "
        "min_impurity_decrease min_samples_leaf min_samples_split min_weight_fraction_leaf monotonic_cst "
        "n_outputs_ random_state splitter tree_"
    ),
    "sklearn.tree._classes.ExtraTreeClassifier": (
        "ccp_alpha class_weight classes_ criterion max_depth max_features max_features_ max_leaf_nodes "
        "min_impurity_decrease min_samples_leaf min_samples_split min_weight_fraction_leaf monotonic_cst "
        "n_classes_ n_outputs_ random_state splitter tree_"
    ),
    "sklearn.tree._classes.ExtraTreeRegressor": (
        "ccp_alpha class_weight criterion max_depth max_features max_features_ max_leaf_nodes "
        "min_impurity_decrease min_samples_leaf min_samples_split min_weight_fraction_leaf monotonic_cst "
        "n_outputs_ random_state splitter tree_"
    ),
}
