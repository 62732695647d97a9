"""What boosting libraries share: an object is a native model with plain attributes of Python around it.

The native file lies beside `estimator.json`. A class of the user's own, or a function that predictions pass through,
goes by value beside them with all else that JSON cannot say, and makes the version one of code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..kernel.adapter import Folder
from ..kernel.errors import AgentError
from ..kernel.naming import class_name as name_of
from ..kernel.pickling import by_value, dry_run
from ..kernel.plain import NotPlain, check, from_json, to_json
from . import sidecar

BESIDE = sidecar.FILE
OWN = "own.pkl"
READ_BACK = 32 << 20
"""Bytes up to which a written file is read again: more would hold the model twice, and the kernel as long again."""
ROOM = 8 << 20
"""Bytes of JSON beside a model; the server reads no more than twice as many."""
Json = dict[str, Any]
Parts = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Kept:
    """What is kept of an object beside its native model."""

    base: str
    """The library's class that it is or is made from."""
    state: Json
    """Of `estimator.json`: for each part name → `{"value": …}`, or None where JSON cannot say it."""
    by_value: tuple[type, dict[str, Json]] | None
    """The class, and for each part what the state has None for."""
    files: tuple[str, ...]
    lost: tuple[str, ...]
    modules: frozenset[str]

    @property
    def risk(self) -> str:
        return "parser" if self.by_value is None else "code"

    @property
    def own(self) -> str:
        """For the sentence that tells what comes back."""
        return "" if self.by_value is None else ", and its own code"


def kind_of(cls: type, library: Any, known: tuple[str, ...]) -> str:
    """The library's class that it is or is made from. Error `unsupported` for others that the library brings."""
    kinds = {getattr(library, name, None): name for name in known}
    base = next(base for base in cls.__mro__ if base in kinds)
    if cls is not base and name_of(cls).startswith(f"{library.__name__}."):
        raise AgentError(
            "unsupported",
            f"A {cls.__name__} holds connections to other processes, which no file can hold.",
            f"Make a {kinds[base]} of it (with its method to_local, if it has one), or save its booster.",
        )
    return kinds[base]


def keep(obj: Any, base: type, parts: Parts, table: sidecar.Table, code: bool = False) -> Kept:
    """Sort what is around a model; `code` says that it does not predict without what JSON cannot say.

    Without code only what the table allows is kept. Error `unsupported` when something cannot be written by value
    either.
    """
    room = ROOM
    code = code or type(obj) is not base
    state: Json = {"base": base.__name__}
    others: dict[str, Json] = {}
    reasons: list[tuple[str, str]] = []
    for part, values in parts.items():
        state[part] = {}
        for name, value in values.items():
            try:
                entry = _entry(value, None if code else table.parts[part], name)
                size = len(json.dumps(entry))
                if size > room:
                    raise NotPlain(f"{name_of(type(value))} beyond {ROOM >> 20} MiB")
                room -= size
                state[part][name] = entry
            except NotPlain as reason:
                if code or table.parts[part].allows_name(name):
                    state[part][name] = None
                others.setdefault(part, {})[name] = value
                reasons.append((name, str(reason)))
    if not code:
        return Kept(base.__name__, state, None, (BESIDE,), tuple(not_stored(*pair) for pair in reasons), frozenset())
    carried = (type(obj), others)
    taken = dry_run.summarize(carried)
    files = (BESIDE, OWN, by_value.SOURCES) if taken.own else (BESIDE, OWN)
    return Kept(base.__name__, state, carried, files, taken.notes(), frozenset(taken.modules))


def _entry(value: Any, part: sidecar.Part | None, name: str) -> Json:
    """Error `NotPlain` for what JSON cannot say or the table does not allow."""
    found = to_json(value)
    try:
        check(found)
    except ValueError as error:
        raise NotPlain(str(error)) from None
    if part is not None and not part.allows(name, found):
        raise NotPlain(f"{name_of(type(value))} where no file may set it")
    return {"value": found}


