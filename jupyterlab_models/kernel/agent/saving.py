"""The operations `check` and `save`."""

from __future__ import annotations

import json
import math
import os
import sys
from pathlib import Path
from typing import Any

from .. import packages, tables
from ..adapter import Array, Choice, Facts, Folder, Plan, Table
from ..errors import AgentError, to_json
from ..naming import class_name
from ..session import cells
from ..session.namespace import identity, lookup
from ..session.quiet import quiet
from ..session.stashed_local import target_object
from ..transport import transport as transports
from .matching import Formats

Json = dict[str, Any]
FEATURES = 1000
MOST = 250_000
"""Bytes of JSON for the tables, and as many for the facts: below what the server takes, 256 KiB each."""


def check(request: Json, formats: Formats) -> Json:
    """The schema `KernelCheck`; a variable that cannot be saved is an answer, not an error."""
    variable = request["variable"]
    body: Json = {"ok": False, "variable": variable, "id": "", "class": ""}
    try:
        obj = lookup(variable, request.get("id"))
        body.update({"id": identity(variable), "class": class_name(type(obj))})
        row, adapter = formats.of_object(obj)
        with quiet():
            plan = adapter.check(obj)
        choices = [
            {
                "format": choice.format or row["format"],
                "encoding": choice.encoding,
                "risk": choice.risk,
                "restores": choice.restores,
                "lost": sentences(choice.lost),
                "files": list(choice.files),
            }
            for choice in plan.choices
        ]
        body.update({"ok": True, "format": choices[0]["format"], "choices": choices, "bytes": plan.bytes})
        body.update({"libraries": libraries(plan), "cell": cells.origin(variable)})
    except BaseException as error:  # noqa: BLE001 - the answer has to name the variable in any case
        body.update({"ok": False, "error": to_json(error, f"looking at {variable}")})
    return body


def save(request: Json, formats: Formats) -> Json:
    """The schema `KernelReport`, which also goes to the server as the final report."""
    transport = transports.choose(request["ticket"])
    try:
        report = _save(request, formats, transport)
    except BaseException as error:  # noqa: BLE001 - the server has to learn it, whatever it is
        report = transports.failed(transport, error, f"saving {request['variable']}")
    return transports.finish(transport, report)


def _save(request: Json, formats: Formats, transport: transports.Transport) -> Json:
    obj = target_object(request)
    row, adapter = formats.of_object(obj)
    root = transport.begin_save()
    with quiet():
        plan = adapter.check(obj)
        choice = _choose(plan, request.get("encoding", plan.choices[0].encoding))
        format = choice.format or row["format"]
        _same_format(format, request)
        adapter.write(obj, plan, choice.encoding, Folder(root, transport.raise_if_cancelled))
        transport.raise_if_cancelled()
        described = adapter.describe(obj, plan)
        facts = adapter.facts(obj)
    needed = {distribution: formats.installed(distribution) for _, distribution in adapter.needs(choice.encoding)}
    return {
        "ok": True,
        "class": class_name(type(obj)),
        "format": format,
        "encoding": choice.encoding,
        "libraries": libraries(plan),
        "requirements": [f"{name}=={version}" for name, version in needed.items() if version],
        "python": packages.python(),
        "platform": packages.system(),
        "restores": choice.restores,
        "lost": sentences(choice.lost),
        "summary": summary(described),
        "facts": facts_json(facts),
        "cell": cells.origin(request["variable"]) if request.get("cell") is True else None,
        "files": written(root),
    }


def _same_format(format: str, request: Json) -> None:
    if request.get("format", format) != format:
        raise AgentError(
            "wrong_format",
            f"{request['variable']} is saved in the format {format}, not in {request['format']}.",
            "Leave the format out, or save another variable.",
        )


def _choose(plan: Plan, encoding: str) -> Choice:
    for choice in plan.choices:
        if choice.encoding == encoding:
            return choice
    raise AgentError(
        "unsupported",
        f"The variable can no longer be written as {encoding}: it or the environment changed.",
        "Open the save dialog again.",
    )


def libraries(plan: Plan) -> dict[str, str]:
    """Of the libraries involved, and of NumPy in any case where the kernel has loaded it: arrays come and go by it."""
    return packages.libraries({*plan.modules, *sys.modules.keys() & {"numpy"}})


def sentences(found: tuple[str, ...]) -> list[str]:
    """Within the limits of the schema `Sentences`."""
    return [sentence[:500] for sentence in found[:32]]


def facts_json(facts: Facts) -> Json:
    """Within the limits of the schema `Facts`; what is empty is left out."""
    body: Json = {
        "device": facts.device[:64],
        "dtypes": {name[:64]: count for name, count in list(facts.dtypes.items())[:64]},
        "features": [name[: tables.CELL] for name in facts.features[:FEATURES]],
        "inputs": [_array(array) for array in facts.inputs[:64]],
        "outputs": [_array(array) for array in facts.outputs[:64]],
        "parameters": {name[:200]: text[: tables.CELL] for name, text in list(facts.parameters.items())[:200]},
        "metrics": {name[:200]: value for name, value in list(facts.metrics.items())[:200] if math.isfinite(value)},
    }
    while len(json.dumps(body)) > MOST:
        longest = max(("features", "parameters", "metrics"), key=lambda name: len(json.dumps(body[name])))
        body[longest] = _half(body[longest])
    if len(body["features"]) < len(facts.features):
        body["features_total"] = len(facts.features)
    return {name: value for name, value in body.items() if value}


def _half(value: Any) -> Any:
    kept = list(value.items() if isinstance(value, dict) else value)[: len(value) // 2]
    return dict(kept) if isinstance(value, dict) else kept


def summary(described: list[Table]) -> list[Json]:
    """The schema `Summary`; of what would be too much, the longest tables lose their last rows."""
    found = [_table(table) for table in described[:16]]
    while len(json.dumps(found)) > MOST:
        longest = max(found, key=lambda table: len(json.dumps(table)))
        longest["rows"] = _half(longest["rows"])
    return found


def _array(array: Array) -> Json:
    return {"name": array.name[:200], "dtype": array.dtype[:64], "shape": list(array.shape[:32])}


def _table(table: Table) -> Json:
    """Within the limits of the schema `SummaryTable`."""
    rows = [[cell[: tables.CELL] for cell in row[:12]] for row in table.rows[: tables.ROWS]]
    return {"title": table.title[:100], "columns": [name[:100] for name in table.columns[:12]], "rows": rows}


def written(root: Path) -> list[Json]:
    """Path (`/` between its parts) and size of every file below a folder."""
    found = []
    for folder, _, names in os.walk(root):
        for name in names:
            path = Path(folder) / name
            found.append({"path": path.relative_to(root).as_posix(), "bytes": path.stat().st_size})
    return sorted(found, key=lambda entry: str(entry["path"]))
