"""Attributes of the classes in modules K to M; written by `scripts/sklearn_attributes.py`."""

from __future__ import annotations

ATTRIBUTES = {
    "sklearn.kernel_approximation.AdditiveChi2Sampler": "_sample_interval sample_interval sample_steps",
    "sklearn.kernel_approximation.Nystroem": (
        "_n_features_out coef0 component_indices_ components_ degree gamma kernel kernel_params n_components "
        "n_jobs normalization_ random_state"
    ),
    "sklearn.kernel_approximation.PolynomialCountSketch": (
        "_n_features_out bitHash_ coef0 degree gamma indexHash_ n_components random_state"
    ),
    "sklearn.kernel_approximation.RBFSampler": (
        "_gamma _n_features_out gamma n_components random_offset_ random_state random_weights_"
    ),
    "sklearn.kernel_approximation.SkewedChi2Sampler": (
        "_n_features_out n_components random_offset_ random_state random_weights_ skewedness"
    ),
    "sklearn.kernel_ridge.KernelRidge": "X_fit_ alpha coef0 degree dual_coef_ gamma kernel kernel_params",
    "sklearn.linear_model._base.LinearRegression": (
        "coef_ copy_X fit_intercept intercept_ n_jobs positive rank_ singular_ tol"
    ),
    "sklearn.linear_model._bayes.ARDRegression": (
        "X_offset_ X_scale_ alpha_ alpha_1 alpha_2 coef_ compute_score copy_X fit_intercept intercept_ lambda_ "
        "lambda_1 lambda_2 max_iter n_iter n_iter_ scores_ sigma_ threshold_lambda tol verbose"
    ),
    "sklearn.linear_model._bayes.BayesianRidge": (
        "X_offset_ X_scale_ alpha_ alpha_1 alpha_2 alpha_init coef_ compute_score copy_X fit_intercept intercept_ "
        "lambda_ lambda_1 lambda_2 lambda_init max_iter n_iter n_iter_ scores_ sigma_ tol verbose"
    ),
    "sklearn.linear_model._coordinate_descent.ElasticNet": (
        "alpha coef_ copy_X dual_gap_ fit_intercept intercept_ l1_ratio max_iter n_iter_ positive precompute "
        "random_state selection tol warm_start"
    ),
    "sklearn.linear_model._coordinate_descent.ElasticNetCV": (
        "_alphas alpha_ alphas alphas_ coef_ copy_X cv dual_gap_ eps fit_intercept intercept_ l1_ratio l1_ratio_ "
        "max_iter mse_path_ n_alphas n_iter_ n_jobs positive precompute random_state selection tol verbose"
    ),
    "sklearn.linear_model._coordinate_descent.Lasso": (
        "alpha coef_ copy_X dual_gap_ fit_intercept intercept_ l1_ratio max_iter n_iter_ positive precompute "
        "random_state selection tol warm_start"
    ),
    "sklearn.linear_model._coordinate_descent.LassoCV": (
        "_alphas alpha_ alphas alphas_ coef_ copy_X cv dual_gap_ eps fit_intercept intercept_ max_iter mse_path_ "
        "n_alphas n_iter_ n_jobs positive precompute random_state selection tol verbose"
    ),
    "sklearn.linear_model._coordinate_descent.MultiTaskElasticNet": (
        "alpha coef_ copy_X dual_gap_ eps_ fit_intercept intercept_ l1_ratio max_iter n_iter_ random_state "
        "selection tol warm_start"
    ),
    "sklearn.linear_model._coordinate_descent.MultiTaskElasticNetCV": (
        "_alphas alpha_ alphas alphas_ coef_ copy_X cv dual_gap_ eps fit_intercept intercept_ l1_ratio l1_ratio_ "
        "max_iter mse_path_ n_alphas n_iter_ n_jobs random_state selection tol verbose"
    ),
    "sklearn.linear_model._coordinate_descent.MultiTaskLasso": (
        "alpha coef_ copy_X dual_gap_ eps_ fit_intercept intercept_ l1_ratio max_iter n_iter_ random_state "
        "selection tol warm_start"
    ),
    "sklearn.linear_model._coordinate_descent.MultiTaskLassoCV": (
        "_alphas alpha_ alphas alphas_ coef_ copy_X cv dual_gap_ eps fit_intercept intercept_ max_iter mse_path_ "
        "n_alphas n_iter_ n_jobs positive precompute random_state selection tol verbose"
    ),
    "sklearn.linear_model._glm.glm.GammaRegressor": (
        "_base_loss alpha coef_ fit_intercept intercept_ max_iter n_iter_ solver tol verbose warm_start"
    ),
    "sklearn.linear_model._glm.glm.PoissonRegressor": (
        "_base_loss alpha coef_ fit_intercept intercept_ max_iter n_iter_ solver tol verbose warm_start"
    ),
    "sklearn.linear_model._glm.glm.TweedieRegressor": (
        "_base_loss alpha coef_ fit_intercept intercept_ link max_iter n_iter_ power solver tol verbose warm_start"
    ),
    "sklearn.linear_model._huber.HuberRegressor": (
        "alpha coef_ epsilon fit_intercept intercept_ max_iter n_iter_ outliers_ scale_ tol warm_start"
    ),
    "sklearn.linear_model._least_angle.Lars": (
        "active_ alphas_ coef_ coef_path_ copy_X eps fit_intercept fit_path intercept_ jitter n_iter_ "
        "n_nonzero_coefs normalize precompute random_state verbose"
    ),
    "sklearn.linear_model._least_angle.LarsCV": (
        "active_ alpha_ alphas_ coef_ coef_path_ copy_X cv cv_alphas_ eps fit_intercept fit_path intercept_ "
        "jitter max_iter max_n_alphas mse_path_ n_iter_ n_jobs n_nonzero_coefs normalize precompute random_state "
        "verbose"
    ),
    "sklearn.linear_model._least_angle.LassoLars": (
        "active_ alpha alphas_ coef_ coef_path_ copy_X eps fit_intercept fit_path intercept_ jitter max_iter "
        "n_iter_ normalize positive precompute random_state verbose"
    ),
    "sklearn.linear_model._least_angle.LassoLarsCV": (
        "active_ alpha_ alphas_ coef_ coef_path_ copy_X cv cv_alphas_ eps fit_intercept intercept_ max_iter "
        "max_n_alphas mse_path_ n_iter_ n_jobs normalize positive precompute verbose"
    ),
    "sklearn.linear_model._least_angle.LassoLarsIC": (
        "alpha_ alphas_ coef_ copy_X criterion criterion_ eps fit_intercept fit_path intercept_ max_iter n_iter_ "
        "noise_variance noise_variance_ normalize positive precompute verbose"
    ),
    "sklearn.linear_model._logistic.LogisticRegression": (
        "C class_weight classes_ coef_ dual fit_intercept intercept_ intercept_scaling l1_ratio max_iter "
        "multi_class n_iter_ n_jobs penalty random_state solver tol verbose warm_start"
    ),
    "sklearn.linear_model._logistic.LogisticRegressionCV": (
        "C_ Cs Cs_ class_weight classes_ coef_ coefs_paths_ cv dual fit_intercept intercept_ intercept_scaling "
        "l1_ratio_ l1_ratios l1_ratios_ max_iter multi_class n_iter_ n_jobs penalty random_state refit scores_ "
        "scoring solver tol use_legacy_attributes verbose"
    ),
    "sklearn.linear_model._omp.OrthogonalMatchingPursuit": (
        "coef_ fit_intercept intercept_ n_iter_ n_nonzero_coefs n_nonzero_coefs_ normalize precompute tol"
    ),
    "sklearn.linear_model._omp.OrthogonalMatchingPursuitCV": (
        "coef_ copy cv fit_intercept intercept_ max_iter n_iter_ n_jobs n_nonzero_coefs_ normalize verbose"
    ),
    "sklearn.linear_model._passive_aggressive.PassiveAggressiveClassifier": (
        "C _average_coef _average_intercept _expanded_class_weight _loss_function_ _standard_coef "
        "_standard_intercept alpha average class_weight classes_ coef_ early_stopping epsilon eta0 fit_intercept "
        "intercept_ l1_ratio learning_rate loss loss_function_ max_iter n_iter_ n_iter_no_change n_jobs penalty "
        "power_t random_state shuffle t_ tol validation_fraction verbose warm_start"
    ),
    "sklearn.linear_model._passive_aggressive.PassiveAggressiveRegressor": (
        "C _average_coef _average_intercept _standard_coef _standard_intercept alpha average coef_ early_stopping "
        "epsilon eta0 fit_intercept intercept_ l1_ratio learning_rate loss max_iter n_iter_ n_iter_no_change "
        "penalty power_t random_state shuffle t_ tol validation_fraction verbose warm_start"
    ),
    "sklearn.linear_model._perceptron.Perceptron": (
        "C _expanded_class_weight _loss_function_ alpha average class_weight classes_ coef_ early_stopping "
        "epsilon eta0 fit_intercept intercept_ l1_ratio learning_rate loss loss_function_ max_iter n_iter_ "
        "n_iter_no_change n_jobs penalty power_t random_state shuffle t_ tol validation_fraction verbose "
        "warm_start"
    ),
    "sklearn.linear_model._quantile.QuantileRegressor": (
        "alpha coef_ fit_intercept intercept_ n_iter_ quantile solver solver_options"
    ),
    "sklearn.linear_model._ransac.RANSACRegressor": (
        "estimator estimator_ inlier_mask_ is_data_valid is_model_valid loss max_skips max_trials min_samples "
        "n_skips_invalid_data_ n_skips_invalid_model_ n_skips_no_inliers_ n_trials_ random_state "
        "residual_threshold stop_n_inliers stop_probability stop_score"
    ),
    "sklearn.linear_model._ridge.Ridge": (
        "alpha coef_ copy_X fit_intercept intercept_ max_iter n_iter_ positive random_state solver solver_ tol"
    ),
    "sklearn.linear_model._ridge.RidgeCV": (
        "_store_cv_results alpha_ alpha_per_target alphas best_score_ coef_ cv cv_results_ fit_intercept gcv_mode "
        "intercept_ scoring store_cv_results store_cv_values"
    ),
    "sklearn.linear_model._ridge.RidgeClassifier": (
        "_label_binarizer alpha class_weight classes_ coef_ copy_X fit_intercept intercept_ max_iter n_iter_ "
        "positive random_state solver solver_ tol"
    ),
    "sklearn.linear_model._ridge.RidgeClassifierCV": (
        "_label_binarizer _store_cv_results alpha_ alpha_per_target alphas best_score_ class_weight classes_ "
        "coef_ cv cv_results_ fit_intercept gcv_mode intercept_ scoring store_cv_results store_cv_values"
    ),
    "sklearn.linear_model._stochastic_gradient.SGDClassifier": (
        "C _average_coef _average_intercept _expanded_class_weight _loss_function_ _standard_coef "
        "_standard_intercept alpha average class_weight classes_ coef_ early_stopping epsilon eta0 fit_intercept "
        "intercept_ l1_ratio learning_rate loss loss_function_ max_iter n_iter_ n_iter_no_change n_jobs penalty "
        "power_t random_state shuffle t_ tol validation_fraction verbose warm_start"
    ),
    "sklearn.linear_model._stochastic_gradient.SGDOneClassSVM": (
        "C _average_coef _average_intercept _loss_function_ _standard_coef _standard_intercept alpha average "
        "coef_ early_stopping epsilon eta0 fit_intercept l1_ratio learning_rate loss loss_function_ max_iter "
        "n_iter_ n_iter_no_change nu offset_ penalty power_t random_state shuffle t_ tol validation_fraction "
        "verbose warm_start"
    ),
    "sklearn.linear_model._stochastic_gradient.SGDRegressor": (
        "C _average_coef _average_intercept _standard_coef _standard_intercept alpha average coef_ early_stopping "
        "epsilon eta0 fit_intercept intercept_ l1_ratio learning_rate loss max_iter n_iter_ n_iter_no_change "
        "penalty power_t random_state shuffle t_ tol validation_fraction verbose warm_start"
    ),
    "sklearn.linear_model._theil_sen.TheilSenRegressor": (
        "breakdown_ coef_ copy_X fit_intercept intercept_ max_iter max_subpopulation n_iter_ n_jobs "
        "n_subpopulation_ n_subsamples random_state tol verbose"
    ),
    "sklearn.manifold._classical_mds.ClassicalMDS": (
        "dissimilarity_matrix_ eigenvalues_ embedding_ metric metric_params n_components"
    ),
    "sklearn.manifold._isomap.Isomap": (
        "_n_features_out dist_matrix_ eigen_solver embedding_ kernel_pca_ max_iter metric metric_params "
        "n_components n_jobs n_neighbors nbrs_ neighbors_algorithm p path_method radius tol"
    ),
    "sklearn.manifold._locally_linear.LocallyLinearEmbedding": (
        "_n_features_out eigen_solver embedding_ hessian_tol max_iter method modified_tol n_components n_jobs "
        "n_neighbors nbrs_ neighbors_algorithm random_state reconstruction_error_ reg tol"
    ),
    "sklearn.manifold._mds.MDS": (
        "_init _metric _metric_mds _n_init dissimilarity dissimilarity_matrix_ embedding_ eps init max_iter "
        "metric metric_mds metric_params n_components n_init n_iter_ n_jobs normalized_stress random_state "
        "stress_ verbose"
    ),
    "sklearn.manifold._spectral_embedding.SpectralEmbedding": (
        "affinity affinity_matrix_ eigen_solver eigen_tol embedding_ gamma gamma_ n_components n_jobs n_neighbors "
        "n_neighbors_ random_state"
    ),
    "sklearn.manifold._t_sne.TSNE": (
        "_max_iter angle early_exaggeration embedding_ init kl_divergence_ learning_rate learning_rate_ max_iter "
        "method metric metric_params min_grad_norm n_components n_iter n_iter_ n_iter_without_progress n_jobs "
        "perplexity random_state verbose"
    ),
    "sklearn.metrics._dist_metrics.EuclideanDistance64": "",
    "sklearn.metrics._dist_metrics.ManhattanDistance64": "",
    "sklearn.metrics._scorer._CurveScorer": "_deprecation_msg _kwargs _response_method _score_func _sign _thresholds",
    "sklearn.metrics._scorer._PassthroughScorer": "_estimator",
    "sklearn.metrics._scorer._Scorer": "_deprecation_msg _kwargs _response_method _score_func _sign",
    "sklearn.mixture._bayesian_mixture.BayesianGaussianMixture": (
        "converged_ covariance_prior covariance_prior_ covariance_type covariances_ degrees_of_freedom_ "
        "degrees_of_freedom_prior degrees_of_freedom_prior_ init_params lower_bound_ lower_bounds_ max_iter "
        "mean_precision_ mean_precision_prior mean_precision_prior_ mean_prior mean_prior_ means_ n_components "
        "n_init n_iter_ precisions_ precisions_cholesky_ random_state reg_covar tol verbose verbose_interval "
        "warm_start weight_concentration_ weight_concentration_prior weight_concentration_prior_ "
        "weight_concentration_prior_type weights_"
    ),
    "sklearn.mixture._gaussian_mixture.GaussianMixture": (
        "converged_ covariance_type covariances_ init_params lower_bound_ lower_bounds_ max_iter means_ "
        "means_init n_components n_init n_iter_ precisions_ precisions_cholesky_ precisions_init random_state "
        "reg_covar tol verbose verbose_interval warm_start weights_ weights_init"
    ),
    "sklearn.model_selection._classification_threshold.FixedThresholdClassifier": (
        "estimator estimator_ pos_label response_method threshold"
    ),
    "sklearn.model_selection._classification_threshold.TunedThresholdClassifierCV": (
        "_curve_scorer best_score_ best_threshold_ cv estimator estimator_ n_jobs random_state refit "
        "response_method scoring store_cv_results thresholds"
    ),
    "sklearn.model_selection._search.GridSearchCV": (
        "_checked_cv_orig best_estimator_ best_index_ best_params_ best_score_ cv cv_results_ error_score "
        "estimator multimetric_ n_jobs n_splits_ param_grid pre_dispatch refit refit_time_ return_train_score "
        "scorer_ scoring verbose"
    ),
    "sklearn.model_selection._search.RandomizedSearchCV": (
        "_checked_cv_orig best_estimator_ best_index_ best_params_ best_score_ cv cv_results_ error_score "
        "estimator multimetric_ n_iter n_jobs n_splits_ param_distributions pre_dispatch random_state refit "
        "refit_time_ return_train_score scorer_ scoring verbose"
    ),
    "sklearn.model_selection._search_successive_halving.HalvingGridSearchCV": (
        "_checked_cv_orig _n_samples_orig aggressive_elimination best_estimator_ best_index_ best_params_ "
        "best_score_ cv cv_results_ error_score estimator factor max_resources max_resources_ min_resources "
        "min_resources_ multimetric_ n_candidates_ n_iterations_ n_jobs n_possible_iterations_ "
        "n_remaining_candidates_ n_required_iterations_ n_resources_ n_splits_ param_grid pre_dispatch "
        "random_state refit refit_time_ resource return_train_score scorer_ scoring verbose"
    ),
    "sklearn.model_selection._search_successive_halving.HalvingRandomSearchCV": (
        "_checked_cv_orig _n_samples_orig aggressive_elimination best_estimator_ best_index_ best_params_ "
        "best_score_ cv cv_results_ error_score estimator factor max_resources max_resources_ min_resources "
        "min_resources_ multimetric_ n_candidates n_candidates_ n_iterations_ n_jobs n_possible_iterations_ "
        "n_remaining_candidates_ n_required_iterations_ n_resources_ n_splits_ param_distributions pre_dispatch "
        "random_state refit refit_time_ resource return_train_score scorer_ scoring verbose"
    ),
    "sklearn.model_selection._split.GroupKFold": "n_splits random_state shuffle",
    "sklearn.model_selection._split.KFold": "n_splits random_state shuffle",
    "sklearn.model_selection._split.LeaveOneOut": "",
    "sklearn.model_selection._split.PredefinedSplit": "test_fold unique_folds",
    "sklearn.model_selection._split.RepeatedKFold": "cv cvargs n_repeats random_state",
    "sklearn.model_selection._split.RepeatedStratifiedKFold": "cv cvargs n_repeats random_state",
    "sklearn.model_selection._split.ShuffleSplit": "_default_test_size n_splits random_state test_size train_size",
    "sklearn.model_selection._split.StratifiedGroupKFold": "n_splits random_state shuffle",
    "sklearn.model_selection._split.StratifiedKFold": "n_splits random_state shuffle",
    "sklearn.model_selection._split.StratifiedShuffleSplit": (
        "_default_test_size n_splits random_state test_size train_size"
    ),
    "sklearn.model_selection._split.TimeSeriesSplit": "gap max_train_size n_splits random_state shuffle test_size",
    "sklearn.multiclass.OneVsOneClassifier": "classes_ estimator estimators_ n_jobs pairwise_indices_",
    "sklearn.multiclass.OneVsRestClassifier": "classes_ estimator estimators_ label_binarizer_ n_jobs verbose",
    "sklearn.multiclass.OutputCodeClassifier": (
        "classes_ code_book_ code_size estimator estimators_ n_jobs random_state"
    ),
    "sklearn.multiclass._ConstantPredictor": "y_",
    "sklearn.multioutput.ClassifierChain": (
        "base_estimator chain_method chain_method_ classes_ cv estimator estimators_ order order_ random_state verbose"
    ),
    "sklearn.multioutput.MultiOutputClassifier": "classes_ estimator estimators_ n_jobs",
    "sklearn.multioutput.MultiOutputRegressor": "estimator estimators_ n_jobs",
    "sklearn.multioutput.RegressorChain": "base_estimator cv estimator estimators_ order order_ random_state verbose",
}
