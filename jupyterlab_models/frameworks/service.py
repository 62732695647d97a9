"""All frameworks together, as the rest of the server uses them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from ..kernel.install.source import kernel_source
from ..risk.judging import Risk, of_files
from ..server.context import Token
from ..server.errors import Conflict, Invalid
from ..server.types import Json
from .discovery import FOLDER, discover
from .framework import Framework
from .table import kernel_table, served_table

SHARED = ("boosting",)
"""Modules beside the folders that run in kernels: what several frameworks share."""


class Frameworks:
    """The table, the judges and the code of all frameworks; it does not change while the server runs."""

    def __init__(self, frameworks: list[Framework], log: logging.Logger) -> None:
        self._log = log
        self.table = served_table(frameworks)
        """The schema `FormatTable`."""
        self._encodings = {name: options for one in frameworks for name, options in one.encodings.items()}
        self._judges = {name: judge for one in frameworks for name, judge in one.judges.items()}
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

    def risk(self, encoding: str, folder: Path, files: Sequence[str]) -> Risk:
        """The risk of loading `files` in `folder`; reads bytes, so call it in a thread."""
        try:
            return of_files(self._judges.get(encoding), folder, files)
        except OSError:
            raise
        except Exception:  # noqa: BLE001 - other people's code; what is not recognized is code
            self._log.warning("The judge of “%s” failed, so its files count as code.", encoding, exc_info=True)
            return "code"

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