def not_stored(name: str, reason: str) -> str:
    return f"{name} ({reason}) has no place in the files: predictions do not need it, training again may."


def write(kept: Kept, folder: Folder) -> None:
    """The files beside the native one."""
    with folder.open(BESIDE) as out:
        out.write(json.dumps({**kept.state, "own": kept.by_value is not None}).encode())
    if kept.by_value is not None:
        by_value.dump(kept.by_value, folder, OWN)


def read_state(folder: Path, table: sidecar.Table) -> Json:
    """Checked against the table, unless code goes with it, which can do all of that anyway. Error `unsafe`."""
    try:
        return sidecar.read(folder / BESIDE, table, (folder / OWN).exists())
    except ValueError as reason:
        raise AgentError(
            "unsafe_file",
            f"{BESIDE} was not loaded, because it holds {reason}.",
            "Load another version, or ask its author to save it again.",
        ) from None


def read_class(folder: Path, state: Json, library: Any, known: tuple[str, ...]) -> tuple[Any, dict[str, Json]]:
    """The class, and what goes into the places where the state has None. Errors `unsupported`, `damaged`."""
    name = state["base"]
    if name not in known:
        raise AgentError("unsupported", f"{str(name)[:100]} is not a class of {library.__name__} that can be loaded.")
    base = getattr(library, name)
    if not state["own"]:
        return base, {}
    cls, carried = by_value.load(folder / OWN)
    if not (isinstance(cls, type) and issubclass(cls, base)):
        raise AgentError("damaged", f"{OWN} holds no class made from {name}.", "Load another version.")
    return cls, carried


def values_of(part: Json, carried: Json, otherwise: Json | None = None) -> Json:
    """Name → value of one part of the state; `otherwise` says what stands for those that were not stored."""
    missing = {**(otherwise or {}), **carried}
    return {name: missing.get(name) if entry is None else from_json(entry["value"]) for name, entry in part.items()}


def attributes_of(obj: Any, native: tuple[str, ...]) -> Json:
    """What an object keeps in Python, without what the native file holds."""
    return {name: value for name, value in vars(obj).items() if name not in native}


def set_attributes(obj: Any, values: Json, native: tuple[str, ...], known: Mapping[str, str], library: Any) -> None:
    """What `attributes_of` gave. A place in memory from the file would be followed wherever it leads.

    `known` are the names of the table; others must not be those of anything that the object or its class has, if the
    class is one of the library.
    """
    taken = {*vars(obj), *dir(type(obj))} if name_of(type(obj)).startswith(f"{library.__name__}.") else set()
    forged = [name for name in values if name in native or (name in taken and name not in known)]
    if forged:
        raise AgentError(
            "unsafe_file", f"{BESIDE} says what {forged[0][:60]} is, which it never holds.", "Load another version."
        )
    vars(obj).update(values)


def parameters_of(obj: Any) -> Json:
    """Hyper-parameters of an estimator, without its `get_params`, which may be the user's and draws random numbers."""
    return {name: value for name, value in vars(obj).items() if not (name.startswith("_") or name.endswith("_"))}


def not_fitted(obj: Any) -> AgentError:
    name = type(obj).__name__
    return AgentError("not_fitted", f"{name} is not fitted yet.", "Call fit() first.")


def booster_of(obj: Any, library: Any, known: tuple[str, ...], label: str) -> Any:
    """The booster in an estimator, or the booster that it is. Errors `unsupported`, `not_fitted`."""
    if kind_of(type(obj), library, known) != "Booster":
        booster = vars(obj).get("_Booster")
        if booster is None:
            raise not_fitted(obj)
        return booster
    if type(obj) is not library.Booster:
        raise AgentError(
            "unsupported",
            f"{type(obj).__name__} is a class of your own made from Booster: the file would bring back a Booster.",
            f"Save a Booster itself, or one of {label}'s estimators.",
        )
    return obj


def differs(library: str, what: str) -> AgentError:
    return AgentError("not_restorable", what, f"Nothing was saved. Please report it with the version of {library}.")
