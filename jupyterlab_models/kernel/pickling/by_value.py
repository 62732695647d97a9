"""Files that hold objects with code of the notebook or of a local file: written and read.

`dump` writes a pickle in which such classes and functions go by value, as cloudpickle does it, and everything else by
reference. Beside it lies `sources.json`, the schema `Sources`: the text of that code, to be read by people, and what
finds a class of the same text again when the pickle is read.
"""

from __future__ import annotations

import json
import pickle
import struct
import sys
import weakref
from collections.abc import Callable
from pathlib import Path
from types import resolve_bases
from typing import Any

from ..adapter import Folder
from ..errors import AgentError, words
from .cloudpickle_module import cloudpickle_module, is_cloudpickle
from .explain_unpicklable import FAILURES, explain_unpicklable
from .fingerprints import fingerprint
from .pickler import Own, PersistentPickler, Pickler, Reduce
from .sources import remember

SOURCES = "sources.json"
MAX_SOURCES = 16 << 20
MAX_TEXT = 200_000
"""Characters of one source that are kept."""
Json = dict[str, Any]
_loaded: weakref.WeakValueDictionary[str, type] = weakref.WeakValueDictionary()
"""Fingerprint → class that was loaded by value."""


def dump(
    obj: Any,
    folder: Folder,
    name: str,
    persistent_id: Callable[[Any], Any] | None = None,
    reduce: Reduce | None = None,
) -> tuple[Own, ...]:
    """Write one pickle, and `sources.json` where it holds code. Error `unsupported` with the place of the trouble."""
    with folder.open(name) as out, cloudpickle_module(importing=True) as cloud:
        pickler = make_pickler(out, cloud, persistent_id, reduce)
        try:
            pickler.dump(obj)
        except FAILURES as error:
            raise explain_unpicklable(obj, error, trial(cloud, persistent_id, reduce)) from None
        own = pickler.own()
    if own:
        with folder.open(SOURCES) as out:
            out.write(json.dumps({"python": minor(), "code": [entry(thing) for thing in own]}).encode())
    return own


def make_pickler(
    out: Any, cloud: Any, persistent_id: Callable[[Any], Any] | None, reduce: Reduce | None, **named: Any
) -> Pickler:
    if persistent_id is None:
        return Pickler(out, cloud, reduce, **named)
    return PersistentPickler(persistent_id, out, cloud, reduce, **named)


def trial(cloud: Any, persistent_id: Callable[[Any], Any] | None, reduce: Reduce | None) -> Callable[[Any], bool]:
    """Whether a part of an object pickles."""

    def pickles(part: Any) -> bool:
        try:
            make_pickler(_Nowhere(), cloud, persistent_id, reduce, buffer_callback=lambda buffer: None).dump(part)
        except FAILURES:
            return False
        return True

    return pickles


class _Nowhere:
    def write(self, data: Any) -> int:
        return len(data)


def entry(own: Own) -> Json:
    """The schema `SourceText`, with what reading needs."""
    source = None if own.source is None else own.source[:MAX_TEXT]
    found = {"kind": own.kind, "module": own.module, "name": own.name, "source": source}
    return {**found, "key": own.key, "fingerprint": own.fingerprint}


def code_words(own: tuple[Own, ...]) -> str:
    """`class Net and function scale`, for sentences; empty where there is nothing."""
    names = list(dict.fromkeys(str(thing) for thing in own))
    if len(names) > 6:
        names = [*names[:5], f"{len(names) - 5} more"]
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def minor() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def load(path: Path, persistent_load: Callable[[Any], Any] | None = None) -> Any:
    """The object of a file that `dump` wrote. Errors: `damaged`, `other_python`, `missing_library`.

    It runs whatever the file says: the gate for risk `code` has been passed.
    """
    sources = _sources(path.with_name(SOURCES))
    if sources["code"] and sources["python"] != minor():
        raise other_python(sources["python"])
    with path.open("rb") as file, cloudpickle_module(importing=True) as cloud:
        try:
            return _Unpickler(file, cloud, sources["code"], persistent_load).load()
        except ModuleNotFoundError:
            raise  # reported with the command that installs it
        except AttributeError as error:
            raise AgentError(
                "missing_definition",
                f"It needs something that this kernel does not have: {words(error)}",
                "Install the versions of the libraries that it was saved with; they are on its page.",
            ) from error
        except _DAMAGED as error:
            raise AgentError(
                "damaged",
                f"{path.name} cannot be read: {type(error).__name__}: {words(error)}",
                "Load another version, or save the object again where it still exists.",
            ) from error


