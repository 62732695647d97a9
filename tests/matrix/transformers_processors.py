"""Tokenizers, processors and pipelines of transformers, made here: nothing is fetched."""

from __future__ import annotations

from . import transformers
from .row import Row

SETUP = (
    transformers.SETUP
    + """
import tempfile
import numpy as np
from pathlib import Path
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
WORDS = ['hello world of models', 'Zwölf Boxkämpfer jagen Viktor', '3.14 and 42, tokens!'] * 4
SAID = ['hello models', 'Viktor 42  tokens\\n', 'an <x> unknown naïve 🙂 word']
IMAGE = (np.arange(20 * 24 * 3) % 251).reshape(20, 24, 3).astype('uint8')
SOUND = np.sin(np.arange(1600) / 7).astype('float32')
CHAT = [{'role': 'user', 'content': 'hello'}, {'role': 'assistant', 'content': 'models'}]
TEMPLATE = ("{%- for message in messages %}{{ '<|' + message['role'] + '|>' + message['content'] | trim }}"
            "{%- if not loop.last %}{{ '\\\\n' }}{%- endif %}{%- endfor %}")

def byte_level(**more):
    tokens = Tokenizer(models.BPE())
    tokens.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokens.decoder = decoders.ByteLevel()
    tokens.train_from_iterator(WORDS, trainers.BpeTrainer(
        vocab_size=320, show_progress=False, special_tokens=['<s>', '</s>', '<pad>'],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokens, bos_token='<s>', eos_token='</s>', pad_token='<pad>', **more)

def word_piece():
    folder = Path(tempfile.mkdtemp())
    words = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', 'hello', 'models', 'of', '##s', 'model', 'viktor', '42', '!']
    (folder / 'vocab.txt').write_text('\\n'.join(words))
    return transformers.BertTokenizer.from_pretrained(folder)

def tokens_of(tokenizer):
    return {
        'class': type(tokenizer).__qualname__,
        'vocabulary': sorted(tokenizer.get_vocab().items()),
        'special': {name: str(token) for name, token in sorted(tokenizer.special_tokens_map.items())},
        'added': [(number, repr(token)) for number, token in sorted(tokenizer.added_tokens_decoder.items())],
        'sides': (tokenizer.padding_side, tokenizer.truncation_side, float(tokenizer.model_max_length)),
        'template': tokenizer.chat_template,
        'ids': [list(tokenizer(text)['input_ids']) for text in SAID],
        'text': [tokenizer.decode(tokenizer(text)['input_ids']) for text in SAID],
    }

def settings_of(processor):
    return json.dumps({key: value for key, value in processor.to_dict().items() if key != 'processor_class'},
                      sort_keys=True, default=str)

def plain_result(value):
    if isinstance(value, dict):
        return {key: plain_result(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_result(one) for one in value]
    return float(value) if isinstance(value, (float, np.floating)) else value

def pipe(pipeline):
    return {
        'class': type(pipeline).__qualname__, 'task': pipeline.task, 'model': held(pipeline.model),
        'parameters': repr((pipeline._preprocess_params, pipeline._forward_params, pipeline._postprocess_params,
                            getattr(pipeline, '_generate_kwargs', None))),
    }

def classifier():
    torch.manual_seed(0)
    config = transformers.BertConfig(**{**SMALL, 'vocab_size': 13}, num_labels=3)
    return transformers.BertForSequenceClassification(config).eval()

def writer():
    torch.manual_seed(0)
    return transformers.LlamaForCausalLM(transformers.LlamaConfig(**{**DECODER, 'vocab_size': 330})).eval()

def held(model):
    named = [*model.named_parameters(), *model.named_buffers()]
    return [(name, type(tensor).__name__, *shown(tensor)) for name, tensor in named] + [settings(model.config)]
"""
)
TOKENS, PIPE = "tokens_of(model)", "pipe(model)"


def _preprocessor(name: str, base: str, make: str, observe: str, **said: str) -> Row:
    return Row(name, f"transformers.{base}", make, observe, "transformers-preprocessor", **said)  # type: ignore[arg-type]


def _pipeline(name: str, make: str, observe: str, **said: str) -> Row:
    return Row(name, "transformers.Pipeline", make, observe, "transformers-pipeline", **said)  # type: ignore[arg-type]


