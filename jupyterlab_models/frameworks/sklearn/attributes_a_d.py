"""Attributes of the classes in modules A to D; written by `scripts/sklearn_attributes.py`."""

from __future__ import annotations

ATTRIBUTES = {
    "sklearn._loss.link.HalfLogitLink": "",
    "sklearn._loss.link.IdentityLink": "",
    "sklearn._loss.link.Interval": "high high_inclusive low low_inclusive",
    "sklearn._loss.link.LogLink": "",
    "sklearn._loss.link.LogitLink": "",
    "sklearn._loss.link.MultinomialLogit": "",
    "sklearn._loss.loss.AbsoluteError": (
        "approx_hessian closs constant_hessian device interval_y_pred interval_y_true link n_classes xp"
    ),
    "sklearn._loss.loss.ExponentialLoss": (
        "approx_hessian closs constant_hessian device interval_y_pred interval_y_true link n_classes xp"
    ),
    "sklearn._loss.loss.HalfBinomialLoss": (
        "approx_hessian closs constant_hessian device interval_y_pred interval_y_true link n_classes xp"
    ),
    "sklearn._loss.loss.HalfGammaLoss": (
        "approx_hessian closs constant_hessian device interval_y_pred interval_y_true link n_classes xp"
    ),
    "sklearn._loss.loss.HalfMultinomialLoss": (
        "approx_hessian class_indexing_offsets closs constant_hessian device interval_y_pred interval_y_true link "
        "n_classes xp y_true_int y_true_one_hot"
    ),
    "sklearn._loss.loss.HalfPoissonLoss": (
        "approx_hessian closs constant_hessian device interval_y_pred interval_y_true link n_classes xp"
    ),
    "sklearn._loss.loss.HalfSquaredError": (
        "approx_hessian closs constant_hessian device interval_y_pred interval_y_true link n_classes xp"
    ),
    "sklearn._loss.loss.HalfTweedieLoss": (
        "approx_hessian closs constant_hessian device interval_y_pred interval_y_true link n_classes xp"
    ),
    "sklearn._loss.loss.HalfTweedieLossIdentity": (
        "approx_hessian closs constant_hessian device interval_y_pred interval_y_true link n_classes xp"
    ),
    "sklearn._loss.loss.HuberLoss": (
        "approx_hessian closs constant_hessian device interval_y_pred interval_y_true link n_classes quantile xp"
    ),
    "sklearn._loss.loss.PinballLoss": (
        "approx_hessian closs constant_hessian device interval_y_pred interval_y_true link n_classes xp"
    ),
    "sklearn.calibration.CalibratedClassifierCV": (
        "base_estimator calibrated_classifiers_ classes_ cv ensemble estimator method n_jobs"
    ),
    "sklearn.calibration._CalibratedClassifier": "calibrators classes estimator method",
    "sklearn.calibration._SigmoidCalibration": "a_ b_",
    "sklearn.calibration._TemperatureScaling": "beta_",
    "sklearn.cluster._affinity_propagation.AffinityPropagation": (
        "affinity affinity_matrix_ cluster_centers_ cluster_centers_indices_ convergence_iter copy damping "
        "labels_ max_iter n_iter_ preference random_state verbose"
    ),
    "sklearn.cluster._agglomerative.AgglomerativeClustering": (
        "_metric affinity children_ compute_distances compute_full_tree connectivity distance_threshold "
        "distances_ labels_ linkage memory metric n_clusters n_clusters_ n_connected_components_ n_leaves_"
    ),
    "sklearn.cluster._agglomerative.FeatureAgglomeration": (
        "_metric _n_features_out affinity children_ compute_distances compute_full_tree connectivity "
        "distance_threshold distances_ labels_ linkage memory metric n_clusters n_clusters_ "
        "n_connected_components_ n_leaves_ pooling_func"
    ),
    "sklearn.cluster._bicluster.SpectralBiclustering": (
        "column_labels_ columns_ init method mini_batch n_best n_clusters n_components n_init n_svd_vecs "
        "random_state row_labels_ rows_ svd_method"
    ),
    "sklearn.cluster._bicluster.SpectralCoclustering": (
        "column_labels_ columns_ init mini_batch n_clusters n_init n_svd_vecs random_state row_labels_ rows_ svd_method"
    ),
    "sklearn.cluster._birch.Birch": (
        "_n_features_out _subcluster_norms branching_factor compute_labels copy dummy_leaf_ labels_ n_clusters "
        "root_ subcluster_centers_ subcluster_labels_ threshold"
    ),
    "sklearn.cluster._bisect_k_means.BisectingKMeans": (
        "_X_mean _bisecting_tree _kmeans_single _n_features_out _n_init _n_threads _random_state _tol algorithm "
        "bisecting_strategy cluster_centers_ copy_x inertia_ init labels_ max_iter n_clusters n_init random_state "
        "tol verbose"
    ),
    "sklearn.cluster._bisect_k_means._BisectingTree": "center indices label left right score",
    "sklearn.cluster._dbscan.DBSCAN": (
        "algorithm components_ core_sample_indices_ eps labels_ leaf_size metric metric_params min_samples n_jobs p"
    ),
    "sklearn.cluster._hdbscan.hdbscan.HDBSCAN": (
        "_metric_params _min_samples _raw_data _single_linkage_tree_ algorithm allow_single_cluster alpha "
        "cluster_selection_epsilon cluster_selection_method copy labels_ leaf_size max_cluster_size medoids_ "
        "metric metric_params min_cluster_size min_samples n_jobs probabilities_ store_centers"
    ),
    "sklearn.cluster._kmeans.KMeans": (
        "_algorithm _n_features_out _n_init _n_threads _tol algorithm cluster_centers_ copy_x inertia_ init "
        "labels_ max_iter n_clusters n_init n_iter_ random_state tol verbose"
    ),
    "sklearn.cluster._kmeans.MiniBatchKMeans": (
        "_batch_size _counts _ewa_inertia _ewa_inertia_min _init_size _n_features_out _n_init "
        "_n_since_last_reassign _n_threads _no_improvement _tol batch_size cluster_centers_ compute_labels "
        "inertia_ init init_size labels_ max_iter max_no_improvement n_clusters n_init n_iter_ n_steps_ "
        "random_state reassignment_ratio tol verbose"
    ),
    "sklearn.cluster._mean_shift.MeanShift": (
        "bandwidth bin_seeding cluster_all cluster_centers_ labels_ max_iter min_bin_freq n_iter_ n_jobs seeds"
    ),
    "sklearn.cluster._optics.OPTICS": (
        "algorithm cluster_hierarchy_ cluster_method core_distances_ eps labels_ leaf_size max_eps memory metric "
        "metric_params min_cluster_size min_samples n_jobs ordering_ p predecessor_ predecessor_correction "
        "reachability_ xi"
    ),
    "sklearn.cluster._spectral.SpectralClustering": (
        "affinity affinity_matrix_ assign_labels coef0 degree eigen_solver eigen_tol gamma kernel_params labels_ "
        "n_clusters n_components n_init n_jobs n_neighbors random_state verbose"
    ),
    "sklearn.compose._column_transformer.ColumnTransformer": (
        "_columns _remainder _transformer_to_input_indices force_int_remainder_cols n_jobs output_indices_ "
        "remainder sparse_output_ sparse_threshold transformer_weights transformers transformers_ verbose "
        "verbose_feature_names_out"
    ),
    "sklearn.compose._target.TransformedTargetRegressor": (
        "_training_dim check_inverse func inverse_func regressor regressor_ transformer transformer_"
    ),
    "sklearn.covariance._elliptic_envelope.EllipticEnvelope": (
        "assume_centered contamination covariance_ dist_ location_ offset_ precision_ random_state "
        "raw_covariance_ raw_location_ raw_support_ store_precision support_ support_fraction"
    ),
    "sklearn.covariance._empirical_covariance.EmpiricalCovariance": (
        "assume_centered covariance_ location_ precision_ store_precision"
    ),
    "sklearn.covariance._graph_lasso.GraphicalLasso": (
        "alpha assume_centered costs_ covariance covariance_ enet_tol eps location_ max_iter mode n_iter_ "
        "precision_ store_precision tol verbose"
    ),
    "sklearn.covariance._graph_lasso.GraphicalLassoCV": (
        "alpha_ alphas assume_centered costs_ covariance_ cv cv_results_ enet_tol eps location_ max_iter mode "
        "n_iter_ n_jobs n_refinements precision_ store_precision tol verbose"
    ),
    "sklearn.covariance._robust_covariance.MinCovDet": (
        "assume_centered covariance_ dist_ location_ precision_ random_state raw_covariance_ raw_location_ "
        "raw_support_ store_precision support_ support_fraction"
    ),
    "sklearn.covariance._shrunk_covariance.LedoitWolf": (
        "assume_centered block_size covariance_ location_ precision_ shrinkage_ store_precision"
    ),
    "sklearn.covariance._shrunk_covariance.OAS": (
        "assume_centered covariance_ location_ precision_ shrinkage_ store_precision"
    ),
    "sklearn.covariance._shrunk_covariance.ShrunkCovariance": (
        "assume_centered covariance_ location_ precision_ shrinkage store_precision"
    ),
    "sklearn.cross_decomposition._pls.CCA": (
        "_n_features_out _norm_y_weights _predict_1d _x_mean _x_scores _x_std _y_mean _y_scores _y_std algorithm "
        "coef_ copy deflation_mode intercept_ max_iter mode n_components n_iter_ scale tol x_loadings_ "
        "x_rotations_ x_weights_ y_loadings_ y_rotations_ y_weights_"
    ),
    "sklearn.cross_decomposition._pls.PLSCanonical": (
        "_n_features_out _norm_y_weights _predict_1d _x_mean _x_scores _x_std _y_mean _y_scores _y_std algorithm "
        "coef_ copy deflation_mode intercept_ max_iter mode n_components n_iter_ scale tol x_loadings_ "
        "x_rotations_ x_weights_ y_loadings_ y_rotations_ y_weights_"
    ),
    "sklearn.cross_decomposition._pls.PLSRegression": (
        "_n_features_out _norm_y_weights _predict_1d _x_mean _x_scores _x_std _y_mean _y_scores _y_std algorithm "
        "coef_ copy deflation_mode intercept_ max_iter mode n_components n_iter_ scale tol x_loadings_ "
        "x_rotations_ x_scores_ x_weights_ y_loadings_ y_rotations_ y_scores_ y_weights_"
    ),
    "sklearn.cross_decomposition._pls.PLSSVD": (
        "_n_features_out _x_mean _x_std _y_mean _y_std copy n_components scale x_weights_ y_weights_"
    ),
    "sklearn.decomposition._dict_learning.DictionaryLearning": (
        "alpha callback code_init components_ dict_init error_ fit_algorithm max_iter n_components n_iter_ n_jobs "
        "positive_code positive_dict random_state split_sign tol transform_algorithm transform_alpha "
        "transform_max_iter transform_n_nonzero_coefs verbose"
    ),
    "sklearn.decomposition._dict_learning.MiniBatchDictionaryLearning": (
        "_A _B _batch_size _ewa_cost _ewa_cost_min _fit_algorithm _n_components _no_improvement _random_state "
        "alpha batch_size callback components_ dict_init fit_algorithm max_iter max_no_improvement n_components "
        "n_iter n_iter_ n_jobs n_steps_ positive_code positive_dict random_state shuffle split_sign tol "
        "transform_algorithm transform_alpha transform_max_iter transform_n_nonzero_coefs verbose"
    ),
    "sklearn.decomposition._dict_learning.SparseCoder": (
        "dictionary n_components_ n_jobs positive_code split_sign transform_algorithm transform_alpha "
        "transform_max_iter transform_n_nonzero_coefs"
    ),
    "sklearn.decomposition._factor_analysis.FactorAnalysis": (
        "components_ copy iterated_power loglike_ max_iter mean_ n_components n_iter_ noise_variance_ "
        "noise_variance_init random_state rotation svd_method tol"
    ),
    "sklearn.decomposition._fastica.FastICA": (
        "_unmixing algorithm components_ fun fun_args max_iter mean_ mixing_ n_components n_iter_ random_state "
        "tol w_init whiten whiten_solver whitening_"
    ),
    "sklearn.decomposition._incremental_pca.IncrementalPCA": (
        "batch_size batch_size_ components_ copy explained_variance_ explained_variance_ratio_ mean_ n_components "
        "n_components_ n_samples_seen_ noise_variance_ singular_values_ var_ whiten"
    ),
    "sklearn.decomposition._kernel_pca.KernelPCA": (
        "X_fit_ _centerer alpha coef0 copy_X degree eigen_solver eigenvalues_ eigenvectors_ fit_inverse_transform "
        "gamma gamma_ iterated_power kernel kernel_params max_iter n_components n_jobs random_state "
        "remove_zero_eig tol"
    ),
    "sklearn.decomposition._lda.LatentDirichletAllocation": (
        "batch_size bound_ components_ doc_topic_prior doc_topic_prior_ evaluate_every exp_dirichlet_component_ "
        "learning_decay learning_method learning_offset max_doc_update_iter max_iter mean_change_tol "
        "n_batch_iter_ n_components n_iter_ n_jobs perp_tol random_state random_state_ topic_word_prior "
        "topic_word_prior_ total_samples verbose"
    ),
    "sklearn.decomposition._nmf.MiniBatchNMF": (
        "_batch_size _beta_loss _components_denominator _components_numerator _ewa_cost _ewa_cost_min _gamma "
        "_n_components _no_improvement _rho _transform_max_iter alpha_H alpha_W batch_size beta_loss components_ "
        "forget_factor fresh_restarts fresh_restarts_max_iter init l1_ratio max_iter max_no_improvement "
        "n_components n_components_ n_iter_ n_steps_ random_state reconstruction_err_ tol transform_max_iter "
        "verbose"
    ),
    "sklearn.decomposition._nmf.NMF": (
        "_beta_loss _n_components alpha_H alpha_W beta_loss components_ init l1_ratio max_iter n_components "
        "n_components_ n_iter_ random_state reconstruction_err_ shuffle solver tol verbose"
    ),
    "sklearn.decomposition._pca.PCA": (
        "_fit_svd_solver components_ copy explained_variance_ explained_variance_ratio_ iterated_power mean_ "
        "n_components n_components_ n_oversamples n_samples_ noise_variance_ power_iteration_normalizer "
        "random_state singular_values_ svd_solver tol whiten"
    ),
    "sklearn.decomposition._sparse_pca.MiniBatchSparsePCA": (
        "alpha batch_size callback components_ max_iter max_no_improvement mean_ method n_components "
        "n_components_ n_iter n_iter_ n_jobs random_state ridge_alpha shuffle tol verbose"
    ),
    "sklearn.decomposition._sparse_pca.SparsePCA": (
        "U_init V_init alpha components_ error_ max_iter mean_ method n_components n_components_ n_iter_ n_jobs "
        "random_state ridge_alpha tol verbose"
    ),
    "sklearn.decomposition._truncated_svd.TruncatedSVD": (
        "algorithm components_ explained_variance_ explained_variance_ratio_ n_components n_iter n_oversamples "
        "power_iteration_normalizer random_state singular_values_ tol"
    ),
    "sklearn.discriminant_analysis.LinearDiscriminantAnalysis": (
        "_max_components _n_features_out classes_ coef_ covariance_ covariance_estimator "
        "explained_variance_ratio_ intercept_ means_ n_components priors priors_ scalings_ shrinkage solver "
        "store_covariance tol xbar_"
    ),
    "sklearn.discriminant_analysis.QuadraticDiscriminantAnalysis": (
        "classes_ covariance_ covariance_estimator means_ priors priors_ reg_param rotations_ scalings_ shrinkage "
        "solver store_covariance tol"
    ),
    "sklearn.dummy.DummyClassifier": (
        "_strategy class_prior_ classes_ constant n_classes_ n_outputs_ random_state sparse_output_ strategy"
    ),
    "sklearn.dummy.DummyRegressor": "constant constant_ n_outputs_ quantile strategy",
}
