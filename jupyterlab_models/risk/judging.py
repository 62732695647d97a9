"""The risk of loading, decided from format and bytes.

Nothing a kernel reports decides here. What is not recognized is `code`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Risk = Literal["data", "parser", "program", "code"]
ORDER: tuple[Risk, ...] = ("data", "parser", "program", "code")
Judge = Callable[[Path], "Risk | None"]
"""The risk of one file of a version; None for a sidecar, which says nothing."""


@dataclass(frozen=True)
class Verdict:
    """What was found out about the files of a version."""

    risk: Risk
    rules: int = 0
    """Number of the rules by which it was judged (`rows.json`); 0 where none were known."""
    reason: str | None = None
    """One sentence where it is `code` because the check could not be carried out."""


MAX_JSON = 16 * 1024 * 1024


def of_files(judge: Judge | None, folder: Path, files: Sequence[str]) -> Risk:
    """The risk of loading `files` in `folder`; reads bytes, so call it in a thread. The worst file counts."""
    if judge is None or not files:
        return "code"
    risks = [risk for file in files if (risk := judge(folder / file)) is not None]
    # Sidecars alone are no model: the files do not match the encoding.
    return max(risks, key=ORDER.index) if risks else "code"


def native(name: str, magic: bytes) -> Judge:
    """A judge for the one file that a library reads, with small JSON files beside it.

    The name counts too, because a pickle could begin with the same bytes: `CB` is a step of pickle's.
    """

    def judge(file: Path) -> Risk | None:
        if file.name != name:
            return sidecar(file)
        with file.open("rb") as stream:
            return "parser" if stream.read(len(magic)) == magic else "code"

    return judge


def sidecar(file: Path) -> Risk | None:
    """None for a small JSON object beside the native file; anything else is unknown."""
    if file.suffix != ".json" or file.stat().st_size > MAX_JSON:
        return "code"
    try:
        value = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        return "code"
    return None if isinstance(value, dict) else "code"
