"""What a model of Keras 2 may be made of. Made by scripts/keras_tables.py."""

from __future__ import annotations

CLASSES = {
    "keras.constraints": """
MaxNorm: axis max_value
MinMaxNorm: axis max_value min_value rate
NonNeg
RadialConstraint
UnitNorm: axis
    """,
    "keras.initializers": """
Constant: value
GlorotNormal: seed
GlorotUniform: seed
HeNormal: seed
HeUniform: seed
Identity: gain
LecunNormal: seed
LecunUniform: seed
Ones
Orthogonal: gain seed
RandomNormal: mean seed stddev
RandomUniform: maxval minval seed
TruncatedNormal: mean seed stddev
VarianceScaling: distribution mode scale seed
Zeros
    """,
    "keras.layers": """
Activation: activation
ActivityRegularization: l1 l2
Add
AdditiveAttention: dropout force_generator rng_type seed use_scale
AlphaDropout: force_generator noise_shape rate rng_type seed
Attention: dropout force_generator rng_type score_mode seed use_scale
Average
AveragePooling1D: data_format padding pool_size strides
AveragePooling2D: data_format padding pool_size strides
AveragePooling3D: data_format padding pool_size strides
BatchNormalization: axis beta_constraint beta_initializer beta_regularizer center epsilon fused gamma_constraint
 gamma_initializer gamma_regularizer momentum moving_mean_initializer moving_variance_initializer renorm
 renorm_clipping renorm_momentum scale synchronized virtual_batch_size
Bidirectional: backward_layer layer merge_mode
CategoryEncoding: num_tokens output_mode sparse
CenterCrop: height width
Concatenate: axis
Conv1D: activation bias_constraint bias_initializer bias_regularizer data_format dilation_rate filters groups
 kernel_constraint kernel_initializer kernel_regularizer kernel_size padding rank strides use_bias
Conv1DTranspose: activation bias_constraint bias_initializer bias_regularizer data_format dilation_rate filters groups
 kernel_constraint kernel_initializer kernel_regularizer kernel_size output_padding padding rank strides use_bias
Conv2D: activation bias_constraint bias_initializer bias_regularizer data_format dilation_rate filters groups
 kernel_constraint kernel_initializer kernel_regularizer kernel_size padding rank strides use_bias
Conv2DTranspose: activation bias_constraint bias_initializer bias_regularizer data_format dilation_rate filters groups
 kernel_constraint kernel_initializer kernel_regularizer kernel_size output_padding padding rank strides use_bias
Conv3D: activation bias_constraint bias_initializer bias_regularizer data_format dilation_rate filters groups
 kernel_constraint kernel_initializer kernel_regularizer kernel_size padding rank strides use_bias
Conv3DTranspose: activation bias_constraint bias_initializer bias_regularizer data_format dilation_rate filters groups
 kernel_constraint kernel_initializer kernel_regularizer kernel_size output_padding padding rank strides use_bias
ConvLSTM1D: activation bias_constraint bias_initializer bias_regularizer cell data_format dilation_rate dropout
 filters go_backwards kernel_constraint kernel_initializer kernel_regularizer kernel_size padding rank
 recurrent_activation recurrent_constraint recurrent_dropout recurrent_initializer recurrent_regularizer
 return_sequences return_state stateful strides time_major unit_forget_bias unroll use_bias
ConvLSTM2D: activation bias_constraint bias_initializer bias_regularizer cell data_format dilation_rate dropout
 filters go_backwards kernel_constraint kernel_initializer kernel_regularizer kernel_size padding rank
 recurrent_activation recurrent_constraint recurrent_dropout recurrent_initializer recurrent_regularizer
 return_sequences return_state stateful strides time_major unit_forget_bias unroll use_bias
ConvLSTM3D: activation bias_constraint bias_initializer bias_regularizer cell data_format dilation_rate dropout
 filters go_backwards kernel_constraint kernel_initializer kernel_regularizer kernel_size padding rank
 recurrent_activation recurrent_constraint recurrent_dropout recurrent_initializer recurrent_regularizer
 return_sequences return_state stateful strides time_major unit_forget_bias unroll use_bias
Cropping1D: cropping
Cropping2D: cropping data_format
Cropping3D: cropping data_format
Dense: activation bias_constraint bias_initializer bias_regularizer kernel_constraint kernel_initializer
 kernel_regularizer units use_bias
DepthwiseConv1D: activation bias_constraint bias_initializer bias_regularizer data_format depth_multiplier
 depthwise_constraint depthwise_initializer depthwise_regularizer dilation_rate filters groups kernel_constraint
 kernel_initializer kernel_regularizer kernel_size padding rank strides use_bias
DepthwiseConv2D: activation bias_constraint bias_initializer bias_regularizer data_format depth_multiplier
 depthwise_constraint depthwise_initializer depthwise_regularizer dilation_rate filters groups kernel_constraint
 kernel_initializer kernel_regularizer kernel_size padding rank strides use_bias
Discretization: bin_boundaries epsilon num_bins output_mode sparse
Dot: axes normalize
Dropout: force_generator noise_shape rate rng_type seed
ELU: alpha
EinsumDense: activation bias_axes bias_constraint bias_initializer bias_regularizer equation kernel_constraint
 kernel_initializer kernel_regularizer output_shape
Embedding: embeddings_constraint embeddings_initializer embeddings_regularizer input_dim input_length mask_zero
 output_dim sparse
Flatten: data_format
GRU: activation bias_constraint bias_initializer bias_regularizer cell dropout force_generator go_backwards
 kernel_constraint kernel_initializer kernel_regularizer recurrent_activation recurrent_constraint recurrent_dropout
 recurrent_initializer recurrent_regularizer reset_after return_sequences return_state rng_type seed stateful
 time_major units unroll use_bias
GRUCell: activation bias_constraint bias_initializer bias_regularizer dropout force_generator kernel_constraint
 kernel_initializer kernel_regularizer recurrent_activation recurrent_constraint recurrent_dropout
 recurrent_initializer recurrent_regularizer reset_after rng_type seed units use_bias
GaussianDropout: force_generator rate rng_type seed
GaussianNoise: force_generator rng_type seed stddev
GlobalAveragePooling1D: data_format keepdims
GlobalAveragePooling2D: data_format keepdims
GlobalAveragePooling3D: data_format keepdims
GlobalMaxPooling1D: data_format keepdims
GlobalMaxPooling2D: data_format keepdims
GlobalMaxPooling3D: data_format keepdims
GroupNormalization: axis beta_constraint beta_initializer beta_regularizer center epsilon gamma_constraint
 gamma_initializer gamma_regularizer groups scale
HashedCrossing: num_bins output_mode sparse
Hashing: mask_value num_bins output_mode salt sparse
Identity
InputLayer: batch_input_shape batch_size input_shape input_tensor optional ragged sparse type_spec
IntegerLookup: has_input_vocabulary idf_weights invert mask_token max_tokens num_oov_indices oov_method oov_token
 output_mode pad_to_max_tokens salt sparse vocabulary vocabulary_dtype vocabulary_size
LSTM: activation bias_constraint bias_initializer bias_regularizer cell dropout force_generator go_backwards
 kernel_constraint kernel_initializer kernel_regularizer recurrent_activation recurrent_constraint recurrent_dropout
 recurrent_initializer recurrent_regularizer return_sequences return_state rng_type seed stateful time_major
 unit_forget_bias units unroll use_bias
LSTMCell: activation bias_constraint bias_initializer bias_regularizer dropout force_generator kernel_constraint
 kernel_initializer kernel_regularizer recurrent_activation recurrent_constraint recurrent_dropout
 recurrent_initializer recurrent_regularizer rng_type seed unit_forget_bias units use_bias
LayerNormalization: axis beta_constraint beta_initializer beta_regularizer center epsilon gamma_constraint
 gamma_initializer gamma_regularizer scale
LeakyReLU: alpha
LocallyConnected1D: activation bias_constraint bias_initializer bias_regularizer data_format filters implementation
 kernel_constraint kernel_initializer kernel_regularizer kernel_size padding strides use_bias
LocallyConnected2D: activation bias_constraint bias_initializer bias_regularizer data_format filters implementation
 kernel_constraint kernel_initializer kernel_regularizer kernel_size padding strides use_bias
Masking: mask_value
MaxPooling1D: data_format padding pool_size strides
MaxPooling2D: data_format padding pool_size strides
MaxPooling3D: data_format padding pool_size strides
Maximum
Minimum
MultiHeadAttention: attention_axes bias_constraint bias_initializer bias_regularizer dropout kernel_constraint
 kernel_initializer kernel_regularizer key_dim num_heads output_shape softmax_robust_masking use_bias value_dim
Multiply
Normalization: axis invert mean variance
PReLU: alpha_constraint alpha_initializer alpha_regularizer shared_axes
Permute: dims
RNN: cell go_backwards return_sequences return_state stateful time_major unroll
RandomBrightness: factor force_generator rng_type seed value_range
RandomContrast: factor force_generator rng_type seed
RandomCrop: force_generator height rng_type seed width
RandomFlip: force_generator mode rng_type seed
RandomHeight: factor force_generator interpolation rng_type seed
RandomRotation: factor fill_mode fill_value force_generator interpolation rng_type seed
RandomTranslation: fill_mode fill_value force_generator height_factor interpolation rng_type seed width_factor
RandomWidth: factor force_generator interpolation rng_type seed
RandomZoom: fill_mode fill_value force_generator height_factor interpolation rng_type seed width_factor
ReLU: max_value negative_slope threshold
RepeatVector: n
Rescaling: offset scale
Reshape: target_shape
Resizing: crop_to_aspect_ratio height interpolation width
SeparableConv1D: activation bias_constraint bias_initializer bias_regularizer data_format depth_multiplier
 depthwise_constraint depthwise_initializer depthwise_regularizer dilation_rate filters groups kernel_constraint
 kernel_initializer kernel_regularizer kernel_size padding pointwise_constraint pointwise_initializer
 pointwise_regularizer rank strides use_bias
SeparableConv2D: activation bias_constraint bias_initializer bias_regularizer data_format depth_multiplier
 depthwise_constraint depthwise_initializer depthwise_regularizer dilation_rate filters groups kernel_constraint
 kernel_initializer kernel_regularizer kernel_size padding pointwise_constraint pointwise_initializer
 pointwise_regularizer rank strides use_bias
SimpleRNN: activation bias_constraint bias_initializer bias_regularizer cell dropout go_backwards kernel_constraint
 kernel_initializer kernel_regularizer recurrent_constraint recurrent_dropout recurrent_initializer
 recurrent_regularizer return_sequences return_state stateful time_major units unroll use_bias
SimpleRNNCell: activation bias_constraint bias_initializer bias_regularizer dropout force_generator kernel_constraint
 kernel_initializer kernel_regularizer recurrent_constraint recurrent_dropout recurrent_initializer
 recurrent_regularizer rng_type seed units use_bias
Softmax: axis robust_masking
SpatialDropout1D: force_generator noise_shape rate rng_type seed
SpatialDropout2D: data_format force_generator noise_shape rate rng_type seed
SpatialDropout3D: data_format force_generator noise_shape rate rng_type seed
SpectralNormalization: layer power_iterations
StackedRNNCells: cells
StringLookup: encoding has_input_vocabulary idf_weights invert mask_token max_tokens num_oov_indices oov_method
 oov_token output_mode pad_to_max_tokens salt sparse vocabulary vocabulary_dtype vocabulary_size
Subtract
TextVectorization: encoding idf_weights max_tokens ngrams output_mode output_sequence_length pad_to_max_tokens ragged
 sparse split standardize vocabulary vocabulary_size
ThresholdedReLU: theta
TimeDistributed: layer
UnitNormalization: axis
UpSampling1D: size
UpSampling2D: data_format interpolation size
UpSampling3D: data_format size
ZeroPadding1D: padding
ZeroPadding2D: data_format padding
ZeroPadding3D: data_format padding
    """,
    "keras.losses": """
BinaryCrossentropy: axis fn from_logits label_smoothing reduction
BinaryFocalCrossentropy: alpha apply_class_balancing axis fn from_logits gamma label_smoothing reduction
CategoricalCrossentropy: axis fn from_logits label_smoothing reduction
CategoricalFocalCrossentropy: alpha axis fn from_logits gamma label_smoothing reduction
CategoricalHinge: fn reduction
CosineSimilarity: axis fn reduction
Hinge: fn reduction
Huber: delta fn reduction
KLDivergence: fn reduction
LogCosh: fn reduction
MeanAbsoluteError: fn reduction
MeanAbsolutePercentageError: fn reduction
MeanSquaredError: fn reduction
MeanSquaredLogarithmicError: fn reduction
Poisson: fn reduction
SparseCategoricalCrossentropy: fn from_logits ignore_class reduction
SquaredHinge: fn reduction
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
MeanRelativeError: normalizer
MeanSquaredError
MeanSquaredLogarithmicError
MeanTensor: shape
OneHotIoU: axis ignore_class num_classes sparse_y_pred target_class_ids
OneHotMeanIoU: axis ignore_class num_classes sparse_y_pred
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
SparseTopKCategoricalAccuracy: k
SpecificityAtSensitivity: class_id num_thresholds sensitivity
SquaredHinge
Sum
TopKCategoricalAccuracy: k
TrueNegatives: thresholds
TruePositives: thresholds
    """,
    "keras.mixed_precision": """
Policy
    """,
    "keras.optimizers": """
Adadelta: clipnorm clipvalue ema_momentum ema_overwrite_frequency epsilon global_clipnorm jit_compile learning_rate
 name rho use_ema weight_decay
Adafactor: beta_2_decay clip_threshold clipnorm clipvalue ema_momentum ema_overwrite_frequency epsilon_1 epsilon_2
 global_clipnorm jit_compile learning_rate name relative_step use_ema weight_decay
Adagrad: clipnorm clipvalue ema_momentum ema_overwrite_frequency epsilon global_clipnorm initial_accumulator_value
 jit_compile learning_rate name use_ema weight_decay
Adam: adaptive_epsilon amsgrad beta_1 beta_2 clipnorm clipvalue ema_momentum ema_overwrite_frequency epsilon
 global_clipnorm jit_compile learning_rate name use_ema weight_decay
AdamW: amsgrad beta_1 beta_2 clipnorm clipvalue ema_momentum ema_overwrite_frequency epsilon global_clipnorm
 jit_compile learning_rate name use_ema weight_decay
Adamax: beta_1 beta_2 clipnorm clipvalue ema_momentum ema_overwrite_frequency epsilon global_clipnorm jit_compile
 learning_rate name use_ema weight_decay
Ftrl: beta clipnorm clipvalue ema_momentum ema_overwrite_frequency global_clipnorm initial_accumulator_value
 jit_compile l1_regularization_strength l2_regularization_strength l2_shrinkage_regularization_strength learning_rate
 learning_rate_power name use_ema weight_decay
Lion: beta_1 beta_2 clipnorm clipvalue ema_momentum ema_overwrite_frequency global_clipnorm jit_compile learning_rate
 name use_ema weight_decay
Nadam: beta_1 beta_2 clipnorm clipvalue ema_momentum ema_overwrite_frequency epsilon global_clipnorm jit_compile
 learning_rate name use_ema weight_decay
RMSprop: centered clipnorm clipvalue ema_momentum ema_overwrite_frequency epsilon global_clipnorm jit_compile
 learning_rate momentum name rho use_ema weight_decay
SGD: clipnorm clipvalue ema_momentum ema_overwrite_frequency global_clipnorm jit_compile learning_rate momentum name
 nesterov use_ema weight_decay
    """,
    "keras.optimizers.legacy": """
Adadelta: epsilon learning_rate name rho
Adagrad: epsilon initial_accumulator_value learning_rate name
Adam: amsgrad beta_1 beta_2 epsilon learning_rate name
Adamax: beta_1 beta_2 epsilon learning_rate name
Ftrl: beta initial_accumulator_value l1_regularization_strength l2_regularization_strength
 l2_shrinkage_regularization_strength learning_rate learning_rate_power name
Nadam: beta_1 beta_2 epsilon learning_rate name
RMSprop: centered epsilon learning_rate momentum name rho
SGD: learning_rate momentum name nesterov
    """,
    "keras.optimizers.schedules": """
CosineDecay: alpha decay_steps initial_learning_rate name warmup_steps warmup_target
CosineDecayRestarts: alpha first_decay_steps initial_learning_rate m_mul name t_mul
ExponentialDecay: decay_rate decay_steps initial_learning_rate name staircase
InverseTimeDecay: decay_rate decay_steps initial_learning_rate name staircase
PiecewiseConstantDecay: boundaries name values
PolynomialDecay: cycle decay_steps end_learning_rate initial_learning_rate name power
    """,
    "keras.regularizers": """
L1: l1
L1L2: l1 l2
L2: l2
OrthogonalRegularizer: factor mode
    """,
}
"""Module in a configuration → classes, with the arguments that each takes beyond those of
all layers; operations take plain values alone."""
FUNCTIONS = {
    "activations": """
elu exponential gelu hard_sigmoid linear mish relu selu sigmoid softmax softplus softsign swish tanh
    """,
    "losses": """
binary_crossentropy binary_focal_crossentropy categorical_crossentropy categorical_focal_crossentropy
categorical_hinge cosine_similarity hinge huber kl_divergence log_cosh mean_absolute_error
mean_absolute_percentage_error mean_squared_error mean_squared_logarithmic_error poisson
sparse_categorical_crossentropy squared_hinge
    """,
    "metrics": """
binary_accuracy binary_crossentropy binary_focal_crossentropy categorical_accuracy categorical_crossentropy
categorical_focal_crossentropy hinge kl_divergence log_cosh mean_absolute_error mean_absolute_percentage_error
mean_squared_error mean_squared_logarithmic_error poisson sparse_categorical_accuracy sparse_categorical_crossentropy
sparse_top_k_categorical_accuracy squared_hinge top_k_categorical_accuracy
    """,
}
IDENTIFIERS = {
    "optimizers": """
adadelta adafactor adagrad adam adamax adamw ftrl lion nadam rmsprop sgd
    """,
    "activations": """
elu exponential gelu hard_sigmoid linear mish relu selu sigmoid softmax softplus softsign swish tanh
    """,
    "losses": """
BCE BinaryCrossentropy BinaryFocalCrossentropy CategoricalCrossentropy CategoricalFocalCrossentropy CategoricalHinge
CosineSimilarity Hinge Huber KLD KLDivergence LogCosh MAE MAPE MSE MSLE MeanAbsoluteError MeanAbsolutePercentageError
MeanSquaredError MeanSquaredLogarithmicError Poisson SparseCategoricalCrossentropy SquaredHinge bce
binary_crossentropy binary_focal_crossentropy categorical_crossentropy categorical_focal_crossentropy
categorical_hinge cosine_similarity hinge huber huber_loss kl_divergence kld kullback_leibler_divergence log_cosh
logcosh mae mape mean_absolute_error mean_absolute_percentage_error mean_squared_error mean_squared_logarithmic_error
mse msle poisson sparse_categorical_crossentropy squared_hinge
    """,
    "metrics": """
AUC Accuracy BinaryAccuracy BinaryCrossentropy BinaryIoU CategoricalAccuracy CategoricalCrossentropy CategoricalHinge
CosineSimilarity F1Score FBetaScore FalseNegatives FalsePositives Hinge IoU KLDivergence LogCoshError Mean
MeanAbsoluteError MeanAbsolutePercentageError MeanIoU MeanMetricWrapper MeanRelativeError MeanSquaredError
MeanSquaredLogarithmicError MeanTensor OneHotIoU OneHotMeanIoU Poisson Precision PrecisionAtRecall R2Score Recall
RecallAtPrecision RootMeanSquaredError SensitivityAtSpecificity SparseCategoricalAccuracy
SparseCategoricalCrossentropy SparseTopKCategoricalAccuracy SpecificityAtSensitivity SquaredHinge Sum
TopKCategoricalAccuracy TrueNegatives TruePositives binary_accuracy categorical_accuracy cosine_proximity
cosine_similarity sparse_categorical_accuracy sparse_top_k_categorical_accuracy top_k_categorical_accuracy
    """,
    "initializers": """
Constant ConstantV2 GlorotNormal GlorotNormalV2 GlorotUniform GlorotUniformV2 HeNormal HeNormalV2 HeUniform
HeUniformV2 Identity IdentityV2 LecunNormal LecunNormalV2 LecunUniform LecunUniformV2 Ones OnesV2 Orthogonal
OrthogonalV2 RandomNormal RandomNormalV2 RandomUniform RandomUniformV2 TruncatedNormal TruncatedNormalV2
VarianceScaling VarianceScalingV2 Zeros ZerosV2 constant glorot_normal glorot_normalV2 glorot_uniform glorot_uniformV2
he_normal he_normalV2 he_uniform he_uniformV2 identity lecun_normal lecun_normalV2 lecun_uniform lecun_uniformV2
normal one ones orthogonal random_normal random_uniform truncated_normal uniform variance_scaling zero zeros
    """,
    "regularizers": """
L1 L1L2 L2 OrthogonalRegularizer l1 l2 orthogonal_regularizer
    """,
    "constraints": """
MaxNorm MinMaxNorm NonNeg RadialConstraint UnitNorm max_norm maxnorm min_max_norm non_neg nonneg radial_constraint
unit_norm unitnorm
    """,
}
OPERATIONS = {
    "tensorflow": """
__operators__.abs __operators__.add __operators__.and __operators__.div __operators__.eq __operators__.floordiv
__operators__.ge __operators__.getitem __operators__.gt __operators__.invert __operators__.le __operators__.lt
__operators__.matmul __operators__.mod __operators__.mul __operators__.ne __operators__.neg __operators__.or
__operators__.pow __operators__.radd __operators__.rand __operators__.rdiv __operators__.rfloordiv
__operators__.rmatmul __operators__.rmod __operators__.rmul __operators__.ror __operators__.rpow __operators__.rsub
__operators__.rtruediv __operators__.rxor __operators__.sub __operators__.truediv __operators__.xor cast clip_by_value
concat expand_dims gather identity linalg.adjoint linalg.band_part linalg.banded_triangular_solve linalg.cholesky
linalg.cholesky_solve linalg.cross linalg.det linalg.diag linalg.diag_part linalg.eig linalg.eigh
linalg.eigh_tridiagonal linalg.eigvals linalg.eigvalsh linalg.expm linalg.global_norm linalg.inv linalg.logdet
linalg.logm linalg.lstsq linalg.lu linalg.lu_matrix_inverse linalg.lu_reconstruct linalg.lu_solve linalg.matmul
linalg.matrix_rank linalg.matrix_transpose linalg.matvec linalg.normalize linalg.pinv linalg.qr linalg.set_diag
linalg.slogdet linalg.solve linalg.sqrtm linalg.svd linalg.tensor_diag linalg.tensor_diag_part linalg.trace
linalg.triangular_solve linalg.tridiagonal_matmul linalg.tridiagonal_solve math.abs math.accumulate_n math.acos
math.acosh math.add math.add_n math.angle math.approx_max_k math.approx_min_k math.argmax math.argmin math.asin
math.asinh math.atan math.atan2 math.atanh math.bessel_i0 math.bessel_i0e math.bessel_i1 math.bessel_i1e math.betainc
math.bincount math.ceil math.confusion_matrix math.conj math.cos math.cosh math.count_nonzero math.cumprod math.cumsum
math.cumulative_logsumexp math.digamma math.divide math.divide_no_nan math.equal math.erf math.erfc math.erfcinv
math.erfinv math.exp math.expm1 math.floor math.floordiv math.floormod math.greater math.greater_equal math.igamma
math.igammac math.imag math.in_top_k math.invert_permutation math.is_finite math.is_inf math.is_nan
math.is_non_decreasing math.is_strictly_increasing math.l2_normalize math.lbeta math.less math.less_equal math.lgamma
math.log math.log1p math.log_sigmoid math.logical_and math.logical_not math.logical_or math.logical_xor math.maximum
math.minimum math.multiply math.multiply_no_nan math.ndtri math.negative math.nextafter math.not_equal math.polygamma
math.polyval math.pow math.real math.reciprocal math.reciprocal_no_nan math.reduce_all math.reduce_any
math.reduce_euclidean_norm math.reduce_logsumexp math.reduce_max math.reduce_mean math.reduce_min math.reduce_prod
math.reduce_std math.reduce_sum math.reduce_variance math.rint math.round math.rsqrt math.scalar_mul math.segment_max
math.segment_mean math.segment_min math.segment_prod math.segment_sum math.sigmoid math.sign math.sin math.sinh
math.sobol_sample math.softplus math.sqrt math.square math.squared_difference math.subtract math.tan math.tanh
math.top_k math.truediv math.unsorted_segment_max math.unsorted_segment_mean math.unsorted_segment_min
math.unsorted_segment_prod math.unsorted_segment_sqrt_n math.unsorted_segment_sum math.xdivy math.xlog1py math.xlogy
math.zero_fraction math.zeta nn.atrous_conv2d nn.atrous_conv2d_transpose nn.avg_pool nn.avg_pool1d nn.avg_pool2d
nn.avg_pool3d nn.batch_norm_with_global_normalization nn.batch_normalization nn.bias_add nn.collapse_repeated
nn.compute_accidental_hits nn.compute_average_loss nn.conv1d nn.conv1d_transpose nn.conv2d nn.conv2d_transpose
nn.conv3d nn.conv3d_transpose nn.conv_transpose nn.convolution nn.crelu nn.ctc_beam_search_decoder
nn.ctc_greedy_decoder nn.ctc_loss nn.ctc_unique_labels nn.depth_to_space nn.depthwise_conv2d
nn.depthwise_conv2d_backprop_filter nn.depthwise_conv2d_backprop_input nn.dilation2d nn.dropout nn.elu
nn.embedding_lookup nn.embedding_lookup_sparse nn.erosion2d nn.fractional_avg_pool nn.fractional_max_pool nn.gelu
nn.isotonic_regression nn.l2_loss nn.leaky_relu nn.local_response_normalization nn.log_poisson_loss nn.log_softmax
nn.max_pool nn.max_pool1d nn.max_pool2d nn.max_pool3d nn.max_pool_with_argmax nn.moments nn.nce_loss
nn.normalize_moments nn.pool nn.relu nn.relu6 nn.safe_embedding_lookup_sparse nn.sampled_softmax_loss
nn.scale_regularization_loss nn.selu nn.separable_conv2d nn.sigmoid_cross_entropy_with_logits nn.silu nn.softmax
nn.softmax_cross_entropy_with_logits nn.softsign nn.space_to_depth nn.sparse_softmax_cross_entropy_with_logits
nn.sufficient_statistics nn.weighted_cross_entropy_with_logits nn.weighted_moments nn.with_space_to_batch one_hot
ones_like pad random.all_candidate_sampler random.learned_unigram_candidate_sampler repeat reshape reverse roll shape
signal.dct signal.fft signal.fft2d signal.fft3d signal.fftnd signal.fftshift signal.frame signal.hamming_window
signal.hann_window signal.idct signal.ifft signal.ifft2d signal.ifft3d signal.ifftnd signal.ifftshift
signal.inverse_mdct signal.inverse_stft signal.inverse_stft_window_fn signal.irfft signal.irfft2d signal.irfft3d
signal.irfftnd signal.kaiser_bessel_derived_window signal.kaiser_window signal.linear_to_mel_weight_matrix signal.mdct
signal.mfccs_from_log_mel_spectrograms signal.overlap_and_add signal.rfft signal.rfft2d signal.rfft3d signal.rfftnd
signal.stft signal.vorbis_window split squeeze stack stop_gradient strings.as_string strings.bytes_split
strings.format strings.join strings.length strings.lower strings.ngrams strings.reduce_join strings.regex_full_match
strings.regex_replace strings.split strings.strip strings.substr strings.to_hash_bucket strings.to_hash_bucket_fast
strings.to_hash_bucket_strong strings.to_number strings.unicode_decode strings.unicode_decode_with_offsets
strings.unicode_encode strings.unicode_script strings.unicode_split strings.unicode_split_with_offsets
strings.unicode_transcode strings.unsorted_segment_join strings.upper tile transpose unstack where zeros_like
    """,
}
