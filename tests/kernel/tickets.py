"""Tickets as the server gives them, and versions as it would tell them, for tests without a server."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from .kernels import Kernel

Json = dict[str, Any]


def ticket(ways: list[Json], version: Json | None = None) -> Json:
    return {"transfer": "0" * 32, "secret": "geheim", "expires": "", "ways": ways, "version": version}


def spool_way(folder: Path, read: Path | None = None) -> Json:
    """Makes the ticket's folder with its nonce."""
    folder.mkdir(parents=True)
    (folder / "nonce").write_text("2f9b6c")
    way: Json = {"way": "spool", "path": str(folder), "nonce": "2f9b6c"}
    return {**way, "read": str(read)} if read else way


def version_of(report: Json, files: Path) -> Json:
    """The schema `Version`, as far as the agent reads it."""
    entries = [
        {**entry, "sha256": hashlib.sha256((files / entry["path"]).read_bytes()).hexdigest()}
        for entry in report["files"]
    ]
    return {**report, "files": entries, "bytes": sum(entry["bytes"] for entry in entries), "risk": "parser"}


def save(kernel: Kernel, variable: str, folder: Path, encoding: str | None = None) -> Json:
    """Check and save over the spool way; the version."""
    check = kernel.ask("check", variable=variable)
    assert check["ok"], check
    chosen = encoding or check["choices"][0]["encoding"]
    report = kernel.ask(
        "save",
        variable=variable,
        id=check["id"],
        format=check["format"],
        encoding=chosen,
        ticket=ticket([spool_way(folder)]),
    )
    assert report["ok"], report
    assert json.loads((folder / "done.json").read_text()) == report
    assert (folder / "started").exists()
    return version_of(report, folder / "files")


def load(kernel: Kernel, variable: str, version: Json, files: Path, folder: Path, overwrite: bool = False) -> Json:
    """Load over the spool way; the agent's report."""
    way = spool_way(folder, files)
    report = kernel.ask("load", variable=variable, overwrite=overwrite, ticket=ticket([way], version))
    assert json.loads((folder / "done.json").read_text()) == report
    return report
