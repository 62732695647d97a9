"""What a skeleton that is read without running code may hold: layers of PyTorch with their attributes, by their types.

All of these only hold data or compute. The tables decide twice: in the kernel, how a module is written and what is
made when it is read; and on the server, whether the file is harmless. They never come from the file or from the
installed library.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Layer(NamedTuple):
    """What objects of one class may hold beside the tables of every module."""

    attributes: dict[str, str]
    """Name → kind: see `checks.py`."""
    methods: frozenset[str]
    """Names that nothing in such an object may have, because its class has them."""


def _layers(text: str) -> dict[str, Layer]:
    found: dict[str, Layer] = {}
    module = ""
    for line in re.sub(r"\n {4}", " ", text).strip().splitlines():
        if not line.startswith(" "):
            module = line
            continue
        name, *words = line.split()
        pairs = [word.partition(":") for word in words if not word.startswith("!")]
        methods = frozenset(word[1:] for word in words if word.startswith("!"))
        found[f"{module}.{name}"] = Layer({one: kind or "number" for one, _, kind in pairs}, methods)
    return found


TABLE = """
torch.nn.modules.activation
  CELU alpha inplace
  ELU alpha inplace
  GELU approximate:text
  GLU dim
  Hardshrink lambd
  Hardsigmoid inplace
  Hardswish inplace
  Hardtanh min_val max_val inplace
  LeakyReLU negative_slope inplace
  LogSigmoid
  LogSoftmax dim
  Mish inplace
  MultiheadAttention embed_dim kdim vdim _qkv_same_embed_dim num_heads dropout batch_first head_dim bias_k:none
    bias_v:none add_zero_attn !merge_masks
  PReLU num_parameters init !reset_parameters
  RReLU lower upper inplace
  ReLU inplace
  ReLU6 min_val max_val inplace
  SELU inplace
  SiLU inplace
  Sigmoid
  Softmax dim
  Softmax2d
  Softmin dim
  Softplus beta threshold
  Softshrink lambd
  Softsign
  Tanh
  Tanhshrink
  Threshold threshold value inplace
torch.nn.modules.adaptive
  AdaptiveLogSoftmaxWithLoss in_features n_classes cutoffs div_value head_bias shortlist_size n_clusters head_size
    !log_prob !predict !reset_parameters
torch.nn.modules.batchnorm
  BatchNorm1d num_features eps momentum affine track_running_stats !reset_parameters !reset_running_stats
  BatchNorm2d num_features eps momentum affine track_running_stats !reset_parameters !reset_running_stats
  BatchNorm3d num_features eps momentum affine track_running_stats !reset_parameters !reset_running_stats
  SyncBatchNorm num_features eps momentum affine track_running_stats process_group:none !convert_sync_batchnorm
    !reset_parameters !reset_running_stats
torch.nn.modules.channelshuffle
  ChannelShuffle groups
torch.nn.modules.container
  Container
  ModuleDict !clear !items !keys !pop !update !values
  ModuleList !append !extend !insert !pop
  ParameterDict _keys:keys !clear !copy !fromkeys !get !items !keys !pop !popitem !setdefault !update !values
  ParameterList _size !append !extend
  Sequential !append !extend !insert !pop
torch.nn.modules.conv
  Conv1d in_channels out_channels kernel_size stride padding:padding dilation transposed output_padding groups
    padding_mode:text _reversed_padding_repeated_twice !reset_parameters
  Conv2d in_channels out_channels kernel_size stride padding:padding dilation transposed output_padding groups
    padding_mode:text _reversed_padding_repeated_twice !reset_parameters
  Conv3d in_channels out_channels kernel_size stride padding:padding dilation transposed output_padding groups
    padding_mode:text _reversed_padding_repeated_twice !reset_parameters
  ConvTranspose1d in_channels out_channels kernel_size stride padding dilation transposed output_padding groups
    padding_mode:text _reversed_padding_repeated_twice !reset_parameters
  ConvTranspose2d in_channels out_channels kernel_size stride padding dilation transposed output_padding groups
    padding_mode:text _reversed_padding_repeated_twice !reset_parameters
  ConvTranspose3d in_channels out_channels kernel_size stride padding dilation transposed output_padding groups
    padding_mode:text _reversed_padding_repeated_twice !reset_parameters
