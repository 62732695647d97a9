"""Models with adapters: small ones with random weights, whose adapters were changed as a training does it."""

from __future__ import annotations

from . import transformers
from .row import Row

SETUP = (
    transformers.SETUP
    + """
import warnings
import peft

def llama(**more):
    torch.manual_seed(0)
    return transformers.LlamaForCausalLM(transformers.LlamaConfig(**{**DECODER, **more}))

def lora(**more):
    given = {'r': 4, 'lora_alpha': 8, 'target_modules': ['q_proj', 'v_proj'], 'task_type': 'CAUSAL_LM', **more}
    return peft.LoraConfig(**given)

def trained(model, *configs):
    torch.manual_seed(1)
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        model = peft.get_peft_model(model, configs[0])
        for place, config in enumerate(configs[1:]):
            model.add_adapter(('second', 'third')[place], config)
    with torch.no_grad():
        for name, tensor in model.named_parameters():
            if 'lora_' in name or 'modules_to_save' in name:
                tensor.add_(torch.randn_like(tensor) * 0.1)
    return model

def told(config):
    return {key: sorted(value) if isinstance(value, set) else str(value) for key, value in config.to_dict().items()}

def adapted(model, **inputs):
    layers = [each for _, each in model.named_modules() if hasattr(each, 'scaling') and hasattr(each, 'lora_alpha')]
    return {
        **seen(model, **inputs),
        'base': type(model.get_base_model()).__qualname__,
        'adapters': [(name, told(config)) for name, config in model.peft_config.items()],
        'active': (model.active_adapter, model.base_model.active_adapters),
        'layers of adapters': [(each.scaling, each.active_adapters, each.disable_adapters) for each in layers],
        'trained': [name for name, tensor in model.named_parameters() if tensor.requires_grad],
        'counts': model.get_nb_trainable_parameters(),
    }
"""
)


def _row(name: str, make: str, inputs: str = "input_ids=IDS", **said: str) -> Row:
    options = {"observe": f"adapted(model, {inputs})", "encoding": "peft-adapters", **said}
    return Row(name, "peft.PeftModel", make, **options)  # type: ignore[arg-type]


BERT = "transformers.BertForSequenceClassification(transformers.BertConfig(**SMALL, num_labels=3))"
GPT2 = (
    "transformers.GPT2LMHeadModel(transformers.GPT2Config(vocab_size=40, n_embd=16, n_layer=2, n_head=2, "
    "n_positions=32))"
)
ROWS = (
    _row("LoRA", "model = trained(llama(), lora())"),
    _row("LoRA in evaluation mode", "model = trained(llama(), lora(lora_dropout=0.1)).eval()"),
    _row("DoRA", "model = trained(llama(), lora(use_dora=True))"),
    _row("modules that are saved whole", "model = trained(llama(), lora(modules_to_save=['lm_head', 'embed_tokens']))"),
    _row(
        "three adapters, another one active",
        "model = trained(llama(), lora(), lora(r=2, target_modules='all-linear'), lora(use_dora=True, r=3))\n"
        "model.set_adapter('second')",
    ),
    _row(
        "two adapters active at once",
        "model = trained(llama(), lora(), lora(r=2))\nmodel.base_model.set_adapter(['default', 'second'])",
    ),
    _row(
        "classification, with its head", f"model = trained({BERT}, lora(task_type='SEQ_CLS', target_modules=['query']))"
    ),
    _row(
        "from one sequence to another",
        "model = trained(transformers.BartForConditionalGeneration(transformers.BartConfig(**BART)), "
        "lora(task_type='SEQ_2_SEQ_LM'))",
        "input_ids=IDS, labels=IDS",
    ),
    _row(
        "ranks and scales by layer",
        "model = trained(llama(), lora(use_rslora=True, rank_pattern={'layers.1.self_attn.q_proj': 6}, "
        "alpha_pattern={'v_proj': 3}))",
    ),
    _row("some layers alone", "model = trained(llama(), lora(layers_to_transform=[1], layers_pattern='layers'))"),
    _row(
        "GPT-2 with tied weights",
        f"model = trained({GPT2}, lora(target_modules=['c_attn'], fan_in_fan_out=True, bias='all'))",
    ),
    _row("embeddings that are adapted", "model = trained(llama(), lora(target_modules=['embed_tokens', 'q_proj']))"),
    _row(
        "biases of LoRA",
        f"model = trained({BERT}, lora(task_type='SEQ_CLS', target_modules=['value'], lora_bias=True))",
    ),
    _row("only for inference", "model = trained(llama(), lora(inference_mode=True))"),
    _row(
        "adapters switched off",
        "model = trained(llama(), lora())\nmodel.base_model.disable_adapter_layers()",
    ),
    _row("a base in bfloat16", "model = trained(llama().to(torch.bfloat16), lora())"),
    _row("started by PiSSA", "model = trained(llama(), lora(init_lora_weights='pissa'))"),
    _row("targets by a pattern", "model = trained(llama(), lora(target_modules=r'.*self_attn.(q|k)_proj'))"),
    _row(
        "without a task, frozen in part",
        "model = trained(llama(), lora(task_type=None))\n"
        "for name, tensor in model.named_parameters():\n    tensor.requires_grad = 'lora_B' in name or 'norm' in name",
    ),
    _row(
        "an attribute set by hand",
        "model = trained(llama(), lora())\nmodel.base_model.model.note = 'mine'",
        outcome="announced",
        says="Attributes set by hand are not kept: base_model.model.note",
        back="adapted(model, input_ids=IDS)",
    ),
    _row(
        "scales changed by hand",
        "model = trained(llama(), lora())\n"
        "for each in model.modules():\n    if hasattr(each, 'set_scale'):\n        each.set_scale('default', 0.5)",
        encoding="torch-safetensors",
        risk="code",
        outcome="announced",
        says="scales of its adapters were changed by hand",
        back="adapted(model, input_ids=IDS)",
    ),
    _row(
        "a base with a name",
        "base = llama()\nbase.name_or_path = 'someone/model'\nmodel = trained(base, lora())",
        outcome="announced",
        says="someone/model is not kept",
        back="seen(model, input_ids=IDS)",
    ),
    _row(
        "an adapter that is merged",
        "model = trained(llama(), lora())\nmodel.merge_adapter()",
        outcome="announced",
        says="adapters are merged",
        back="seen(model, input_ids=IDS)",
        encoding="torch-safetensors",
        risk="code",
    ),
    _row(
        "another method, IA³",
        "model = peft.get_peft_model(llama(), peft.IA3Config(task_type='CAUSAL_LM'))",
        outcome="announced",
        says="the method IA3 is not in the table",
        back="seen(model, input_ids=IDS)",
        encoding="torch-safetensors",
        risk="code",
    ),
    _row(
        "a module of one's own",
        "net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))\n"
        "model = peft.get_peft_model(net, peft.LoraConfig(r=2, target_modules=['0']))",
        outcome="announced",
        says="Sequential is not in the table",
        observe="shown(model(torch.ones(1, 4)))",
        back="shown(model(torch.ones(1, 4)))",
        encoding="torch-safetensors",
        risk="code",
    ),
)
