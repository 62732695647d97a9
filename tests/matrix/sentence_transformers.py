"""Models of Sentence Transformers, as small as they can be and with random weights: nothing is fetched."""

from __future__ import annotations

from . import transformers_processors
from .row import Row

SETUP = (
    transformers_processors.SETUP
    + """
import sentence_transformers
from sentence_transformers import CrossEncoder, SentenceTransformer
from sentence_transformers.base.modules import Dense, Normalize, Transformer
from sentence_transformers.sentence_transformer.modules import Dropout, LayerNorm, Pooling, StaticEmbedding

def first(library='BertModel', tokens=None, task='feature-extraction', **more):
    torch.manual_seed(0)
    folder = tempfile.mkdtemp()
    sizes = dict(vocab_size=340, hidden_size=16, intermediate_size=24, num_hidden_layers=1, num_attention_heads=2,
                 max_position_embeddings=32)
    config = {'BertModel': transformers.BertConfig, 'MPNetModel': transformers.MPNetConfig}.get(
        library, transformers.BertConfig)(**sizes, **more)
    getattr(transformers, library)(config).save_pretrained(folder)
    (tokens or word_piece()).save_pretrained(folder)
    return folder if task is None else Transformer(folder, transformer_task=task)

def parts_of(model):
    tensors = [(name, type(one).__name__, one.requires_grad, *shown(one.detach()))
               for name, one in [*model.named_parameters(), *model.named_buffers()]]
    first = model[0]
    return {
        'class': type(model).__qualname__,
        'layers': [(name, type(one).__module__, type(one).__qualname__, one.training)
                   for name, one in model.named_modules()],
        'tensors': tensors,
        'prompts': (list(model.prompts.items()), model.default_prompt_name),
        'similarity': (vars(model).get('_similarity_fn_name'), getattr(model, 'truncate_dim', None)),
        'length': float(model.max_seq_length),
        'card': (model.model_card_data.language, model.model_card_data.license, model.model_card_data.base_model),
        'parts': [repr(one) for one in model],
        'tokens': tokens_of(first.processor) if hasattr(first, 'processor') else first.tokenizer.to_str(),
        'activation': repr(getattr(model, 'activation_fn', None)),
    }

def keeping_modes(model, use):
    modes = [(one, one.training) for one in model.modules()]
    try:
        return use()
    finally:
        for one, training in modes:
            one.training = training

def embedded(model, **more):
    found = keeping_modes(model, lambda: model.encode(SAID, show_progress_bar=False, convert_to_tensor=True, **more))
    return shown(found.float())

def scored(model):
    pairs = [(SAID[0], text) for text in SAID]
    return shown(keeping_modes(model, lambda: model.predict(pairs, show_progress_bar=False, convert_to_tensor=True)))
"""
)


def _row(name: str, make: str, observe: str = "embedded(model)", kind: str = "", **said: str) -> Row:
    of = kind or "SentenceTransformer"
    return Row(name, f"sentence_transformers.{of}", make, f"(parts_of(model), {observe})", **said)  # type: ignore[arg-type]


ROWS = (
    _row("mean of the words", "model = SentenceTransformer(modules=[first(), Pooling(16)], device='cpu')"),
    _row(
        "dense layer and normalized",
        "model = SentenceTransformer(modules=[first(), Pooling(16, 'cls'), Dense(16, 8), Normalize()], device='cpu')",
    ),
    _row(
        "prompts, one of them used by itself",
        "model = SentenceTransformer(modules=[first(), Pooling(16, include_prompt=False)], device='cpu',\n"
        "    prompts={'query': 'models: ', 'document': 'of '}, default_prompt_name='query')",
        "(embedded(model), embedded(model, prompt_name='document'))",
    ),
    _row(
        "similarity chosen, embeddings cut short",
        "model = SentenceTransformer(modules=[first(), Pooling(16, ('mean', 'max'))], device='cpu',\n"
        "    similarity_fn_name='dot', truncate_dim=5)",
    ),
    _row(
        "bfloat16, in evaluation mode",
        "model = SentenceTransformer(modules=[first(), Pooling(16), LayerNorm(16)], device='cpu')\n"
        "model = model.to(torch.bfloat16).eval()",
    ),
    _row(
        "frozen words, dropout, dense without bias",
        "activation = torch.nn.GELU()\n"
        "parts = [first(), Pooling(16, 'lasttoken'), Dropout(0.3), Dense(16, 4, bias=False, "
        "activation_function=activation)]\nmodel = SentenceTransformer(modules=parts, device='cpu')\n"
        "model[0].model.embeddings.requires_grad_(False)\nmodel[3].linear.weight.requires_grad_(False)",
    ),
    _row(
        "loaded from a folder, with a shorter text and the data of a card",
        "folder = tempfile.mkdtemp()\n"
        "SentenceTransformer(modules=[first(), Pooling(16)], device='cpu').save_pretrained(folder, "
        "create_model_card=False)\nmodel = SentenceTransformer(folder, device='cpu', local_files_only=True)\n"
        "model.max_seq_length = 7\nmodel.model_card_data.language = ['en']\nmodel.model_card_data.license = 'mit'",
    ),
    _row(
        "MPNet with a tokenizer of bytes",
        "model = SentenceTransformer(modules=[first('MPNetModel', byte_level()), Pooling(16)], device='cpu')",
    ),
    _row(
        "residual dense layer into another size",
        "model = SentenceTransformer(modules=[first(), Pooling(16), Dense(16, 8, use_residual=True, "
        "activation_function=None)], device='cpu')",
    ),
    _row(
        "table of words alone",
        "torch.manual_seed(0)\n"
        "model = SentenceTransformer(modules=[StaticEmbedding(byte_level(), embedding_dim=8), Normalize()], "
        "device='cpu')",
    ),
    _row(
        "a part of the notebook",
        "class Doubled(torch.nn.Module):\n    def forward(self, features):\n"
        "        features['sentence_embedding'] = features['sentence_embedding'] * 2\n        return features\n"
        "    def save(self, folder, **more): pass\n"
        "torch.manual_seed(0)\n"
        "model = SentenceTransformer(modules=[first(), Pooling(16), Doubled()], device='cpu')",
        encoding="torch-safetensors",
        risk="code",
    ),
    _row(
        "an attribute set by hand",
        "model = SentenceTransformer(modules=[first(), Pooling(16)], device='cpu')\nmodel.note = 'mine'",
        "getattr(model, 'note', None)",
        outcome="announced",
        says="Attributes set by hand are not kept: note.",
        back="(parts_of(model), embedded(model))",
    ),
    _row(
        "scores of pairs",
        "model = CrossEncoder(first('BertForSequenceClassification', task=None, num_labels=1), device='cpu')",
        "scored(model)",
        "CrossEncoder",
    ),
    _row(
        "three scores, with another activation and a shorter text",
        "model = CrossEncoder(first('BertForSequenceClassification', task=None, num_labels=3), device='cpu', "
        "activation_fn=torch.nn.Tanh(), max_length=9)",
        "scored(model)",
        "CrossEncoder",
    ),
)
