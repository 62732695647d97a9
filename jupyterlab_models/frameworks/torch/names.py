"""What a skeleton that is read without running code may name: layers of PyTorch and what lies around them.

All of these only hold data or compute. The list decides twice: in the kernel, how a module is written and what is
made when it is read; and on the server, whether the file is harmless. It never comes from the file.
"""

from __future__ import annotations


def _within(module: str, names: str) -> set[str]:
    return {f"{module}.{name}" for name in names.split()}


_LAYERS = {
    "activation": "CELU ELU GELU GLU Hardshrink Hardsigmoid Hardswish Hardtanh LeakyReLU LogSigmoid LogSoftmax Mish "
    "MultiheadAttention PReLU RReLU ReLU ReLU6 SELU SiLU Sigmoid Softmax Softmax2d Softmin Softplus Softshrink "
    "Softsign Tanh Tanhshrink Threshold",
    "adaptive": "AdaptiveLogSoftmaxWithLoss",
    "batchnorm": "BatchNorm1d BatchNorm2d BatchNorm3d SyncBatchNorm",
    "channelshuffle": "ChannelShuffle",
    "container": "Container ModuleDict ModuleList ParameterDict ParameterList Sequential",
    "conv": "Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d",
    "distance": "CosineSimilarity PairwiseDistance",
    "dropout": "AlphaDropout Dropout Dropout1d Dropout2d Dropout3d FeatureAlphaDropout",
    "flatten": "Flatten Unflatten",
    "fold": "Fold Unfold",
    "instancenorm": "InstanceNorm1d InstanceNorm2d InstanceNorm3d",
    "linear": "Bilinear Identity Linear NonDynamicallyQuantizableLinear",
    "loss": "BCELoss BCEWithLogitsLoss CTCLoss CosineEmbeddingLoss CrossEntropyLoss GaussianNLLLoss HingeEmbeddingLoss "
    "HuberLoss KLDivLoss L1Loss MSELoss MarginRankingLoss MultiLabelMarginLoss MultiLabelSoftMarginLoss "
    "MultiMarginLoss NLLLoss NLLLoss2d PoissonNLLLoss SmoothL1Loss SoftMarginLoss TripletMarginLoss",
    "normalization": "CrossMapLRN2d GroupNorm LayerNorm LocalResponseNorm RMSNorm",
    "padding": "CircularPad1d CircularPad2d CircularPad3d ConstantPad1d ConstantPad2d ConstantPad3d ReflectionPad1d "
    "ReflectionPad2d ReflectionPad3d ReplicationPad1d ReplicationPad2d ReplicationPad3d ZeroPad1d ZeroPad2d ZeroPad3d",
    "pixelshuffle": "PixelShuffle PixelUnshuffle",
    "pooling": "AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveMaxPool1d AdaptiveMaxPool2d "
    "AdaptiveMaxPool3d AvgPool1d AvgPool2d AvgPool3d FractionalMaxPool2d FractionalMaxPool3d LPPool1d LPPool2d "
    "LPPool3d MaxPool1d MaxPool2d MaxPool3d MaxUnpool1d MaxUnpool2d MaxUnpool3d",
    "rnn": "GRU GRUCell LSTM LSTMCell RNN RNNCell",
    "sparse": "Embedding EmbeddingBag",
    "transformer": "Transformer TransformerDecoder TransformerDecoderLayer TransformerEncoder TransformerEncoderLayer",
    "upsampling": "Upsample UpsamplingBilinear2d UpsamplingNearest2d",
}

CLASSES = frozenset(
    {f"torch.nn.modules.{module}.{name}" for module, names in _LAYERS.items() for name in names.split()}
    | {"torch.nn.modules.module._WrappedHook", "torch.nn.utils.weight_norm.WeightNorm"}
    | _within("torch.nn.utils.parametrize", "ParametrizationList")
    | _within("torch.nn.utils.parametrizations", "_Orthogonal _SpectralNorm _WeightNorm")
    | _within("torch.nn.utils.spectral_norm", "SpectralNorm SpectralNormLoadStateDictPreHook SpectralNormStateDictHook")
    | _within(
        "torch.nn.utils.prune",
        "CustomFromMask Identity L1Unstructured LnStructured PruningContainer RandomStructured RandomUnstructured",
    )
)
"""Made empty, then given their attributes."""

SHELL = "copyreg._reconstructor"
"""Makes an empty object of one of `CLASSES` where its present class was made on the fly; read by a function of ours."""

FUNCTIONS = frozenset(
    {SHELL, "collections.OrderedDict", "torch.Size", "torch.device", "torch.nn.utils.parametrizations._OrthMaps"}
    | _within("builtins", "bytearray complex frozenset range set slice")
)
"""Called while a skeleton is read."""

VALUES = frozenset(
    {"builtins.object"}
    | _within(
        "torch",
        "bool uint8 uint16 uint32 uint64 int8 int16 int32 int64 float16 bfloat16 float32 float64 complex32 complex64 "
        "complex128 float8_e4m3fn float8_e4m3fnuz float8_e5m2 float8_e5m2fnuz float8_e8m0fnu",
    )
    | _within("torch._C._nn", "gelu linear log_sigmoid softplus softshrink scaled_dot_product_attention")
    | _within(
        "torch.nn.functional",
        "alpha_dropout binary_cross_entropy binary_cross_entropy_with_logits celu cosine_embedding_loss cross_entropy "
        "dropout dropout1d dropout2d dropout3d elu feature_alpha_dropout gaussian_nll_loss glu group_norm "
        "gumbel_softmax hardsigmoid hardswish hardtanh hinge_embedding_loss huber_loss instance_norm interpolate "
        "kl_div l1_loss layer_norm leaky_relu local_response_norm log_softmax margin_ranking_loss mish mse_loss "
        "nll_loss normalize pad poisson_nll_loss relu relu6 rms_norm rrelu selu sigmoid silu smooth_l1_loss "
        "soft_margin_loss softmax softmin softsign tanh tanhshrink threshold triplet_margin_loss",
    )
)
"""Only referred to: a skeleton that calls one of them is not read."""

ALL = CLASSES | FUNCTIONS | VALUES

OPCODES = {
    name
    for names in (
        "PROTO FRAME STOP MARK NONE NEWTRUE NEWFALSE BININT BININT1 BININT2 LONG1 BINFLOAT SHORT_BINUNICODE",
        "BINUNICODE SHORT_BINBYTES BINBYTES BYTEARRAY8 EMPTY_TUPLE TUPLE TUPLE1 TUPLE2 TUPLE3 EMPTY_LIST APPEND",
        "APPENDS EMPTY_DICT SETITEM SETITEMS EMPTY_SET ADDITEMS FROZENSET BINGET LONG_BINGET MEMOIZE STACK_GLOBAL",
        "NEWOBJ REDUCE BUILD BINPERSID",
    )
    for name in names.split()
}
"""Steps of a pickle that such a skeleton is made of, by their names in `pickle`."""
