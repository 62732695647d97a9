"""What the configuration of a Keras 2 model may name. The server and the kernel both ask here.

Safe mode of Keras 2 refuses bytecode alone: of whatever module a configuration names it imports and takes what it
names there, `os.system` too. So nothing is handed to it but what stands in this table.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from ..keras.archive import dicts

Json = dict[str, Any]

LAYERS = """
Activation ActivityRegularization Add AdditiveAttention AlphaDropout Attention Average AveragePooling1D
AveragePooling2D AveragePooling3D BatchNormalization Bidirectional CategoryEncoding CenterCrop Concatenate Conv1D
Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D ConvLSTM3D Cropping1D Cropping2D
Cropping3D Dense DepthwiseConv1D DepthwiseConv2D Discretization Dot Dropout ELU EinsumDense Embedding Flatten GRU
GRUCell GaussianDropout GaussianNoise GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D
GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D GroupNormalization HashedCrossing Hashing Identity InputLayer
IntegerLookup LSTM LSTMCell LayerNormalization LeakyReLU LocallyConnected1D LocallyConnected2D Masking MaxPooling1D
MaxPooling2D MaxPooling3D Maximum Minimum MultiHeadAttention Multiply Normalization PReLU Permute RNN RandomBrightness
RandomContrast RandomCrop RandomFlip RandomHeight RandomRotation RandomTranslation RandomWidth RandomZoom ReLU
RepeatVector Rescaling Reshape Resizing SeparableConv1D SeparableConv2D SimpleRNN SimpleRNNCell Softmax
SpatialDropout1D SpatialDropout2D SpatialDropout3D SpectralNormalization StackedRNNCells StringLookup Subtract
TextVectorization ThresholdedReLU TimeDistributed UnitNormalization UpSampling1D UpSampling2D UpSampling3D
ZeroPadding1D ZeroPadding2D ZeroPadding3D
"""
LOSSES = """
BinaryCrossentropy BinaryFocalCrossentropy CategoricalCrossentropy CategoricalFocalCrossentropy CategoricalHinge
CosineSimilarity Hinge Huber KLDivergence LogCosh MeanAbsoluteError MeanAbsolutePercentageError MeanSquaredError
MeanSquaredLogarithmicError Poisson SparseCategoricalCrossentropy SquaredHinge
"""
METRICS = """
AUC Accuracy BinaryAccuracy BinaryCrossentropy BinaryIoU CategoricalAccuracy CategoricalCrossentropy CategoricalHinge
CosineSimilarity F1Score FBetaScore FalseNegatives FalsePositives Hinge IoU KLDivergence LogCoshError Mean
MeanAbsoluteError MeanAbsolutePercentageError MeanIoU MeanRelativeError MeanSquaredError MeanSquaredLogarithmicError
MeanTensor OneHotIoU OneHotMeanIoU Poisson Precision PrecisionAtRecall R2Score Recall RecallAtPrecision
RootMeanSquaredError SensitivityAtSpecificity SparseCategoricalAccuracy SparseCategoricalCrossentropy
SparseTopKCategoricalAccuracy SpecificityAtSensitivity SquaredHinge Sum TopKCategoricalAccuracy TrueNegatives
TruePositives
"""
INITIALIZERS = """
Constant GlorotNormal GlorotUniform HeNormal HeUniform Identity LecunNormal LecunUniform Ones Orthogonal RandomNormal
RandomUniform TruncatedNormal VarianceScaling Zeros
"""
SCHEDULES = """
CosineDecay CosineDecayRestarts ExponentialDecay InverseTimeDecay PiecewiseConstantDecay PolynomialDecay
"""
OPTIMIZERS = "Adadelta Adagrad Adam Adamax Ftrl Nadam RMSprop SGD"
OPERATIONS = "tf_keras.src.layers.core.tf_op_layer"
CLASSES = {
    "keras": {"Model", "Sequential"},
    "tf_keras.src.engine.functional": {"Functional"},
    OPERATIONS: {"TFOpLambda", "SlicingOpLambda"},
    "keras.layers": set(LAYERS.split()),
    "keras.losses": set(LOSSES.split()),
    "keras.metrics": set(METRICS.split()),
    "keras.optimizers": set(f"{OPTIMIZERS} Adafactor AdamW Lion".split()),
    "keras.optimizers.legacy": set(OPTIMIZERS.split()),
    "keras.optimizers.schedules": set(SCHEDULES.split()),
    "keras.initializers": set(INITIALIZERS.split()),
    "keras.regularizers": {"L1", "L1L2", "L2", "OrthogonalRegularizer"},
    "keras.constraints": {"MaxNorm", "MinMaxNorm", "NonNeg", "RadialConstraint", "UnitNorm"},
    "keras.mixed_precision": {"LossScaleOptimizer", "Policy"},
}
"""Module in a configuration → classes."""
FUNCTIONS = """
binary_accuracy binary_crossentropy binary_focal_crossentropy categorical_accuracy categorical_crossentropy
categorical_focal_crossentropy categorical_hinge cosine_similarity elu exponential gelu hard_sigmoid hinge huber
kl_divergence linear log_cosh mean_absolute_error mean_absolute_percentage_error mean_squared_error
mean_squared_logarithmic_error mish poisson relu selu sigmoid softmax softplus softsign sparse_categorical_accuracy
sparse_categorical_crossentropy sparse_top_k_categorical_accuracy squared_hinge swish tanh top_k_categorical_accuracy
"""
"""Activations, losses and metrics."""
VALUES = ("__tensor__", "__numpy__", "__bytes__")
COMPUTES = re.compile(
    r"(math|nn|linalg|signal|strings|__operators__)\.(?!fixed_unigram_candidate_sampler)[a-z]\w+|cast|clip_by_value"
    r"|concat|expand_dims|gather|identity|one_hot|ones_like|pad|repeat|reshape|reverse|roll|shape|split"
    r"|squeeze|stack|stop_gradient|tile|transpose|unstack|where|zeros_like"
)
"""Operations of TensorFlow that touch nothing but their arguments; the one left out reads a file with words."""


def first_disallowed_name(config: Any, own: Collection[str]) -> str | None:
    """The first name in a configuration that is neither in the table nor in `own`, in words, or None.

    Error `Unexpected` when the configuration is too large to check.
    """
    for node in dicts(config):
        # Lookup layers read their words from a file, wherever a name of one stands.
        if isinstance(node.get("vocabulary"), str):
            return f"a file with words, {node['vocabulary'][:100]!r}"
        if "class_name" in node and not _known(node, own):
            name = node["config"] if node["class_name"] == "function" and "config" in node else node["class_name"]
            return f"{str(name)[:100]!r} of the module {str(node.get('module'))[:100]!r}"
    return None


def calls_tensorflow(config: Any) -> bool:
    """Whether a layer is an operation of TensorFlow that could do more than compute."""
    names = CLASSES[OPERATIONS]
    found = (node.get("config") for node in dicts(config) if node.get("class_name") in names)
    return not all(isinstance(one, dict) and _computes(one.get("function")) for one in found)


def _computes(symbol: Any) -> bool:
    return isinstance(symbol, str) and COMPUTES.fullmatch(symbol) is not None


def _known(node: Json, own: Collection[str]) -> bool:
    name, module = node["class_name"], node.get("module")
    registered = node.get("registered_name")
    if not isinstance(name, str) or not isinstance(module, (str, type(None))):
        return False
    if name in VALUES:
        return True
    if "registered_name" not in node or not isinstance(registered, (str, type(None))):
        return False
    if name == "function":
        function = node.get("config")
        # Where an older Keras 2 lacks the function, it takes what its module has by the registered name; Keras itself
        # writes “function”, which Python has not.
        return isinstance(function, str) and (
            function in own
            or (module == "builtins" and function in FUNCTIONS.split() and registered in (None, name, function))
        )
    # By the name it is registered with it is looked for first.
    return registered in own or (name in CLASSES.get(module or "", ()) and registered in (None, name))