torch.nn.modules.distance
  CosineSimilarity dim eps
  PairwiseDistance norm eps keepdim
torch.nn.modules.dropout
  AlphaDropout p inplace
  Dropout p inplace
  Dropout1d p inplace
  Dropout2d p inplace
  Dropout3d p inplace
  FeatureAlphaDropout p inplace
torch.nn.modules.flatten
  Flatten start_dim end_dim
  Unflatten dim unflattened_size
torch.nn.modules.fold
  Fold output_size kernel_size dilation padding stride
  Unfold kernel_size dilation padding stride
torch.nn.modules.instancenorm
  InstanceNorm1d num_features eps momentum affine track_running_stats !reset_parameters !reset_running_stats
  InstanceNorm2d num_features eps momentum affine track_running_stats !reset_parameters !reset_running_stats
  InstanceNorm3d num_features eps momentum affine track_running_stats !reset_parameters !reset_running_stats
torch.nn.modules.linear
  Bilinear in1_features in2_features out_features !reset_parameters
  Identity
  Linear in_features out_features !reset_parameters
  NonDynamicallyQuantizableLinear in_features out_features !reset_parameters
torch.nn.modules.loss
  BCELoss reduction:text
  BCEWithLogitsLoss reduction:text
  CTCLoss reduction:text blank zero_infinity
  CosineEmbeddingLoss reduction:text margin
  CrossEntropyLoss reduction:text ignore_index label_smoothing
  GaussianNLLLoss reduction:text full eps
  HingeEmbeddingLoss reduction:text margin
  HuberLoss reduction:text delta
  KLDivLoss reduction:text log_target
  L1Loss reduction:text
  MSELoss reduction:text
  MarginRankingLoss reduction:text margin
  MultiLabelMarginLoss reduction:text
  MultiLabelSoftMarginLoss reduction:text
  MultiMarginLoss reduction:text p margin
  NLLLoss reduction:text ignore_index
  NLLLoss2d reduction:text ignore_index
  PoissonNLLLoss reduction:text log_input full eps
  SmoothL1Loss reduction:text beta
  SoftMarginLoss reduction:text
  TripletMarginLoss reduction:text margin p eps swap
torch.nn.modules.normalization
  CrossMapLRN2d size alpha beta k
  GroupNorm num_groups num_channels eps affine !reset_parameters
  LayerNorm normalized_shape eps elementwise_affine !reset_parameters
  LocalResponseNorm size alpha beta k
  RMSNorm normalized_shape eps elementwise_affine !reset_parameters
torch.nn.modules.padding
  CircularPad1d padding
  CircularPad2d padding
  CircularPad3d padding
  ConstantPad1d value padding
  ConstantPad2d value padding
  ConstantPad3d value padding
  ReflectionPad1d padding
  ReflectionPad2d padding
  ReflectionPad3d padding
  ReplicationPad1d padding
  ReplicationPad2d padding
  ReplicationPad3d padding
  ZeroPad1d value padding
  ZeroPad2d value padding
  ZeroPad3d value padding
torch.nn.modules.pixelshuffle
  PixelShuffle upscale_factor
  PixelUnshuffle downscale_factor
torch.nn.modules.pooling
  AdaptiveAvgPool1d output_size
  AdaptiveAvgPool2d output_size
  AdaptiveAvgPool3d output_size
  AdaptiveMaxPool1d output_size return_indices
  AdaptiveMaxPool2d output_size return_indices
  AdaptiveMaxPool3d output_size return_indices
  AvgPool1d kernel_size stride padding ceil_mode count_include_pad
  AvgPool2d kernel_size stride padding ceil_mode count_include_pad divisor_override
  AvgPool3d kernel_size stride padding ceil_mode count_include_pad divisor_override
  FractionalMaxPool2d kernel_size return_indices output_size output_ratio _random_samples:tensor
  FractionalMaxPool3d kernel_size return_indices output_size output_ratio _random_samples:tensor
  LPPool1d norm_type kernel_size stride ceil_mode
  LPPool2d norm_type kernel_size stride ceil_mode
  LPPool3d norm_type kernel_size stride ceil_mode
  MaxPool1d kernel_size stride padding dilation return_indices ceil_mode
  MaxPool2d kernel_size stride padding dilation return_indices ceil_mode
  MaxPool3d kernel_size stride padding dilation return_indices ceil_mode
  MaxUnpool1d kernel_size stride padding
  MaxUnpool2d kernel_size stride padding
  MaxUnpool3d kernel_size stride padding
