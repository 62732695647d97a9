"""CatBoost's files to be changed: models in place, pools in parts."""

from __future__ import annotations

import io
import struct
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import catboost
import numpy

from jupyterlab_models.frameworks.catboost.flatbuffer import Table, View
from jupyterlab_models.frameworks.catboost.pool_file import END, MAGIC

CORE = 8
"""Where the first FlatBuffer of a model begins."""
QUIET: dict[str, Any] = {"verbose": False, "allow_writing_files": False, "thread_count": 1, "random_seed": 0}
NAMES = (
    *("dimensions", "splits", "sizes", "starts", "categories", "floats", "one_hot", "tables", "values", "weights"),
    *("steps", "leaves", "texts", "estimated", "scale", "bias", "biases", "packed", "embeddings"),
)
FIELDS = {name: number for number, name in enumerate(NAMES)}
"""Of the trees of a model."""


def _words() -> tuple[list[list[Any]], list[int]]:
    random = numpy.random.default_rng(0)
    labels = [int(label) for label in random.integers(0, 2, 200)]
    rows = [
        [float(number), "ab"[label] + "xyz"[int(random.integers(3))], "uv"[int(random.integers(2))]]
        for number, label in zip(random.normal(size=200), labels, strict=True)
    ]
    return rows, labels


@cache
def model(kind: str) -> Any:
    """`categories` with tables, one-hot categories and numbers; `nodes` with a question for each node."""
    if kind == "nodes":
        x = numpy.random.default_rng(0).normal(size=(200, 3))
        return catboost.CatBoostRegressor(iterations=3, depth=4, grow_policy="Lossguide", max_leaves=6, **QUIET).fit(
            x, x[:, 0] + x[:, 1]
        )
    rows, labels = _words()
    return catboost.CatBoostClassifier(
        iterations=6, depth=3, cat_features=[1, 2], one_hot_max_size=2, max_ctr_complexity=1, **QUIET
    ).fit(rows, labels)


@cache
def saved(kind: str) -> dict[str, bytes]:
    """The files of the adapter."""
    from jupyterlab_models.frameworks.catboost.adapter import ADAPTER
    from jupyterlab_models.kernel.adapter import Folder

    with tempfile.TemporaryDirectory() as name:
        made = model(kind)
        ADAPTER.write(made, ADAPTER.check(made), "catboost-cbm", Folder(Path(name), lambda: None))
        return {path.name: path.read_bytes() for path in Path(name).iterdir()}


class ModelFile:
    """A model's bytes, and where things lie in them."""

    def __init__(self, kind: str) -> None:
        self.files = dict(saved(kind))
        self.data = bytearray(self.files["model.cbm"])

    def put(self, place: int, kind: str, *values: float) -> None:
        struct.pack_into(f"<{kind}", self.data, place, *values)

    def view(self) -> View:
        size = struct.unpack_from("<I", self.data, 4)[0]
        return View(io.BytesIO(bytes(self.data)), CORE, size)

    @property
    def trees(self) -> Table:
        found = self.view().root().table(1)
        assert found is not None
        return found

    def put_items(self, name: str, kind: str, *values: float, index: int = 0) -> None:
        """Numbers of a vector of the trees."""
        place, count = self.trees.vector(FIELDS[name], struct.calcsize(f"<{kind}"))
        assert count > index, name
        self.put(CORE + place + index * struct.calcsize(f"<{kind}"), kind * len(values), *values)

    def put_count(self, name: str, count: int) -> None:
        self.put(CORE + self.trees.vector(FIELDS[name], 1)[0] - 4, "I", count)

    def put_field(self, table: Table, number: int, kind: str, value: float) -> None:
        """A number of a table, which must not have been left out."""
        assert table.fields[number]
        self.put(table.view.start + table.place + table.fields[number], kind, value)

    def table(self, name: str, index: int = 0) -> Table:
        return self.trees.tables(FIELDS[name])[index]

    def tables_of_categories(self) -> list[Table]:
        """Those behind the trees."""
        whole = View(io.BytesIO(bytes(self.data)), 0, len(self.data))
        place = CORE + whole.number(4, "I")
        found = []
        for _ in range(whole.number(place, "I")):
            length = whole.number(place + 4, "I")
            found.append(whole.part(place + 8, length).root())
            place += 4 + length
        return found

    def replace(self, old: bytes, new: bytes) -> None:
        assert len(old) == len(new)
        assert old in self.data
        self.data[:] = self.data.replace(old, new)

    def write(self, folder: Path) -> None:
        for name, content in {**self.files, "model.cbm": bytes(self.data)}.items():
            (folder / name).write_bytes(content)


