"""Write the table of what `config.json` may hold for each type of model, from the installed transformers.

    python scripts/transformers_tables.py

What is in the table already stays, so run it with the oldest supported release and with the newest one. Read the
difference: each key that it adds may be set by a file from elsewhere. Keys that make a model fetch, compile or prune
something stay out (`LEFT_OUT`). A type belongs into `TYPES` only if its model is made of its own configuration alone:
no backbone of another library, no files, no functions by name beyond activations.
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import os
import pkgutil
import textwrap
from pathlib import Path
from typing import Any

os.environ.update(HF_HUB_OFFLINE="1", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")

FOLDER = Path(__file__).parent.parent / "jupyterlab_models" / "frameworks" / "transformers"
PARTS = {"a_l": "abcdefghijkl", "m_z": "mnopqrstuvwxyz"}
"""End of a file's name → first letters of the types in it."""
TYPES = (
    "albert bart bert blenderbot bloom clip codegen cohere convnext deberta deberta-v2 deit distilbert dinov2 electra "
    "falcon gemma gemma2 gemma3_text glm gpt2 gpt_bigcode gpt_neo gpt_neox gptj granite hubert layoutlm led llama "
    "longformer m2m_100 marian mbart mistral mixtral modernbert mpnet mt5 olmo olmo2 opt pegasus phi phi3 qwen2 "
    "qwen2_moe qwen3 qwen3_moe resnet roberta roformer segformer siglip smollm3 squeezebert stablelm starcoder2 swin "
    "t5 umt5 vit vit_mae wav2vec2 wavlm whisper xlm-roberta xlnet"
)
NESTED = {
    "clip": ("clip_text_model", "clip_vision_model"),
    "siglip": ("siglip_text_model", "siglip_vision_model"),
}
"""Type → types of its `text_config` and `vision_config`."""
LEFT_OUT = {
    *("sub_configs", "has_no_defaults_at_init", "torchscript", "pruned_heads", "quantization_config", "auto_map"),
    *("reference_compile", "attn_implementation", "experts_implementation", "name_or_path", "_name_or_path"),
    *("fusion_config", "distributed_config", "per_layer_config", "transformers_weights", "use_bfloat16"),
    *("tf_legacy_loss", "return_unused_kwargs", "onnx_export", "task_specific_params"),
}
SUB = ("text_config", "vision_config")
Table = dict[str, tuple[str, set[str], set[str]]]
"""Type → class of its configuration, classes of its models, keys."""


def configurations() -> dict[str, Any]:
    from transformers.models.auto.configuration_auto import CONFIG_MAPPING

    found = {name: CONFIG_MAPPING[name] for name in TYPES.split()}
    for base, names in NESTED.items():
        module = importlib.import_module(f"transformers.models.{base}.configuration_{base}")
        for name in names:
            own = next(one for one in vars(module).values() if getattr(one, "model_type", None) == name)
            found[name] = own
    return found


def keys(config: Any) -> set[str]:
    """What its class takes, gives or calls by another name."""
    names = {*config().to_dict(), *config.attribute_map}
    for base in config.__mro__[:-1]:
        names |= {*inspect.signature(base.__init__).parameters}
    if dataclasses.is_dataclass(config):
        names |= {field.name for field in dataclasses.fields(config)}
    return {name for name in names if not name.startswith("_")} - {"self", "args", "kwargs"} - LEFT_OUT


def models(configs: dict[str, Any]) -> dict[str, set[str]]:
    """The public classes of each type."""
    import transformers

    types = {config: name for name, config in configs.items()}
    found: dict[str, set[str]] = {name: set() for name in configs}
    for package in {config.__module__.rpartition(".")[0] for config in configs.values()}:
        folder = importlib.import_module(package).__path__
        for info in pkgutil.iter_modules(folder):
            if not info.name.startswith("modeling_") or info.name.startswith(("modeling_tf_", "modeling_flax_")):
                continue
            module = importlib.import_module(f"{package}.{info.name}")
            for name, made in vars(module).items():
                own = isinstance(made, type) and made.__module__ == module.__name__ and hasattr(transformers, name)
                if (
                    own
                    and issubclass(made, transformers.PreTrainedModel)
                    and not name.lower().endswith("pretrainedmodel")
                ):
                    kind = types.get(made.config_class)
                    if kind is not None and not name.startswith("Pretrained"):
                        found[kind].add(name)
    return found


def read() -> Table:
    table: Table = {}
    for end in PARTS:
        file = FOLDER / f"model_types_{end}.py"
        names: dict[str, Any] = {}
        exec(file.read_text(encoding="utf-8") if file.exists() else "ROWS = {}", names)
        for name, (config, made, found) in names["ROWS"].items():
            table[name] = (config, {*made.split()}, {*found.split()})
    return table


def write(table: Table) -> None:
    common = set.intersection(*(found for _, _, found in table.values()))
    for name, (config, made, found) in table.items():
        table[name] = (config, made, found - common)
    table["common"] = ("", set(), common)
    for end, letters in PARTS.items():
        lines = [
            f'"""Models and what their `config.json` may name, {end.replace("_", " to ")}: '
            'made by `scripts/transformers_tables.py`."""',
            "",
            "from __future__ import annotations",
            "",
            "ROWS = {",
        ]
        for name, (config, made, found) in sorted(table.items()):
            if name[0] in letters:
                lines += [
                    f'    "{name}": (',
                    f'        "{config}",',
                    f"{words(made, 8)},",
                    f"{words(found, 8)},",
                    "    ),",
                ]
        lines += [
            "}",
            '"""Type → class of the configuration, of the models, keys; `common` are keys of all types."""',
            "",
        ]
        (FOLDER / f"model_types_{end}.py").write_text("\n".join(lines), encoding="utf-8")


def words(names: set[str], indent: int = 4) -> str:
    parts = textwrap.wrap(" ".join(sorted(names)), 106 - indent) or [""]
    padded = [f'{part} "' if part is not parts[-1] else f'{part}"' for part in parts]
    return "\n".join(f'{" " * indent}"{part}' for part in padded)


def main() -> None:
    table = read()
    _, _, common = table.pop("common", ("", set(), set()))
    configs = configurations()
    made = models(configs)
    for name, config in configs.items():
        _, before, known = table.get(name, ("", set(), set()))
        table[name] = (config.__name__, before | made[name], known | common | keys(config))
    write(table)


if __name__ == "__main__":
    main()
