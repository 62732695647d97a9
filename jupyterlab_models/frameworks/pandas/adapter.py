"""Frames, series and indexes of pandas as an Arrow file that any reader of Arrow opens, and a few words beside it.

The file has no metadata of pandas: what PyArrow and pandas make of that differs by version. What was written is read
back and compared.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...kernel import packages, plain
from ...kernel.adapter import Choice, Facts, Folder, Plan, Table
from ...kernel.errors import AgentError, reading
from ...kernel.naming import class_name
from ..arrays import unsafe
from ..flatbuffer import Refused
from . import describing, table
from .indexes import decode_index, encode_index, frequency, name_of
from .vectors import Json, decode, encode, index_of

COMPARED = 256 << 20
"""Bytes up to which the written files are read and compared."""


@dataclass
class Encoded:
    """What is written."""

    frame: Any
    """A table of Arrow."""
    labels: Any
    side: Json


class PandasAdapter:
    """See `Adapter`."""

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        return (("pandas", "pandas"), ("pyarrow", "pyarrow"))

    def check(self, obj: Any) -> Plan:
        kind = _kind(obj)
        if not packages.importable("pyarrow"):
            raise AgentError(
                "missing_library",
                f"A {type(obj).__name__} is saved with pyarrow, which cannot be imported in this kernel.",
                "Install it in the kernel's environment, for example with: %pip install pyarrow",
            )
        try:
            encoded, lost = _encoded(obj, kind)
        except sys.modules["pyarrow"].ArrowException as error:
            raise AgentError(
                "unsupported",
                f"PyArrow cannot take this {type(obj).__name__}: {str(error).splitlines()[0][:200]}.",
                "Change the types of its columns with astype, and save it then.",
            ) from error
        files = (table.FRAME, table.SIDE, table.LABELS) if encoded.labels is not None else (table.FRAME, table.SIDE)
        restores = f"The equal {type(obj).__name__} ({describing.shape(obj)}) with its types, index and names"
        choice = Choice("pandas-arrow", "parser", restores, files, tuple(lost))
        size = int(encoded.frame.nbytes) + 256 * encoded.frame.num_columns
        return Plan((choice,), size, ("pandas", "pyarrow", "numpy"), encoded)

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        encoded: Encoded = plan.found
        with folder.open(table.SIDE) as out:
            out.write(_json(encoded.side))
        _write(encoded.frame, folder, table.FRAME)
        if encoded.labels is not None:
            _write(encoded.labels, folder, table.LABELS)
        _compare(obj, folder, int(encoded.frame.nbytes))

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        try:
            side = table.read(folder)
            with reading("PyArrow"):
                return _built(folder, side)
        except Refused as error:
            raise unsafe(table.FRAME, str(error)) from None
        except FileNotFoundError as error:
            raise AgentError("damaged", f"{error.filename} is missing.", "Load another version.") from None

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        return describing.describe(obj)

    def facts(self, obj: Any) -> Facts:
        return describing.facts(obj)


def _kind(obj: Any) -> str:
    pandas = sys.modules["pandas"]
    for kind, cls in (("frame", pandas.DataFrame), ("series", pandas.Series), ("index", pandas.Index)):
        if type(obj) is cls or (
            kind == "index" and isinstance(obj, cls) and type(obj).__module__.partition(".")[0] == "pandas"
        ):
            return kind
    raise AgentError(
        "unsupported",
        f"A {class_name(type(obj))} is more than what pandas has, and only that is kept.",
        "Save pandas.DataFrame(…) or pandas.Series(…) of it.",
    )


def _encoded(obj: Any, kind: str) -> tuple[Encoded, list[str]]:
    import pyarrow as pa

    lost: list[str] = []
    side: Json = {"object": kind, "columns": None, "name": None, "attrs": {}, "duplicates": True}
    vectors: list[Json] = []
    arrays: list[Any] = []
    names: list[str] = []
    labels = None
    if kind == "index":
        index = obj
    else:
        index = obj.index
        side["duplicates"] = bool(obj.flags.allows_duplicate_labels)
        side["attrs"] = _attributes(obj, lost)
    if kind == "series":
        array, words = encode(obj.array, "the series")
        arrays, vectors, names = [array], [words], [str(obj.name) if obj.name is not None else "value"]
        side["name"] = name_of(obj.name, "the series")
    elif kind == "frame":
        for place in range(obj.shape[1]):
            array, words = encode(obj.iloc[:, place].array, f"the column {str(obj.columns[place])[:60]!r}")
            arrays.append(array)
            vectors.append(words)
        names, side["columns"], labels = _labels(obj.columns)
    levels, side["index"] = encode_index(index, "the index")
    if getattr(index, "freq", None) is not None and hasattr(index, "inferred_freq") and frequency(index) is None:
        lost.append("The frequency of its index, which has no name that gives it back.")
    names += [f"__index_level_{number}__" for number in range(len(levels))]
    frame = pa.Table.from_arrays([*arrays, *levels], names=names)
    return Encoded(frame, labels, {**side, "vectors": vectors}), lost


def _attributes(obj: Any, lost: list[str]) -> Json:
    kept: Json = {}
    for name, value in obj.attrs.items():
        try:
            made = plain.to_json(value)
            plain.check(made)
            if type(name) is not str or name == "$":
                raise plain.NotPlain(name)
        except (plain.NotPlain, ValueError, RecursionError):
            lost.append(f"attrs[{str(name)[:60]!r}], which is no plain value.")
            continue
        kept[name] = made
    return kept


def _labels(columns: Any) -> tuple[list[str], Json, Any]:
    """Names for Arrow, what the labels are, and a table of them where the names do not say it."""
    import pyarrow as pa

    pandas = sys.modules["pandas"]
    labels = list(columns)
    is_flat = not isinstance(columns, pandas.MultiIndex)
    if is_flat and all(type(one) is str for one in labels) and len({*labels}) == len(labels):
        try:
            _, words = encode(columns.array, "the names of the columns")
        except AgentError:
            words = {"kind": ""}
        # The names of the levels of the index begin like this.
        free = not any(one.startswith("__index_level_") for one in labels)
        if free and (words["kind"] == "string" or words.get("values") == "text"):
            name = name_of(columns.name, "the columns")
            return labels, {"kind": "names", "vector": words, "name": name}, None
    names: list[str] = []
    for label in labels:
        text = str(label)[:200].encode("utf-8", "replace").decode()
        names.append(text if text not in names else f"{text}.{len(names)}")
    levels, described = encode_index(columns, "the columns")
    if not levels:
        return names, described, None
    return names, described, pa.Table.from_arrays(levels, names=[str(number) for number in range(len(levels))])


def _json(side: Json) -> bytes:
    import json

    content = json.dumps(side).encode()
    if len(content) > table.MOST:
        raise AgentError(
            "unsupported",
            "Its attrs and the names of its columns are too long to be kept.",
            "Empty attrs, or save a frame with fewer columns.",
        )
    return content


def _write(content: Any, folder: Folder, name: str) -> None:
    import pyarrow as pa

    options = pa.ipc.IpcWriteOptions(compression=None)
    with folder.open(name) as out, pa.ipc.new_file(out, content.schema, options=options) as writer:
        writer.write_table(content)


def _compare(obj: Any, folder: Folder, size: int) -> None:
    """Error `not_restorable`, or `unsupported` for a type of Arrow that is not among those that are read."""
    try:
        side = table.read(folder.root)
    except Refused as error:
        raise AgentError(
            "unsupported",
            f"It cannot be saved: the file would hold {error}.",
            "Change the types of its columns with astype, and save it then.",
        ) from None
    if size <= COMPARED:
        folder.raise_if_cancelled()
        different = describing.difference(obj, _built(folder.root, side))
        if different is not None:
            raise AgentError(
                "not_restorable",
                f"What was read back from what was written differs: {different}.",
                "Nothing was saved. Please report it with the versions of pandas and pyarrow.",
            )


# Reading


def _columns(path: Path) -> tuple[list[str], list[Any]]:
    import pyarrow as pa

    with pa.memory_map(str(path)) as source:
        content = pa.ipc.open_file(source).read_all()
    # PyArrow believes places of texts and numbers of categories otherwise.
    content.validate(full=True)
    found = []
    for column in content.columns:
        if column.num_chunks > 1:
            raise Refused("rows in more than one piece")
        found.append(column.chunk(0) if column.num_chunks else pa.array([], column.type))
    return content.column_names, found


def _built(folder: Path, side: Json) -> Any:
    import pandas

    names, found = _columns(folder / table.FRAME)
    columns = iter(found)
    arrays = [decode(next(columns), words) for words in side["vectors"]]
    index = decode_index(columns, side["index"])
    if side["object"] == "index":
        return index
    if any(len(array) != len(index) for array in arrays):
        raise Refused("columns that are longer or shorter than the index")
    series = [
        pandas.Series(array, index=index, dtype=object if words["kind"] == "object" else None, copy=False)
        for array, words in zip(arrays, side["vectors"])
    ]
    if side["object"] == "series":
        made = series[0]
        made.name = plain.from_json(side["name"])
    else:
        made = pandas.DataFrame(dict(enumerate(series)), index=index, copy=False)
        made.columns = _labels_of(folder, side, names[: len(series)])
    made.attrs = {name: plain.from_json(value) for name, value in side["attrs"].items()}
    if not side["duplicates"]:
        try:
            made.flags.allows_duplicate_labels = False
        except ValueError:
            raise Refused("labels twice, of which it says that there are none") from None
    return made


def _labels_of(folder: Path, side: Json, names: list[str]) -> Any:
    import pyarrow as pa

    words = side["columns"]
    if words["kind"] == "names":
        values = decode(pa.array(names, pa.large_string()), words["vector"])
        return index_of(values, words["vector"]).set_names([plain.from_json(words["name"])])
    columns = _columns(folder / table.LABELS)[1] if (folder / table.LABELS).exists() else []
    labels = decode_index(iter(columns), words)
    if len(labels) != len(names):
        raise Refused("another count of names than of columns")
    return labels


ADAPTER = PandasAdapter()
