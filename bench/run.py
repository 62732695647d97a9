"""Every measurement in turn, each figure beside its goal: `make bench`, or `python bench/run.py [name …]`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BENCHES = {
    "frontend": ["scripts/playwright.py", "bench"],
    "server_import": ["bench/server_import.py"],
    "store": ["bench/store.py"],
    "registry": ["-m", "bench.registry"],
    "kernel": ["-m", "bench.kernel"],
    "kernel_transfer": ["bench/kernel_transfer.py"],
    "save": ["-m", "bench.save"],
    "listed": ["-m", "bench.listed"],
    "first": ["-m", "bench.first"],
    "fidelity": ["-m", "bench.fidelity"],
}


def main(names: list[str]) -> int:
    """Run the benches of these names; 1 when one of them could not be run."""
    failed = []
    for name in names:
        print(f"\n=== {name}", flush=True)
        if subprocess.run([sys.executable, *BENCHES[name]], cwd=ROOT, check=False).returncode:
            failed.append(name)
    if failed:
        print(f"\ncould not be run: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(BENCHES)))
