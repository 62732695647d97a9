"""Several processes on one store."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from jupyterlab_models.registry.local import LocalRegistry

from .staged import check_store, save, stage

PUBLISH = """
import asyncio, sys
from pathlib import Path
from jupyterlab_models.registry.local import LocalRegistry
from tests.registry.staged import save

async def main():
    registry = LocalRegistry(Path(sys.argv[1]))
    await registry.open()
    for number in range(int(sys.argv[2])):
        version = await save(registry, "churn", {"model.bin": f"{sys.argv[3]} {number}".encode()})
        print(version["version"])
    await registry.close()

asyncio.run(main())
"""


@pytest.fixture
def root(quick_path: Path) -> Path:
    return quick_path / "store"


async def _publish(root: Path, count: int, label: str) -> list[int]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PUBLISH, root, str(count), label),
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    output, _ = await process.communicate()
    assert process.returncode == 0
    return [int(line) for line in output.split()]


async def test_two_processes_publish_200_versions_each(root: Path) -> None:
    one, other = await asyncio.gather(_publish(root, 200, "one"), _publish(root, 200, "other"))
    assert sorted(one + other) == list(range(1, 401))
    assert one == sorted(one)
    assert other == sorted(other)
    assert await check_store(root) == {"churn": list(range(400, 0, -1))}


async def test_many_publishes_of_one_server_at_once(registry: LocalRegistry, root: Path) -> None:
    versions = await asyncio.gather(*(save(registry, f"model {number % 3}") for number in range(30)))
    assert sorted(version["version"] for version in versions) == sorted([*range(1, 11)] * 3)
    await registry.close()
    assert await check_store(root) == {f"model {number}": list(range(10, 0, -1)) for number in range(3)}


async def test_another_server_does_not_sweep_a_publish_that_is_under_way(registry: LocalRegistry, root: Path) -> None:
    """The other one opens, tidies and closes while a large version is being hashed."""
    staged = stage(registry, "churn", {"model.bin": bytes(64 << 20)})
    publishing = asyncio.create_task(registry.publish(staged))
    rounds = 0
    while not publishing.done():
        other = LocalRegistry(root)
        await other.open()
        await other.close()
        rounds += 1
    assert (await publishing)["bytes"] == 64 << 20
    assert rounds > 0
    await registry.close()
    assert await check_store(root) == {"churn": [1]}


async def test_a_publish_whose_caller_goes_away_is_carried_through(registry: LocalRegistry, root: Path) -> None:
    seen: list[int] = []
    registry.on_change(seen.append)
    publishing = asyncio.create_task(registry.publish(stage(registry, "churn")))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    publishing.cancel()
    await registry.close()
    assert publishing.cancelled()
    assert seen == [1]
    assert await check_store(root) == {"churn": [1]}


async def test_a_callback_that_raises_fails_no_change(registry: LocalRegistry) -> None:
    errors: list[str] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: errors.append(str(context["exception"])))
    seen: list[int] = []
    registry.on_change(lambda revision: [][revision])
    registry.on_change(seen.append)
    await save(registry, "churn")
    await save(registry, "churn")
    assert seen == [1, 2]
    assert errors == ["list index out of range"] * 2
