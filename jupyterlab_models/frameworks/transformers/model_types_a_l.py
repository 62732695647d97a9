"""Models and what their `config.json` may name, a to l: made by `scripts/transformers_tables.py`."""

from __future__ import annotations

ROWS = {
    "albert": (
        "AlbertConfig",
        "AlbertForMaskedLM AlbertForMultipleChoice AlbertForPreTraining AlbertForQuestionAnswering "
        "AlbertForSequenceClassification AlbertForTokenClassification AlbertModel",
        "attention_probs_dropout_prob classifier_dropout_prob embedding_size hidden_act hidden_dropout_prob "
        "hidden_size initializer_range inner_group_num intermediate_size layer_norm_eps "
        "max_position_embeddings num_attention_heads num_hidden_groups num_hidden_layers "
        "position_embedding_type type_vocab_size vocab_size",
    ),
    "bart": (
        "BartConfig",
        "BartForCausalLM BartForConditionalGeneration BartForQuestionAnswering BartForSequenceClassification BartModel",
        "activation_dropout activation_function attention_dropout classifier_dropout d_model "
        "decoder_attention_heads decoder_ffn_dim decoder_layerdrop decoder_layers dropout "
        "encoder_attention_heads encoder_ffn_dim encoder_layerdrop encoder_layers hidden_size init_std "
        "max_position_embeddings num_attention_heads num_hidden_layers scale_embedding use_cache vocab_size",
    ),
    "bert": (
        "BertConfig",
        "BertForMaskedLM BertForMultipleChoice BertForNextSentencePrediction BertForPreTraining "
        "BertForQuestionAnswering BertForSequenceClassification BertForTokenClassification BertLMHeadModel "
        "BertModel",
        "attention_probs_dropout_prob classifier_dropout hidden_act hidden_dropout_prob hidden_size "
        "initializer_range intermediate_size layer_norm_eps max_position_embeddings num_attention_heads "
        "num_hidden_layers position_embedding_type type_vocab_size use_cache vocab_size",
    ),
    "blenderbot": (
        "BlenderbotConfig",
        "BlenderbotForCausalLM BlenderbotForConditionalGeneration BlenderbotModel",
        "activation_dropout activation_function attention_dropout d_model decoder_attention_heads "
        "decoder_ffn_dim decoder_layerdrop decoder_layers dropout encoder_attention_heads encoder_ffn_dim "
        "encoder_layerdrop encoder_layers hidden_size init_std max_position_embeddings num_attention_heads "
        "num_hidden_layers scale_embedding use_cache vocab_size",
    ),
    "bloom": (
        "BloomConfig",
        "BloomForCausalLM BloomForQuestionAnswering BloomForSequenceClassification "
        "BloomForTokenClassification BloomModel",
        "apply_residual_connection_post_layernorm attention_dropout hidden_dropout hidden_size "
        "initializer_range layer_norm_epsilon n_head n_layer num_attention_heads num_hidden_layers "
        "pretraining_tp slow_but_exact use_cache vocab_size",
    ),
    "clip": (
        "CLIPConfig",
        "CLIPForImageClassification CLIPModel",
        "initializer_factor logit_scale_init_value projection_dim text_config vision_config",
    ),
    "clip_text_model": (
        "CLIPTextConfig",
        "CLIPTextModel CLIPTextModelWithProjection",
        "attention_dropout hidden_act hidden_size initializer_factor initializer_range intermediate_size "
        "layer_norm_eps max_position_embeddings num_attention_heads num_hidden_layers projection_dim "
        "vocab_size",
    ),
    "clip_vision_model": (
        "CLIPVisionConfig",
        "CLIPVisionModel CLIPVisionModelWithProjection",
        "attention_dropout hidden_act hidden_size image_size initializer_factor initializer_range "
        "intermediate_size layer_norm_eps num_attention_heads num_channels num_hidden_layers patch_size "
        "projection_dim",
    ),
    "codegen": (
        "CodeGenConfig",
        "CodeGenForCausalLM CodeGenModel",
        "activation_function attn_pdrop embd_pdrop hidden_size initializer_range layer_norm_epsilon "
        "max_position_embeddings n_ctx n_embd n_head n_inner n_layer n_positions num_attention_heads "
        "num_hidden_layers resid_pdrop rotary_dim use_cache vocab_size",
    ),
    "cohere": (
        "CohereConfig",
        "CohereForCausalLM CohereModel",
        "attention_bias attention_dropout hidden_act hidden_size initializer_range intermediate_size "
        "layer_norm_eps logit_scale max_position_embeddings num_attention_heads num_hidden_layers "
        "num_key_value_heads rope_parameters rope_scaling rope_theta use_cache use_qk_norm vocab_size",
    ),
    "common": (
        "",
        "",
        "add_cross_attention architectures bad_words_ids begin_suppress_tokens bos_token_id "
        "chunk_size_feed_forward cross_attention_hidden_size decoder_start_token_id diversity_penalty "
        "do_sample dtype early_stopping encoder_no_repeat_ngram_size eos_token_id "
        "exponential_decay_length_penalty finetuning_task forced_bos_token_id forced_eos_token_id id2label "
        "is_decoder is_encoder_decoder label2id length_penalty max_length min_length model_type "
        "no_repeat_ngram_size num_beam_groups num_beams num_labels num_return_sequences output_attentions "
        "output_hidden_states output_scores pad_token_id prefix problem_type remove_invalid_values "
        "repetition_penalty return_dict return_dict_in_generate sep_token_id suppress_tokens temperature "
        "tie_encoder_decoder tie_word_embeddings tokenizer_class top_k top_p transformers_version typical_p",
    ),
    "convnext": (
        "ConvNextConfig",
        "ConvNextBackbone ConvNextForImageClassification ConvNextModel",
        "depths drop_path_rate hidden_act hidden_sizes image_size initializer_range layer_norm_eps "
        "layer_scale_init_value num_channels num_hidden_layers num_stages out_features out_indices "
        "patch_size stage_names",
    ),
    "deberta": (
        "DebertaConfig",
        "DebertaForMaskedLM DebertaForQuestionAnswering DebertaForSequenceClassification "
        "DebertaForTokenClassification DebertaModel",
        "attention_probs_dropout_prob hidden_act hidden_dropout_prob hidden_size initializer_range "
        "intermediate_size layer_norm_eps legacy max_position_embeddings max_relative_positions "
        "num_attention_heads num_hidden_layers pooler_dropout pooler_hidden_act pooler_hidden_size "
        "pos_att_type position_biased_input relative_attention type_vocab_size vocab_size",
    ),
    "deberta-v2": (
        "DebertaV2Config",
        "DebertaV2ForMaskedLM DebertaV2ForMultipleChoice DebertaV2ForQuestionAnswering "
        "DebertaV2ForSequenceClassification DebertaV2ForTokenClassification DebertaV2Model",
        "attention_probs_dropout_prob hidden_act hidden_dropout_prob hidden_size initializer_range "
        "intermediate_size layer_norm_eps legacy max_position_embeddings max_relative_positions "
        "num_attention_heads num_hidden_layers pooler_dropout pooler_hidden_act pooler_hidden_size "
        "pos_att_type position_biased_input relative_attention type_vocab_size vocab_size",
    ),
    "deit": (
        "DeiTConfig",
        "DeiTForImageClassification DeiTForImageClassificationWithTeacher DeiTForMaskedImageModeling DeiTModel",
        "attention_probs_dropout_prob encoder_stride hidden_act hidden_dropout_prob hidden_size image_size "
        "initializer_range intermediate_size layer_norm_eps num_attention_heads num_channels "
        "num_hidden_layers patch_size pooler_act pooler_output_size qkv_bias",
    ),
    "dinov2": (
        "Dinov2Config",
        "Dinov2Backbone Dinov2ForImageClassification Dinov2Model",
        "apply_layernorm attention_probs_dropout_prob drop_path_rate hidden_act hidden_dropout_prob "
        "hidden_size image_size initializer_range layer_norm_eps layerscale_value mlp_ratio "
        "num_attention_heads num_channels num_hidden_layers out_features out_indices patch_size qkv_bias "
        "reshape_hidden_states stage_names use_mask_token use_swiglu_ffn",
    ),
    "distilbert": (
        "DistilBertConfig",
        "DistilBertForMaskedLM DistilBertForMultipleChoice DistilBertForQuestionAnswering "
        "DistilBertForSequenceClassification DistilBertForTokenClassification DistilBertModel",
        "activation attention_dropout dim dropout hidden_dim hidden_size initializer_range "
        "max_position_embeddings n_heads n_layers num_attention_heads num_hidden_layers qa_dropout "
        "seq_classif_dropout sinusoidal_pos_embds vocab_size",
    ),
    "electra": (
        "ElectraConfig",
        "ElectraForCausalLM ElectraForMaskedLM ElectraForMultipleChoice ElectraForPreTraining "
        "ElectraForQuestionAnswering ElectraForSequenceClassification ElectraForTokenClassification "
        "ElectraModel",
        "attention_probs_dropout_prob classifier_dropout embedding_size hidden_act hidden_dropout_prob "
        "hidden_size initializer_range intermediate_size layer_norm_eps max_position_embeddings "
        "num_attention_heads num_hidden_layers position_embedding_type summary_activation "
        "summary_last_dropout summary_type summary_use_proj type_vocab_size use_cache vocab_size",
    ),
    "falcon": (
        "FalconConfig",
        "FalconForCausalLM FalconForQuestionAnswering FalconForSequenceClassification "
        "FalconForTokenClassification FalconModel",
        "activation alibi attention_dropout bias ffn_hidden_size hidden_dropout hidden_size "
        "initializer_range layer_norm_epsilon max_position_embeddings multi_query new_decoder_architecture "
        "num_attention_heads num_hidden_layers num_kv_heads num_ln_in_parallel_attn parallel_attn "
        "rope_parameters rope_scaling rope_theta use_cache vocab_size",
    ),
    "gemma": (
        "GemmaConfig",
        "GemmaForCausalLM GemmaForSequenceClassification GemmaForTokenClassification GemmaModel",
        "attention_bias attention_dropout head_dim hidden_act hidden_activation hidden_size "
        "initializer_range intermediate_size max_position_embeddings num_attention_heads num_hidden_layers "
        "num_key_value_heads rms_norm_eps rope_parameters rope_theta use_bidirectional_attention use_cache "
        "vocab_size",
    ),
    "gemma2": (
        "Gemma2Config",
        "Gemma2ForCausalLM Gemma2ForSequenceClassification Gemma2ForTokenClassification Gemma2Model",
        "attention_bias attention_dropout attn_logit_softcapping final_logit_softcapping head_dim "
        "hidden_activation hidden_size initializer_range intermediate_size layer_types "
        "max_position_embeddings num_attention_heads num_hidden_layers num_key_value_heads "
        "query_pre_attn_scalar rms_norm_eps rope_parameters rope_theta sliding_window "
        "use_bidirectional_attention use_cache vocab_size",
    ),
    "gemma3_text": (
        "Gemma3TextConfig",
        "Gemma3ForCausalLM Gemma3TextForSequenceClassification Gemma3TextModel",
        "attention_bias attention_dropout attn_logit_softcapping final_logit_softcapping head_dim "
        "hidden_activation hidden_size initializer_range intermediate_size layer_types "
        "max_position_embeddings num_attention_heads num_hidden_layers num_key_value_heads "
        "query_pre_attn_scalar rms_norm_eps rope_local_base_freq rope_parameters rope_scaling rope_theta "
        "sliding_window use_bidirectional_attention use_cache vocab_size",
    ),
    "glm": (
        "GlmConfig",
        "GlmForCausalLM GlmForSequenceClassification GlmForTokenClassification GlmModel",
        "attention_bias attention_dropout head_dim hidden_act hidden_size initializer_range "
        "intermediate_size max_position_embeddings num_attention_heads num_hidden_layers "
        "num_key_value_heads partial_rotary_factor rms_norm_eps rope_parameters rope_theta use_cache "
        "vocab_size",
    ),
    "gpt2": (
        "GPT2Config",
        "GPT2DoubleHeadsModel GPT2ForQuestionAnswering GPT2ForSequenceClassification "
        "GPT2ForTokenClassification GPT2LMHeadModel GPT2Model",
        "activation_function attn_pdrop embd_pdrop hidden_size initializer_range layer_norm_epsilon "
        "max_position_embeddings n_embd n_head n_inner n_layer n_positions num_attention_heads "
        "num_hidden_layers reorder_and_upcast_attn resid_pdrop scale_attn_by_inverse_layer_idx "
        "scale_attn_weights summary_activation summary_first_dropout summary_proj_to_labels summary_type "
        "summary_use_proj use_cache vocab_size",
    ),
    "gpt_bigcode": (
        "GPTBigCodeConfig",
        "GPTBigCodeForCausalLM GPTBigCodeForSequenceClassification GPTBigCodeForTokenClassification GPTBigCodeModel",
        "activation_function attention_softmax_in_fp32 attn_pdrop embd_pdrop hidden_size initializer_range "
        "layer_norm_epsilon max_position_embeddings multi_query n_embd n_head n_inner n_layer n_positions "
        "num_attention_heads num_hidden_layers num_key_value_heads resid_pdrop "
        "scale_attention_softmax_in_fp32 scale_attn_weights use_cache vocab_size",
    ),
    "gpt_neo": (
        "GPTNeoConfig",
        "GPTNeoForCausalLM GPTNeoForQuestionAnswering GPTNeoForSequenceClassification "
        "GPTNeoForTokenClassification GPTNeoModel",
        "activation_function attention_dropout attention_layers attention_types classifier_dropout "
        "embed_dropout hidden_size initializer_range intermediate_size layer_norm_epsilon "
        "max_position_embeddings num_attention_heads num_heads num_hidden_layers num_layers resid_dropout "
        "use_cache vocab_size window_size",
    ),
    "gpt_neox": (
        "GPTNeoXConfig",
        "GPTNeoXForCausalLM GPTNeoXForQuestionAnswering GPTNeoXForSequenceClassification "
        "GPTNeoXForTokenClassification GPTNeoXModel",
        "attention_bias attention_dropout classifier_dropout hidden_act hidden_dropout hidden_size "
        "initializer_range intermediate_size layer_norm_eps max_position_embeddings num_attention_heads "
        "num_hidden_layers partial_rotary_factor rope_parameters rope_scaling rope_theta rotary_emb_base "
        "rotary_pct use_cache use_parallel_residual vocab_size",
    ),
    "gptj": (
        "GPTJConfig",
        "GPTJForCausalLM GPTJForQuestionAnswering GPTJForSequenceClassification GPTJModel",
        "activation_function attn_pdrop embd_pdrop hidden_size initializer_range layer_norm_epsilon "
        "max_position_embeddings n_embd n_head n_inner n_layer n_positions num_attention_heads "
        "num_hidden_layers resid_pdrop rotary_dim use_cache vocab_size",
    ),
    "granite": (
        "GraniteConfig",
        "GraniteForCausalLM GraniteModel",
        "attention_bias attention_dropout attention_multiplier embedding_multiplier hidden_act hidden_size "
        "initializer_range intermediate_size logits_scaling max_position_embeddings mlp_bias "
        "num_attention_heads num_hidden_layers num_key_value_heads residual_multiplier rms_norm_eps "
        "rope_parameters rope_scaling rope_theta use_cache vocab_size",
    ),
    "hubert": (
        "HubertConfig",
        "HubertForCTC HubertForSequenceClassification HubertModel",
        "activation_dropout apply_spec_augment attention_dropout classifier_proj_size conv_bias conv_dim "
        "conv_kernel conv_pos_batch_norm conv_stride ctc_loss_reduction ctc_zero_infinity "
        "do_stable_layer_norm feat_extract_activation feat_extract_norm feat_proj_dropout "
        "feat_proj_layer_norm final_dropout hidden_act hidden_dropout hidden_size initializer_range "
        "intermediate_size layer_norm_eps layerdrop mask_feature_length mask_feature_min_masks "
        "mask_feature_prob mask_time_length mask_time_min_masks mask_time_prob num_attention_heads "
        "num_conv_pos_embedding_groups num_conv_pos_embeddings num_feat_extract_layers num_hidden_layers "
        "use_weighted_layer_sum vocab_size",
    ),
    "layoutlm": (
        "LayoutLMConfig",
        "LayoutLMForMaskedLM LayoutLMForQuestionAnswering LayoutLMForSequenceClassification "
        "LayoutLMForTokenClassification LayoutLMModel",
        "attention_probs_dropout_prob hidden_act hidden_dropout_prob hidden_size initializer_range "
        "intermediate_size layer_norm_eps max_2d_position_embeddings max_position_embeddings "
        "num_attention_heads num_hidden_layers type_vocab_size use_cache vocab_size",
    ),
    "led": (
        "LEDConfig",
        "LEDForConditionalGeneration LEDForQuestionAnswering LEDForSequenceClassification LEDModel",
        "activation_dropout activation_function attention_dropout attention_probs_dropout_prob "
        "attention_window classifier_dropout d_model decoder_attention_heads decoder_ffn_dim "
        "decoder_layerdrop decoder_layers dropout encoder_attention_heads encoder_ffn_dim encoder_layerdrop "
        "encoder_layers hidden_size init_std initializer_range max_decoder_position_embeddings "
        "max_encoder_position_embeddings num_attention_heads num_hidden_layers use_cache vocab_size",
    ),
    "llama": (
        "LlamaConfig",
        "LlamaForCausalLM LlamaForQuestionAnswering LlamaForSequenceClassification "
        "LlamaForTokenClassification LlamaModel",
        "attention_bias attention_dropout head_dim hidden_act hidden_size initializer_range "
        "intermediate_size max_position_embeddings mlp_bias num_attention_heads num_hidden_layers "
        "num_key_value_heads pretraining_tp rms_norm_eps rope_parameters rope_scaling rope_theta use_cache "
        "vocab_size",
    ),
    "longformer": (
        "LongformerConfig",
        "LongformerForMaskedLM LongformerForMultipleChoice LongformerForQuestionAnswering "
        "LongformerForSequenceClassification LongformerForTokenClassification LongformerModel",
        "attention_probs_dropout_prob attention_window hidden_act hidden_dropout_prob hidden_size "
        "initializer_range intermediate_size layer_norm_eps max_position_embeddings num_attention_heads "
        "num_hidden_layers type_vocab_size vocab_size",
    ),
}
"""Type → class of the configuration, of the models, keys; `common` are keys of all types."""
