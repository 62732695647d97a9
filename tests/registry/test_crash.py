"""A server that is killed at any step leaves the store as before the change or as after it, and no rubbish."""

from __future__ import annotations

import asyncio
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_models.registry.local import LocalRegistry

from .crash_child import CHANGES
from .staged import ADA, ERROR, check_store, operation, save

State = tuple[Any, ...]
FEWEST_STEPS = {"publish": 40, "publish-new": 40, "open": 10}


async def _template(root: Path) -> None:
    registry = LocalRegistry(root)
    await registry.open()
    for name, versions in {"churn": 3, "gone": 2, "single": 1}.items():
        for number in range(1, versions + 1):
            await save(registry, name, {"model.bin": b"x" * number, "more/part.bin": b"y"}, description="old")
    await registry.delete("churn", 3, ADA)
    await registry.delete("gone", None, ADA)
    await registry.reserve("pending", operation(1))
    await registry.reserve("failed", operation(2))
    await registry.settle(operation(2)["id"], ERROR)
    await registry.close()


async def _leave_rubbish(root: Path) -> None:
    """What a killed server may have left, for the next one to sweep while it is killed as well."""
    model = next((root / "models").iterdir())
    shutil.copytree(model / "1", model / "77")
    shutil.copytree(model / "1", root / "models" / ("0" * 32) / "1")
    (root / "models" / ("1" * 32)).mkdir()
    shutil.copytree(model, root / "scratch" / ("a" * 32) / "b")
    (root / "scratch" / f"{'a' * 32}.lock").touch()


async def _state(root: Path) -> State:
    """What users see; raises where anything is half done."""
    live = await check_store(root)
    registry = LocalRegistry(root)
    await registry.open()
    texts = {name: await _texts(registry, name) for name in live}
    trash = [(entry["name"], entry["version"], entry["versions"]) for entry in (await registry.trash())["items"]]
    await registry.close()
    return live, texts, sorted(trash, key=repr)


async def _texts(registry: LocalRegistry, name: str) -> list[object]:
    model = await registry.get(name)
    notes = [(version["note"], version["tags"]) for version in model["items"]]
    kinds = [change["kind"] for change in (await registry.changes(name, 0, 100))["items"]] if notes else []
    return [model["description"], model["tags"], model["state"], model["operation"], notes, kinds]


async def _crash(change: str, template: Path, target: Path) -> int:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.registry.crash_child", change, template, target),
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    output, _ = await process.communicate()
    assert process.returncode == 0
    return int(output)


@pytest.mark.parametrize("change", CHANGES)
async def test_killed_at_every_step(change: str, quick_path: Path) -> None:
    template, target = quick_path / "template", quick_path / "killed"
    target.mkdir()
    await _template(template)
    before = await _state(template)
    if change == "open":
        await _leave_rubbish(template)
    steps = await _crash(change, template, target)
    assert steps >= FEWEST_STEPS.get(change, 20)
    after = await _state(target / str(steps))
    assert (before == after) == (change == "open")
    seen = [await _state(target / str(at)) for at in range(1, steps)]
    # Threads that hash and sync take their steps in another order each time, so step 90 of one run can come before
    # the commit although step 89 of another came after it. What counts is that there is nothing in between.
    assert seen[0] == before
    assert all(state in (before, after) for state in seen)


async def test_killed_while_a_store_is_made(quick_path: Path) -> None:
    target = quick_path / "killed"
    target.mkdir()
    steps = await _crash("open", quick_path / "none", target)
    assert steps >= 20
    for at in range(1, steps + 1):
        assert await check_store(target / str(at)) == {}