torch.nn.modules.rnn
  GRU mode:text input_size hidden_size num_layers bias batch_first dropout bidirectional proj_size
    _flat_weights_names:names _all_weights:names _flat_weights:weights !all_weights !check_forward_args
    !check_hidden_size !check_input !flatten_parameters !get_expected_hidden_size !permute_hidden !reset_parameters
  GRUCell input_size hidden_size bias !reset_parameters
  LSTM mode:text input_size hidden_size num_layers bias batch_first dropout bidirectional proj_size
    _flat_weights_names:names _all_weights:names _flat_weights:weights !all_weights !check_forward_args
    !check_hidden_size !check_input !flatten_parameters !get_expected_cell_size !get_expected_hidden_size
    !permute_hidden !reset_parameters
  LSTMCell input_size hidden_size bias !reset_parameters
  RNN nonlinearity:text mode:text input_size hidden_size num_layers bias batch_first dropout bidirectional proj_size
    _flat_weights_names:names _all_weights:names _flat_weights:weights !all_weights !check_forward_args
    !check_hidden_size !check_input !flatten_parameters !get_expected_hidden_size !permute_hidden !reset_parameters
  RNNCell input_size hidden_size bias nonlinearity:text !reset_parameters
torch.nn.modules.sparse
  Embedding num_embeddings embedding_dim padding_idx max_norm norm_type scale_grad_by_freq sparse !from_pretrained
    !reset_parameters
  EmbeddingBag num_embeddings embedding_dim max_norm norm_type scale_grad_by_freq padding_idx mode:text sparse
    include_last_offset !from_pretrained !reset_parameters
torch.nn.modules.transformer
  Transformer d_model nhead batch_first !generate_square_subsequent_mask
  TransformerDecoder num_layers norm:none
  TransformerDecoderLayer norm_first activation:function
  TransformerEncoder num_layers norm:none enable_nested_tensor use_nested_tensor mask_check
  TransformerEncoderLayer norm_first activation_relu_or_gelu activation:function
torch.nn.modules.upsampling
  Upsample name:text size scale_factor mode:text align_corners recompute_scale_factor
  UpsamplingBilinear2d name:text size scale_factor mode:text align_corners recompute_scale_factor
  UpsamplingNearest2d name:text size scale_factor mode:text align_corners recompute_scale_factor
torch.nn.utils.parametrizations
  _Orthogonal shape orthogonal_map:map !right_inverse
  _SpectralNorm dim eps n_power_iterations _u:tensor _v:tensor !right_inverse
  _WeightNorm dim !right_inverse
torch.nn.utils.parametrize
  ParametrizationList unsafe is_tensor ntensors !append !extend !insert !pop !right_inverse
torch.nn.utils.prune
  CustomFromMask mask:tensor _tensor_name:tensor_name
  Identity _tensor_name:tensor_name
  L1Unstructured amount _tensor_name:tensor_name
  LnStructured amount n:padding dim _tensor_name:tensor_name
  PruningContainer _pruning_methods:methods _tensor_name:tensor_name
  RandomStructured amount dim _tensor_name:tensor_name
  RandomUnstructured amount _tensor_name:tensor_name
torch.nn.utils.spectral_norm
  SpectralNorm name:tensor_name dim n_power_iterations eps
  SpectralNormLoadStateDictPreHook fn:hook
  SpectralNormStateDictHook fn:hook
torch.nn.utils.weight_norm
  WeightNorm name:tensor_name dim
"""
"""Module, class, its attributes with their kinds where they are not `number`, and after `!` its own methods.

