"""The JSON beside a native model: which attributes it may set, and to what. For server and kernel alike.

Each library has a table of the attributes of its classes and the kinds of their values. Further attributes are those of
the user: public names that the class does not have, with plain values. Nothing else is set on an object.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..kernel import plain

FILE = "estimator.json"
MOST = 16 << 20
"""Bytes of it."""
_PUBLIC = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,99}")
THREADS = frozenset({"n_jobs", "nthread", "nthreads", "num_thread", "num_threads", "thread_count"})
MOST_THREADS = 1024
"""More of them than a machine gives end the process."""
Json = dict[str, Any]


class NotAllowed(ValueError):
    """Something that real objects do not have; the message completes “it holds …”."""


@dataclass(frozen=True)
class Part:
    """One part of the state: name → `{"value": …}`, or None where nothing was stored."""

    known: Mapping[str, str] = field(default_factory=dict)
    """Attribute → kinds of values, apart by spaces; a star stands for any plain value."""
    reserved: frozenset[str] = frozenset()
    """What the class, or that of another version, has under a public name, and paths to files."""
    test: Callable[[str, Any], bool] = lambda name, value: True
    """Whether a further value, or one of any kind, will do."""

    def allows(self, name: str, value: Any) -> bool:
        """Whether an attribute may be set to this JSON of `plain`."""
        kinds = self.known.get(name)
        if name in THREADS and not (value is None or (type(value) is int and abs(value) <= MOST_THREADS)):
            return False
        if kinds is None:
            return self.allows_name(name) and self.test(name, value)
        return "*" in kinds.split() or kind(value) in kinds.split()

    def allows_name(self, name: str) -> bool:
        return name in self.known or (_PUBLIC.fullmatch(name) is not None and name not in self.reserved)


@dataclass(frozen=True)
class Table:
    """What the sidecar of one library may hold."""

    classes: tuple[str, ...]
    parts: Mapping[str, Part]
    others: Mapping[str, Callable[[Any], bool]] = field(default_factory=dict)
    """Further members, each with its check."""


def names(text: str) -> frozenset[str]:
    """Names, apart by spaces."""
    return frozenset(text.split())


def all_of(names: str, kinds: str) -> dict[str, str]:
    """The same kinds for each of these attributes."""
    return dict.fromkeys(names.split(), kinds)


def kind(value: Any) -> str:
    """What JSON of `plain` stands for."""
    if isinstance(value, dict) and "$" in value:
        return str(value["$"])
    return "none" if value is None else type(value).__name__


def read(file: Path, table: Table, with_code: bool = False) -> Json:
    """The checked state; `with_code` says that a pickle lies beside it. Error `ValueError`."""
    if file.stat().st_size > MOST:
        raise NotAllowed(f"more than {MOST >> 20} MiB")
    state = plain.read(file.read_bytes())
    if not (with_code and isinstance(state, dict) and state.get("own") is True):
        check(state, table)
    found: Json = state
    return found


def check(state: Any, table: Table) -> None:
    """Error `NotAllowed`, or `ValueError` for values that are not as `plain` writes them."""
    if not isinstance(state, dict) or not isinstance(state.get("base"), str) or type(state.get("own")) is not bool:
        raise NotAllowed("no state of an object")
    if state["own"]:
        raise NotAllowed("no code, although it says that code belongs to it")
    if state["base"] not in table.classes:
        raise NotAllowed(f"{state['base'][:100]}, which is no class that can be loaded")
    for name, member in state.items():
        if name in table.parts:
            _check_part(name, member, table.parts[name])
        elif name in table.others:
            if not table.others[name](member):
                raise NotAllowed(f"{name} that is not as it is written")
        elif name not in ("base", "own"):
            raise NotAllowed(f"{name[:60]}, which no state has")


def _check_part(part: str, values: Any, known: Part) -> None:
    if not isinstance(values, dict):
        raise NotAllowed(f"{part} that are none")
    for name, entry in values.items():
        if not known.allows_name(name):
            raise NotAllowed(f"{name[:60]} among the {part}, which real objects do not keep there")
        if entry is None:
            continue
        if not isinstance(entry, dict) or entry.keys() != {"value"}:
            raise NotAllowed(f"{part} that are not as they are written")
        plain.check(entry["value"])
        if not known.allows(name, entry["value"]):
            raise NotAllowed(f"a value of {name[:60]} that real objects do not have")


def is_plain(value: Any) -> bool:
    """For members that hold one plain value."""
    plain.check(value)
    return True


def texts(value: Any) -> list[str]:
    """All texts inside, keys included."""
    found, waiting = [], [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict):
            waiting.extend((*one, *one.values()))
    return found
