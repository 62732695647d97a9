"""Folders of transformers that try to run code, to fetch it, or to read other files: models, tokenizers, pipelines."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_models.frameworks.torch import safetensors

from .harness import Reader, Readers
from .samples import SAMPLES, start

Make = Callable[[Path, Path], None]
MODEL, WORDS, PIPELINE = "transformers-model", "transformers-preprocessor", "transformers-pipeline"
BOMB = "{% set ns = namespace(x='ab') %}{% for m in range(200) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x }}"


def changed(encoding: str, name: str, /, *path: Any, **values: Any) -> Make:
    """The sample, with members set somewhere in one of its JSON files."""

    def make(folder: Path, target: Path) -> None:
        SAMPLES[encoding].write(encoding, folder)
        body = json.loads((folder / name).read_text())
        place = body
        for step in path:
            place = place[step]
        place.update({key: value(target) if callable(value) else value for key, value in values.items()})
        (folder / name).write_text(json.dumps(body))

    return make


def with_file(encoding: str, name: str, content: Any) -> Make:
    """The sample, with one more file or another one."""

    def make(folder: Path, target: Path) -> None:
        SAMPLES[encoding].write(encoding, folder)
        made = content(target) if callable(content) else content
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(made if isinstance(made, bytes) else made.encode())

    return make


def linked(encoding: str, name: str) -> Make:
    """One of its files is a link to another place."""

    def make(folder: Path, target: Path) -> None:
        SAMPLES[encoding].write(encoding, folder)
        outside = folder.parent / f"{folder.name}-outside"
        outside.write_bytes((folder / name).read_bytes())
        (folder / name).unlink()
        (folder / name).symlink_to(outside)

    return make


def writes(target: Path) -> str:
    return f"import pathlib; pathlib.Path({str(target)!r}).write_text('x')"


class _Runs:
    def __init__(self, text: str) -> None:
        self.text = text

    def __reduce__(self) -> Any:
        return exec, (self.text,)


def evil_pickle(target: Path) -> bytes:
    return pickle.dumps(_Runs(writes(target)))


def other_tensors(change: Callable[[dict[str, Any]], None]) -> Make:
    """The header of the weights is another one."""

    def make(folder: Path, target: Path) -> None:
        SAMPLES[MODEL].write(MODEL, folder)
        file = folder / "model.safetensors"
        content = file.read_bytes()
        length = int.from_bytes(content[:8], "little")
        header = json.loads(content[8 : 8 + length])
        change(header)
        text = json.dumps(header).encode()
        file.write_bytes(len(text).to_bytes(8, "little") + text + content[8 + length :])

    return make


def _renamed(name: str) -> Callable[[dict[str, Any]], None]:
    def change(header: dict[str, Any]) -> None:
        index = json.loads(header["__metadata__"]["jupyterlab_models"])
        index["names"][0][0] = name
        header["__metadata__"]["jupyterlab_models"] = json.dumps(index)

    return change


def _huge(header: dict[str, Any]) -> None:
    entry = next(value for key, value in header.items() if key != safetensors.METADATA)
    entry["shape"] = [1 << 40, 1 << 40]


CONFIG = "config.json"
MODELS: dict[str, Make] = {
    "auto_map": changed(MODEL, CONFIG, auto_map={"AutoModelForSequenceClassification": "own.Model"}),
    "auto_map and the module": with_file(MODEL, "own.py", writes),
    "architecture of another type": changed(MODEL, CONFIG, architectures=["LlamaForCausalLM"]),
    "architecture by a path": changed(MODEL, CONFIG, architectures=["os.system"]),
    "two architectures": changed(MODEL, CONFIG, architectures=["BertModel", "BertForMaskedLM"]),
    "type of model that is not listed": changed(MODEL, CONFIG, model_type="rag"),
    "attention from the hub": changed(MODEL, CONFIG, _attn_implementation="evil/kernel"),
    "attention from the hub, by its public name": changed(MODEL, CONFIG, attn_implementation="evil/kernel:run"),
    "attention from the hub, internal": changed(MODEL, CONFIG, _attn_implementation_internal="evil/kernel"),
    "attention in our file": changed(MODEL, "jupyterlab_models.json", attention="evil/kernel"),
    "quantization": changed(MODEL, CONFIG, quantization_config={"quant_method": "bitsandbytes", "load_in_4bit": True}),
    "another place for the weights": changed(MODEL, CONFIG, transformers_weights="../other.safetensors"),
    "name or path": changed(MODEL, CONFIG, _name_or_path="evil/model"),
    "type of numbers by a path": changed(MODEL, CONFIG, dtype="os.system"),
    "type of numbers that is a function": changed(MODEL, CONFIG, dtype="load"),
    "activation that is not listed": changed(MODEL, CONFIG, hidden_act="__import__"),
    "layers without end": changed(MODEL, CONFIG, num_hidden_layers=10**9),
    "many layers for few tensors": changed(MODEL, CONFIG, num_hidden_layers=4000),
    "labels without end": changed(MODEL, CONFIG, id2label=None, num_labels=10**9),
    "words without end": changed(MODEL, CONFIG, vocab_size=2**31 - 1),
    "wide without end": changed(MODEL, CONFIG, hidden_size=2**31 - 2, intermediate_size=2**31 - 1),
    "pruned heads": changed(MODEL, CONFIG, pruned_heads={"0": [0]}),
    "methods of a configuration": changed(MODEL, CONFIG, to_dict="x", __class__="y"),
    "a configuration in a configuration": changed(MODEL, CONFIG, backbone_config={"model_type": "resnet"}),
    "backbone of another library": changed(MODEL, CONFIG, backbone="resnet18", use_timm_backbone=True),
    "a name twice": with_file(MODEL, CONFIG, '{"model_type": "bert", "model_type": "bert", "auto_map": {}}'),
    "a number that is none": with_file(MODEL, CONFIG, '{"model_type": "bert", "hidden_size": NaN}'),
    "nested without end": with_file(MODEL, CONFIG, '{"id2label": ' + '{"a": ' * 90_000),
    "generation of its own": changed(
        MODEL, CONFIG, architectures=["BertForSequenceClassification"], custom_generate="evil/generate"
    ),
    "generation settings with a program": with_file(
        MODEL, "generation_config.json", '{"custom_generate": "evil/generate", "trust_remote_code": true}'
    ),
    "generation settings that compile": with_file(
        MODEL, "generation_config.json", '{"compile_config": {"backend": "os.system"}}'
    ),
    "generation settings with a watermark": with_file(
        MODEL, "generation_config.json", '{"watermarking_config": {"greenlist_ratio": 1}}'
    ),
    "an adapter that is applied by itself": with_file(
        MODEL, "adapter_config.json", '{"peft_type": "LORA", "base_model_name_or_path": "evil/model"}'
    ),
    "a pickle beside it": with_file(MODEL, "pytorch_model.bin", evil_pickle),
    "arguments of a training": with_file(MODEL, "training_args.bin", evil_pickle),
    "a pickle by the name of the weights": with_file(MODEL, "model.safetensors", evil_pickle),
    "a pickle by the name of the buffers": with_file(MODEL, "jupyterlab_models.tensors", evil_pickle),
    "a list of parts": with_file(
        MODEL, "model.safetensors.index.json", '{"weight_map": {"a": "../../outside.safetensors"}}'
    ),
    "a program to generate with": with_file(MODEL, "custom_generate/generate.py", writes),
    "a link to other weights": linked(MODEL, "model.safetensors"),
    "a link to another configuration": linked(MODEL, CONFIG),
    "a tensor by the name of a method": other_tensors(_renamed("forward")),
    "a tensor by a private name": other_tensors(_renamed("__class__.__init__")),
    "a tensor without end": other_tensors(_huge),
    "a pipeline that is none": changed(MODEL, "jupyterlab_models.json", pipeline={"class": "Popen"}),
    "another class in our file": changed(MODEL, "jupyterlab_models.json", **{"class": "RagModel"}),
    "architectures that our file puts back": changed(
        MODEL, "jupyterlab_models.json", config={"architectures": ["os.system"]}
    ),
    "attributes that our file puts back": changed(MODEL, "jupyterlab_models.json", config={"to_dict": None}),
}
TOKENS, RUST = "tokenizer_config.json", "tokenizer.json"
TOKENIZERS: dict[str, Make] = {
    "auto_map": changed(WORDS, TOKENS, auto_map={"AutoTokenizer": ["own.Tokens", None]}),
    "auto_map and the module": with_file(WORDS, "own.py", writes),
    "class that is not listed": changed(WORDS, TOKENS, tokenizer_class="RagTokenizer"),
    "class by a path": changed(WORDS, TOKENS, tokenizer_class="os.system"),
    "class of our file": changed(WORDS, "jupyterlab_models.json", **{"class": "TransfoXLTokenizer"}),
    "class of our file that is none": changed(WORDS, "jupyterlab_models.json", **{"class": "pipeline"}),
    "processor with a program": changed(WORDS, TOKENS, processor_class="own.Processor"),
    "arguments of the constructor": changed(WORDS, TOKENS, init_inputs=["/etc/passwd"]),
    "vocabulary elsewhere": changed(WORDS, TOKENS, vocab_file="/etc/passwd"),
    "tokenizer elsewhere": changed(WORDS, TOKENS, tokenizer_file="/etc/passwd"),
    "versions of the tokenizer": changed(WORDS, TOKENS, fast_tokenizer_files=["../../outside.json"]),
    "name or path": changed(WORDS, TOKENS, name_or_path="evil/model"),
    "a token that is a method": changed(WORDS, TOKENS, extra_special_tokens={"encode": "x"}),
    "a token by a private name": changed(WORDS, TOKENS, extra_special_tokens={"__class__": "x"}),
    "a token of another kind": changed(WORDS, TOKENS, bos_token={"__type": "Popen", "content": "x"}),
    "a template in the configuration": changed(WORDS, TOKENS, chat_template="{{ ''.__class__ }}"),
    "a pickle as vocabulary": with_file(WORDS, "vocab.json", evil_pickle),
    "a vocabulary that is pickled": with_file(WORDS, "vocab.pkl", evil_pickle),
    "sentencepiece": with_file(WORDS, "tokenizer.model", b"\x0a" * 1000),
    "templates in a folder": with_file(WORDS, "additional_chat_templates/own.jinja", "{{ ''.__class__ }}"),
    "a link to another file": linked(WORDS, RUST),
    "a pattern that never ends": changed(
        WORDS,
        RUST,
        pre_tokenizer={"type": "Split", "pattern": {"Regex": "(a+)+$"}, "behavior": "Isolated", "invert": False},
    ),
    "a pattern with alternatives that never end": changed(
        WORDS, RUST, normalizer={"type": "Replace", "pattern": {"Regex": "(?:[a-z]|[a-z]+){20,}$"}, "content": ""}
    ),
    "a pattern that refers to itself": changed(
        WORDS, RUST, normalizer={"type": "Replace", "pattern": {"Regex": "(a)\\1*(b)\\2*"}, "content": ""}
    ),
    "a part that is not listed": changed(WORDS, RUST, decoder={"type": "Custom", "object": "os.system"}),
    "parts in parts without end": changed(
        WORDS, RUST, normalizer=json.loads('{"type": "Sequence", "normalizers": [' * 30 + "]}" * 30)
    ),
    "padding without end": changed(
        WORDS,
        RUST,
        padding={
            "strategy": {"Fixed": 2**40},
            "direction": "Right",
            "pad_to_multiple_of": None,
            "pad_id": 0,
            "pad_type_id": 0,
            "pad_token": "<pad>",
        },
    ),
    "words with numbers that are none": changed(WORDS, RUST, "model", vocab={"a": -1, "b": 2**60}),
    "a name twice": with_file(WORDS, RUST, '{"version": "1.0", "version": "1.0"}'),
}
TEMPLATES = {
    "classes of a text": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "classes by a filter": "{{ ''|attr('__class__') }}",
    "classes by a key": "{{ messages['__class__'] }}",
    "classes by a list": "{{ messages|map(attribute='__class__')|list }}",
    "format of a text": "{{ '{0.__class__}'.format(messages) }}",
    "functions of the environment": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "functions of Jinja": "{{ lipsum.__globals__['os'].popen('id') }}",
    "another template": "{% include 'other.jinja' %}",
    "import of a template": "{% import '/etc/passwd' as x %}",
    "an extended template": "{% extends 'base' %}",
    "itself": "{{ self._TemplateReference__context }}",
    "range without end": "{% for a in range(1000000000) %}{% for b in range(1000000000) %}x{% endfor %}{% endfor %}",
    "loops in loops": "{% for a in messages %}" * 9 + "x" + "{% endfor %}" * 9,
    "a macro that calls itself": "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "a loop that calls itself": "{% for a in messages recursive %}{{ loop(messages) }}{% endfor %}",
    "a text that doubles": BOMB,
    "texts that double in turn": "".join(f"{{% set a{i} = a{i - 1} ~ a{i - 1} %}}" for i in range(1, 60)),
    "a text that is multiplied": "{{ 'a' * 9999999999 }}",
    "a power": "{{ 9 ** 9 ** 9 }}",
    "a wide number": "{{ '%9999999999d' % 3 }}",
    "a wide date": "{{ strftime_now('%9999999999d') }}",
    "a wide table": "{{ messages|tojson(indent=99999999) }}",
    "a list in itself": "{% set x = [1] %}{% for a in range(99) %}{{ x.append(x) }}{% endfor %}{{ x }}",
    "something that is not closed": "{% for a in",
}
TOKENIZERS |= {f"template: {name}": with_file(WORDS, "chat_template.jinja", text) for name, text in TEMPLATES.items()}
SIDECAR = "jupyterlab_models.json"
PIPELINES: dict[str, Make] = {
    "class that is not listed": changed(
        PIPELINE, SIDECAR, "pipeline", **{"class": "DocumentQuestionAnsweringPipeline"}
    ),
    "class that is none": changed(PIPELINE, SIDECAR, "pipeline", **{"class": "pipeline"}),
    "class by a path": changed(PIPELINE, SIDECAR, "pipeline", **{"class": "os.system"}),
    "tokenizer that is none": changed(PIPELINE, SIDECAR, "pipeline", "parts", tokenizer="pipeline"),
    "part that is not listed": changed(PIPELINE, SIDECAR, "pipeline", "parts", assistant_model="BertModel"),
    "task with a program": changed(PIPELINE, SIDECAR, "pipeline", task="../own"),
    "parameter with a program": changed(PIPELINE, SIDECAR, "pipeline", "forward", custom_generate="evil/generate"),
    "code that is trusted": changed(PIPELINE, SIDECAR, "pipeline", "forward", trust_remote_code=True),
    "settings with a program": changed(
        PIPELINE, SIDECAR, "pipeline", "forward", generate_kwargs={"custom_generate": "evil/generate"}
    ),
    "assistant from the hub": changed(PIPELINE, SIDECAR, "pipeline", "forward", assistant_model="evil/model"),
    "prompt from the hub": changed(PIPELINE, SIDECAR, "pipeline", "preprocess", tools=["evil/tool"]),
    "template as a parameter": changed(PIPELINE, SIDECAR, "pipeline", "preprocess", chat_template="{{ ''.__class__ }}"),
    "function that is none": changed(
        PIPELINE, SIDECAR, "pipeline", "postprocess", function_to_apply={"enum": "__class__"}
    ),
    "function of another class": changed(PIPELINE, SIDECAR, "pipeline", "postprocess", top_k={"enum": "simple"}),
    "batches without end": changed(PIPELINE, SIDECAR, "pipeline", batch_size=2**60),
    "workers without end": changed(PIPELINE, SIDECAR, "pipeline", num_workers=2**60),
    "a member too many": changed(PIPELINE, SIDECAR, "pipeline", custom_pipelines={"own": {"impl": "own.Pipeline"}}),
    "custom pipelines in the configuration": changed(
        PIPELINE, CONFIG, custom_pipelines={"text-classification": {"impl": "own.Pipeline", "pt": ["AutoModel"]}}
    ),
    "custom pipelines and the module": with_file(PIPELINE, "own.py", writes),
    "model with a pickle": with_file(PIPELINE, "pytorch_model.bin", evil_pickle),
    "model with an adapter": with_file(PIPELINE, "adapter_config.json", '{"base_model_name_or_path": "evil/model"}'),
    "tokenizer with auto_map": changed(PIPELINE, TOKENS, auto_map={"AutoTokenizer": ["own.Tokens", None]}),
    "template that reaches out": with_file(PIPELINE, "chat_template.jinja", TEMPLATES["functions of the environment"]),
    "processor with a program": with_file(
        PIPELINE, "preprocessor_config.json", '{"image_processor_type": "own.Images", "auto_map": {"A": "own.B"}}'
    ),
    "image without end": with_file(
        PIPELINE, "preprocessor_config.json", '{"image_processor_type": "ViTImageProcessor", "size": 1000000000}'
    ),
    "sound without end": with_file(
        PIPELINE,
        "preprocessor_config.json",
        '{"feature_extractor_type": "WhisperFeatureExtractor", "feature_size": 1000, "n_fft": 1000000000}',
    ),
    "processor of another kind": with_file(PIPELINE, "processor_config.json", '{"processor_class": "OwnProcessor"}'),
    "a link to other words": linked(PIPELINE, RUST),
}
HAND_WRITTEN = {MODEL: MODELS, WORDS: TOKENIZERS, PIPELINE: PIPELINES}


@pytest.fixture(scope="module")
def start_of(readers: Readers) -> Callable[[str], Reader]:
    return lambda encoding: start(readers, encoding)


@pytest.mark.parametrize("name", MODELS)
def test_a_model_runs_nothing(start_of: Callable[[str], Reader], tmp_path: Path, name: str) -> None:
    start_of(MODEL).check(MODELS[name], tmp_path / "files")


@pytest.mark.parametrize("name", TOKENIZERS)
def test_a_tokenizer_runs_nothing(start_of: Callable[[str], Reader], tmp_path: Path, name: str) -> None:
    start_of(WORDS).check(TOKENIZERS[name], tmp_path / "files")


@pytest.mark.parametrize("name", PIPELINES)
def test_a_pipeline_runs_nothing(start_of: Callable[[str], Reader], tmp_path: Path, name: str) -> None:
    start_of(PIPELINE).check(PIPELINES[name], tmp_path / "files")