Written by `scripts/torch_layers.py`.
"""

LAYERS = _layers(TABLE)
PARAMETRIZED = "torch.nn.utils.parametrize.ParametrizationList"
PARAMETRIZATIONS = frozenset(name for name in LAYERS if name.startswith("torch.nn.utils.parametrizations."))
MODULES = frozenset(name for name in LAYERS if name.startswith("torch.nn.modules.")) | PARAMETRIZATIONS
PRUNING = frozenset(name for name in LAYERS if name.startswith("torch.nn.utils.prune."))
SPECTRAL = "torch.nn.utils.spectral_norm.SpectralNorm"
WEIGHT = "torch.nn.utils.weight_norm.WeightNorm"
WRAPPED = "torch.nn.modules.module._WrappedHook"
CLASSES = frozenset(LAYERS) | {WRAPPED}
"""Made empty, then given their attributes."""


def words(text: str, before: str = "") -> frozenset[str]:
    return frozenset(before + word for word in text.split())


METHODS = words(
    "T_destination add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches "
    "eval extra_repr float forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict "
    "modules mtia named_buffers named_children named_modules named_parameters parameters register_backward_hook "
    "register_buffer register_forward_hook register_forward_pre_hook register_full_backward_hook "
    "register_full_backward_pre_hook register_load_state_dict_post_hook register_load_state_dict_pre_hook "
    "register_module register_parameter register_state_dict_post_hook register_state_dict_pre_hook requires_grad_ "
    "set_extra_state set_submodule share_memory state_dict to to_empty train training type xpu zero_grad"
)
"""Names that nothing in a module may have."""

TENSORS = ("_parameters", "_buffers")
HOOKS = words(
    "_backward_hooks _backward_pre_hooks _forward_hooks _forward_hooks_always_called _forward_hooks_with_kwargs "
    "_forward_pre_hooks _forward_pre_hooks_with_kwargs _load_state_dict_post_hooks _load_state_dict_pre_hooks "
    "_state_dict_hooks _state_dict_pre_hooks"
)
"""Tables that are empty but for the hooks that do a layer's work."""
OTHERS = {
    "training": "flag",
    "_is_full_backward_hook": "number",
    "_is_torch_compile": "number",
    "_non_persistent_buffers_set": "set",
}
"""What else every module has."""

SHELL = "copyreg._reconstructor"
"""Makes an empty object of one of `MODULES` where its present class was made on the fly."""
ORTHOGONAL = "torch.nn.utils.parametrizations._OrthMaps"
CALLS = frozenset({SHELL, ORTHOGONAL, "collections.OrderedDict", "torch.Size", "torch.device"})
"""Read as values of ours; none of them is called."""

FUNCTIONS = words("gelu log_sigmoid softplus softshrink", "torch._C._nn.") | words(
    "celu elu glu hardsigmoid hardswish hardtanh leaky_relu mish relu relu6 rrelu selu sigmoid silu softsign tanh "
    "tanhshrink",
    "torch.nn.functional.",
)
"""Activations: what a place for a function may name."""

TYPES = words(
    "bool uint8 uint16 uint32 uint64 int8 int16 int32 int64 float16 bfloat16 float32 float64 complex32 complex64 "
    "complex128 float8_e4m3fn float8_e4m3fnuz float8_e5m2 float8_e5m2fnuz float8_e8m0fnu",
    "torch.",
)

NAMES = CLASSES | CALLS | FUNCTIONS | TYPES | {"builtins.object"}
"""All that a skeleton may name; where it may do so is up to `checks.py`."""

STEPS = words(
    "PROTO FRAME MARK NONE NEWTRUE NEWFALSE BININT BININT1 BININT2 LONG1 BINFLOAT SHORT_BINUNICODE BINUNICODE "
    "SHORT_BINBYTES BINBYTES EMPTY_TUPLE TUPLE TUPLE1 TUPLE2 TUPLE3 EMPTY_LIST APPEND APPENDS EMPTY_DICT SETITEM "
    "SETITEMS EMPTY_SET ADDITEMS BINGET LONG_BINGET MEMOIZE STACK_GLOBAL NEWOBJ REDUCE BUILD BINPERSID"
)
"""Steps of a pickle that such a skeleton is made of, by their names in `pickle`; all end with `STOP`."""
