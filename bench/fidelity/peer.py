"""serialzy in its own environment: the environment, and processes in it that save and load."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / ".make" / "serialzy"
LIBRARIES = ["catboost", "lightgbm", "scikit-learn", "pandas"]
LIMIT = 120
"""Seconds a request may take; to start takes longer, as the libraries are imported."""
START = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import worker; worker.main()"
QUIET = {"OMP_NUM_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""}


def environment() -> str:
    """The environment's Python; made when it is first needed."""
    python = PLACE / "bin" / "python"
    ready = PLACE / "ready"
    if not ready.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PLACE)], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        constraints = ["--constraint", str(ROOT / "constraints.txt")]
        # This very release first: any other brings gigabytes for GPUs.
        subprocess.run([*pip, "torch==2.13.0"], check=True)
        wanted = ["--requirement", str(ROOT / "scripts/libraries.txt"), *LIBRARIES]
        subprocess.run([*pip, *wanted, *constraints], check=True)
        # It asks for tensorflow, which tensorflow-cpu is under another name.
        subprocess.run([*pip, "--no-deps", "tf_keras", *constraints], check=True)
        # It does not import beside a newer setuptools.
        subprocess.run([*pip, "serialzy==1.5.1", "setuptools<82", *constraints], check=True)
        ready.touch()
    return str(python)


class Peer:
    """One process of the environment; a new one takes its place when it dies or hangs."""

    def __init__(self, setup: str, folder: str) -> None:
        self.setup = setup
        self.folder = folder
        self.process: subprocess.Popen[str] | None = None

    def ask(self, **request: Any) -> dict[str, Any]:
        """The worker's answer, `{ok, error?, …}`; a dead or hanging process is an error too."""
        if self.process is None:
            self.process = subprocess.Popen(
                [environment(), "-c", START],
                cwd=self.folder,
                env={**os.environ, **QUIET},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            begun = self._answer({"do": "setup", "setup": self.setup}, 5 * LIMIT)
            if not begun["ok"]:
                raise RuntimeError(begun["error"])
        return self._answer(request)

    def _answer(self, request: dict[str, Any], limit: int = LIMIT) -> dict[str, Any]:
        assert self.process is not None
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps(request), file=self.process.stdin, flush=True)
        ready = select.select([self.process.stdout], [], [], limit)[0]
        line = self.process.stdout.readline() if ready else ""
        if line:
            answer: dict[str, Any] = json.loads(line)
            return answer
        self.stop()
        return {"ok": False, "error": "the process died" if ready else f"no answer within {limit} s"}

    def tidy(self) -> None:
        """Forget what a row made."""
        if self.process is not None:
            self.ask(do="tidy")

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None
