"""Publishes a version from the agent's report and the bytes in the spool."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from ..frameworks.service import FRAMEWORKS
from ..registry.artifacts import Staged
from ..registry.interface import REGISTRY
from ..server.context import Context
from ..server.errors import Invalid
from ..server.files import Files
from ..server.types import Json
from ..server.users import User
from . import git, spool_folder
from .config import TransfersConfig
from .records import Transfer
from .space import check_limit

MAX_FACTS = 256 * 1024
"""Bytes of the tables, and as much again for what the object knew of itself."""


async def publish(context: Context, record: Transfer, report: Json, folder: Path) -> Json:
    """Check what the kernel wrote and register it as the next version; the schema `Version`.

    Raises `UserError`, with nothing changed, when report and files do not agree with each other or the request.
    """
    request = record.request
    written = {key: _written(key, request, report) for key in ("format", "encoding")}
    frameworks = context.get(FRAMEWORKS)
    row = frameworks.row(**written)
    names = await asyncio.to_thread(spool_folder.arrived, folder, report.get("files", []))
    check_limit(sum(entry["bytes"] for entry in report["files"]), context.traits(TransfersConfig).max_upload_bytes)
    _check_facts(report)
    facts = _facts(request, row, report)
    if context.root is not None and facts["notebook"] is not None:
        facts["commit"] = await asyncio.to_thread(git.commit, context.root, facts["notebook"])
    staged = Staged(
        files=Files(folder / spool_folder.FILES, tuple(names)),
        name=record.model,
        creator=User(record.creator["username"], record.creator["name"]),
        facts={**written, **facts},
        judge=lambda files: frameworks.judge(written["encoding"], files.folder, files.names),
        description=request.get("description"),
        tags=request.get("tags"),
        type=frameworks.model_type(written["encoding"]),
        operation=record.id,
    )
    return await context.get(REGISTRY).publish(staged)


def _written(key: str, request: Json, report: Json) -> str:
    """The format or the encoding that the kernel wrote, which has to be the requested one, if there is one."""
    requested = request.get(key)
    written = str(report.get(key, requested or ""))
    if requested is not None and written != requested:
        raise Invalid(
            "bad_report",
            f"The kernel wrote the {key} “{written}”, but “{requested}” was asked for.",
            "Save again and choose what the kernel can write.",
        )
    return written


def _check_facts(report: Json) -> None:
    """The agent keeps within these limits; a larger report is not from the agent."""
    for key in ("summary", "facts"):
        if len(json.dumps(report.get(key))) > MAX_FACTS:
            raise Invalid(
                "bad_report",
                f"The kernel tells more about the model than is kept: its {key} has more than {MAX_FACTS // 1024} KiB.",
                "Restart the kernel and save again.",
            )


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
        "cell": report.get("cell"),
        "commit": None,
    }
