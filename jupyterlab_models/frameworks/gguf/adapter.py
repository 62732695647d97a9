"""GGUF files, as `gguf.GGUFReader` has them open: their very bytes, mapped again when they are loaded."""

from __future__ import annotations

import collections
import sys
from pathlib import Path
from typing import Any

from ...kernel.adapter import CHUNK, Choice, Facts, Folder, Plan, Table
from ...kernel.errors import AgentError, reading
from ...kernel.naming import class_name
from . import describing, structure
from .structure import FILE, Head, Refused

HEAD = frozenset(("GGUF.version", "GGUF.tensor_count", "GGUF.kv_count"))
"""What the library keeps of the head among the values."""
READ_ONLY = "That it can be written to: the file that comes back is read-only."


class GgufAdapter:
    """See `Adapter`."""

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        return (("gguf", "gguf"),)

    def check(self, obj: Any) -> Plan:
        if type(obj) is not sys.modules["gguf"].GGUFReader:
            raise AgentError(
                "unsupported",
                f"A {class_name(type(obj))} is more than what the library has, and only that is kept.",
                "Save gguf.GGUFReader(path) of its file.",
            )
        _require_file(obj)
        head = _head(obj)
        _require_unchanged(obj, head)
        lost = (READ_ONLY,) if getattr(obj.data, "mode", "r") != "r" else ()
        restores = "A GGUFReader of the same bytes, mapped from the version's file"
        return Plan((Choice("gguf", "parser", restores, (FILE,), lost),), int(obj.data.nbytes), ("gguf",), head)

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        view = memoryview(obj.data).cast("B")
        with folder.open(FILE, len(view)) as out:
            for start in range(0, len(view), CHUNK):
                out.write(view[start : start + CHUNK])
        try:
            structure.read(folder.root / FILE)
        except Refused as error:
            raise _unsupported(error) from None

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        path = folder / FILE
        try:
            structure.read(path)
        except Refused as error:
            raise AgentError(
                "unsafe_file",
                f"{FILE} was not loaded, because it holds {error}.",
                "Load another version, or save the model again.",
            ) from None
        except FileNotFoundError:
            raise AgentError("damaged", f"{FILE} is missing.", "Load another version.") from None
        import gguf

        with reading("gguf"):
            return gguf.GGUFReader(path)

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        return describing.tables_of(plan.found)

    def facts(self, obj: Any) -> Facts:
        head = _head(obj)
        dtypes = collections.Counter(tensor.type for tensor in head.tensors)
        return Facts(dtypes=dict(dtypes), parameters=describing.parameters(head))


def _require_file(obj: Any) -> None:
    """A file that became shorter ends the process that reads what was mapped of it."""
    name = getattr(obj.data, "filename", None)
    if name is None:
        return
    try:
        size = Path(name).stat().st_size
    except OSError:
        return  # deleted or replaced: what is mapped stays
    if size < obj.data.nbytes:
        raise AgentError(
            "unsupported",
            "The file of this GGUFReader has become shorter since it was opened.",
            "Write the file again, open it, and save it then.",
        )


def _head(obj: Any) -> Head:
    try:
        return structure.read_bytes(obj.data)
    except Refused as error:
        raise _unsupported(error) from None


def _unsupported(error: Refused) -> AgentError:
    return AgentError(
        "unsupported",
        f"This file cannot be saved: it holds {error}.",
        "Write it with a current release of llama.cpp or gguf, parts merged into one file, and save it then.",
    )


def _require_unchanged(obj: Any, head: Head) -> None:
    tensors = [(tensor.name, tensor.type) for tensor in head.tensors]
    if (
        set(obj.fields) - HEAD == set(head.values)
        and [(one.name, one.tensor_type.name) for one in obj.tensors] == tensors
    ):
        return
    raise AgentError(
        "unsupported",
        "The fields or tensors of this GGUFReader are not those of its file any more.",
        "Write a file with the changes (gguf.GGUFWriter), open it, and save it then.",
    )


ADAPTER = GgufAdapter()
