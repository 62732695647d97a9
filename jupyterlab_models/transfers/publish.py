"""From the agent's report and the bytes in the spool to a version."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

from .. import risk
from ..formats import Formats
from ..registry.interface import Invalid, Json, Registry, Staged, User
from . import spool
from .records import Record
from .space import check_limit


async def publish(registry: Registry, formats: Formats, record: Record, report: Json, folder: Path, limit: int) -> Json:
    """Check what the kernel wrote, at most `limit` bytes, and enter it as the next version; the schema `Version`.

    Raises `RegistryError`, with nothing changed, when report and files do not agree with each other or the request.
    """
    request = record.request
    written = {key: _written(key, request, report) for key in ("format", "encoding")}
    row = formats.row(**written)
    base = folder / spool.FILES
    files = await asyncio.to_thread(spool.arrived, folder, report.get("files", []))
    check_limit(sum(entry["bytes"] for entry in report["files"]), limit)
    staged = Staged(
        folder=base,
        name=record.model,
        creator=User(record.creator["username"], record.creator["name"]),
        facts={**written, **_facts(request, row, report)},
        judge=partial(risk.of_files, written["encoding"]),
        description=request.get("description"),
        tags=request.get("tags"),
        files=files,
        transfer=record.id,
    )
    return await registry.publish(staged)


def _written(key: str, request: Json, report: Json) -> str:
    """The format or the encoding that the kernel wrote, which is the one that was asked for, if one was."""
    asked = request.get(key)
    written = str(report.get(key, asked or ""))
    if asked is not None and written != asked:
        raise Invalid(
            "bad_report",
            f"The kernel wrote the {key} “{written}”, but “{asked}” was asked for.",
            "Save again and choose what the kernel can write.",
        )
    return written


def result(version: Json) -> Json:
    """The schema `TransferResult`."""
    return {key: version[key] for key in ("version", "format", "bytes", "sha256", "class")}


def _facts(request: Json, row: Json, report: Json) -> Json:
    return {
        "family": row["family"],
        "kind": row["kind"],
        "class": report.get("class", ""),
        "notebook": request.get("notebook"),
        "variable": request["variable"],
        "origin": "kernel",
        "libraries": report.get("libraries", {}),
        "requirements": report.get("requirements", []),
        "python": report.get("python", ""),
        "platform": report.get("platform", ""),
        "restores": report.get("restores", ""),
        "lost": report.get("lost", []),
        "summary": report.get("summary", []),
        "facts": report.get("facts", {}),
        "cell": request.get("cell"),
    }
