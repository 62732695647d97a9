"""All frameworks together, as the rest of the server uses them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from ..kernel.install.source import kernel_source
from ..risk.judging import Risk, Verdict
from ..risk.process import JudgeProcess
from ..server.context import Token
from ..server.errors import Conflict, Invalid
from ..server.types import Json
from .discovery import FOLDER, discover
from .framework import Framework
from .table import kernel_table, served_table

SHARED = ("arrays", "arrow_ipc", "boosting", "flatbuffer", "npy", "npz", "sidecar")
"""Modules beside the folders that run in kernels: what several frameworks share."""


class Frameworks:
    """The table, the judges and the code of all frameworks; it does not change while the server runs."""

    def __init__(self, frameworks: list[Framework], log: logging.Logger) -> None:
        self.table = served_table(frameworks)
        """The schema `FormatTable`."""
        self._encodings = {name: options for one in frameworks for name, options in one.encodings.items()}
        self.rules = {name: one.rules for one in frameworks for name in one.encodings}
        """Encoding → number of the rules by which it is judged."""
        self._judging = JudgeProcess([one.package for one in frameworks if one.judges], log)
        self._writers = {name: writer for one in frameworks for name, writer in one.writers.items()}
        shared = {f"frameworks.{name}": (FOLDER / f"{name}.py").read_text(encoding="utf-8") for name in SHARED}
        sources = {module: text for one in frameworks for module, text in one.sources.items()}
        self.kernel_source = kernel_source({**shared, **sources}, kernel_table(frameworks))
        """The schema `KernelSource`."""

    @classmethod
    def load(cls, log: logging.Logger | None = None) -> Frameworks:
        """Find, check and join them; call it in a thread. `log` gets a warning for each that is left out."""
        log = log or logging.getLogger(__name__)
        return cls(discover(log), log)

    def row(self, format: str | None, encoding: str | None) -> Json:
        """The first row with this format and encoding; None leaves one open. Raises `Invalid` when there is none."""
        rows: list[Json] = [row for row in self.table["rows"] if format in (None, row["format"])]
        if not rows:
            raise Invalid("unknown_format", f"There is no format “{(format or '')[:64]}”.", field="format")
        for row in rows:
            if encoding is None or encoding in row["encodings"]:
                return row
        owner = f"The format “{format}”" if format else "None of the formats"
        message = f"{owner} has {'no' if format else 'an'} encoding “{(encoding or '')[:64]}”."
        raise Invalid("unknown_encoding", message, field="encoding")

    def model_type(self, encoding: str) -> str | None:
        """The type that a model gets with a first version in this encoding, if it gets one."""
        found: str | None = self._encodings.get(encoding, {}).get("model_type")
        return found

    def warm(self) -> None:
        """Start the process that judges, which takes a while; call it in a thread."""
        self._judging.start()

    def close(self) -> None:
        self._judging.close()

    def judge(self, encoding: str, folder: Path, files: Sequence[str]) -> Verdict:
        """How risky it is to load `files` in `folder`, told by another process; call it in a thread."""
        risk, reason = self._judging.judge(encoding, folder, files)
        return Verdict(risk, self.rules.get(encoding, 0), reason)

    def risk(self, encoding: str, folder: Path, files: Sequence[str]) -> Risk:
        return self.judge(encoding, folder, files).risk

    def part(self, version: Json, part: str, folder: Path) -> Json:
        """The version as if it were nothing but a part of it, with the part's own risk; reads bytes.

        Raises `Conflict` where there is no such part.
        """
        found = self._encodings.get(version["encoding"], {}).get("parts", {}).get(part)
        if found is None:
            raise Conflict(
                "no_part",
                f"The {part} of a version in the encoding “{version['encoding']}” cannot be loaded alone.",
                "Load the whole version.",
            )
        files = [file for file in version["files"] if file["path"] in found["files"]]
        risk = self.risk(version["encoding"], folder, [file["path"] for file in files])
        size = sum(file["bytes"] for file in files)
        return {**version, "files": files, "bytes": size, "risk": risk, "class": found["class"]}

    def load_code(self, version: Json, folder: Path, variable: str) -> Json:
        """The schema `LoadCode` for a verified folder; reads a file, so call it in a thread.

        `variable` has to be a checked name. Raises `Conflict` where no code is known.
        """
        writer = self._writers.get(version["encoding"])
        if writer is None:
            raise Conflict(
                "no_code",
                f"There is no plain code for the encoding “{version['encoding']}”.",
                "Load the version from the Models panel instead.",
            )
        code, note = writer(version, str(folder), variable)
        return {"code": code + "\n", "note": note}


FRAMEWORKS: Token[Frameworks] = Token("frameworks")
