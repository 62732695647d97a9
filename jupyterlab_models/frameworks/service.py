"""All frameworks together: what the server asks them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .. import risk
from ..kernel.source import kernel_source
from ..load_code import load_code
from ..server.context import Token
from ..server.types import Json
from .formats import Formats


class Frameworks:
    """Their table of types and formats, and what belongs to single encodings."""

    def __init__(self, formats: Formats) -> None:
        self.formats = formats
        self.kernel_source = kernel_source(formats.rows)
        """The schema `KernelSource`."""

    @classmethod
    def load(cls) -> Frameworks:
        """Read all frameworks; reads files, so call it in a thread."""
        return cls(Formats.load())

    @property
    def table(self) -> Json:
        """The schema `FormatTable`."""
        return self.formats.table

    def row(self, format: str | None, encoding: str | None) -> Json:
        """The first row with this format and encoding; None leaves one open. Raises `Invalid` when there is none."""
        return self.formats.row(format, encoding)

    def risk(self, encoding: str, folder: Path, files: Sequence[str]) -> str:
        """The schema `Risk` of loading these files; reads bytes, so call it in a thread."""
        return risk.of_files(encoding, folder, list(files))

    def part(self, version: Json, part: str, folder: Path) -> Json:
        """The version as if it were only this part of it, with the part's own risk; reads bytes. Raises `Conflict`."""
        return risk.of_part(version, part, folder)

    def load_code(self, version: Json, folder: Path, variable: str) -> Json:
        """The schema `LoadCode`; reads a file. Raises `Conflict` where there is no way without this product."""
        return load_code(version, folder, variable)


FRAMEWORKS: Token[Frameworks] = Token("frameworks")
