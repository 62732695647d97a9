"""Programs that were written against release 0.1.0 judge and read with today's code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from .harness import ROOT
from .samples import SAMPLES

PROGRAM = """
import importlib, pathlib, sys
from jupyterlab_models import risk
folder = pathlib.Path(sys.argv[1])
print(risk.of_files("json", folder, ["value.json"]))
adapter = importlib.import_module("jupyterlab_models.kernel.adapters.values").ADAPTER
print(adapter.read(folder, "json", "")["names"])
from jupyterlab_models.kernel.adapters.lightgbm import ADAPTER
print(type(ADAPTER).__name__)
"""


def test_the_old_names_lead_to_todays_code(tmp_path: Path) -> None:
    SAMPLES["json"].write("json", tmp_path)
    places = os.pathsep.join((str(Path(__file__).with_name("cases_shim")), str(ROOT)))
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    answer = subprocess.run(command, env={**os.environ, "PYTHONPATH": places}, capture_output=True, check=False)
    assert answer.stdout.decode().splitlines() == ["data", "['a', ('b', (1+2j))]", "LightGBMAdapter"], answer.stderr
