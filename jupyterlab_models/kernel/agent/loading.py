"""The operations `target` and `load`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .. import packages
from ..adapter import Adapter
from ..errors import AgentError, to_json
from ..naming import class_name
from ..session.namespace import bind, check_name, taken
from ..session.quiet import quiet
from ..transport import transport as transports
from . import memory
from .compatibility import check_compatibility
from .matching import Formats

Json = dict[str, Any]


def target(request: Json, formats: Formats) -> Json:
    """The schema `KernelTarget`; a name or an environment that will not do is an answer, not an error."""
    variable = request["variable"]
    body: Json = {"ok": False, "variable": variable, "taken": None}
    try:
        check_name(variable)
        body["taken"] = taken(variable)
        version = request["version"]
        body["memory"] = {"needed": formats.memory(version["encoding"], version["bytes"]), "free": memory.free()}
        _require(formats, version)
        body.update({"ok": True, "warnings": warnings(formats, version)})
    except BaseException as error:  # noqa: BLE001 - the answer has to name the variable in any case
        body["error"] = to_json(error, f"looking at the name {variable}")
    return body


def load(request: Json, formats: Formats) -> Json:
    """The schema `KernelReport`; the object is bound to the name before the server hears of it."""
    transport = transports.choose(request["ticket"])
    try:
        report = _load(request, formats, transport)
    except BaseException as error:  # noqa: BLE001 - the server has to learn it, whatever it is
        report = transports.failed(transport, error, f"loading into {request['variable']}")
    return transports.finish(transport, report)


def _load(request: Json, formats: Formats, transport: transports.Transport) -> Json:
    variable, version, overwrite = request["variable"], request["ticket"]["version"], request.get("overwrite") is True
    part = request["ticket"].get("part")
    check_name(variable)
    if taken(variable) is not None and not overwrite:
        bind(variable, None, False)
    adapter = formats.of_version(version)
    # A part is read without running code, so requirements of code do not apply.
    _require(formats, {**version, "risk": "data"} if part else version)
    folder = transport.begin_load(version)
    with quiet():
        obj = _read(adapter, folder, version, part)
    transport.raise_if_cancelled()
    bind(variable, obj, overwrite)
    return {
        "ok": True,
        "class": class_name(type(obj)),
        "format": version["format"],
        "encoding": version["encoding"],
        "python": packages.python(),
        "platform": packages.system(),
    }


def _read(adapter: Adapter, folder: Path, version: Json, part: str | None) -> Any:
    if part is None:
        return adapter.read(folder, version["encoding"], version["class"])
    if not hasattr(adapter, "read_part"):
        raise AgentError("unsupported", f"Of this format the {part} cannot be loaded alone.", "Load the whole version.")
    return adapter.read_part(folder, version["encoding"], part)


def _require(formats: Formats, version: Json) -> None:
    """Error `missing_library` with the command that installs what is missing; `too_old`, see `check_compatibility`."""
    adapter = formats.of_version(version)
    missing = [name for module, name in adapter.needs(version["encoding"]) if not packages.importable(module)]
    if missing:
        wanted = {requirement.partition("==")[0]: requirement for requirement in version["requirements"]}
        command = " ".join(wanted.get(name, name) for name in missing)
        raise AgentError(
            "missing_library",
            f"{' and '.join(missing)} cannot be imported in this kernel, and the model needs it.",
            f"Install it in the kernel's environment, for example with: %pip install {command}",
        )
    check_compatibility(version, adapter, formats.has_parts(version["encoding"]))


def warnings(formats: Formats, version: Json) -> list[str]:
    """A sentence for each library whose version differs from the one that saved."""
    sentences = []
    for name, saved in sorted(version["libraries"].items()):
        here = formats.installed(name)
        if here is None:
            sentences.append(f"It was saved with {name} {saved}, which is not installed in this kernel.")
        elif here != saved:
            relation = "older" if packages.compare(here, saved) < 0 else "newer"
            sentences.append(f"It was saved with {name} {saved}; this kernel has the {relation} {here}.")
    here = packages.python()
    if version["risk"] == "code" and here.split(".")[:2] != version["python"].split(".")[:2]:
        sentences.append(f"It was saved with Python {version['python']}; this kernel runs {here}.")
    return sentences[:32]
