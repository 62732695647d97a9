"""Installs the probe: two objects in `builtins` that list the user's variables by the names of their types.

Runs in kernels, often on the control thread while a cell runs on the main one. It calls nothing that a user's
class could define: real types come from `type(v)`, their names from the descriptors of `type` itself. It holds no
reference to a value, not even while it looks: the finaliser of a value dropped meanwhile would run on our thread.
"""

from __future__ import annotations

import builtins
import os
import sys
import threading
import time
import weakref
from collections.abc import Sequence
from itertools import chain, islice, repeat
from operator import ne, or_
from types import ModuleType
from typing import Any

NAME = "__jupyterlab_models_probe__"
CHANGES = "__jupyterlab_models_changes__"
# Prefix of the globals to which the debugger copies local variables for saves; `stashed_local.py` removes them.
HELD = "_jupyterlab_models_local_"
MIME = "application/vnd.jupyterlab-models+json"
PROTOCOL = 2
MOST_NAMES = 50_000
ROWS = 20_000
SECONDS = 0.05
LOOKS = 32
JOURNAL = 1500
LONGEST = 200

# Of a look that found a change: its revision, the names that were bound with the numbers of their types, the deleted.
Entry = tuple[int, dict[str, int], list[str]]

mro_of = type.__dict__["__mro__"].__get__
module_of = type.__dict__["__module__"].__get__
name_of = type.__dict__["__name__"].__get__
qualname_of = type.__dict__["__qualname__"].__get__


def text(value: Any) -> str:
    """A class body may put anything into `__module__`; only true strings count, as far as JSON can carry them."""
    return value[:LONGEST].encode("utf-8", "replace").decode() if type(value) is str else "?"


def describe(cls: type) -> tuple[str, ...] | None:
    """`module:qualname` of the class, then `top-level package:name` of its bases; None for modules."""
    mro = mro_of(cls)
    for base in mro:
        if base is ModuleType:
            return None
    names = [text(module_of(cls)) + ":" + text(qualname_of(cls))]
    for base in mro[1:]:
        names.append(text(module_of(base)).partition(".")[0] + ":" + text(name_of(base)))
    return tuple(names)


def columns(namespace: dict[str, Any]) -> tuple[list[str], list[int]]:
    """Names, and the ids of all names, values and types, read by one C call that no other thread can come between."""
    keys, values = dict.keys(namespace), dict.values(namespace)
    while True:
        parts = map(islice, (keys, map(id, keys), map(id, values), map(id, map(type, values))), repeat(MOST_NAMES))
        whole = chain(*parts)
        try:
            found: list[Any] = list(whole)
        except RuntimeError:
            # Another thread added or deleted a name between the two lines.
            continue
        count = len(found) // 4
        return found[:count], found[count:]


def used(journal: list[Entry]) -> list[int]:
    """The types in it."""
    return sorted({kind for _, new, _ in journal for kind in new.values()})


class Types:
    """Numbers for types, those of equal names sharing one."""

    def __init__(self) -> None:
        self.listed: list[tuple[str, ...]] = []
        self.numbers: dict[tuple[str, ...], int] = {}
        # By id, because a metaclass may define `__hash__` and `__eq__`; -1 for modules.
        self.known: dict[int, int] = {}
        self.alive: dict[int, weakref.ref[type]] = {}

    def forget_dead(self) -> None:
        """The id of a type that is gone can be another's by now."""
        for dead in [key for key, ref in self.alive.items() if ref() is None]:
            del self.alive[dead], self.known[dead]

    def add(self, cls: type) -> None:
        names = describe(cls)
        number = -1
        if names is not None:
            number = self.numbers.setdefault(names, len(self.listed))
            if number == len(self.listed):
                self.listed.append(names)
        self.alive[id(cls)] = weakref.ref(cls)
        self.known[id(cls)] = number


