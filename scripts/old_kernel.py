"""Makes `.make/ipykernel6`, an environment with the oldest ipykernel that the kernel's half is tested against.

`python scripts/old_kernel.py` prints the path of its Python. The tests run it by themselves; what it made is kept.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / ".make" / "ipykernel6"
PACKAGES = ("ipykernel==6.29.5", "debugpy")


def make() -> Path:
    """The environment's Python. Raises `RuntimeError` with what pip said when it cannot be made."""
    python = FOLDER / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    done = FOLDER / "made"
    wanted = " ".join((sys.version, *PACKAGES))
    if not done.exists() or done.read_text() != wanted:
        venv.create(FOLDER, clear=True, with_pip=True)
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.returncode != 0:
            raise RuntimeError(f"ipykernel 6.29 cannot be installed into {FOLDER}: {answer.stderr or answer.stdout}")
        done.write_text(wanted)
    return python


if __name__ == "__main__":
    print(make())
