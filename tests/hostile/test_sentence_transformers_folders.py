"""Folders of Sentence Transformers that try to run code, to fetch it, or to read other files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .harness import Make, Reader, Readers
from .samples import SAMPLES, start
from .test_transformers_folders import TEMPLATES, changed, evil_pickle, linked, with_file, writes

ENCODING = "sentence-transformers"
CONFIG, SETTINGS, FIRST, LIST = (
    "config.json",
    "config_sentence_transformers.json",
    "sentence_bert_config.json",
    "modules.json",
)
SIDECAR, DENSE, POOLING = "jupyterlab_models_parts.json", "2_Dense/config.json", "1_Pooling/config.json"


def part(number: int, **values: Any) -> Make:
    return changed(ENCODING, LIST, number, **values)


def one_more(**values: Any) -> Make:
    """A part at the end of the list, with a module of its own beside it."""

    def make(folder: Path, target: Path) -> None:
        SAMPLES[ENCODING].write(ENCODING, folder)
        listed = json.loads((folder / LIST).read_text())
        listed.append({"idx": 3, "name": "3", "path": "3_Own", "type": "own.Own", **values})
        (folder / LIST).write_text(json.dumps(listed))
        (folder / "own.py").write_text(writes(target))
        if ".." not in str(listed[-1]["path"]):
            place = folder / str(listed[-1]["path"]).lstrip("/")
            place.mkdir(exist_ok=True)
            (place / "own.py").write_text(writes(target))
            (place / CONFIG).write_text("{}")

    return make


def linked_folder(folder: Path, target: Path) -> None:
    SAMPLES[ENCODING].write(ENCODING, folder)
    outside = folder.parent / f"{folder.name}-outside"
    (folder / "2_Dense").rename(outside)
    (folder / "2_Dense").symlink_to(outside)


def other_weights(folder: Path, target: Path) -> None:
    """The weights of the whole model in the place of those of a part."""
    SAMPLES[ENCODING].write(ENCODING, folder)
    (folder / "2_Dense" / "model.safetensors").write_bytes((folder / "model.safetensors").read_bytes())


def without(name: str) -> Make:
    def make(folder: Path, target: Path) -> None:
        SAMPLES[ENCODING].write(ENCODING, folder)
        (folder / name).unlink()

    return make


def settings(**values: Any) -> Make:
    return changed(ENCODING, SETTINGS, **values)


def first(**values: Any) -> Make:
    return changed(ENCODING, FIRST, **values)


_POOLING = "sentence_transformers.sentence_transformer.modules.pooling.Pooling"
ATTEMPTS: dict[str, Make] = {
    "part with a module of its own": one_more(),
    "part by a path into the system": one_more(type="os.system", path=""),
    "part of another library": one_more(type="torch.nn.modules.linear.Linear"),
    "part from the hub": one_more(type="evil/model--own.Own"),
    "part of the library that is not listed": one_more(type="sentence_transformers.base.modules.router.Router"),
    "part by an old name": one_more(type="sentence_transformers.models.Pooling"),
    "part outside of the folder": one_more(type=_POOLING, path="../outside"),
    "part at an absolute place": one_more(type=_POOLING, path="/etc"),
    "part with arguments": one_more(type=_POOLING, path="3_Pooling", kwargs=["trust_remote_code"]),
    "part whose name is a method": part(1, name="forward"),
    "part whose name is private": part(1, name="__class__"),
    "part with a number that is none": part(1, idx=True),
    "parts in another order": part(0, type=_POOLING),
    "a second model": part(1, type="sentence_transformers.base.modules.transformer.Transformer", path=""),
    "parts without end": with_file(ENCODING, LIST, json.dumps([{"idx": 0}] * 100_000)),
    "no parts": with_file(ENCODING, LIST, "[]"),
    "no list of parts": without(LIST),
    "no tensors of a part": without("2_Dense/model.safetensors"),
    "list that is none": with_file(ENCODING, LIST, '{"0": "own.Own"}'),
    "list nested without end": with_file(ENCODING, LIST, "[" * 90_000),
    "a name twice": with_file(ENCODING, SETTINGS, '{"prompts": {}, "prompts": {"a": "b"}}'),
    "activation that is a function": changed(ENCODING, DENSE, activation_function="torch.load"),
    "activation of another library": changed(ENCODING, DENSE, activation_function="os.system"),
    "activation that loads": changed(ENCODING, DENSE, activation_function="torch.hub.load"),
    "activation that is a whole module": changed(ENCODING, DENSE, activation_function="torch.nn.modules.Module"),
    "activation of the pairs": settings(model_type="CrossEncoder", activation_fn="torch.hub.load"),
    "activation of the pairs in the configuration": changed(
        ENCODING, CONFIG, sentence_transformers={"activation_fn": "os.system", "version": "6"}
    ),
    "activation by the name of older releases": changed(
        ENCODING, CONFIG, sbert_ce_default_activation_function="os.system"
    ),
    "dense without end": changed(ENCODING, DENSE, in_features=2**40, out_features=2**40),
    "dense that is larger than its tensors": changed(ENCODING, DENSE, out_features=2**17),
    "dense with initial weights": changed(ENCODING, DENSE, init_weight=[[1.0]]),
    "dense with attributes": changed(ENCODING, DENSE, forward="x"),
    "input by a private name": changed(ENCODING, DENSE, module_input_name="__class__"),
    "pooling that is not listed": changed(ENCODING, POOLING, pooling_mode="__init__"),
    "poolings without end": changed(ENCODING, POOLING, pooling_mode=["mean"] * 100_000),
    "pooling wide without end": changed(ENCODING, POOLING, embedding_dimension=2**60),
    "weights of another part": other_weights,
    "weights of a part without any": with_file(ENCODING, "1_Pooling/model.safetensors", evil_pickle),
    "pickle by the name of a part's weights": with_file(ENCODING, "2_Dense/model.safetensors", evil_pickle),
    "pickle beside a part": with_file(ENCODING, "2_Dense/pytorch_model.bin", evil_pickle),
    "pickle beside the model": with_file(ENCODING, "pytorch_model.bin", evil_pickle),
    "module beside a part": with_file(ENCODING, "2_Dense/own.py", writes),
    "folder that no part has": with_file(ENCODING, "9_Dense/config.json", "{}"),
    "folder of ONNX": with_file(ENCODING, "onnx/model.onnx", b"\x08\x07"),
    "a link to other parts": linked(ENCODING, LIST),
    "a link to the weights of a part": linked(ENCODING, "2_Dense/model.safetensors"),
    "a link to the folder of a part": linked_folder,
    "requirements": settings(requirements={"sentence_transformers": ">=1"}),
    "class that is not listed": settings(model_type="SparseEncoder"),
    "class by a path": settings(model_type="os.system"),
    "similarity that is none": settings(similarity_fn_name="__class__"),
    "backend of another library": settings(backend="onnx"),
    "prompts that are none": settings(prompts={"query": ["hello"]}),
    "prompt that is not there": settings(default_prompt_name="none"),
    "cut without end": settings(truncate_dim=-1),
    "code that is trusted": settings(trust_remote_code=True),
    "method that compiles": first(modality_config={"text": {"method": "compile", "method_output_name": None}}),
    "method that saves": first(modality_config={"text": {"method": "save_pretrained", "method_output_name": None}}),
    "method that fetches": first(modality_config={"text": {"method": "load_adapter", "method_output_name": None}}),
    "method that is private": first(modality_config={"text": {"method": "__class__", "method_output_name": None}}),
    "output by a private name": first(
        modality_config={"text": {"method": "forward", "method_output_name": "__class__"}}
    ),
    "kind by a private name": first(
        modality_config={"__class__": {"method": "forward", "method_output_name": "last_hidden_state"}}
    ),
    "task that is not listed": first(transformer_task="any-to-any"),
    "task with a class of the configuration": first(transformer_task="retrieval"),
    "arguments for the model": first(model_args={"trust_remote_code": True}),
    "arguments for the model by their new name": first(model_kwargs={"trust_remote_code": True}),
    "arguments for the tokenizer": first(tokenizer_args={"trust_remote_code": True}),
    "another tokenizer": first(tokenizer_name_or_path="evil/model"),
    "template among the settings": first(processing_kwargs={"chat_template": {"chat_template": "{{ ''.__class__ }}"}}),
    "template of another place": first(processing_kwargs={"text": {"chat_template": "{{ ''.__class__ }}"}}),
    "padding without end": first(processing_kwargs={"text": {"padding": "max_length", "max_length": 2**40}}),
    "widened words": first(query_expansion={"token": "<pad>", "length": 2**40}),
    "tokenizer that is none": changed(ENCODING, SIDECAR, processor="pipeline"),
    "tokenizer of another kind": changed(ENCODING, SIDECAR, processor="TransfoXLTokenizer"),
    "no tokenizer": changed(ENCODING, SIDECAR, processor=None),
    "card with a method": changed(ENCODING, SIDECAR, "card", register_model="x"),
    "card without a member": changed(ENCODING, SIDECAR, card={}),
    "program of the configuration": changed(ENCODING, CONFIG, auto_map={"AutoModel": "own.Model"}),
    "adapter that is applied by itself": with_file(
        ENCODING, "adapter_config.json", '{"peft_type": "LORA", "base_model_name_or_path": "evil/model"}'
    ),
    "tokenizer with a program": changed(
        ENCODING, "tokenizer_config.json", auto_map={"AutoTokenizer": ["own.Tokens", None]}
    ),
    "processor with a program": with_file(
        ENCODING, "preprocessor_config.json", '{"image_processor_type": "own.Images", "auto_map": {"A": "own.B"}}'
    ),
    "template that reaches out": with_file(ENCODING, "chat_template.jinja", TEMPLATES["functions of the environment"]),
    "card of a model": with_file(ENCODING, "README.md", "---\nlibrary_name: x\n---\n"),
    "model that is another class": changed(ENCODING, CONFIG, architectures=["BertForMaskedLM"]),
}
HAND_WRITTEN = {ENCODING: ATTEMPTS}


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    return start(readers, ENCODING)


@pytest.mark.parametrize("name", ATTEMPTS)
def test_nothing_of_it_runs(reader: Reader, tmp_path: Path, name: str) -> None:
    reader.check(ATTEMPTS[name], tmp_path / "files")


def test_the_sample_loads(reader: Reader, tmp_path: Path) -> None:
    report = reader.check(lambda folder, target: SAMPLES[ENCODING].write(ENCODING, folder), tmp_path / "files")
    assert report.outcome == "loaded", report.error
    assert not any(report.used.values()), report.used
