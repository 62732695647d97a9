"""Models with adapters that try to run code, to fetch it, to read other files, or to take all memory or time."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .harness import Reader, Readers
from .samples import SAMPLES, start
from .test_transformers_folders import Make, changed, evil_pickle, linked, with_file, writes

ENCODING = "peft-adapters"
CONFIG, SIDECAR, WEIGHTS = "adapter_config.json", "jupyterlab_adapters.json", "adapter_model.safetensors"


def config(**values: Any) -> Make:
    return changed(ENCODING, CONFIG, **values)


def told(**values: Any) -> Make:
    return changed(ENCODING, SIDECAR, **values)


def base(name: str, **values: Any) -> Make:
    return changed(ENCODING, f"base/{name}", **values)


def added(name: str, content: Any) -> Make:
    return with_file(ENCODING, name, content)


def moved(one: str, other: str) -> Make:
    def make(folder: Path, target: Path) -> None:
        SAMPLES[ENCODING].write(ENCODING, folder)
        (folder / one).rename(folder / other)

    return make


def names(change: Callable[[list[Any]], object]) -> Make:
    """The adapter's weights tell of other tensors."""

    def make(folder: Path, target: Path) -> None:
        SAMPLES[ENCODING].write(ENCODING, folder)
        content = (folder / WEIGHTS).read_bytes()
        length = int.from_bytes(content[:8], "little")
        header = json.loads(content[8 : 8 + length])
        index = json.loads(header["__metadata__"]["jupyterlab_models"])
        change(index["names"])
        header["__metadata__"]["jupyterlab_models"] = json.dumps(index)
        text = json.dumps(header).encode()
        text += b" " * (-len(text) % 8)
        (folder / WEIGHTS).write_bytes(len(text).to_bytes(8, "little") + text + content[8 + length :])

    return make


