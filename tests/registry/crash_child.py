"""Runs one change of a store again and again in forked processes, each killed one step later than the one before.

A step is every call that changes files or the database: it is found by wrapping those of `os` and the statements
of SQLite, so that the product needs no hooks. Run as a program by `test_crash.py`; prints how many steps there were.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sqlite3
import sys
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from jupyterlab_models.registry.local import LocalRegistry
from tests.registry.staged import ADA, ERROR, operation, stage

CALLS = ["rename", "mkdir", "rmdir", "unlink", "chmod", "fsync", "fchmod", "link", "replace", "open", "remove"]
Change = Callable[[LocalRegistry], Awaitable[object]]


async def _entry(registry: LocalRegistry, name: str, version: int | None) -> str:
    items = (await registry.trash())["items"]
    (entry,) = [item["id"] for item in items if (item["name"], item["version"]) == (name, version)]
    return str(entry)


async def _restore(registry: LocalRegistry, name: str, version: int | None) -> None:
    await registry.restore(await _entry(registry, name, version), ADA)


async def _purge(registry: LocalRegistry, name: str, version: int | None) -> None:
    await registry.purge(await _entry(registry, name, version), ADA)


CHANGES: dict[str, Change] = {
    "publish": lambda registry: registry.publish(stage(registry, "churn", description="new", tags=["new"])),
    "publish-new": lambda registry: registry.publish(stage(registry, "newcomer", description="new")),
    "publish-reserved": lambda registry: registry.publish(stage(registry, "pending")),
    "reserve": lambda registry: registry.reserve("newcomer", operation(3)),
    "reserve-failed": lambda registry: registry.reserve("Failed", operation(3)),
    "settle": lambda registry: registry.settle(operation(1)["id"], ERROR),
    "release": lambda registry: registry.release(operation(1)["id"]),
    "rename": lambda registry: registry.update("churn", {"name": "Leavers", "description": "new"}, ADA),
    "note": lambda registry: registry.update_version("churn", 1, {"note": "new", "tags": ["new"]}, ADA),
    "delete": lambda registry: registry.delete("churn", None, ADA),
    "delete-version": lambda registry: registry.delete("churn", 2, ADA),
    "delete-last": lambda registry: registry.delete("single", 1, ADA),
    "restore": lambda registry: _restore(registry, "gone", None),
    "restore-version": lambda registry: _restore(registry, "churn", 3),
    "purge": lambda registry: _purge(registry, "gone", None),
    "purge-version": lambda registry: _purge(registry, "churn", 3),
    "purge-all": lambda registry: registry.purge(None, ADA),
    "open": lambda registry: registry.trash(),
}


class Killer:
    """Counts steps, and kills the process before the given one."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.count = 0
        self.lock = threading.Lock()

    def step(self) -> None:
        with self.lock:
            self.count += 1
            if self.count == self.at:
                os.kill(os.getpid(), signal.SIGKILL)

    def before(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*values: Any, **options: Any) -> Any:
            self.step()
            return call(*values, **options)

        return wrapped

    def arm(self) -> None:
        killer = self

        class Connection(sqlite3.Connection):
            def execute(self, *values: Any) -> sqlite3.Cursor:
                killer.step()
                return super().execute(*values)

        for name in CALLS:
            setattr(os, name, self.before(getattr(os, name)))
        connect = sqlite3.connect
        setattr(sqlite3, "connect", lambda *values, **options: connect(*values, factory=Connection, **options))  # noqa: B010


async def _run(root: Path, change: Change) -> None:
    registry = LocalRegistry(root)
    await registry.open()
    await change(registry)
    await registry.close()


def main(change: Change, template: Path, target: Path) -> int:
    """How many steps the change has; the store as it was left before step k is `target/k`."""
    for at in range(1, 10_000):
        root = target / str(at)
        if template.exists():
            shutil.copytree(template, root)
        child = os.fork()
        if child == 0:
            Killer(at).arm()
            asyncio.run(_run(root, change))
            os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status == 0:
            return at
        assert status == -signal.SIGKILL, status
    raise AssertionError("the change does not end")


if __name__ == "__main__":
    print(main(CHANGES[sys.argv[1]], Path(sys.argv[2]), Path(sys.argv[3])))
