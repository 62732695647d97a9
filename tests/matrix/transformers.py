"""Models of transformers, as small as they can be and with random weights."""

from __future__ import annotations

from . import torch
from .row import Row

SETUP = (
    torch.SETUP
    + """
import json
import transformers
transformers.logging.set_verbosity_error()
IDS = torch.tensor([[1, 5, 9, 2], [1, 7, 3, 2]])
PIXELS = torch.linspace(-1, 1, 2 * 3 * 16 * 16).reshape(2, 3, 16, 16)
SMALL = dict(vocab_size=40, hidden_size=16, intermediate_size=24, num_hidden_layers=2, num_attention_heads=4,
             max_position_embeddings=32)
DECODER = dict(SMALL, num_key_value_heads=2, bos_token_id=1, eos_token_id=2, pad_token_id=0)
BART = dict(vocab_size=40, d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
            decoder_attention_heads=2, encoder_ffn_dim=24, decoder_ffn_dim=24, max_position_embeddings=32)

def leaves(value):
    if isinstance(value, torch.Tensor):
        return [shown(value)]
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in leaves(one)]
    return [leaf for one in value for leaf in leaves(one)] if isinstance(value, (list, tuple)) else []

def answers(model, inputs):
    modes = [(each, each.training) for each in model.modules()]
    try:
        with torch.no_grad():
            return leaves(model.eval()(**inputs))
    finally:
        for each, training in modes:
            each.training = training

def settings(config):
    return json.dumps(config.to_dict(), sort_keys=True, default=str)

def seen(model, **inputs):
    named = [*model.named_parameters(remove_duplicate=False), *model.named_buffers(remove_duplicate=False)]
    return {
        'class': type(model).__qualname__,
        'layers': [(name, type(each).__qualname__, each.training) for name, each in model.named_modules()],
        'tensors': [(name, type(tensor).__name__, *shown(tensor)) for name, tensor in named],
        'state': list(model.state_dict()),
        'shared': [[name for name, other in named if other is tensor] for _, tensor in named],
        'config': settings(model.config),
        'generation': settings(model.generation_config) if getattr(model, 'generation_config', None) else None,
        'attention': model.config._attn_implementation,
        'gives': answers(model, inputs),
    }
"""
)


def _model(name: str, make: str, inputs: str = "input_ids=IDS", more: str = "None", **said: str) -> Row:
    observed = f"(seen(model, {inputs}), {more})"
    made = f"torch.manual_seed(0)\n{make}"
    return Row(name, "transformers.PreTrainedModel", made, observed, "transformers-model", **said)  # type: ignore[arg-type]


def _of(library: str, config: str, size: str, more: str = "") -> str:
    """The cell that makes a model; `library` is its class."""
    return f"model = transformers.{library}(transformers.{config}(**{size}{more}))"