def other_python(saved: str) -> AgentError:
    return AgentError(
        "other_python",
        f"It holds code of its author as Python {saved} compiled it; this kernel runs {minor()}.",
        f"Load it in a kernel with Python {saved}, or run the code that is shown on its page.",
    )


_DAMAGED = (
    pickle.UnpicklingError,
    EOFError,
    ValueError,
    TypeError,
    LookupError,
    OverflowError,
    RecursionError,
    MemoryError,
    ImportError,
    struct.error,
)


def _sources(file: Path) -> Json:
    """Of `sources.json`; empty where there is none."""
    if not file.exists():
        return {"python": minor(), "code": []}
    try:
        if file.stat().st_size > MAX_SOURCES:
            raise ValueError("too large")
        found = json.loads(file.read_bytes())
        members = ("kind", "module", "name", "source", "key", "fingerprint")
        code = [{name: thing[name] for name in members} for thing in found["code"]]
        return {"python": str(found["python"]), "code": code}
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise AgentError("damaged", f"{SOURCES} cannot be read: {words(error)}", "Load another version.") from error


class _Unpickler(pickle.Unpickler):
    """Uses the given cloudpickle module, and classes of the kernel with equal source."""

    def __init__(
        self, file: Any, cloud: Any, code: list[Json], persistent_load: Callable[[Any], Any] | None = None
    ) -> None:
        super().__init__(file)
        self._cloud = cloud
        self._persistent = persistent_load
        self._classes = {thing["key"]: thing for thing in code if thing["kind"] == "class"}
        self._functions = {thing["key"]: thing for thing in code if thing["kind"] == "function"}
        self._number = 0
        self._kept: list[type] = []
        self._ours = {
            "_make_skeleton_class": self._make_class,
            "_make_skeleton_enum": self._make_enum,
            "_class_setstate": self._set_class,
            "_make_function": self._make_function,
        }

    def find_class(self, module: str, name: str) -> Any:
        if is_cloudpickle(module):
            return self._ours.get(name) or getattr(self._cloud, name)
        return super().find_class(module, name)

    def persistent_load(self, pid: Any) -> Any:
        if self._persistent is None:
            raise pickle.UnpicklingError("it refers to something outside of the file")
        return self._persistent(pid)

    def _make_class(self, meta: Any, name: str, bases: Any, members: Any, tracker: str, extra: Any) -> Any:
        # Without the tracker: two versions of one class may differ in what their code refers to.
        return self._known(tracker, bases) or self._new(
            tracker, self._cloud._make_skeleton_class(meta, name, bases, members, None, extra)
        )

    def _make_enum(
        self, bases: Any, name: str, qualname: str, members: Any, module: str, tracker: str, extra: Any
    ) -> Any:
        return self._known(tracker, bases) or self._new(
            tracker, self._cloud._make_skeleton_enum(bases, name, qualname, members, module, None, extra)
        )

    def _known(self, tracker: str, bases: Any) -> type | None:
        """A class of this kernel that is the same one."""
        thing = self._classes.get(tracker)
        if thing is None:
            return None
        wanted = thing["fingerprint"]
        alive = self._cloud._DYNAMIC_CLASS_TRACKER_BY_ID.get(tracker)
        for candidate in (_in_kernel(thing["module"], thing["name"]), alive, _loaded.get(wanted or "")):
            if not isinstance(candidate, type) or candidate.__bases__ != resolve_bases(bases):
                continue
            # Without source text only the identical class counts.
            if candidate is alive if wanted is None else fingerprint(candidate) == wanted:
                self._kept.append(candidate)
                return candidate
        return None

    def _new(self, tracker: str, made: type) -> type:
        thing = self._classes.get(tracker)
        if thing is not None:
            if thing["fingerprint"] is not None:
                _loaded[thing["fingerprint"]] = made
            if thing["source"] is not None:
                remember(made, thing["source"])
        return made

    def _set_class(self, cls: type, state: Any) -> type:
        return cls if any(cls is kept for kept in self._kept) else self._cloud._class_setstate(cls, state)

    def _make_function(self, *arguments: Any) -> Any:
        made = self._cloud._make_function(*arguments)
        thing = self._functions.get(str(self._number))
        self._number += 1
        if thing is not None and thing["source"] is not None:
            remember(made, thing["source"])
        return made


def _in_kernel(module: str, qualname: str) -> Any:
    """What a name of the notebook or of an imported file is bound to now."""
    found: Any = sys.modules.get(module)
    for part in qualname.split("."):
        found = vars(found).get(part) if hasattr(found, "__dict__") else None
    return found
