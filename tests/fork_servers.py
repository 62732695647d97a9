"""Kernels that start at once because their libraries are imported already; each is as new as any other."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # PyArrow, which pandas imports where it is installed.
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
"""Libraries that make threads when they are imported could not be forked; two cores gain nothing by them."""
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "HF_HUB_OFFLINE": "1"}
SKLEARN = ("compose", "datasets", "ensemble", "linear_model", "model_selection", "neighbors", "pipeline")
SMALL = (
    *("numpy", "pandas", "catboost", "lightgbm", "xgboost", "onnx"),
    *(f"sklearn.{name}" for name in SKLEARN),
)
"""What cells import. What the agent imports by itself, such as skops, it still has to."""
LARGE = ("torch", "keras", "tf_keras", "transformers", "sentence_transformers", "peft")
LIBRARIES = {"none": (), "small": SMALL, "all": (*SMALL, *LARGE)}

ROLES = ("saves", "loads")


class ForkServers:
    """Processes that fork kernels, one for each set of libraries and role; started when they are first needed.

    Kernels of different roles have other seeds of hashes and other places in memory, as two kernels have that were
    started one after the other. What one of them wrote must not be right in the other only because they are twins.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._started: dict[str, subprocess.Popen[bytes]] = {}

    def argv(self, libraries: str, role: str) -> list[str]:
        """Command of a kernel with these libraries of `LIBRARIES`; `-f` and its connection file follow it."""
        place = Path(self._folder.name) / f"{libraries}-{role}"
        if place.name not in self._started:
            self._started[place.name] = self._start(place, LIBRARIES[libraries])
        return [sys.executable, "-I", "-S", str(Path(__file__).with_name("forked_kernel.py")), str(place)]

    def write_specs(self, data: Path) -> None:
        """Kernels `saves` and `loads`, with all libraries, for a Jupyter server that has this data folder."""
        for role in ROLES:
            spec = {"argv": [*self.argv("all", role), "-f", "{connection_file}"], "display_name": role}
            (data / "kernels" / role).mkdir(parents=True)
            (data / "kernels" / role / "kernel.json").write_text(json.dumps({**spec, "language": "python"}))

    def _start(self, place: Path, libraries: tuple[str, ...]) -> subprocess.Popen[bytes]:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(place))
            listening.listen()
            number = listening.fileno()
            script = str(Path(__file__).with_name("fork_server.py"))
            return subprocess.Popen(
                [sys.executable, script, str(number), *libraries],
                stdin=subprocess.PIPE,
                env={**os.environ, **ENVIRONMENT, **QUIET},
                pass_fds=[number],
                start_new_session=True,
            )

    def close(self) -> None:
        for process in self._started.values():
            assert process.stdin is not None
            process.stdin.close()
            process.wait(20)
        self._folder.cleanup()