TOKENIZER = "PreTrainedTokenizerBase"
ROWS = (
    _preprocessor("fast tokenizer, byte level", TOKENIZER, "model = byte_level(padding_side='left')", TOKENS),
    _preprocessor("fast tokenizer, WordPiece", TOKENIZER, "model = word_piece()", TOKENS),
    _preprocessor(
        "tokens added, ordinary and special",
        TOKENIZER,
        "model = byte_level()\nmodel.add_tokens(['<x>', AddedToken('naïve', lstrip=True)])\n"
        "model.add_special_tokens({'additional_special_tokens': ['<im>']})",
        TOKENS,
    ),
    _preprocessor(
        "chat template",
        TOKENIZER,
        "model = byte_level(chat_template=TEMPLATE, model_max_length=128)",
        f"({TOKENS}, model.apply_chat_template(CHAT, tokenize=False))",
    ),
    _preprocessor(
        "slow tokenizer",
        TOKENIZER,
        "folder = Path(tempfile.mkdtemp())\n"
        "(folder / 'vocab.json').write_text(json.dumps({c: i for i, c in enumerate(['<pad>', '<s>', '</s>', '<unk>',"
        " '|', *'ABCDEH'])}))\nmodel = transformers.Wav2Vec2CTCTokenizer(str(folder / 'vocab.json'))",
        f"({TOKENS}, model('ABBA ACE')['input_ids'])",
    ),
    Row(
        "chat template that calls itself",
        f"transformers.{TOKENIZER}",
        "model = byte_level(chat_template='{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}')",
        TOKENS,
        "cloudpickle",
        "code",
        outcome="announced",
        says="not as a folder for from_pretrained: it holds a chat template with macros that call each other",
        back=TOKENS,
    ),
    _preprocessor(
        "image processor",
        "ImageProcessingMixin",
        "model = transformers.ViTImageProcessor(size={'height': 8, 'width': 8}, image_mean=[0.1, 0.2, 0.3])",
        "(settings_of(model), shown(torch.tensor(np.array(model(IMAGE)['pixel_values'][0]))))",
    ),
    _preprocessor(
        "feature extractor",
        "FeatureExtractionMixin",
        "model = transformers.WhisperFeatureExtractor(feature_size=8, chunk_length=1)",
        "(settings_of(model), shown(torch.tensor(model(SOUND, sampling_rate=16000)['input_features'][0])))",
    ),
    _preprocessor(
        "processor of texts and images",
        "ProcessorMixin",
        "images = transformers.CLIPImageProcessor(size={'shortest_edge': 8}, crop_size={'height': 8, 'width': 8})\n"
        "model = transformers.CLIPProcessor(image_processor=images, tokenizer=byte_level())",
        "(type(model).__name__, tokens_of(model.tokenizer), settings_of(model.image_processor), "
        "type(model.image_processor).__name__)",
    ),
    _preprocessor(
        "processor of sounds",
        "ProcessorMixin",
        "model = transformers.WhisperProcessor(transformers.WhisperFeatureExtractor(feature_size=8), byte_level())",
        "(type(model).__name__, tokens_of(model.tokenizer), settings_of(model.feature_extractor))",
    ),
    _pipeline(
        "text classification with top_k",
        "model = transformers.pipeline('text-classification', classifier(), tokenizer=word_piece(), top_k=2)",
        f"({PIPE}, plain_result(model('hello models')))",
    ),
    _pipeline(
        "text generation, with a chat template",
        "tokens = byte_level(chat_template=TEMPLATE, padding_side='left')\n"
        "model = transformers.pipeline('text-generation', writer(), tokenizer=tokens, max_new_tokens=4)",
        f"({PIPE}, tokens_of(model.tokenizer), "
        "[plain_result(model(said, do_sample=False)) for said in ('hello', CHAT[:1])])",
    ),
    _pipeline(
        "feature extraction, made from its class",
        "model = transformers.FeatureExtractionPipeline(model=transformers.BertModel(classifier().config).eval(), "
        "tokenizer=word_piece())",
        f"({PIPE}, plain_result(model('hello models')))",
    ),
    _pipeline(
        "image classification",
        "torch.manual_seed(0)\nsizes = dict(hidden_size=16, intermediate_size=24, num_hidden_layers=1, "
        "num_attention_heads=2, image_size=8, patch_size=4, num_labels=3)\n"
        "vit = transformers.ViTForImageClassification(transformers.ViTConfig(**sizes)).eval()\n"
        "images = transformers.ViTImageProcessor(size={'height': 8, 'width': 8})\n"
        "model = transformers.pipeline('image-classification', vit, image_processor=images)",
        f"({PIPE}, settings_of(model.image_processor), shown(model._forward(dict(pixel_values="
        "torch.ones(1, 3, 8, 8)))['logits'].detach()))",
    ),
)