ROWS = (
    _model("Llama", _of("LlamaForCausalLM", "LlamaConfig", "DECODER")),
    _model(
        "Llama in bfloat16, buffers rounded, in evaluation mode",
        _of("LlamaForCausalLM", "LlamaConfig", "DECODER") + ".to(torch.bfloat16).eval()",
    ),
    _model(
        "Llama with scaled positions",
        _of("LlamaModel", "LlamaConfig", "DECODER", ", rope_scaling={'rope_type': 'linear', 'factor': 2.0}"),
    ),
    _model("Qwen2", _of("Qwen2ForCausalLM", "Qwen2Config", "DECODER", ", tie_word_embeddings=True")),
    _model("Qwen3", _of("Qwen3ForCausalLM", "Qwen3Config", "DECODER", ", head_dim=4")),
    _model("Gemma 2", _of("Gemma2ForCausalLM", "Gemma2Config", "DECODER", ", head_dim=4, sliding_window=8")),
    _model("Mixtral, with experts", _of("MixtralForCausalLM", "MixtralConfig", "DECODER", ", num_local_experts=2")),
    _model(
        "generation settings that were changed",
        _of("LlamaForCausalLM", "LlamaConfig", "DECODER")
        + "\nmodel.generation_config.update(max_new_tokens=7, do_sample=True, temperature=0.6, top_p=0.9)\n"
        "model.generation_config.stop_strings = ['##']",
        more="model.generate(IDS, do_sample=False, temperature=None, top_p=None, stop_strings=None).tolist()",
    ),
    _model(
        "GPT-2 with tied weights",
        _of("GPT2LMHeadModel", "GPT2Config", "dict(vocab_size=40, n_embd=16, n_layer=2, n_head=2, n_positions=32)"),
        more="model.lm_head.weight is model.transformer.wte.weight",
    ),
    _model(
        "BERT that classifies, with labels",
        _of(
            "BertForSequenceClassification",
            "BertConfig",
            "SMALL",
            ", id2label={0: 'schlecht', 1: 'gut', 2: 'unklar'}, label2id={'schlecht': 0, 'gut': 1, 'unklar': 2}",
        ),
    ),
    _model(
        "BERT for embeddings",
        _of("BertModel", "BertConfig", "SMALL") + ".half()",
        "attention_mask=IDS > 2, inputs_embeds=torch.ones(2, 4, 16, dtype=torch.float16)",
    ),
    _model("BERT with a masked word, tied twice", _of("BertForMaskedLM", "BertConfig", "SMALL")),
    _model(
        "DistilBERT in training, with frozen layers",
        _of(
            "DistilBertForTokenClassification",
            "DistilBertConfig",
            "dict(vocab_size=40, dim=16, n_layers=2, n_heads=2, hidden_dim=24, max_position_embeddings=32)",
        )
        + "\nmodel.train()\nmodel.distilbert.embeddings.requires_grad_(False)\nmodel.distilbert.eval()",
    ),
    _model(
        "types mixed: bfloat16, and float32 in its norms",
        _of("LlamaForCausalLM", "LlamaConfig", "DECODER")
        + ".to(torch.bfloat16)\nmodel.model.norm.float()\nmodel.lm_head.float()",
        "input_ids=IDS[:1]",
    ),
    _model(
        "T5",
        _of(
            "T5ForConditionalGeneration",
            "T5Config",
            "dict(vocab_size=40, d_model=16, d_kv=4, d_ff=24, num_layers=2, num_heads=2, decoder_start_token_id=0)",
        ),
        "input_ids=IDS, labels=IDS",
    ),
    _model("BART", _of("BartForConditionalGeneration", "BartConfig", "BART"), "input_ids=IDS, labels=IDS"),
    _model(
        "ViT",
        _of(
            "ViTForImageClassification",
            "ViTConfig",
            "dict(hidden_size=16, intermediate_size=24, "
            "num_hidden_layers=1, num_attention_heads=2, image_size=16, patch_size=8, num_labels=3)",
        ),
        "pixel_values=PIXELS",
    ),
    _model(
        "Whisper",
        _of(
            "WhisperForConditionalGeneration",
            "WhisperConfig",
            "dict(vocab_size=60, d_model=16, "
            "encoder_layers=1, decoder_layers=1, encoder_attention_heads=2, decoder_attention_heads=2, "
            "encoder_ffn_dim=24, decoder_ffn_dim=24, num_mel_bins=8, max_source_positions=20, max_target_positions=16, "
            "pad_token_id=0, bos_token_id=1, eos_token_id=2, decoder_start_token_id=3, suppress_tokens=None, "
            "begin_suppress_tokens=None)",
        ),
        "input_features=torch.ones(1, 8, 40), decoder_input_ids=IDS[:1]",
    ),
    _model(
        "wav2vec2, with a weight_norm",
        _of(
            "Wav2Vec2ForCTC",
            "Wav2Vec2Config",
            "dict(hidden_size=16, "
            "intermediate_size=24, num_hidden_layers=1, num_attention_heads=2, vocab_size=8, conv_dim=[8, 8], "
            "conv_kernel=[4, 3], conv_stride=[2, 2], num_conv_pos_embeddings=4, num_conv_pos_embedding_groups=2)",
        ),
        "input_values=torch.linspace(-1, 1, 64)[None]",
    ),
    _model(
        "CLIP",
        "sizes = dict(hidden_size=16, intermediate_size=24, num_hidden_layers=1, num_attention_heads=2)\n"
        + _of(
            "CLIPModel",
            "CLIPConfig",
            "dict(projection_dim=8, text_config=dict(sizes, vocab_size=40, "
            "bos_token_id=1, eos_token_id=2, max_position_embeddings=16), "
            "vision_config=dict(sizes, image_size=16, patch_size=8))",
        ),
        "input_ids=IDS, pixel_values=PIXELS",
    ),
    _model(
        "attention chosen by hand",
        "config = transformers.LlamaConfig(**DECODER)\n"
        "config._attn_implementation = 'eager'\nmodel = transformers.LlamaForCausalLM(config)",
    ),
    _model(
        "a base that was loaded from another architecture",
        "config = transformers.BertConfig(**SMALL, architectures=['BertForMaskedLM'])\n"
        "model = transformers.BertModel(config)",
    ),
    _model(
        "an attribute set by hand",
        _of("BertModel", "BertConfig", "SMALL") + "\nmodel.note = 'mine'",
        outcome="announced",
        says="Attributes set by hand are not kept: note",
        back="seen(model, input_ids=IDS)",
    ),
    Row(
        "a layer replaced",
        "transformers.PreTrainedModel",
        _of("BertForSequenceClassification", "BertConfig", "SMALL") + "\nmodel.classifier = nn.Linear(16, 5)",
        "seen(model, input_ids=IDS)",
        "torch-safetensors",
        "code",
        outcome="announced",
        says="not as a folder for from_pretrained: its tensors are not those of its configuration (classifier.weight)",
        back="seen(model, input_ids=IDS)",
    ),
    Row(
        "class of the notebook",
        "transformers.PreTrainedModel",
        "class Own(transformers.BertModel):\n"
        "    def total(self):\n        return float(self.embeddings.word_embeddings.weight.sum())\n"
        "torch.manual_seed(0)\n" + _of("BertModel", "BertConfig", "SMALL").replace("transformers.BertModel", "Own"),
        "(seen(model, input_ids=IDS), model.total())",
        "torch-safetensors",
        "code",
    ),
)
