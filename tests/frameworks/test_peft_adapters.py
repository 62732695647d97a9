"""What the library itself makes of the folders, what is said of adapters, and whether the tables fit the library."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_models.frameworks.peft import configs, load_code
from jupyterlab_models.frameworks.peft.adapter import ADAPTER
from jupyterlab_models.kernel.adapter import Folder

from ..hostile.harness import frameworks, judge
from ..hostile.samples import SAMPLES

os.environ["HF_HUB_OFFLINE"] = "1"
ENCODING = "peft-adapters"


@pytest.fixture(scope="module")
def model() -> Any:
    return SAMPLES[ENCODING].make().eval()


@pytest.fixture(scope="module")
def folder(model: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("adapters")
    plan = ADAPTER.check(model)
    assert [choice.encoding for choice in plan.choices] == [ENCODING], plan.choices[0].lost
    ADAPTER.write(model, plan, ENCODING, Folder(made, lambda: None))
    found = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    assert found == {*plan.choices[0].files}
    return made


def logits(model: Any) -> Any:
    import torch

    with torch.no_grad():
        return model(torch.tensor([[2, 3]])).logits


def answers(model: Any) -> list[Any]:
    """Of each adapter; the model is left as it was."""
    found = []
    for name in ("second", "default"):
        model.set_adapter(name)
        found.append(logits(model))
    return found


def same(one: list[Any], other: list[Any]) -> bool:
    return all((first == second).all() for first, second in zip(one, other, strict=True))


def test_it_opens_with_the_library_alone(model: Any, folder: Path) -> None:
    import peft
    from transformers import AutoModelForSequenceClassification

    base = AutoModelForSequenceClassification.from_pretrained(folder / "base", trust_remote_code=False)
    copy = peft.PeftModel.from_pretrained(base, folder)
    copy.load_adapter(folder / "second", "second")
    assert type(copy) is type(model)
    assert same(answers(copy.eval()), answers(model))
    assert not same(answers(copy)[:1], answers(copy)[1:])


def test_the_code_that_is_inserted_loads_it(model: Any, folder: Path) -> None:
    files = [{"path": path.relative_to(folder).as_posix()} for path in folder.rglob("*") if path.is_file()]
    code, note = load_code.model({"files": files, "class": "peft.PeftModel"}, str(folder), "again")
    names: dict[str, Any] = {}
    exec(code, names)
    assert "trainable" in (note or "")
    assert type(names["again"]) is type(model)
    assert same(answers(names["again"].eval()), answers(model))


def test_what_was_written_passes_the_judge_and_is_read(model: Any, folder: Path) -> None:
    assert judge(ENCODING, folder) == "parser"
    copy = ADAPTER.read(folder, ENCODING, "")
    assert same(answers(copy), answers(model))
    assert copy.active_adapter == model.active_adapter


def test_a_folder_holds_no_code(folder: Path) -> None:
    assert {path.suffix for path in folder.rglob("*") if path.is_file()} <= {".json", ".safetensors", ".tensors"}
    assert '"base_model_name_or_path": null' in (folder / "adapter_config.json").read_text()


def test_a_save_changes_nothing(model: Any, tmp_path: Path) -> None:
    def state() -> Any:
        return (
            [(name, id(tensor), tensor.requires_grad) for name, tensor in model.named_parameters()],
            [(name, each.training, sorted(vars(each))) for name, each in model.named_modules()],
            {name: config.to_dict() for name, config in model.peft_config.items()},
            model.get_base_model().config.to_json_string(),
        )

    before = state()
    ADAPTER.write(model, ADAPTER.check(model), ENCODING, Folder(tmp_path, lambda: None))
    assert state() == before


def test_the_start_is_not_computed_again(tmp_path: Path) -> None:
    """Read by the library, `pissa` would take a part of the weights away once more."""
    import peft

    base = SAMPLES["transformers-model"].make()
    options: dict[str, Any] = {"task_type": "SEQ_CLS", "target_modules": ["query"], "init_lora_weights": "pissa"}
    model = peft.get_peft_model(base, peft.LoraConfig(**options)).eval()
    ADAPTER.write(model, ADAPTER.check(model), ENCODING, Folder(tmp_path, lambda: None))
    assert ADAPTER.read(tmp_path, ENCODING, "").peft_config["default"].init_lora_weights == "pissa"
    from transformers import AutoModelForSequenceClassification

    again = AutoModelForSequenceClassification.from_pretrained(tmp_path / "base", trust_remote_code=False)
    assert (logits(peft.PeftModel.from_pretrained(again, tmp_path).eval()) == logits(model)).all()


def test_a_page_tells_rank_scale_targets_and_base(model: Any) -> None:
    tables = {table.title: dict(table.rows) for table in ADAPTER.describe(model, ADAPTER.check(model))[:3]}
    assert tables["Adapted model"]["Base"] == "BertForSequenceClassification"
    told = tables["Adapter second"]
    assert {key: told[key] for key in ("Method", "Rank", "Alpha", "Targets")} == {
        "Method": "DoRA",
        "Rank": "2",
        "Alpha": "8",
        "Targets": "query",
    }
    assert ADAPTER.facts(model).parameters["adapters"] == "default, second"


def test_the_table_fits_the_library() -> None:
    import peft

    fields = {field.name for field in dataclasses.fields(peft.LoraConfig)} - {"runtime_config"}
    assert fields == configs.CONFIG_RULES.keys()
    made: Any = peft.LoraConfig(task_type="CAUSAL_LM", target_modules=["q_proj"])
    values = made.to_dict()
    configs.check_config({key: sorted(value) if isinstance(value, set) else value for key, value in values.items()})
    assert all(issubclass(getattr(peft, name), peft.PeftModel) for name in configs.CLASSES)


def test_a_release_without_a_setting_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from jupyterlab_models.frameworks.peft import wrapping
    from jupyterlab_models.kernel.errors import AgentError

    without = {"use_dora", "qalora_group_size", "kasa_config"}
    monkeypatch.setattr(
        wrapping, "fields", lambda cls: [one for one in dataclasses.fields(cls) if one.name not in without]
    )
    with pytest.raises(AgentError, match="setting use_dora") as raised:
        ADAPTER.read(folder, ENCODING, "")
    assert raised.value.code == "unsupported"


def test_models_in_this_encoding_are_adapters() -> None:
    assert frameworks().model_type(ENCODING) == "adapter"
    assert frameworks().model_type("transformers-model") is None


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a/b", "base", "lora_A", "a.b", "__class__", "weight", "a" * 65, 3, None]
)
def test_names_that_are_none(name: Any) -> None:
    assert not configs.is_adapter(name)
