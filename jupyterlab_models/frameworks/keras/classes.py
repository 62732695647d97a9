"""What a model of Keras 3 may be made of. Made by scripts/keras_tables.py."""

from __future__ import annotations

CLASSES = {
    "keras": """
DTypePolicy
FloatDTypePolicy
    """,
    "keras.constraints": """
MaxNorm: axis max_value
MinMaxNorm: axis max_value min_value rate
NonNeg
UnitNorm: axis
    """,
    "keras.dtype_policies": """
AWQDTypePolicy: mode source_name
DTypePolicyMap: default_policy policy_map
GPTQDTypePolicy: mode source_name
Int4DTypePolicy: mode source_name
QuantizedDTypePolicy: mode source_name
QuantizedFloat8DTypePolicy: amax_history_length mode source_name
    """,
    "keras.initializers": """
Constant: value
GlorotNormal: input_axes output_axes seed
GlorotUniform: input_axes output_axes seed
HeNormal: input_axes output_axes seed
HeUniform: input_axes output_axes seed
Identity: gain
LecunNormal: input_axes output_axes seed
LecunUniform: input_axes output_axes seed
Ones
Orthogonal: gain seed
RandomNormal: mean seed stddev
RandomUniform: maxval minval seed
STFT: periodic scaling side window
TruncatedNormal: mean seed stddev
VarianceScaling: distribution input_axes mode output_axes scale seed
Zeros
    """,
    "keras.layers": """
Activation: activation
ActivityRegularization: l1 l2
AdaptiveAveragePooling1D: data_format output_size
AdaptiveAveragePooling2D: data_format output_size
AdaptiveAveragePooling3D: data_format output_size
AdaptiveMaxPooling1D: data_format output_size
AdaptiveMaxPooling2D: data_format output_size
AdaptiveMaxPooling3D: data_format output_size
Add
AdditiveAttention: dropout score_mode seed use_scale
AlphaDropout: noise_shape rate seed
Attention: dropout score_mode seed use_scale
AugMix: all_ops alpha bounding_box_format chain_depth data_format factor interpolation num_chains seed value_range
AutoContrast: bounding_box_format data_format factor value_range
Average
AveragePooling1D: data_format padding pool_dimensions pool_mode pool_size strides
AveragePooling2D: data_format padding pool_dimensions pool_mode pool_size strides
AveragePooling3D: data_format padding pool_dimensions pool_mode pool_size strides
BatchNormalization: axis beta_constraint beta_initializer beta_regularizer center epsilon gamma_constraint
 gamma_initializer gamma_regularizer momentum moving_mean_initializer moving_variance_initializer renorm
 renorm_clipping renorm_momentum scale synchronized
Bidirectional: backward_layer layer merge_mode
CategoryEncoding: num_tokens output_mode sparse
CenterCrop: bounding_box_format data_format factor height width
Concatenate: axis
ContrastLimitedAdaptiveHistogramEqualization: bounding_box_format clip_limit data_format factor tile_grid_size
 value_range
Conv1D: activation bias_constraint bias_initializer bias_regularizer data_format dilation_rate filters groups
 kernel_constraint kernel_initializer kernel_regularizer kernel_size lora_alpha lora_rank padding rank strides
 use_bias
Conv1DTranspose: activation bias_constraint bias_initializer bias_regularizer data_format dilation_rate filters
 kernel_constraint kernel_initializer kernel_regularizer kernel_size output_padding padding rank strides use_bias
Conv2D: activation bias_constraint bias_initializer bias_regularizer data_format dilation_rate filters groups
 kernel_constraint kernel_initializer kernel_regularizer kernel_size lora_alpha lora_rank padding rank strides
 use_bias
Conv2DTranspose: activation bias_constraint bias_initializer bias_regularizer data_format dilation_rate filters
 kernel_constraint kernel_initializer kernel_regularizer kernel_size output_padding padding rank strides use_bias
Conv3D: activation bias_constraint bias_initializer bias_regularizer data_format dilation_rate filters groups
 kernel_constraint kernel_initializer kernel_regularizer kernel_size lora_alpha lora_rank padding rank strides
 use_bias
Conv3DTranspose: activation bias_constraint bias_initializer bias_regularizer data_format dilation_rate filters
 kernel_constraint kernel_initializer kernel_regularizer kernel_size output_padding padding rank strides use_bias
ConvLSTM1D: activation bias_constraint bias_initializer bias_regularizer cell data_format dilation_rate dropout
 filters go_backwards kernel_constraint kernel_initializer kernel_regularizer kernel_size padding rank
 recurrent_activation recurrent_constraint recurrent_dropout recurrent_initializer recurrent_regularizer
 return_sequences return_state seed stateful strides unit_forget_bias unroll use_bias zero_output_for_mask
ConvLSTM2D: activation bias_constraint bias_initializer bias_regularizer cell data_format dilation_rate dropout
 filters go_backwards kernel_constraint kernel_initializer kernel_regularizer kernel_size padding rank
 recurrent_activation recurrent_constraint recurrent_dropout recurrent_initializer recurrent_regularizer
 return_sequences return_state seed stateful strides unit_forget_bias unroll use_bias zero_output_for_mask
ConvLSTM3D: activation bias_constraint bias_initializer bias_regularizer cell data_format dilation_rate dropout
 filters go_backwards kernel_constraint kernel_initializer kernel_regularizer kernel_size padding rank
 recurrent_activation recurrent_constraint recurrent_dropout recurrent_initializer recurrent_regularizer
 return_sequences return_state seed stateful strides unit_forget_bias unroll use_bias zero_output_for_mask
Cropping1D: cropping
Cropping2D: cropping data_format
Cropping3D: cropping data_format
CutMix: bounding_box_format data_format factor seed
Dense: activation bias_constraint bias_initializer bias_regularizer kernel_constraint kernel_initializer
 kernel_regularizer lora_alpha lora_rank quantization_config units use_bias
DepthwiseConv1D: activation bias_constraint bias_initializer bias_regularizer data_format depth_multiplier
 depthwise_constraint depthwise_initializer depthwise_regularizer dilation_rate kernel_size padding rank strides
 use_bias
DepthwiseConv2D: activation bias_constraint bias_initializer bias_regularizer data_format depth_multiplier
 depthwise_constraint depthwise_initializer depthwise_regularizer dilation_rate kernel_size padding rank strides
 use_bias
Discretization: bin_boundaries epsilon num_bins output_mode sparse
Dot: axes normalize
Dropout: noise_shape rate seed
ELU: alpha
EinsumDense: activation bias_axes bias_constraint bias_initializer bias_regularizer equation gptq_unpacked_column_size
 kernel_constraint kernel_initializer kernel_regularizer lora_alpha lora_rank output_shape quantization_config
Embedding: embeddings_constraint embeddings_initializer embeddings_regularizer input_dim lora_alpha lora_rank
 mask_zero output_dim quantization_config
Equalization: bins bounding_box_format data_format factor value_range
Flatten: data_format
GRU: activation bias_constraint bias_initializer bias_regularizer cell dropout go_backwards kernel_constraint
 kernel_initializer kernel_regularizer recurrent_activation recurrent_constraint recurrent_dropout
 recurrent_initializer recurrent_regularizer reset_after return_sequences return_state seed stateful units unroll
 use_bias use_cudnn zero_output_for_mask
GRUCell: activation bias_constraint bias_initializer bias_regularizer dropout kernel_constraint kernel_initializer
 kernel_regularizer recurrent_activation recurrent_constraint recurrent_dropout recurrent_initializer
 recurrent_regularizer reset_after seed units use_bias
GaussianDropout: rate seed
GaussianNoise: seed stddev
GlobalAveragePooling1D: data_format keepdims pool_dimensions
GlobalAveragePooling2D: data_format keepdims pool_dimensions
GlobalAveragePooling3D: data_format keepdims pool_dimensions
GlobalMaxPooling1D: data_format keepdims pool_dimensions
GlobalMaxPooling2D: data_format keepdims pool_dimensions
GlobalMaxPooling3D: data_format keepdims pool_dimensions
GroupNormalization: axis beta_constraint beta_initializer beta_regularizer center epsilon gamma_constraint
 gamma_initializer gamma_regularizer groups scale
GroupQueryAttention: bias_constraint bias_initializer bias_regularizer dropout flash_attention head_dim
 kernel_constraint kernel_initializer kernel_regularizer num_key_value_heads num_query_heads seed sliding_window
 use_bias use_gate
HashedCrossing: num_bins output_mode sparse
Hashing: mask_value num_bins output_mode salt sparse
Identity
InputLayer: batch_input_shape batch_shape batch_size input_tensor optional ragged shape sparse
IntegerLookup: has_input_vocabulary idf_weights invert mask_token max_tokens num_oov_indices oov_method oov_token
 output_mode pad_to_max_tokens salt sparse vocabulary vocabulary_dtype vocabulary_size
LSTM: activation bias_constraint bias_initializer bias_regularizer cell dropout go_backwards kernel_constraint
 kernel_initializer kernel_regularizer recurrent_activation recurrent_constraint recurrent_dropout
 recurrent_initializer recurrent_regularizer return_sequences return_state seed stateful unit_forget_bias units unroll
 use_bias use_cudnn zero_output_for_mask
LSTMCell: activation bias_constraint bias_initializer bias_regularizer dropout kernel_constraint kernel_initializer
 kernel_regularizer recurrent_activation recurrent_constraint recurrent_dropout recurrent_initializer
 recurrent_regularizer seed unit_forget_bias units use_bias
LayerNormalization: axis beta_constraint beta_initializer beta_regularizer center epsilon gamma_constraint
 gamma_initializer gamma_regularizer scale
LeakyReLU: negative_slope
Masking: mask_value
MaxNumBoundingBoxes: bounding_box_format data_format factor fill_value max_number
MaxPooling1D: data_format padding pool_dimensions pool_mode pool_size strides
MaxPooling2D: data_format padding pool_dimensions pool_mode pool_size strides
MaxPooling3D: data_format padding pool_dimensions pool_mode pool_size strides
Maximum
MelSpectrogram: fft_length mag_exp max_freq min_freq min_power num_mel_bins power_to_db ref_power sampling_rate
 sequence_length sequence_stride top_db window
Minimum
MixUp: alpha bounding_box_format data_format factor seed
MultiHeadAttention: attention_axes bias_constraint bias_initializer bias_regularizer dropout flash_attention
 kernel_constraint kernel_initializer kernel_regularizer key_dim num_heads output_shape seed sliding_window use_bias
 use_gate value_dim
Multiply
Normalization: axis invert mean variance
PReLU: alpha_constraint alpha_initializer alpha_regularizer shared_axes
Permute: dims
Pipeline: layers
RMSNormalization: axis epsilon
RNN: cell go_backwards return_sequences return_state stateful unroll zero_output_for_mask
RandAugment: bounding_box_format data_format factor interpolation num_ops seed value_range
RandomBrightness: bounding_box_format data_format factor seed value_range
RandomColorDegeneration: bounding_box_format data_format factor seed value_range
RandomColorJitter: bounding_box_format brightness_factor contrast_factor data_format factor hue_factor
 saturation_factor seed value_range
RandomContrast: bounding_box_format data_format factor seed value_range
RandomCrop: bounding_box_format data_format factor height seed width
RandomElasticTransform: bounding_box_format data_format factor fill_mode fill_value interpolation scale seed
 value_range
RandomErasing: bounding_box_format data_format factor fill_value scale seed value_range
RandomFlip: bounding_box_format data_format factor mode seed
RandomGaussianBlur: bounding_box_format data_format factor kernel_size seed sigma value_range
RandomGrayscale: bounding_box_format data_format factor seed
RandomHue: bounding_box_format data_format factor seed value_range
RandomInvert: bounding_box_format data_format factor seed value_range
RandomPerspective: bounding_box_format data_format factor fill_value interpolation scale seed
RandomPosterization: bounding_box_format data_format factor seed value_range
RandomRotation: bounding_box_format data_format factor fill_mode fill_value interpolation seed
RandomSaturation: bounding_box_format data_format factor seed value_range
RandomSharpness: bounding_box_format data_format factor seed value_range
RandomShear: bounding_box_format data_format factor fill_mode fill_value interpolation seed x_factor y_factor
RandomTranslation: bounding_box_format data_format factor fill_mode fill_value height_factor interpolation seed
 width_factor
RandomZoom: bounding_box_format data_format factor fill_mode fill_value height_factor interpolation seed width_factor
ReLU: max_value negative_slope threshold
RepeatVector: n
Rescaling: offset scale
Reshape: target_shape
Resizing: antialias bounding_box_format crop_to_aspect_ratio data_format factor fill_mode fill_value height
 interpolation pad_to_aspect_ratio width
ReversibleEmbedding: embeddings_constraint embeddings_initializer embeddings_regularizer input_dim logit_soft_cap
 lora_alpha lora_rank mask_zero output_dim quantization_config reverse_dtype tie_weights
STFTSpectrogram: data_format expand_dims fft_length frame_length frame_step mode padding periodic scaling window
SeparableConv1D: activation bias_constraint bias_initializer bias_regularizer data_format depth_multiplier
 depthwise_constraint depthwise_initializer depthwise_regularizer dilation_rate filters kernel_size padding
 pointwise_constraint pointwise_initializer pointwise_regularizer rank strides use_bias
SeparableConv2D: activation bias_constraint bias_initializer bias_regularizer data_format depth_multiplier
 depthwise_constraint depthwise_initializer depthwise_regularizer dilation_rate filters kernel_size padding
 pointwise_constraint pointwise_initializer pointwise_regularizer rank strides use_bias
SimpleRNN: activation bias_constraint bias_initializer bias_regularizer cell dropout go_backwards kernel_constraint
 kernel_initializer kernel_regularizer recurrent_constraint recurrent_dropout recurrent_initializer
 recurrent_regularizer return_sequences return_state seed stateful units unroll use_bias zero_output_for_mask
SimpleRNNCell: activation bias_constraint bias_initializer bias_regularizer dropout kernel_constraint
 kernel_initializer kernel_regularizer recurrent_constraint recurrent_dropout recurrent_initializer
 recurrent_regularizer seed units use_bias
Softmax: axis
Solarization: addition_factor bounding_box_format data_format factor seed threshold_factor value_range
SpatialDropout1D: rate seed
SpatialDropout2D: data_format rate seed
SpatialDropout3D: data_format rate seed
SpectralNormalization: layer power_iterations
StackedRNNCells: cells
StringLookup: encoding has_input_vocabulary idf_weights invert mask_token max_tokens num_oov_indices oov_method
 oov_token output_mode pad_to_max_tokens salt sparse vocabulary vocabulary_dtype vocabulary_size
Subtract
TextVectorization: encoding idf_weights max_tokens ngrams output_mode output_sequence_length pad_to_max_tokens ragged
 sparse split standardize vocabulary vocabulary_size
TimeDistributed: layer
UnitNormalization: axis
UpSampling1D: size
UpSampling2D: data_format interpolation size
UpSampling3D: data_format size
ZeroPadding1D: data_format padding
ZeroPadding2D: data_format padding
ZeroPadding3D: data_format padding
    """,
    "keras.losses": """
BinaryCrossentropy: axis from_logits label_smoothing reduction
BinaryFocalCrossentropy: alpha apply_class_balancing axis from_logits gamma label_smoothing reduction
CTC: reduction
CategoricalCrossentropy: axis from_logits label_smoothing reduction
CategoricalFocalCrossentropy: alpha axis from_logits gamma label_smoothing reduction
CategoricalGeneralizedCrossEntropy: q reduction
CategoricalHinge: reduction
Circle: gamma margin reduction remove_diagonal
CosineSimilarity: axis reduction
Dice: axis reduction
Hinge: reduction
Huber: delta reduction
KLDivergence: reduction
LogCosh: reduction
MeanAbsoluteError: reduction
MeanAbsolutePercentageError: reduction
MeanSquaredError: reduction
MeanSquaredLogarithmicError: reduction
Poisson: reduction
SparseCategoricalCrossentropy: axis from_logits ignore_class reduction
SquaredHinge: reduction
Tversky: alpha axis beta reduction
    """,
    "keras.metrics": """
AUC: curve from_logits label_weights multi_label num_labels num_thresholds summation_method thresholds
Accuracy
BinaryAccuracy: threshold
BinaryCrossentropy: from_logits label_smoothing
BinaryIoU: target_class_ids threshold
CategoricalAccuracy
CategoricalCrossentropy: axis from_logits label_smoothing
CategoricalHinge
ConcordanceCorrelation: axis
CosineSimilarity: axis
F1Score: average threshold
FBetaScore: average beta threshold
FalseNegatives: thresholds
FalsePositives: thresholds
Hinge
IoU: axis ignore_class num_classes sparse_y_pred sparse_y_true target_class_ids
KLDivergence
LogCoshError
Mean
MeanAbsoluteError
MeanAbsolutePercentageError
MeanIoU: axis ignore_class num_classes sparse_y_pred sparse_y_true
MeanMetricWrapper: fn
MeanSquaredError
MeanSquaredLogarithmicError
OneHotIoU: axis ignore_class num_classes sparse_y_pred target_class_ids
OneHotMeanIoU: axis ignore_class num_classes sparse_y_pred
PearsonCorrelation: axis
Poisson
Precision: class_id thresholds top_k
PrecisionAtRecall: class_id num_thresholds recall
R2Score: class_aggregation num_regressors
Recall: class_id thresholds top_k
RecallAtPrecision: class_id num_thresholds precision
RootMeanSquaredError
SensitivityAtSpecificity: class_id num_thresholds specificity
SparseCategoricalAccuracy
SparseCategoricalCrossentropy: axis from_logits ignore_class
SparseTopKCategoricalAccuracy: from_sorted_ids k
SpecificityAtSensitivity: class_id num_thresholds sensitivity
SquaredHinge
Sum
TopKCategoricalAccuracy: k
TrueNegatives: thresholds
TruePositives: thresholds
    """,
    "keras.optimizers": """
Adadelta: clipnorm clipvalue ema_momentum ema_overwrite_frequency epsilon global_clipnorm gradient_accumulation_steps
 learning_rate loss_scale_factor name rho use_ema weight_decay
Adafactor: beta_2_decay clip_threshold clipnorm clipvalue ema_momentum ema_overwrite_frequency epsilon_1 epsilon_2
 global_clipnorm gradient_accumulation_steps learning_rate loss_scale_factor name relative_step use_ema weight_decay
Adagrad: clipnorm clipvalue ema_momentum ema_overwrite_frequency epsilon global_clipnorm gradient_accumulation_steps
 initial_accumulator_value learning_rate loss_scale_factor name use_ema weight_decay
Adam: amsgrad beta_1 beta_2 clipnorm clipvalue ema_momentum ema_overwrite_frequency epsilon global_clipnorm
 gradient_accumulation_steps learning_rate loss_scale_factor name use_ema weight_decay
AdamW: amsgrad beta_1 beta_2 clipnorm clipvalue ema_momentum ema_overwrite_frequency epsilon global_clipnorm
 gradient_accumulation_steps learning_rate loss_scale_factor name use_ema weight_decay
Adamax: beta_1 beta_2 clipnorm clipvalue ema_momentum ema_overwrite_frequency epsilon global_clipnorm
 gradient_accumulation_steps learning_rate loss_scale_factor name use_ema weight_decay
Ftrl: beta clipnorm clipvalue ema_momentum ema_overwrite_frequency global_clipnorm gradient_accumulation_steps
 initial_accumulator_value l1_regularization_strength l2_regularization_strength l2_shrinkage_regularization_strength
 learning_rate learning_rate_power loss_scale_factor name use_ema weight_decay
Lamb: beta_1 beta_2 clipnorm clipvalue ema_momentum ema_overwrite_frequency epsilon global_clipnorm
 gradient_accumulation_steps learning_rate loss_scale_factor name use_ema weight_decay
Lion: beta_1 beta_2 clipnorm clipvalue ema_momentum ema_overwrite_frequency global_clipnorm
 gradient_accumulation_steps learning_rate loss_scale_factor name use_ema weight_decay
LossScaleOptimizer: clipnorm clipvalue dynamic_growth_steps ema_momentum ema_overwrite_frequency global_clipnorm
 gradient_accumulation_steps initial_scale inner_optimizer learning_rate loss_scale_factor name use_ema weight_decay
Muon: adam_beta_1 adam_beta_2 adam_lr_ratio adam_weight_decay clipnorm clipvalue ema_momentum ema_overwrite_frequency
 epsilon exclude_embeddings exclude_layers global_clipnorm gradient_accumulation_steps learning_rate loss_scale_factor
 momentum muon_a muon_b muon_c name nesterov ns_steps rms_rate use_ema weight_decay
Nadam: beta_1 beta_2 clipnorm clipvalue ema_momentum ema_overwrite_frequency epsilon global_clipnorm
 gradient_accumulation_steps learning_rate loss_scale_factor name use_ema weight_decay
RMSprop: centered clipnorm clipvalue ema_momentum ema_overwrite_frequency epsilon global_clipnorm
 gradient_accumulation_steps learning_rate loss_scale_factor momentum name rho use_ema weight_decay
SGD: clipnorm clipvalue ema_momentum ema_overwrite_frequency global_clipnorm gradient_accumulation_steps learning_rate
 loss_scale_factor momentum name nesterov use_ema weight_decay
ScheduleFreeAdamW: beta_1 beta_2 clipnorm clipvalue ema_momentum ema_overwrite_frequency epsilon global_clipnorm
 gradient_accumulation_steps learning_rate loss_scale_factor name use_ema warmup_steps weight_decay
    """,
    "keras.optimizers.schedules": """
CosineDecay: alpha decay_steps initial_learning_rate name warmup_steps warmup_target
CosineDecayRestarts: alpha first_decay_steps initial_learning_rate m_mul name t_mul
ExponentialDecay: decay_rate decay_steps initial_learning_rate name staircase
InverseTimeDecay: decay_rate decay_steps initial_learning_rate name staircase
PiecewiseConstantDecay: boundaries name values
PolynomialDecay: cycle decay_steps end_learning_rate initial_learning_rate name power
    """,
    "keras.quantizers": """
AbsMaxQuantizer: axis epsilon output_dtype value_range
Float8QuantizationConfig
Int4QuantizationConfig: activation_quantizer block_size weight_quantizer
Int8QuantizationConfig: activation_quantizer weight_quantizer
    """,
    "keras.regularizers": """
L1: l1
L1L2: l1 l2
L2: l2
OrthogonalRegularizer: factor mode
    """,
    "keras.src.losses.losses": """
LossFunctionWrapper: dtype fn name reduction
    """,
    "keras.src.ops.core": """
Cast ConvertToTensor SaturateCast Scatter ScatterUpdate Slice SliceUpdate StopGradient Unstack
    """,
    "keras.src.ops.image": """
AffineTransform CropImages ElasticTransform ExtractPatches GaussianBlur HSVToRGB MapCoordinates PadImages
PerspectiveTransform RGBToGrayscale RGBToHSV Resize SSIM ScaleAndTranslate SobelEdges
    """,
    "keras.src.ops.linalg": """
Cholesky CholeskyInverse Det Eig Eigh Inv Lstsq LuFactor MatrixRank Norm Pinv Qr SVD Solve SolveTriangular
    """,
    "keras.src.ops.math": """
CDist Erf Erfc Erfinv ExtractSequences FFT FFT2 IFFT2 IRFFT ISTFT InTopK Logdet Logsumexp RFFT Rsqrt STFT SegmentMax
SegmentMin SegmentProd SegmentReduction SegmentSum TopK ViewAsComplex ViewAsReal
    """,
    "keras.src.ops.nn": """
AdaptiveAveragePool AdaptiveMaxPool AveragePool BatchNorm BinaryCrossentropy CTCDecode CTCLoss CategoricalCrossentropy
Celu Conv ConvTranspose DepthToSpace DepthwiseConv DotProductAttention Elu Fold Gelu Glu HardShrink HardSigmoid
HardSilu HardTanh LayerNorm LeakyRelu LogSigmoid LogSoftmax MaxPool Moments MultiHot Normalize OneHot PSNR Polar
RMSNorm Relu Relu6 Selu SeparableConv Sigmoid Silu SoftShrink Softmax Softplus Softsign SpaceToDepth
SparseCategoricalCrossentropy SparsePlus SparseSigmoid Sparsemax Squareplus TanhShrink Threshold Unfold
    """,
    "keras.src.ops.numpy": """
Abs Absolute Add All AllClose Amax Amin Angle Any Append Arange Arccos Arccosh Arcsin Arcsinh Arctan Arctan2 Arctanh
Argmax Argmin Argpartition Argsort Array ArraySplit Average Bincount BitwiseAnd BitwiseInvert BitwiseLeftShift
BitwiseNot BitwiseOr BitwiseRightShift BitwiseXor BroadcastTo Cbrt Ceil Clip Concatenate Conj Conjugate Copy Corrcoef
Correlate Cos Cosh CountNonzero Cross Cumprod Cumsum Deg2rad Diag Diagflat Diagonal Diff Digitize Divide DivideNoNan
Dot Dsplit Dstack Einsum EmptyLike Equal Exp Exp2 ExpandDims Expm1 Fabs Flip Fliplr Flipud Floor FloorDivide Fmax Fmin
Fmod Full FullLike Gcd Geomspace GetItem Greater GreaterEqual Heaviside Histogram Hsplit Hstack Hypot I0 Imag Inner
IsIn Isclose Isfinite Isinf Isnan Isneginf Isposinf Isreal Kron Lcm Ldexp LeftShift Less LessEqual Linspace Log Log10
Log1p Log2 Logaddexp Logaddexp2 LogicalAnd LogicalNot LogicalOr LogicalXor Logspace Matmul Max Maximum Mean Median
Meshgrid Min Minimum Mod Moveaxis Multiply NanToNum Nanargmax Nanargmin Nancumprod Nancumsum Nanmax Nanmean Nanmedian
Nanmin Nanpercentile Nanprod Nanquantile Nanstd Nansum Nanvar Ndim Negative Nextafter Nonzero NotEqual OnesLike Outer
Pad Percentile Power Prod Ptp Quantile Rad2deg Ravel Real Reciprocal Repeat Reshape RightShift Roll Rot90 Round
SearchSorted Select Sign Signbit Sin Sinc Sinh Size Slogdet Sort Split Sqrt Square Squeeze Stack Std Subtract Sum
Swapaxes Take TakeAlongAxis Tan Tanh Tensordot Tile Trace Transpose Trapezoid Tril Triu TrueDivide Trunc Unique
UnravelIndex Vander Var Vdot View Vsplit Vstack Where ZerosLike
    """,
}
"""Module in a configuration → classes, with the arguments that each takes beyond those of
all layers; operations take plain values alone."""
FUNCTIONS = {
    "activations": """
celu elu exponential gelu glu hard_shrink hard_sigmoid hard_silu hard_tanh leaky_relu linear log_sigmoid log_softmax
mish relu relu6 selu sigmoid silu soft_shrink softmax softplus softsign sparse_plus sparse_sigmoid sparsemax
squareplus tanh tanh_shrink threshold
    """,
    "losses": """
binary_crossentropy binary_focal_crossentropy categorical_crossentropy categorical_focal_crossentropy
categorical_generalized_cross_entropy categorical_hinge circle cosine_similarity ctc dice hinge huber kl_divergence
log_cosh mean_absolute_error mean_absolute_percentage_error mean_squared_error mean_squared_logarithmic_error poisson
sparse_categorical_crossentropy squared_hinge tversky
    """,
    "metrics": """
binary_accuracy binary_crossentropy binary_focal_crossentropy categorical_accuracy categorical_crossentropy
categorical_focal_crossentropy categorical_hinge concordance_correlation hinge huber kl_divergence log_cosh
mean_absolute_error mean_absolute_percentage_error mean_squared_error mean_squared_logarithmic_error
pearson_correlation poisson sparse_categorical_accuracy sparse_categorical_crossentropy
sparse_top_k_categorical_accuracy squared_hinge top_k_categorical_accuracy
    """,
}
IDENTIFIERS = {
    "optimizers": """
adadelta adafactor adagrad adam adamax adamw ftrl lamb lion lossscaleoptimizer muon nadam rmsprop schedulefreeadamw
sgd
    """,
    "activations": """
celu elu exponential gelu glu hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh leaky_relu linear log_sigmoid
log_softmax mish relu relu6 selu sigmoid silu soft_shrink softmax softplus softsign sparse_plus sparse_sigmoid
sparsemax squareplus swish tanh tanh_shrink threshold
    """,
    "losses": """
BCE BinaryCrossentropy BinaryFocalCrossentropy CTC CategoricalCrossentropy CategoricalFocalCrossentropy
CategoricalHinge Circle CosineSimilarity Dice Hinge Huber KLD KLDivergence LogCosh MAE MAPE MSE MSLE MeanAbsoluteError
MeanAbsolutePercentageError MeanSquaredError MeanSquaredLogarithmicError Poisson SparseCategoricalCrossentropy
SquaredHinge Tversky bce binary_crossentropy binary_focal_crossentropy categorical_crossentropy
categorical_focal_crossentropy categorical_hinge circle cosine_similarity ctc dice hinge huber kl_divergence kld
log_cosh mae mape mean_absolute_error mean_absolute_percentage_error mean_squared_error mean_squared_logarithmic_error
mse msle poisson sparse_categorical_crossentropy squared_hinge tversky
    """,
    "metrics": """
AUC Accuracy BCE BinaryAccuracy BinaryCrossentropy BinaryIoU CategoricalAccuracy CategoricalCrossentropy
CategoricalHinge ConcordanceCorrelation CosineSimilarity F1Score FBetaScore FalseNegatives FalsePositives Hinge IoU
KLDivergence LogCoshError MAE MAPE MSE MSLE Mean MeanAbsoluteError MeanAbsolutePercentageError MeanIoU
MeanMetricWrapper MeanSquaredError MeanSquaredLogarithmicError OneHotIoU OneHotMeanIoU PearsonCorrelation Poisson
Precision PrecisionAtRecall R2Score Recall RecallAtPrecision RootMeanSquaredError SensitivityAtSpecificity
SparseCategoricalAccuracy SparseCategoricalCrossentropy SparseTopKCategoricalAccuracy SpecificityAtSensitivity
SquaredHinge Sum TopKCategoricalAccuracy TrueNegatives TruePositives accuracy auc bce binary_accuracy
binary_crossentropy binary_io_u categorical_accuracy categorical_crossentropy categorical_hinge
concordance_correlation cosine_similarity f1_score f_beta_score false_negatives false_positives hinge io_u
kl_divergence log_cosh_error mae mape mean mean_absolute_error mean_absolute_percentage_error mean_io_u
mean_metric_wrapper mean_squared_error mean_squared_logarithmic_error mse msle one_hot_io_u one_hot_mean_io_u
pearson_correlation poisson precision precision_at_recall r2_score recall recall_at_precision root_mean_squared_error
sensitivity_at_specificity sparse_categorical_accuracy sparse_categorical_crossentropy
sparse_top_k_categorical_accuracy specificity_at_sensitivity squared_hinge sum top_k_categorical_accuracy
true_negatives true_positives
    """,
    "initializers": """
Constant GlorotNormal GlorotUniform HeNormal HeUniform Identity IdentityInitializer LecunNormal LecunUniform Ones
Orthogonal OrthogonalInitializer RandomNormal RandomUniform STFT STFTInitializer TruncatedNormal VarianceScaling Zeros
constant glorot_normal glorot_uniform he_normal he_uniform identity lecun_normal lecun_uniform normal one ones
orthogonal random_normal random_uniform stft truncated_normal uniform variance_scaling zero zeros
    """,
    "regularizers": """
L1 L1L2 L2 OrthogonalRegularizer l1 l1l2 l2 orthogonal_regularizer
    """,
    "constraints": """
MaxNorm MinMaxNorm NonNeg UnitNorm max_norm min_max_norm non_neg unit_norm
    """,
}
