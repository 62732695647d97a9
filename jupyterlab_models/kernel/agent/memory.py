"""Memory that this process can still have, as machine and container tell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")
GROUPS = Path("/sys/fs/cgroup")


def free() -> int | None:
    """Bytes; None where nobody tells, as on other systems than Linux."""
    try:
        known = [*_machine(), *_containers()]
    except (OSError, ValueError):
        return None
    return max(0, min(known)) if known else None


def _machine() -> Iterator[int]:
    for line in (PROC / "meminfo").read_text().splitlines():
        if line.startswith("MemAvailable:"):
            yield int(line.split()[1]) * 1024


def _containers() -> Iterator[int]:
    """What is left in each control group from this process's own up to the outermost that can be seen."""
    for line in (PROC / "self" / "cgroup").read_text().splitlines():
        number, controllers, path = line.split(":", 2)
        if number == "0":
            names, base = ("memory.max", "memory.current", "inactive_file"), GROUPS
        elif "memory" in controllers.split(","):
            names = ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
            base = GROUPS / "memory"
        else:
            continue
        group = base / path.strip("/")
        for folder in (group, *group.parents):
            if folder == base or base in folder.parents:
                yield from _left(folder, *names)


def _left(folder: Path, limit: str, usage: str, cache: str) -> Iterator[int]:
    """Limit less usage; what is only cached of files goes when it is needed."""
    if not (folder / limit).is_file() or not (folder / usage).is_file():
        return
    most = (folder / limit).read_text().strip()
    if most == "max":
        return
    statistics = dict(line.split() for line in (folder / "memory.stat").read_text().splitlines())
    yield int(most) - int((folder / usage).read_text()) + int(statistics.get(cache, 0))