class Probe:
    """Answers the schema `KernelListing` when the kernel formats it."""

    protocol = PROTOCOL

    def __init__(self) -> None:
        self.boot = os.urandom(8).hex()
        self.lock = threading.Lock()
        self.types = Types()
        self.revision = 0
        self.cut = False
        self.names: list[str] = []
        self.stamp: list[int] = []
        # By the name of the variable: id of its value, number of its type, and the revision that found it bound.
        self.ids: dict[str, int] = {}
        self.kinds: dict[str, int] = {}
        self.bound: dict[str, int] = {}
        self.journal: list[Entry] = []
        self.held: list[str] = []

    def look(self) -> None:
        """Bring the tables up to date, with the lock held."""
        try:
            shell = sys.modules["IPython"].get_ipython()
            names, stamp = columns(shell.user_ns)
            if stamp != self.stamp or self.cut:
                self.compare(shell.user_ns, shell.user_ns_hidden, names, stamp)
        except BaseException:  # noqa: BLE001 - raising would replace the user's last traceback
            self.cut = True

    def compare(self, namespace: dict[str, Any], hidden: dict[str, Any], names: list[str], stamp: list[int]) -> None:
        """Bring the tables up to the stamp; a row that is as before keeps its revision."""
        count, cut = len(names), len(names) == MOST_NAMES
        self.types.forget_dead()
        rows = self.suspects(count, stamp)
        fresh = len(rows) == count
        ids = {} if fresh else self.ids.copy()
        kinds = {} if fresh else self.kinds.copy()
        bound = {} if fresh else self.bound.copy()
        held = [] if fresh else self.held.copy()
        known, new = self.types.known, {}
        stop = time.thread_time() + SECONDS
        for row in rows:
            name, key, kind = names[row], stamp[count + row], known.get(stamp[2 * count + row])
            if type(name) is not str or name[:1] == "_":
                if type(name) is str and name.startswith(HELD) and name not in held:
                    held.append(name)
                continue
            if kind is None and time.thread_time() < stop:
                self.types.add(next(map(type, map(dict.get, (namespace,), (name,)))))
                kind = known.get(stamp[2 * count + row])
            if kind is None or (len(ids) >= ROWS and name not in ids):
                # Out of time or room, or the name was bound anew just now.
                cut, kind = True, -1
            if kind < 0 or (name in hidden and id(hidden[name]) == key):
                for table in (ids, kinds, bound):
                    table.pop(name, None)
            elif self.ids.get(name) == key and self.kinds[name] == kind:
                ids[name], kinds[name], bound[name] = key, kind, self.bound[name]
            elif name.isidentifier() and len(name) <= LONGEST:
                ids[name], kinds[name], bound[name] = key, kind, self.revision + 1
                new[name] = kind
        gone = list(self.bound.keys() - bound.keys())
        if new or gone:
            self.revision += 1
            self.note((self.revision, new, gone))
        self.ids, self.kinds, self.bound, self.cut, self.held = ids, kinds, bound, cut, held
        # The names are kept so that their ids stay theirs.
        self.names, self.stamp = [name for name in names if type(name) is str], stamp

    def suspects(self, count: int, stamp: list[int]) -> Sequence[int]:
        """Rows that are not as at the last look; all of them unless names were only added."""
        old, before = self.stamp, len(self.stamp) // 3
        if self.cut or stamp[:before] != old[:before]:
            return range(count)
        value = map(ne, islice(stamp, count, count + before), islice(old, before, None))
        kind = map(ne, islice(stamp, 2 * count, 2 * count + before), islice(old, 2 * before, None))
        return [row for row, differs in enumerate(map(or_, value, kind)) if differs] + [*range(before, count)]

    def note(self, entry: Entry) -> None:
        """Write a look into the journal, which forgets as many old ones as it takes to stay short."""
        self.journal = [*self.journal[1 - LOOKS :], entry] if self.size([entry]) <= JOURNAL else []
        while self.size(self.journal) > JOURNAL:
            del self.journal[0]

    def size(self, journal: list[Entry]) -> int:
        """About how many bytes it takes in an answer."""
        names = [name for _, new, gone in journal for name in chain(new, gone)]
        parts = [part for kind in used(journal) for part in self.types.listed[kind]]
        return 16 * len(journal) + sum(len(text.encode()) + 8 for text in chain(names, parts))

    def head(self) -> dict[str, Any]:
        head = {"protocol": PROTOCOL, "boot": self.boot, "revision": self.revision, "truncated": self.cut}
        return {**head, "held": self.held} if self.held else head

    def listing(self) -> dict[str, Any]:
        """The schema `KernelListing`, of now."""
        with self.lock:
            self.look()
            rows = {"names": list(self.kinds), "kinds": list(self.kinds.values()), "bound": list(self.bound.values())}
            return {**self.head(), "types": list(self.types.listed), **rows}

    def changes(self) -> dict[str, Any]:
        """The schema `KernelChanges`, of now."""
        with self.lock:
            self.look()
            place = {kind: index for index, kind in enumerate(used(self.journal))}
            changes = [(at, {name: place[new[name]] for name in new}, gone) for at, new, gone in self.journal]
            since = self.revision - len(changes)
            types = [self.types.listed[kind] for kind in place]
            return {**self.head(), "since": since, "types": types, "changes": changes}

    def identity(self, name: str) -> str:
        """What the listing says of the binding that the name has now; of one that is not listed, something as good."""
        with self.lock:
            self.look()
            namespace = sys.modules["IPython"].get_ipython().user_ns
            mark = self.bound.get(name)
            return f"{self.boot}:{mark}" if mark else f"{self.boot}:x{id(dict.get(namespace, name)):x}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {MIME: self.listing(), "text/plain": ""}


class Changes:
    """Answers the schema `KernelChanges` when the kernel formats it."""

    def __init__(self, probe: Probe) -> None:
        self.probe = probe

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {MIME: self.probe.changes(), "text/plain": ""}


def forget_miss() -> None:
    """Take away what a look leaves behind that found no probe: IPython keeps its NameError as the user's last error.

    That happens when a look is under way while the process is killed and the next one begins.
    """
    missed = getattr(sys, "last_value", None)
    said = missed.args if type(missed) is NameError else ()
    if any(type(words) is str and (NAME in words or CHANGES in words) for words in said):
        for name in ("last_exc", "last_type", "last_value", "last_traceback"):
            vars(sys).pop(name, None)


def install() -> None:
    """Put the two in; where they are in the same protocol they stay."""
    forget_miss()
    probe: Any = getattr(builtins, NAME, None)
    if getattr(probe, "protocol", None) != PROTOCOL:
        probe = Probe()
        setattr(builtins, NAME, probe)
    if getattr(getattr(builtins, CHANGES, None), "probe", None) is not probe:
        setattr(builtins, CHANGES, Changes(probe))


install()
