"""Models and what their `config.json` may name, m to z: made by `scripts/transformers_tables.py`."""

from __future__ import annotations

ROWS = {
    "m2m_100": (
        "M2M100Config",
        "M2M100ForConditionalGeneration M2M100Model",
        "activation_dropout activation_function attention_dropout d_model decoder_attention_heads "
        "decoder_ffn_dim decoder_layerdrop decoder_layers dropout encoder_attention_heads encoder_ffn_dim "
        "encoder_layerdrop encoder_layers hidden_size init_std max_position_embeddings num_attention_heads "
        "num_hidden_layers scale_embedding use_cache vocab_size",
    ),
    "marian": (
        "MarianConfig",
        "MarianForCausalLM MarianMTModel MarianModel",
        "activation_dropout activation_function attention_dropout d_model decoder_attention_heads "
        "decoder_ffn_dim decoder_layerdrop decoder_layers decoder_vocab_size dropout "
        "encoder_attention_heads encoder_ffn_dim encoder_layerdrop encoder_layers hidden_size init_std "
        "max_position_embeddings num_attention_heads num_hidden_layers scale_embedding "
        "share_encoder_decoder_embeddings use_cache vocab_size",
    ),
    "mbart": (
        "MBartConfig",
        "MBartForCausalLM MBartForConditionalGeneration MBartForQuestionAnswering "
        "MBartForSequenceClassification MBartModel",
        "activation_dropout activation_function attention_dropout classifier_dropout d_model "
        "decoder_attention_heads decoder_ffn_dim decoder_layerdrop decoder_layers dropout "
        "encoder_attention_heads encoder_ffn_dim encoder_layerdrop encoder_layers hidden_size init_std "
        "max_position_embeddings num_attention_heads num_hidden_layers scale_embedding use_cache vocab_size",
    ),
    "mistral": (
        "MistralConfig",
        "MistralForCausalLM MistralForQuestionAnswering MistralForSequenceClassification "
        "MistralForTokenClassification MistralModel",
        "attention_dropout head_dim hidden_act hidden_size initializer_range intermediate_size "
        "max_position_embeddings num_attention_heads num_hidden_layers num_key_value_heads rms_norm_eps "
        "rope_parameters rope_theta sliding_window use_cache vocab_size",
    ),
    "mixtral": (
        "MixtralConfig",
        "MixtralForCausalLM MixtralForQuestionAnswering MixtralForSequenceClassification "
        "MixtralForTokenClassification MixtralModel",
        "attention_dropout head_dim hidden_act hidden_size initializer_range intermediate_size "
        "max_position_embeddings num_attention_heads num_experts num_experts_per_tok num_hidden_layers "
        "num_key_value_heads num_local_experts output_router_logits rms_norm_eps rope_parameters rope_theta "
        "router_aux_loss_coef router_jitter_noise sliding_window use_cache vocab_size",
    ),
    "modernbert": (
        "ModernBertConfig",
        "ModernBertForMaskedLM ModernBertForMultipleChoice ModernBertForQuestionAnswering "
        "ModernBertForSequenceClassification ModernBertForTokenClassification ModernBertModel",
        "attention_bias attention_dropout classifier_activation classifier_bias classifier_dropout "
        "classifier_pooling cls_token_id decoder_bias deterministic_flash_attn embedding_dropout "
        "global_attn_every_n_layers global_rope_theta hidden_activation hidden_size "
        "initializer_cutoff_factor initializer_range intermediate_size layer_types local_attention "
        "local_rope_theta max_position_embeddings mlp_bias mlp_dropout norm_bias norm_eps "
        "num_attention_heads num_hidden_layers repad_logits_with_grad rope_parameters rope_theta "
        "sparse_pred_ignore_index sparse_prediction vocab_size",
    ),
    "mpnet": (
        "MPNetConfig",
        "MPNetForMaskedLM MPNetForMultipleChoice MPNetForQuestionAnswering MPNetForSequenceClassification "
        "MPNetForTokenClassification MPNetModel",
        "attention_probs_dropout_prob hidden_act hidden_dropout_prob hidden_size initializer_range "
        "intermediate_size layer_norm_eps max_position_embeddings num_attention_heads num_hidden_layers "
        "relative_attention_num_buckets vocab_size",
    ),
    "mt5": (
        "MT5Config",
        "MT5EncoderModel MT5ForConditionalGeneration MT5ForQuestionAnswering MT5ForSequenceClassification "
        "MT5ForTokenClassification MT5Model",
        "classifier_dropout d_ff d_kv d_model dense_act_fn dropout_rate feed_forward_proj head_dim "
        "hidden_size initializer_factor is_gated_act layer_norm_epsilon num_attention_heads "
        "num_decoder_layers num_heads num_hidden_layers num_layers relative_attention_max_distance "
        "relative_attention_num_buckets use_cache vocab_size",
    ),
    "olmo": (
        "OlmoConfig",
        "OlmoForCausalLM OlmoForSequenceClassification OlmoModel",
        "attention_bias attention_dropout clip_qkv hidden_act hidden_size initializer_range "
        "intermediate_size max_position_embeddings num_attention_heads num_hidden_layers "
        "num_key_value_heads rope_parameters rope_scaling rope_theta use_cache vocab_size",
    ),
    "olmo2": (
        "Olmo2Config",
        "Olmo2ForCausalLM Olmo2ForSequenceClassification Olmo2Model",
        "attention_bias attention_dropout hidden_act hidden_size initializer_range intermediate_size "
        "max_position_embeddings num_attention_heads num_hidden_layers num_key_value_heads rms_norm_eps "
        "rope_parameters rope_scaling rope_theta use_cache vocab_size",
    ),
    "opt": (
        "OPTConfig",
        "OPTForCausalLM OPTForQuestionAnswering OPTForSequenceClassification OPTModel",
        "activation_function attention_dropout do_layer_norm_before dropout enable_bias ffn_dim hidden_size "
        "init_std layer_norm_elementwise_affine layerdrop max_position_embeddings num_attention_heads "
        "num_hidden_layers use_cache vocab_size word_embed_proj_dim",
    ),
    "pegasus": (
        "PegasusConfig",
        "PegasusForCausalLM PegasusForConditionalGeneration PegasusModel",
        "activation_dropout activation_function attention_dropout d_model decoder_attention_heads "
        "decoder_ffn_dim decoder_layerdrop decoder_layers dropout encoder_attention_heads encoder_ffn_dim "
        "encoder_layerdrop encoder_layers hidden_size init_std max_position_embeddings num_attention_heads "
        "num_hidden_layers scale_embedding use_cache vocab_size",
    ),
    "phi": (
        "PhiConfig",
        "PhiForCausalLM PhiForSequenceClassification PhiForTokenClassification PhiModel",
        "attention_dropout embd_pdrop hidden_act hidden_size initializer_range intermediate_size "
        "layer_norm_eps max_position_embeddings num_attention_heads num_hidden_layers num_key_value_heads "
        "partial_rotary_factor qk_layernorm resid_pdrop rope_parameters rope_scaling rope_theta use_cache "
        "vocab_size",
    ),
    "phi3": (
        "Phi3Config",
        "Phi3ForCausalLM Phi3ForSequenceClassification Phi3ForTokenClassification Phi3Model",
        "attention_dropout embd_pdrop hidden_act hidden_size initializer_range intermediate_size "
        "max_position_embeddings num_attention_heads num_hidden_layers num_key_value_heads "
        "original_max_position_embeddings partial_rotary_factor resid_pdrop rms_norm_eps rope_parameters "
        "rope_scaling rope_theta sliding_window use_cache vocab_size",
    ),
    "qwen2": (
        "Qwen2Config",
        "Qwen2ForCausalLM Qwen2ForQuestionAnswering Qwen2ForSequenceClassification "
        "Qwen2ForTokenClassification Qwen2Model",
        "attention_dropout hidden_act hidden_size initializer_range intermediate_size layer_types "
        "max_position_embeddings max_window_layers num_attention_heads num_hidden_layers "
        "num_key_value_heads rms_norm_eps rope_parameters rope_scaling rope_theta sliding_window use_cache "
        "use_sliding_window vocab_size",
    ),
    "qwen2_moe": (
        "Qwen2MoeConfig",
        "Qwen2MoeForCausalLM Qwen2MoeForQuestionAnswering Qwen2MoeForSequenceClassification "
        "Qwen2MoeForTokenClassification Qwen2MoeModel",
        "attention_dropout decoder_sparse_step hidden_act hidden_size initializer_range intermediate_size "
        "layer_types max_position_embeddings max_window_layers mlp_only_layers moe_intermediate_size "
        "norm_topk_prob num_attention_heads num_experts num_experts_per_tok num_hidden_layers "
        "num_key_value_heads output_router_logits qkv_bias rms_norm_eps rope_parameters rope_scaling "
        "rope_theta router_aux_loss_coef shared_expert_intermediate_size sliding_window use_cache "
        "use_sliding_window vocab_size",
    ),
    "qwen3": (
        "Qwen3Config",
        "Qwen3ForCausalLM Qwen3ForQuestionAnswering Qwen3ForSequenceClassification "
        "Qwen3ForTokenClassification Qwen3Model",
        "attention_bias attention_dropout head_dim hidden_act hidden_size initializer_range "
        "intermediate_size layer_types max_position_embeddings max_window_layers num_attention_heads "
        "num_hidden_layers num_key_value_heads rms_norm_eps rope_parameters rope_scaling rope_theta "
        "sliding_window use_cache use_sliding_window vocab_size",
    ),
    "qwen3_moe": (
        "Qwen3MoeConfig",
        "Qwen3MoeForCausalLM Qwen3MoeForQuestionAnswering Qwen3MoeForSequenceClassification "
        "Qwen3MoeForTokenClassification Qwen3MoeModel",
        "attention_bias attention_dropout decoder_sparse_step hidden_act hidden_size initializer_range "
        "intermediate_size max_position_embeddings mlp_only_layers moe_intermediate_size norm_topk_prob "
        "num_attention_heads num_experts num_experts_per_tok num_hidden_layers num_key_value_heads "
        "num_local_experts output_router_logits rms_norm_eps rope_parameters rope_scaling rope_theta "
        "router_aux_loss_coef sliding_window use_cache use_sliding_window vocab_size",
    ),
    "resnet": (
        "ResNetConfig",
        "ResNetBackbone ResNetForImageClassification ResNetModel",
        "depths downsample_in_bottleneck downsample_in_first_stage embedding_size hidden_act hidden_sizes "
        "layer_type num_channels out_features out_indices stage_names",
    ),
    "roberta": (
        "RobertaConfig",
        "RobertaForCausalLM RobertaForMaskedLM RobertaForMultipleChoice RobertaForQuestionAnswering "
        "RobertaForSequenceClassification RobertaForTokenClassification RobertaModel",
        "attention_probs_dropout_prob classifier_dropout hidden_act hidden_dropout_prob hidden_size "
        "initializer_range intermediate_size layer_norm_eps max_position_embeddings num_attention_heads "
        "num_hidden_layers position_embedding_type type_vocab_size use_cache vocab_size",
    ),
    "roformer": (
        "RoFormerConfig",
        "RoFormerForCausalLM RoFormerForMaskedLM RoFormerForMultipleChoice RoFormerForQuestionAnswering "
        "RoFormerForSequenceClassification RoFormerForTokenClassification RoFormerModel",
        "attention_probs_dropout_prob embedding_size hidden_act hidden_dropout_prob hidden_size "
        "initializer_range intermediate_size layer_norm_eps max_position_embeddings num_attention_heads "
        "num_hidden_layers rotary_value type_vocab_size use_cache vocab_size",
    ),
    "segformer": (
        "SegformerConfig",
        "SegformerDecodeHead SegformerForImageClassification SegformerForSemanticSegmentation SegformerModel",
        "attention_probs_dropout_prob classifier_dropout_prob decoder_hidden_size depths drop_path_rate "
        "hidden_act hidden_dropout_prob hidden_sizes initializer_range layer_norm_eps mlp_ratios "
        "num_attention_heads num_channels num_encoder_blocks num_hidden_layers patch_sizes "
        "reshape_last_stage semantic_loss_ignore_index sr_ratios strides",
    ),
    "siglip": (
        "SiglipConfig",
        "SiglipForImageClassification SiglipModel",
        "initializer_factor text_config vision_config",
    ),
    "siglip_text_model": (
        "SiglipTextConfig",
        "SiglipTextModel",
        "attention_dropout hidden_act hidden_size intermediate_size layer_norm_eps max_position_embeddings "
        "num_attention_heads num_hidden_layers projection_size vocab_size",
    ),
    "siglip_vision_model": (
        "SiglipVisionConfig",
        "SiglipVisionModel",
        "attention_dropout hidden_act hidden_size image_size intermediate_size layer_norm_eps "
        "num_attention_heads num_channels num_hidden_layers patch_size vision_use_head",
    ),
    "smollm3": (
        "SmolLM3Config",
        "SmolLM3ForCausalLM SmolLM3ForQuestionAnswering SmolLM3ForSequenceClassification "
        "SmolLM3ForTokenClassification SmolLM3Model",
        "attention_bias attention_dropout hidden_act hidden_size initializer_range intermediate_size "
        "layer_types max_position_embeddings mlp_bias no_rope_layer_interval no_rope_layers "
        "num_attention_heads num_hidden_layers num_key_value_heads rms_norm_eps rope_parameters "
        "rope_scaling rope_theta sliding_window use_cache use_sliding_window vocab_size",
    ),
    "squeezebert": (
        "SqueezeBertConfig",
        "SqueezeBertForMaskedLM SqueezeBertForMultipleChoice SqueezeBertForQuestionAnswering "
        "SqueezeBertForSequenceClassification SqueezeBertForTokenClassification SqueezeBertModel",
        "attention_probs_dropout_prob embedding_size hidden_act hidden_dropout_prob hidden_size "
        "initializer_range intermediate_groups intermediate_size k_groups layer_norm_eps "
        "max_position_embeddings num_attention_heads num_hidden_layers output_groups post_attention_groups "
        "q_groups type_vocab_size v_groups vocab_size",
    ),
    "stablelm": (
        "StableLmConfig",
        "StableLmForCausalLM StableLmForSequenceClassification StableLmForTokenClassification StableLmModel",
        "attention_dropout hidden_act hidden_dropout hidden_size initializer_range intermediate_size "
        "layer_norm_eps max_position_embeddings num_attention_heads num_hidden_layers num_key_value_heads "
        "partial_rotary_factor qk_layernorm rope_parameters rope_scaling rope_theta use_cache "
        "use_parallel_residual use_qkv_bias vocab_size",
    ),
    "starcoder2": (
        "Starcoder2Config",
        "Starcoder2ForCausalLM Starcoder2ForSequenceClassification Starcoder2ForTokenClassification Starcoder2Model",
        "attention_dropout embedding_dropout hidden_act hidden_size initializer_range intermediate_size "
        "max_position_embeddings norm_epsilon num_attention_heads num_hidden_layers num_key_value_heads "
        "residual_dropout rope_parameters rope_scaling rope_theta sliding_window use_bias use_cache "
        "vocab_size",
    ),
    "swin": (
        "SwinConfig",
        "SwinBackbone SwinForImageClassification SwinForMaskedImageModeling SwinModel",
        "attention_probs_dropout_prob depths drop_path_rate embed_dim encoder_stride hidden_act "
        "hidden_dropout_prob hidden_size image_size initializer_range layer_norm_eps mlp_ratio "
        "num_attention_heads num_channels num_heads num_hidden_layers num_layers out_features out_indices "
        "patch_size qkv_bias stage_names use_absolute_embeddings window_size",
    ),
    "t5": (
        "T5Config",
        "T5EncoderModel T5ForConditionalGeneration T5ForQuestionAnswering T5ForSequenceClassification "
        "T5ForTokenClassification T5Model",
        "classifier_dropout d_ff d_kv d_model dense_act_fn dropout_rate feed_forward_proj head_dim "
        "hidden_size initializer_factor is_gated_act layer_norm_epsilon num_attention_heads "
        "num_decoder_layers num_heads num_hidden_layers num_layers relative_attention_max_distance "
        "relative_attention_num_buckets scale_decoder_outputs use_cache vocab_size",
    ),
    "umt5": (
        "UMT5Config",
        "UMT5EncoderModel UMT5ForConditionalGeneration UMT5ForQuestionAnswering "
        "UMT5ForSequenceClassification UMT5ForTokenClassification UMT5Model",
        "classifier_dropout d_ff d_kv d_model dense_act_fn dropout_rate feed_forward_proj head_dim "
        "hidden_size initializer_factor is_gated_act layer_norm_epsilon num_attention_heads "
        "num_decoder_layers num_heads num_hidden_layers num_layers relative_attention_max_distance "
        "relative_attention_num_buckets scale_decoder_outputs use_cache vocab_size",
    ),
    "vit": (
        "ViTConfig",
        "ViTForImageClassification ViTForMaskedImageModeling ViTModel",
        "attention_probs_dropout_prob encoder_stride hidden_act hidden_dropout_prob hidden_size image_size "
        "initializer_range intermediate_size layer_norm_eps num_attention_heads num_channels "
        "num_hidden_layers patch_size pooler_act pooler_output_size qkv_bias",
    ),
    "vit_mae": (
        "ViTMAEConfig",
        "ViTMAEForPreTraining ViTMAEModel",
        "attention_probs_dropout_prob decoder_hidden_size decoder_intermediate_size "
        "decoder_num_attention_heads decoder_num_hidden_layers hidden_act hidden_dropout_prob hidden_size "
        "image_size initializer_range intermediate_size layer_norm_eps mask_ratio norm_pix_loss "
        "num_attention_heads num_channels num_hidden_layers patch_size qkv_bias",
    ),
    "wav2vec2": (
        "Wav2Vec2Config",
        "Wav2Vec2ForAudioFrameClassification Wav2Vec2ForCTC Wav2Vec2ForMaskedLM Wav2Vec2ForPreTraining "
        "Wav2Vec2ForSequenceClassification Wav2Vec2ForXVector Wav2Vec2Model",
        "activation_dropout adapter_attn_dim adapter_kernel_size adapter_stride add_adapter "
        "apply_spec_augment attention_dropout classifier_proj_size codevector_dim "
        "contrastive_logits_temperature conv_bias conv_dim conv_kernel conv_stride ctc_loss_reduction "
        "ctc_zero_infinity diversity_loss_weight do_stable_layer_norm feat_extract_activation "
        "feat_extract_norm feat_proj_dropout feat_quantizer_dropout final_dropout hidden_act hidden_dropout "
        "hidden_size initializer_range intermediate_size layer_norm_eps layerdrop mask_feature_length "
        "mask_feature_min_masks mask_feature_prob mask_time_length mask_time_min_masks mask_time_prob "
        "num_adapter_layers num_attention_heads num_codevector_groups num_codevectors_per_group "
        "num_conv_pos_embedding_groups num_conv_pos_embeddings num_feat_extract_layers num_hidden_layers "
        "num_negatives output_hidden_size proj_codevector_dim tdnn_dilation tdnn_dim tdnn_kernel "
        "use_weighted_layer_sum vocab_size xvector_output_dim",
    ),
    "wavlm": (
        "WavLMConfig",
        "WavLMForAudioFrameClassification WavLMForCTC WavLMForSequenceClassification WavLMForXVector WavLMModel",
        "activation_dropout adapter_kernel_size adapter_stride add_adapter apply_spec_augment "
        "attention_dropout classifier_proj_size codevector_dim contrastive_logits_temperature conv_bias "
        "conv_dim conv_kernel conv_stride ctc_loss_reduction ctc_zero_infinity diversity_loss_weight "
        "do_stable_layer_norm feat_extract_activation feat_extract_norm feat_proj_dropout final_dropout "
        "hidden_act hidden_dropout hidden_size initializer_range intermediate_size layer_norm_eps layerdrop "
        "mask_feature_length mask_feature_prob mask_time_length mask_time_min_masks mask_time_prob "
        "max_bucket_distance num_adapter_layers num_attention_heads num_buckets num_codevector_groups "
        "num_codevectors_per_group num_conv_pos_embedding_groups num_conv_pos_embeddings num_ctc_classes "
        "num_feat_extract_layers num_hidden_layers num_negatives output_hidden_size proj_codevector_dim "
        "tdnn_dilation tdnn_dim tdnn_kernel use_weighted_layer_sum vocab_size xvector_output_dim",
    ),
    "whisper": (
        "WhisperConfig",
        "WhisperForAudioClassification WhisperForCausalLM WhisperForConditionalGeneration WhisperModel",
        "activation_dropout activation_function apply_spec_augment attention_dropout classifier_proj_size "
        "d_model decoder_attention_heads decoder_ffn_dim decoder_layerdrop decoder_layers dropout "
        "encoder_attention_heads encoder_ffn_dim encoder_layerdrop encoder_layers hidden_size init_std "
        "mask_feature_length mask_feature_min_masks mask_feature_prob mask_time_length mask_time_min_masks "
        "mask_time_prob max_source_positions max_target_positions median_filter_width num_attention_heads "
        "num_hidden_layers num_key_value_heads num_mel_bins scale_embedding use_cache "
        "use_weighted_layer_sum vocab_size",
    ),
    "xlm-roberta": (
        "XLMRobertaConfig",
        "XLMRobertaForCausalLM XLMRobertaForMaskedLM XLMRobertaForMultipleChoice "
        "XLMRobertaForQuestionAnswering XLMRobertaForSequenceClassification "
        "XLMRobertaForTokenClassification XLMRobertaModel",
        "attention_probs_dropout_prob classifier_dropout hidden_act hidden_dropout_prob hidden_size "
        "initializer_range intermediate_size layer_norm_eps max_position_embeddings num_attention_heads "
        "num_hidden_layers position_embedding_type type_vocab_size use_cache vocab_size",
    ),
    "xlnet": (
        "XLNetConfig",
        "XLNetForMultipleChoice XLNetForQuestionAnswering XLNetForQuestionAnsweringSimple "
        "XLNetForSequenceClassification XLNetForTokenClassification XLNetLMHeadModel XLNetModel",
        "attn_type bi_data clamp_len d_head d_inner d_model dropout end_n_top ff_activation hidden_size "
        "initializer_range layer_norm_eps mem_len n_head n_layer n_token num_attention_heads "
        "num_hidden_layers reuse_len same_length start_n_top summary_activation summary_last_dropout "
        "summary_type summary_use_proj untie_r use_mems_eval use_mems_train vocab_size",
    ),
}
"""Type → class of the configuration, of the models, keys; `common` are keys of all types."""
