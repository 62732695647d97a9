"""What broke release 0.1.0 does nothing any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from .harness import PASSES, Readers, judge
from .known_breaks import keras_call, lightgbm_handle, torch_skeleton, torchscript_write
from .samples import start


def test_a_skeleton_of_listed_names_runs_nothing(readers: Readers, tmp_path: Path) -> None:
    def make(folder: Path, target: Path) -> None:
        torch_skeleton(folder, f"open({str(target)!r}, 'w').write('x')")

    report = start(readers, "torch-safetensors", guarded=["torch.nn"]).check(make, tmp_path / "version")
    assert report.outcome == "refused"


def test_torchscript_never_loads_without_a_question(tmp_path: Path) -> None:
    torchscript_write(tmp_path, tmp_path / "startup.py", "import os", tmp_path)
    (tmp_path / "writes_a_file.py").unlink()
    assert judge("torchscript", tmp_path) not in PASSES


@pytest.mark.parametrize(
    ("module", "name", "argument"),
    [
        ("keras.config", "set_floatx", "float16"),
        ("keras.config", "disable_interactive_logging", 0),
        ("keras.utils", "set_random_seed", 1),
        ("keras.layers", "TFSMLayer", "{home}/program"),
        ("keras.utils", "save_img", "{home}/picture.png"),
        ("keras.models", "load_model", "{home}/model.keras"),
    ],
)
def test_keras_calls_no_function_that_a_file_names(
    readers: Readers, tmp_path: Path, module: str, name: str, argument: object
) -> None:
    def make(folder: Path, target: Path) -> None:
        given = argument.format(home=target.parents[3]) if isinstance(argument, str) else argument
        keras_call(folder, module, name, [given])

    report = start(readers, "keras-v3").check(make, tmp_path / "version")
    assert report.outcome == "refused"


def test_a_pointer_from_a_file_is_not_followed(readers: Readers, tmp_path: Path) -> None:
    uses = {"trees": "model.num_trees()"}
    report = start(readers, "lightgbm-text", uses=uses).check(lightgbm_handle, tmp_path / "version")
    assert report.outcome == "refused"
