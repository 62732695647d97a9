"""Frames and series of Polars, in an Arrow file that it writes and reads by itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ...kernel import tables
from ...kernel.adapter import Choice, Facts, Folder, Plan, Table
from ...kernel.errors import AgentError, reading
from ...kernel.naming import class_name
from ..arrays import unsafe
from ..flatbuffer import Refused
from . import columns
from .columns import FRAME, SERIES

COMPARED = 256 << 20
"""Bytes up to which the written file is read and compared."""


class PolarsAdapter:
    """See `Adapter`."""

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        return (("polars", "polars"),)

    def check(self, obj: Any) -> Plan:
        polars = sys.modules["polars"]
        if type(obj) not in (polars.DataFrame, polars.Series):
            raise AgentError(
                "unsupported",
                f"A {class_name(type(obj))} is more than what Polars has, and only that is kept.",
                "Save polars.DataFrame(…) of it.",
            )
        for name, dtype in _frame(obj).schema.items():
            refused = _refused(dtype)
            if refused is not None:
                raise AgentError(
                    "unsupported",
                    f"The column {name[:60]!r} has the type {refused}, which the file does not keep.",
                    "Change its type with cast, or leave it out, and save it then.",
                )
        is_frame = isinstance(obj, polars.DataFrame)
        restores = f"The equal {type(obj).__name__} ({_shape(obj)}) with its names, types and missing values"
        choice = Choice("polars-arrow", "parser", restores, (FRAME if is_frame else SERIES,))
        return Plan((choice,), int(obj.estimated_size()), ("polars",))

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        name = plan.choices[0].files[0]
        frame = _frame(obj)
        with _panics("writing"):
            frame.write_ipc(folder.path(name), compression="uncompressed")
        path = folder.root / name
        try:
            columns.read(path)
        except Refused as error:
            raise AgentError(
                "unsupported",
                f"It cannot be saved: the file would hold {error}.",
                "Change the types of its columns with cast, and save it then.",
            ) from None
        if path.stat().st_size <= COMPARED:
            folder.raise_if_cancelled()
            back = _read(path)
            if back.schema != frame.schema or not back.equals(frame):
                raise AgentError(
                    "not_restorable",
                    "What was read back from what was written differs.",
                    "Nothing was saved. Please report it with the version of polars.",
                )

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        path = folder / (SERIES if (folder / SERIES).exists() else FRAME)
        try:
            columns.read(path)
        except Refused as error:
            raise unsafe(path.name, str(error)) from None
        except FileNotFoundError:
            raise AgentError("damaged", f"{path.name} is missing.", "Load another version.") from None
        frame = _read(path)
        return frame.to_series() if path.name == SERIES else frame

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        frame = _frame(obj)
        size = f"{obj.estimated_size() / (1 << 20):.1f} MiB"
        rows = [("Rows", frame.height), ("Columns", frame.width), ("Memory", size)]
        cells = [
            [tables.cell(name), str(dtype)[:60], str(frame[name].null_count())]
            for name, dtype in list(frame.schema.items())[: tables.ROWS]
        ]
        return [tables.properties("Structure", rows), Table("Columns", ("Column", "Type", "Missing"), cells)]

    def facts(self, obj: Any) -> Facts:
        frame = _frame(obj)
        counts: dict[str, int] = {}
        for dtype in frame.dtypes:
            counts[str(dtype)] = counts.get(str(dtype), 0) + 1
        return Facts(dtypes=counts, features=tuple(frame.columns))


def _frame(obj: Any) -> Any:
    return obj.to_frame() if isinstance(obj, sys.modules["polars"].Series) else obj


def _shape(obj: Any) -> str:
    if len(obj.shape) == 1:
        return f"{len(obj):,} values"
    return f"{obj.height:,} rows, {obj.width:,} columns"


def _refused(dtype: Any) -> str | None:
    """A type that Arrow has no word for, also inside of lists and structs."""
    name = type(dtype).__name__ if not isinstance(dtype, type) else dtype.__name__
    if name in ("Object", "Unknown", "Extension"):
        return name
    if name == "Categorical" and not getattr(getattr(dtype, "categories", None), "is_global", lambda: True)():
        return "Categorical with categories of a name, which all frames of a process share"
    inner = [field.dtype for field in dtype.fields] if name == "Struct" else []
    if name in ("List", "Array"):
        inner = [dtype.inner]
    return next((found for one in inner if (found := _refused(one)) is not None), None)


def _read(path: Path) -> Any:
    import polars

    with reading("Polars"), _panics("reading"), path.open("rb") as stream:
        return polars.read_ipc(stream)


@contextmanager
def _panics(doing: str) -> Iterator[None]:
    """What Polars raises when it gives up is no ordinary error."""
    try:
        yield
    except Exception:
        raise
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise AgentError(
            "damaged", f"Polars gave up {doing} the file: {str(error)[:200]}.", "Try another version of it."
        ) from None


ADAPTER = PolarsAdapter()