def varint(number: int) -> bytes:
    found = b""
    while number > 127:
        found += bytes([number & 127 | 128])
        number >>= 7
    return found + bytes([number])


def proto(*fields: tuple[int, int | bytes]) -> bytes:
    """A message of protobuf."""
    parts = []
    for number, value in fields:
        if isinstance(value, bytes):
            parts.append(varint(number << 3 | 2) + varint(len(value)) + value)
        else:
            parts.append(varint(number << 3) + varint(value))
    return b"".join(parts)


def chunk(values: bytes, bits: int = 8) -> bytes:
    """A FlatBuffer: its head, the fields' places, the table, the values."""
    return (
        struct.pack("<IHHHH", 12, 8, 12, 4, 8)
        + struct.pack("<iB3xI", 8, bits, 4)
        + struct.pack("<I", len(values))
        + values
    )


Entry = tuple[int, "int | bytes"]


@dataclass
class Pool:
    """Two features and a label, four rows."""

    columns: dict[int, list[bytes]] = field(
        default_factory=lambda: {
            0: [chunk(bytes([0, 1, 2, 1]))],
            1: [chunk(bytes([1, 0, 1, 0]))],
            2: [chunk(struct.pack("<4f", 0, 1, 1, 0), 32)],
        }
    )
    kinds: dict[int, int] = field(default_factory=lambda: {0: 1, 1: 1, 2: 2})
    meta: list[Entry] = field(default_factory=lambda: [(2, 4), (4, 3), (5, 4), (6, 5)])
    schema: list[Entry] = field(default_factory=lambda: [(1, borders(0, 0.0, 1.0)), (1, borders(1, 0.5))])
    head: bytes = MAGIC + struct.pack("<III14x", 1, 0x62BAF5A0, 0)
    end: bytes = END
    order: list[int] | None = None
    first: dict[int, int] = field(default_factory=dict)
    """Column → row with which it says that it begins."""
    place: Callable[[bytearray], None] = lambda table: None
    """Changes the places of the chunks."""
    tail: Callable[[list[int]], None] = lambda places: None
    """Changes the places of the parts."""

    def made(self) -> bytes:
        data = bytearray(self.head)
        table = bytearray(struct.pack("<I", len(self.columns)))
        starts = [len(data)]
        for column in self.order or list(self.columns):
            chunks = self.columns[column]
            table += struct.pack("<II", column, len(chunks))
            rows = self.first.get(column, 0)
            for one in chunks:
                data += bytes(-len(data) % 16)
                table += struct.pack("<IQII", len(one), len(data), rows, rows + 4)
                data += one
                rows += 4
        self.place(table)
        kinds = [(1, proto((1, column), (2, kind))) for column, kind in self.kinds.items()]
        for part in (proto(*kinds, *self.meta), proto(*self.schema)):
            starts.append(len(data))
            data += struct.pack("<I", len(part)) + part
        starts.append(len(data))
        self.tail(starts)
        return bytes(data + table + struct.pack("<4Q", *(start % (1 << 64) for start in starts)) + self.end)


def borders(feature: int, *values: float) -> bytes:
    packed = b"".join(b"\x0d" + struct.pack("<f", value) for value in values)
    return proto((1, feature), (2, packed + b"\x10\x03"))
