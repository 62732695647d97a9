"""What the library itself makes of the folders, what older versions were, and whether the tables fit the library."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_models.frameworks.transformers import configs, templates, tokenizer_json
from jupyterlab_models.frameworks.transformers.adapter import ADAPTER
from jupyterlab_models.frameworks.transformers.model_types import TYPES
from jupyterlab_models.frameworks.transformers.values import NotAllowed
from jupyterlab_models.kernel.adapter import Folder

from ..hostile.samples import SAMPLES
from .loaded import ROWS

os.environ["HF_HUB_OFFLINE"] = "1"
SIZES: dict[str, Any] = {
    "vocab_size": 20,
    "hidden_size": 8,
    "intermediate_size": 8,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
}


@pytest.fixture(scope="module")
def llama() -> Any:
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(0)
    model = LlamaForCausalLM(LlamaConfig(**SIZES, num_key_value_heads=1, tie_word_embeddings=True))
    model.generation_config.max_new_tokens = 3
    return model.to(torch.bfloat16)


def write(obj: Any, encoding: str, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    plan = ADAPTER.check(obj)
    assert plan.choices[0].encoding == encoding, plan.choices[0].lost
    ADAPTER.write(obj, plan, encoding, Folder(folder, lambda: None))


def test_a_model_opens_with_from_pretrained_alone(llama: Any, tmp_path: Path) -> None:
    import torch
    from transformers import AutoModelForCausalLM

    write(llama, "transformers-model", tmp_path)
    for file in (tmp_path / "jupyterlab_models.json", tmp_path / "jupyterlab_models.tensors"):
        file.unlink()
    copy, told = AutoModelForCausalLM.from_pretrained(tmp_path, output_loading_info=True, trust_remote_code=False)
    assert not any(told.values()), told
    assert type(copy) is type(llama)
    assert copy.generation_config.max_new_tokens == 3
    assert copy.lm_head.weight is copy.model.embed_tokens.weight
    ours, theirs = llama.state_dict(), copy.state_dict()
    assert all(
        torch.equal(tensor, theirs[name]) and tensor.dtype == theirs[name].dtype for name, tensor in ours.items()
    )


def test_a_pipeline_opens_with_its_library_alone(tmp_path: Path) -> None:
    import transformers

    pipeline = SAMPLES["transformers-pipeline"].make()
    write(pipeline, "transformers-pipeline", tmp_path)
    copy = transformers.pipeline("text-classification", str(tmp_path), device="cpu")
    assert [*map(repr, copy("hello world"))] == [*map(repr, pipeline("hello world"))]


def test_a_folder_holds_no_code(llama: Any, tmp_path: Path) -> None:
    write(llama, "transformers-model", tmp_path)
    assert {path.suffix for path in tmp_path.iterdir()} == {".json", ".safetensors", ".tensors"}
    assert "auto_map" not in (tmp_path / "config.json").read_text()


def test_a_save_changes_nothing(llama: Any, tmp_path: Path) -> None:
    before = llama.config.to_json_string(), llama.generation_config.to_json_string(), list(vars(llama))
    write(llama, "transformers-model", tmp_path)
    assert (llama.config.to_json_string(), llama.generation_config.to_json_string(), list(vars(llama))) == before


def test_versions_of_before_are_still_read_as_modules() -> None:
    """Models were kept as `pt`: the matrix loads one, a class of the notebook, in just the same way."""
    rows = [row for row in ROWS if row["format"] == "pt" and "torch-safetensors" in row["encodings"]]
    assert [row["type"] for row in rows] == ["torch.Module"]


@pytest.mark.parametrize("name", TYPES)
def test_the_table_fits_the_library(name: str) -> None:
    import transformers

    kind = TYPES[name]
    config: Any = getattr(transformers, kind.config)
    assert config.model_type == name
    values = json.loads(config().to_json_string(use_diff=False))
    for body in (values, values.get("text_config", {}), values.get("vision_config", {})):
        body.pop("_name_or_path", None)
    configs.check_config({key: value for key, value in values.items() if key in kind.keys or key == "model_type"})
    forbidden = {"auto_map", "quantization_config", "attn_implementation", "pruned_heads"}
    assert not forbidden & kind.keys


SAFE = (
    r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+",
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re)?|\p{N}{1,3}",
    r" {2,}",
)
BOMBS = (r"(a+)+$", r"(?:a|a+)*b", r"(.*a){20,}", r"a*a*a*a*a*b", r"(a)\1", r"(?R)", r"((a*)b)*", r"([a-z]", r"(a")


@pytest.mark.parametrize("pattern", SAFE)
def test_patterns_of_well_known_models_pass(pattern: str) -> None:
    assert tokenizer_json.is_pattern(pattern)


@pytest.mark.parametrize("pattern", BOMBS)
def test_patterns_that_may_never_end_do_not_pass(pattern: str) -> None:
    assert not tokenizer_json.is_pattern(pattern)


TEMPLATES = {
    "ChatML": "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content']}}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}",
    "date and tools": "{%- if strftime_now is defined %}{%- set today = strftime_now('%d %b %Y') %}{%- endif %}"
    "{%- if messages[0]['role'] == 'system' %}{%- set messages = messages[1:] %}{%- endif %}"
    "{%- for tool in tools %}{{- tool | tojson(indent=4) }}{%- endfor %}{%- for message in messages %}"
    "{%- if (message.role == 'user') != (loop.index0 % 2 == 0) %}{{- raise_exception('turns') }}{%- endif %}"
    "{%- for key, value in message.arguments | items %}{{- key + '=' + value }}{%- endfor %}{%- endfor %}",
    "thoughts": "{%- set ns = namespace(tool=true, last=messages|length - 1, text='') %}"
    "{%- for message in messages[::-1] %}{%- set index = (messages|length - 1) - loop.index0 %}"
    "{%- if message.content is string and not message.content.startswith('<tool>') %}{%- set ns.last = index %}"
    "{%- endif %}{%- endfor %}{%- for message in messages %}{%- set content = message.content %}"
    "{%- set content = content.split('</think>')[-1].lstrip('\\n') %}"
    "{%- set ns.text = ns.text + '\\n' + content %}{%- endfor %}{{ ns.text }}",
    "macro": "{%- macro show(part) %}{%- if part is string %}{{ part }}{%- else %}{%- for one in part %}{{ one.text }}"
    "{%- endfor %}{%- endif %}{%- endmacro %}{%- for message in messages %}{{ show(message.content) }}{%- endfor %}",
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_as_real_models_have_them_pass(name: str) -> None:
    templates.check_template(TEMPLATES[name])


@pytest.mark.parametrize(
    "body",
    ["{% set a.x = a.y ~ a.y %}{% set a.y = a.x %}", "{% set b %}{{ a.x }}{{ a.x }}{% endset %}{% set a.x = b %}"],
)
def test_texts_that_double_in_a_loop_do_not_pass(body: str) -> None:
    with pytest.raises(NotAllowed, match="together with themselves"):
        templates.check_template(
            f"{{% set a = namespace(x='a', y='b') %}}{{% for m in messages %}}{body}{{% endfor %}}"
        )