ATTEMPTS: dict[str, Make] = {
    "base by a name": config(base_model_name_or_path="evil/model"),
    "base by a path": config(base_model_name_or_path="/etc"),
    "revision of a base": config(revision="main"),
    "class of a base": config(auto_mapping={"base_model_class": "system", "parent_library": "os"}),
    "another method": config(peft_type="XLORA"),
    "a method that is none": config(peft_type="__class__"),
    "a task that is none": config(task_type="os.system"),
    "layers repeated without end": config(layer_replication=[[0, 1]] * 10_000),
    "a package by name": config(megatron_core="os"),
    "settings for a package": config(megatron_config={"use_cpu_initialization": True}),
    "start by a text": config(init_lora_weights="pissa"),
    "start from data": config(init_lora_weights="eva", eva_config={"rho": 2.0}),
    "start by a file": config(corda_config={"cache_file": "/etc/passwd", "covariance_file": "/etc/passwd"}),
    "start by quantizing": config(loftq_config={"loftq_bits": 4, "loftq_iter": 10**9}),
    "settings of a run": config(runtime_config={"ephemeral_gpu_offload": True}),
    "layers of one's own": config(_custom_modules={"torch.nn.Linear": "os.system"}),
    "experts by a path": config(arrow_config={"task_adapters": ["/etc"]}),
    "tokens without end": config(trainable_token_indices=list(range(1000))),
    "parameters as targets": config(target_parameters=["query.weight"]),
    "a pattern that never ends": config(target_modules="(a+)+$"),
    "a pattern for what is left out": config(exclude_modules="(?:[a-z]|[a-z]+){20,}$"),
    "a pattern of ranks": config(rank_pattern={"(a|a)*$": 2}),
    "a pattern of scales": config(alpha_pattern={"(.*a){20,}": 2}),
    "a pattern of layers": config(layers_to_transform=[0], layers_pattern="(a+)+"),
    "a rank without end": config(r=10**12),
    "a large rank": config(r=1 << 16),
    "a rank below one": config(r=0),
    "a rank for one layer": config(rank_pattern={"query": 1 << 16}),
    "layers without end": config(target_modules=["query"] * 100_000),
    "everything saved whole": config(modules_to_save=["bert", "encoder", "layer", "attention", "self", "query"]),
    "every layer a target": config(target_modules=["query", "key", "value", "dense", "classifier", "word_embeddings"]),
    "a share that is none": config(lora_dropout=1e300),
    "a scale that is none": added(
        CONFIG, '{"peft_type": "LORA", "r": 2, "target_modules": ["query"], "lora_alpha": NaN}'
    ),
    "a name twice": added(CONFIG, '{"peft_type": "LORA", "peft_type": "LORA", "r": 2, "target_modules": ["query"]}'),
    "nested without end": added(CONFIG, '{"rank_pattern": ' + '{"a": ' * 90_000),
    "methods of a configuration": config(to_dict="x", __class__="y"),
    "class that is not listed": told(**{"class": "AutoPeftModel"}),
    "class that is a function": told(**{"class": "get_peft_model"}),
    "an adapter elsewhere": told(adapters=["../outside"], active="../outside", shown="../outside"),
    "an adapter by a method": told(adapters=["__class__"], active="__class__", shown="__class__"),
    "an adapter that is the base": told(adapters=["base"], active="base", shown="base"),
    "an adapter that is a weight": told(adapters=["default", "weight"]),
    "adapters without end": told(adapters=[f"a{i}" for i in range(10_000)]),
    "an adapter without files": told(adapters=["default", "second", "other"]),
    "an active adapter that is not there": told(active="other"),
    "a start that is none": told(starts={"default": "os.system"}),
    "members of our own": told(code="import os"),
    "modes of nothing": told(training=["__class__"]),
    "base with auto_map": base("config.json", auto_map={"AutoModel": "own.Model"}),
    "base of another type": base("config.json", model_type="rag"),
    "base with attention from the hub": base("config.json", _attn_implementation="evil/kernel"),
    "base that is quantized": base("config.json", quantization_config={"quant_method": "bitsandbytes"}),
    "base with layers without end": base("config.json", num_hidden_layers=4000),
    "base with another class in our file": base("jupyterlab_models.json", **{"class": "RagModel"}),
    "base with an adapter of its own": added("base/adapter_config.json", '{"base_model_name_or_path": "evil/model"}'),
    "base with a pickle": added("base/pytorch_model.bin", evil_pickle),
    "a program of the base": added("base/own.py", writes),
    "a program": added("own.py", writes),
    "a pickle": added("adapter_model.bin", evil_pickle),
    "a pickle by the name of the weights": added(WEIGHTS, evil_pickle),
    "a pickle by the name of another adapter": added(f"second/{WEIGHTS}", evil_pickle),
    "arguments of a training": added("training_args.bin", evil_pickle),
    "a card that is read": added("README.md", "---\nbase_model: evil/model\n---\n"),
    "a folder too many": added(f"third/{CONFIG}", '{"peft_type": "LORA", "r": 2, "target_modules": ["query"]}'),
    "folders in folders": added("second/checkpoint.json", "{}"),
    "a link to other weights": linked(ENCODING, WEIGHTS),
    "a link to another configuration": linked(ENCODING, f"second/{CONFIG}"),
    "a link to another base": linked(ENCODING, "base/config.json"),
    "the base is elsewhere": moved("base", "other"),
    "an adapter is elsewhere": moved("second", "third"),
    "a tensor by the name of a method": names(lambda found: found[0].__setitem__(0, "forward")),
    "a tensor by a private name": names(lambda found: found[0].__setitem__(0, "__class__.__init__")),
    "a tensor of the base": names(lambda found: found[0].__setitem__(0, "base_model.model.classifier.weight")),
    "a tensor too many": names(lambda found: found.append(["base_model.model.lora_A.default.weight", *found[0][1:]])),
    "a tensor too few": names(lambda found: found.pop()),
    "tensors of other shapes": names(lambda found: found[0].__setitem__(1, found[1][1])),
}
HAND_WRITTEN = {ENCODING: ATTEMPTS}


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    return start(readers, ENCODING)


@pytest.mark.parametrize("name", ATTEMPTS)
def test_nothing_of_it_runs(reader: Reader, tmp_path: Path, name: str) -> None:
    reader.check(ATTEMPTS[name], tmp_path / "files")
