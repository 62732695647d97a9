"""Judges of native models with JSON beside them."""

from __future__ import annotations

from pathlib import Path

from ..risk.judging import Judge, Risk
from . import sidecar


def with_sidecar(name: str, magic: bytes, table: sidecar.Table) -> Judge:
    """A judge for the one file that a library reads, with `estimator.json` beside it.

    The name counts too, because a pickle could begin with the same bytes: `CB` is a step of pickle's. Whether the file
    is whole is for the kernel to find out.
    """

    def judge(file: Path) -> Risk | None:
        if file.name == name:
            with file.open("rb") as stream:
                return "parser" if stream.read(len(magic)) == magic else "code"
        if file.name != sidecar.FILE:
            return "code"
        try:
            sidecar.read(file, table)
        except ValueError:
            return "code"
        return None

    return judge
