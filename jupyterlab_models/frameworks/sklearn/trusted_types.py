"""Types and functions of libraries that reading a skops file may make, beyond those that skops trusts itself.

All of them only hold data or compute; none runs text, opens files or imports. The list decides twice: whether skops
is offered for an object, and what `trusted=` names when a file is read. It never comes from the file.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any


def _within(module: str, names: str) -> set[str]:
    return {f"{module}.{name}" for name in names.split()}


TRUSTED = frozenset(
    {"collections.OrderedDict", "numpy.dtype", "sklearn.tree._tree.Tree", "sklearn.utils._bunch.Bunch"}
    | _within("numpy", "mean median sum min max exp expm1 log log1p log10 log2 sqrt square abs")
    | _within("scipy.sparse._csr", "csr_matrix csr_array")
    | _within("scipy.sparse._csc", "csc_matrix csc_array")
    | _within("sklearn._loss.loss", "HalfTweedieLoss HalfTweedieLossIdentity")
    | _within("sklearn.calibration", "_CalibratedClassifier _SigmoidCalibration _TemperatureScaling")
    | _within("sklearn.cluster._bisect_k_means", "_BisectingTree")
    | _within("sklearn.ensemble._hist_gradient_boosting.predictor", "TreePredictor")
    | _within("sklearn.feature_selection._univariate_selection", "chi2 f_classif f_oneway f_regression r_regression")
    | _within("sklearn.feature_selection._mutual_info", "mutual_info_classif mutual_info_regression")
    | _within("sklearn.gaussian_process._gpc", "_BinaryGaussianProcessClassifierLaplace")
    | _within(
        "sklearn.gaussian_process.kernels",
        "CompoundKernel ConstantKernel DotProduct Exponentiation ExpSineSquared Matern PairwiseKernel Product RBF "
        "RationalQuadratic Sum WhiteKernel Hyperparameter",
    )
    | _within(
        "sklearn.metrics._classification",
        "accuracy_score balanced_accuracy_score brier_score_loss cohen_kappa_score f1_score fbeta_score "
        "jaccard_score log_loss matthews_corrcoef precision_score recall_score",
    )
    | _within("sklearn.metrics._dist_metrics", "ChebyshevDistance64 EuclideanDistance64 ManhattanDistance64")
    | _within("sklearn.metrics._dist_metrics", "MinkowskiDistance64 EuclideanDistance32")
    | _within("sklearn.metrics._ranking", "average_precision_score roc_auc_score")
    | _within(
        "sklearn.metrics._regression",
        "explained_variance_score max_error mean_absolute_error mean_absolute_percentage_error mean_squared_error "
        "mean_squared_log_error median_absolute_error r2_score root_mean_squared_error",
    )
    | _within("sklearn.metrics._scorer", "_CurveScorer _PassthroughScorer _Scorer")
    | _within(
        "sklearn.model_selection._split",
        "GroupKFold KFold LeaveOneOut PredefinedSplit RepeatedKFold RepeatedStratifiedKFold ShuffleSplit "
        "StratifiedGroupKFold StratifiedKFold StratifiedShuffleSplit TimeSeriesSplit",
    )
    | _within("sklearn.model_selection._search_successive_halving", "HalvingGridSearchCV HalvingRandomSearchCV")
    | _within("sklearn.multiclass", "_ConstantPredictor")
    | _within("sklearn.neighbors._ball_tree", "BallTree")
    | _within("sklearn.neighbors._kd_tree", "KDTree")
    | _within("sklearn.neural_network._stochastic_optimizers", "AdamOptimizer SGDOptimizer")
)

_READ_BY_SKOPS = (
    "builtins.",
    "numpy.dtypes.",
    "numpy._core.",
    "numpy.core.",
    "numpy.ma.",
    "numpy.random.",
    "sklearn._loss._loss.",
    "sklearn._loss.link.",
    "sklearn.linear_model._sgd_fast.",
)
"""What a pickle names for values that skops writes as data of its own: numbers, arrays, random states, losses."""
_LOSSES = _within(
    "sklearn._loss.loss",
    "AbsoluteError ExponentialLoss HalfBinomialLoss HalfGammaLoss HalfMultinomialLoss HalfPoissonLoss "
    "HalfSquaredError HuberLoss PinballLoss",
)
_PRIVATE_ESTIMATORS = {"sklearn.ensemble._hist_gradient_boosting.binning._BinMapper"}
_ARRAYS = _within(
    "numpy",
    "ndarray dtype matrix bool bool_ int8 int16 int32 int64 intc longlong uint8 uint16 uint32 uint64 float16 float32 "
    "float64 longdouble complex64 complex128 str_ bytes_ datetime64 timedelta64",
)

_ARITHMETIC = _within(
    "numpy",
    "absolute arccos arccosh arcsin arcsinh arctan arctanh cbrt ceil cos cosh deg2rad degrees exp2 fabs floor isfinite "
    "isinf isnan logical_not negative positive rad2deg radians reciprocal rint sign sin sinh tan tanh trunc",
)
"""Functions that skops trusts itself, as far as the server does."""


_PUBLIC = _within(
    "sklearn",
    "calibration cluster compose covariance cross_decomposition decomposition discriminant_analysis dummy ensemble "
    "feature_extraction feature_extraction.image feature_extraction.text feature_selection frozen gaussian_process "
    "impute isotonic kernel_approximation kernel_ridge linear_model manifold mixture model_selection multiclass "
    "multioutput naive_bayes neighbors neural_network pipeline preprocessing random_projection semi_supervised svm "
    "tree",
)
"""Modules of scikit-learn that users take estimators from."""


def is_trusted(name: str, found: Any) -> bool:
    """Whether reading a skops file that holds this class or function needs nothing beyond the list."""
    if any(name in known for known in (TRUSTED, _LOSSES, _PRIVATE_ESTIMATORS, _ARRAYS, _ARITHMETIC)):
        return True
    if name.startswith(_READ_BY_SKOPS):
        return name not in ("builtins.getattr", "builtins.eval", "builtins.exec")
    # Extension types of scikit-learn are made by a function `newObj` or `__pyx_unpickle_…` beside the class.
    if name.startswith("sklearn.") and name.rpartition(".")[2].startswith(("newObj", "__pyx_unpickle_")):
        return True
    return isinstance(found, type) and _is_public_estimator(name, found)


def _is_public_estimator(name: str, cls: type) -> bool:
    """skops trusts scikit-learn's public estimators."""
    base = sys.modules["sklearn.base"].BaseEstimator
    return name.startswith("sklearn.") and not cls.__name__.startswith("_") and issubclass(cls, base)


def is_public_name(name: str) -> bool:
    """Whether it is the full name of an estimator that one of these modules gives; nothing else is imported."""
    home, _, last = name.rpartition(".")
    public = home.partition("._")[0]
    if public not in _PUBLIC or last.startswith("_"):
        return False
    try:
        cls = getattr(importlib.import_module(public), last, None)
    except ImportError:
        return False  # an older or newer scikit-learn, or an experimental one that was not enabled
    return isinstance(cls, type) and f"{cls.__module__}.{cls.__qualname__}" == name and _is_public_estimator(name, cls)
