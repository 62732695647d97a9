"""What the installed source imports: the agent at once, of the frameworks only those that are used."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ..frameworks.loaded import SOURCE

SCRIPT = """
import json, pathlib, sys, types
class Shell:
    user_ns = {'values': {'a': [1, 2]}}
    user_ns_hidden = {}
sys.modules['IPython'] = types.SimpleNamespace(get_ipython=lambda: Shell)
exec(pathlib.Path(sys.argv[1]).read_text(), {})
VERSION = json.loads(sys.argv[2])
run = sys.modules['_jupyterlab_models'].run
request = {'op': 'target', 'variable': 'new', 'version': VERSION} if VERSION else {'op': 'check', 'variable': 'values'}
(answer,) = [v for k, v in run(json.dumps(request))._repr_mimebundle_().items() if 'json' in k]
print(json.dumps(answer))
"""


def imported(tmp_path: Path, version: dict[str, object]) -> set[str]:
    """The modules of frameworks that one request to a new agent imports."""
    agent = tmp_path / "agent.py"
    agent.write_text(SOURCE["agent"])
    command = [sys.executable, "-v", "-c", SCRIPT, str(agent), json.dumps(version)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "error" not in json.loads(answer.stdout), answer.stdout
    names = set(re.findall(r"^import '(_jupyterlab_models[\w.]*)' #", answer.stderr, re.MULTILINE))
    assert "_jupyterlab_models.kernel.agent.agent" in names
    return {name.partition(".frameworks.")[2] for name in names if ".frameworks." in name}


def test_a_plain_value_needs_the_adapter_of_values_alone(tmp_path: Path) -> None:
    assert imported(tmp_path, {}) == {"python", "python.value_file", "python.values"}


@pytest.mark.parametrize(
    ("format", "encoding", "library", "used"),
    [
        (
            "cbm",
            "catboost-cbm",
            "catboost",
            {"boosting", "sidecar"}
            | {"catboost", *(f"catboost.{name}" for name in ("adapter", "flatbuffer", "model_file", "sidecar_table"))},
        ),
        ("onnx", "onnx", "onnx", {"onnx", "onnx.adapter", "onnx.structure"}),
        ("tf_pure", "savedmodel", "tensorflow", {"tensorflow", "tensorflow.adapter"}),
    ],
)
def test_a_load_needs_the_adapter_of_its_format_alone(
    format: str, encoding: str, library: str, used: set[str], tmp_path: Path
) -> None:
    version = {"format": format, "encoding": encoding, "bytes": 1, "risk": "parser", "python": "3.11.7"}
    assert imported(tmp_path, {**version, "libraries": {}, "requirements": [library], "files": []}) == used
