"""Records the answers of another release: `python -m tests.compatibility.record CHECKOUT`.

CHECKOUT is a folder with the sources of that release and a `_version.py` in its package. Run it with a Python that
has the product's dependencies (3.11 or newer).
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from pathlib import Path

from ..clients import Json
from ..server import Servers
from .recorder import Placeholders, Recorder
from .requests import record_all
from .steps import server_of
from .store import leave_behind, look_at, pack, unfinished

FIXTURES = Path(__file__).parents[1] / "fixtures"
CONFIG = {"JUPYTER_CONFIG_PATH": str(Path(__file__).parent)}


def keep(path: Path, steps: list[Json]) -> None:
    path.write_text(json.dumps({"steps": steps}, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


async def record_requests(servers: Servers, variables: dict[str, str]) -> tuple[str, list[Json]]:
    """Record the requests; returns the version of the server and the steps."""
    store = servers.folder / "store"
    _, client = await servers.start(**variables)
    recorder = Recorder(client.api, store)
    await record_all(recorder)
    version = str(recorder.steps[0]["answer"]["json"]["version"])
    recorder.steps[0]["answer"]["json"]["version"] = "<text>"
    return version, Placeholders(store, server_of(client.api)).replace(recorder.steps)


async def record_store(servers: Servers, variables: dict[str, str], path: Path, archive: Path) -> None:
    """Record a store that a killed server leaves behind, and what the next server makes of it."""
    await leave_behind(servers, variables)
    store = servers.folder / "store"
    pack(store, archive)
    kept = b"\n".join(file.read_bytes() for file in sorted(store.rglob("*")) if file.is_file())
    waiting = unfinished(store)
    _, client = await servers.start(**variables)
    recorder = Recorder(client.api, store)
    await look_at(recorder, waiting)
    keep(path, Placeholders(store, server_of(client.api), kept).replace(recorder.steps))


async def main(checkout: Path) -> None:
    # With the safe path, the folder that the command runs in does not come first.
    variables = {**CONFIG, "PYTHONPATH": str(checkout), "PYTHONSAFEPATH": "1"}
    with tempfile.TemporaryDirectory() as temporary:
        for name in ("requests", "store"):
            Path(temporary, name).mkdir()
        requests, store = (Servers(Path(temporary, name)) for name in ("requests", "store"))
        try:
            version, steps = await record_requests(requests, variables)
            folder = FIXTURES / f"v{version}"
            folder.mkdir(parents=True, exist_ok=True)
            keep(folder / "requests.json", steps)
            await record_store(store, variables, folder / "store.json", folder / "store.tar.gz")
        finally:
            requests.stop()
            store.stop()
    print(f"Recorded {version} in {folder}")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]).absolute()))
