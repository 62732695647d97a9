"""How quick the first open of an empty store is.

python bench/store.py
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from jupyterlab_models.registry.local import LocalRegistry

ROUNDS = 9
GOAL = 10.0


async def main(folder: Path) -> None:
    milliseconds = []
    for number in range(ROUNDS):
        registry = LocalRegistry(folder / str(number))
        start = time.perf_counter()
        await registry.open()
        milliseconds.append((time.perf_counter() - start) * 1000)
        await registry.close()
    middle = statistics.median(milliseconds)
    print(f"first open of an empty store {middle:.1f} ms (goal ≤ {GOAL:.0f}) {'ok' if middle <= GOAL else 'MISSED'}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(main(Path(name)))
