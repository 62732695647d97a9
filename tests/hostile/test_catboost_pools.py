"""CatBoost's quantized pools: what they name must be there, and no bin beyond the last, as training counts by them."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from .catboost_files import Pool, borders, chunk, proto
from .harness import Reader, Readers, judge
from .samples import start

LABELS = struct.pack("<4f", 0, 1, 1, 0)


def places(name: int, value: int) -> Callable[[list[int]], None]:
    """Another place for one of the four parts."""

    def change(found: list[int]) -> None:
        found[name] = value

    return change


def entry(offset: int, kind: str, value: int) -> Callable[[bytearray], None]:
    """Another number in the table of chunks."""

    def change(table: bytearray) -> None:
        struct.pack_into(f"<{kind}", table, offset, value)

    return change


def with_chunk(content: bytes, column: int = 0) -> Pool:
    pool = Pool()
    pool.columns[column] = [content]
    return pool


def cut(length: int) -> bytes:
    return Pool().made()[:length]


def changed(place: int, kind: str, value: int) -> bytes:
    """The first chunk with another number in its FlatBuffer."""
    content = bytearray(chunk(bytes([0, 1, 2, 1])))
    struct.pack_into(f"<{kind}", content, place, value)
    return bytes(content)


META = Pool().meta
SCHEMA = Pool().schema
ATTEMPTS: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no more than a head": lambda: cut(22),
    "cut in the middle": lambda: cut(150),
    "no end": lambda: Pool(end=b"CatboostQuantizedPoolEnt\0").made(),
    "bytes behind the end": lambda: Pool().made() + b"\0",
    "a pickle with the head of a pool": lambda: b"CatboostQuantizedPool\0cos\nsystem\n(S'true'\ntR.",
    "chunks beyond the end": lambda: Pool(tail=places(0, 1 << 63)).made(),
    "chunks in the head": lambda: Pool(tail=places(0, 0)).made(),
    "metadata beyond the end": lambda: Pool(tail=places(1, 1 << 40)).made(),
    "metadata before the chunks": lambda: Pool(tail=places(1, 8)).made(),
    "bins behind the table": lambda: Pool(tail=lambda found: found.__setitem__(2, found[3] + 4)).made(),
    "a table of chunks behind the end": lambda: Pool(tail=places(3, (1 << 64) - 8)).made(),
    "no chunks": lambda: Pool(columns={}).made(),
    "a billion columns": lambda: Pool(place=entry(0, "I", 1 << 30)).made(),
    "data of a column that is none": lambda: Pool(place=entry(4, "I", 77)).made(),
    "data of a column far away": lambda: Pool(place=entry(4, "I", 0xFFFFFFFF)).made(),
    "a column twice": lambda: Pool(order=[0, 0, 2]).made(),
    "a column left out": lambda: Pool(order=[0, 2], place=entry(0, "I", 2)).made(),
    "billions of chunks": lambda: Pool(place=entry(8, "I", 0xFFFFFFFF)).made(),
    "a chunk beyond the end": lambda: Pool(place=entry(16, "Q", 1 << 40)).made(),
    "a chunk in the head": lambda: Pool(place=entry(16, "Q", 8)).made(),
    "a chunk among the metadata": lambda: Pool(place=entry(12, "I", 1 << 20)).made(),
    "a chunk of no bytes": lambda: Pool(place=entry(12, "I", 0)).made(),
    "rows far away": lambda: Pool(first={0: 1 << 31}).made(),
    "rows of labels far away": lambda: Pool(first={2: 100_000}).made(),
    "a table far away": lambda: with_chunk(changed(0, "I", 1 << 30)).made(),
    "a table at the very end": lambda: with_chunk(changed(0, "I", 30)).made(),
    "fields far away": lambda: with_chunk(changed(12, "i", -(1 << 30))).made(),
    "fields before the file": lambda: with_chunk(changed(12, "i", (1 << 31) - 1)).made(),
    "many fields": lambda: with_chunk(changed(4, "H", 0xFFFE)).made(),
    "values far away": lambda: with_chunk(changed(20, "I", 1 << 30)).made(),
    "billions of values": lambda: with_chunk(changed(24, "I", 0xFFFFFFFF)).made(),
    "no values": lambda: with_chunk(changed(10, "H", 0)).made(),
    "values of no width": lambda: with_chunk(chunk(bytes([0, 1, 2, 1]), 0)).made(),
    "values of an odd width": lambda: with_chunk(chunk(bytes([0, 1, 2, 1]), 7)).made(),
    "values of a width that no number has": lambda: with_chunk(chunk(bytes(32), 64)).made(),
    "labels that are bins": lambda: with_chunk(chunk(bytes(4), 8), 2).made(),
    "half a label": lambda: with_chunk(chunk(LABELS[:-2], 32), 2).made(),
    "fewer rows than labels": lambda: with_chunk(chunk(bytes([0, 1]))).made(),
    "more rows than labels": lambda: with_chunk(chunk(bytes(4000))).made(),
    "a bin beyond the borders": lambda: with_chunk(chunk(bytes([0, 1, 255, 1]))).made(),
    "wide bins beyond the borders": lambda: with_chunk(chunk(struct.pack("<4H", 0, 1, 60000, 1), 16)).made(),
    "no rows": lambda: Pool(meta=[(2, 0), *META[1:]]).made(),
    "more rows than there are": lambda: Pool(meta=[(2, 1 << 31), *META[1:]]).made(),
    "rows beyond any number": lambda: Pool(meta=[(2, (1 << 64) - 1), *META[1:]]).made(),
    "no number of rows": lambda: Pool(meta=META[1:]).made(),
    "a column of no kind": lambda: Pool(kinds={0: 1, 1: 0, 2: 2}).made(),
    "a column of a kind to come": lambda: Pool(kinds={0: 1, 1: 99, 2: 2}).made(),
    "a column of texts": lambda: Pool(kinds={0: 1, 1: 14, 2: 2}).made(),
    "a feature that is a weight": lambda: Pool(kinds={0: 1, 1: 3, 2: 2}).made(),
    "a kind of a column far away": lambda: Pool(kinds={0: 1, 1: 1, 2: 2, 1 << 31: 1}).made(),
    "a column without data": lambda: Pool(kinds={0: 1, 1: 1, 2: 2, 3: 1}).made(),
    "a label instead of texts": lambda: Pool(meta=[(2, 4), (4, 1), *META[2:]], kinds={0: 1, 1: 1, 2: 7}).made(),
    "an ignored column far away": lambda: Pool(meta=[*META, (3, 1 << 31)]).made(),
    "metadata to come": lambda: Pool(meta=[*META, (50, b"/etc/passwd")]).made(),
    "a name of a column that is none": lambda: Pool(meta=[*META, (7, proto((1, 9), (2, b"x")))]).made(),
    "a name twice": lambda: Pool(meta=[*META, *[(7, proto((1, 0), (2, b"x")))] * 2]).made(),
    "metadata that are no protobuf": lambda: Pool(meta=[*META, (1, b"\xff" * 30)]).made(),
    "borders of a feature far away": lambda: Pool(schema=[*SCHEMA, (1, borders(1 << 31, 0.5))]).made(),
    "borders of a feature twice": lambda: Pool(schema=[*SCHEMA, (1, borders(0, 0.5))]).made(),
    "borders that are none": lambda: Pool(schema=[(1, proto((1, 0), (2, b"\x0d\0\0"))), SCHEMA[1]]).made(),
    "borders of a category": lambda: Pool(schema=[(3, borders(0, 0.5)), SCHEMA[1]]).made(),
    "a schema to come": lambda: Pool(schema=[*SCHEMA, (9, b"x")]).made(),
}
"""Refused before CatBoost sees them."""
ODD: dict[str, Callable[[], bytes]] = {
    "no borders": lambda: Pool(schema=SCHEMA[1:]).made(),
    "a label that is a feature": lambda: Pool(kinds={0: 1, 1: 1, 2: 1}).made(),
    "a version to come": lambda: Pool(head=Pool().head[:22] + struct.pack("<I", 9) + Pool().head[26:]).made(),
    "a head that goes on": lambda: Pool(head=Pool().head[:30] + struct.pack("<I", 1 << 31) + Pool().head[34:]).made(),
    "borders that are no numbers": lambda: Pool(schema=[(1, borders(0, float("nan"), float("inf"))), SCHEMA[1]]).made(),
    "borders in no order": lambda: Pool(schema=[(1, borders(0, 5.0, -5.0)), SCHEMA[1]]).made(),
    "names of classes": lambda: Pool(
        schema=[*SCHEMA, (2, b"/etc/passwd"), (2, b"<img src=x onerror=alert(1)>")]
    ).made(),
    "labels that are no numbers": lambda: with_chunk(chunk(b"\xff" * 16, 32), 2).made(),
    "a name that is a path": lambda: Pool(
        meta=[*META, *((7, proto((1, column), (2, b"../../%d" % column))) for column in range(3))]
    ).made(),
    "a name that is no text": lambda: Pool(
        meta=[*META, *((7, proto((1, column), (2, b"\xff\xfe%d" % column))) for column in range(3))]
    ).made(),
    "all columns ignored": lambda: Pool(meta=[*META, (3, 0), (3, 1)]).made(),
    "nothing but labels": lambda: Pool(
        kinds={0: 2, 1: 2, 2: 2}, columns={column: [chunk(LABELS, 32)] for column in range(3)}, schema=[]
    ).made(),
    "weights below zero": lambda: Pool(
        kinds={0: 1, 1: 3, 2: 2},
        columns={**Pool().columns, 1: [chunk(struct.pack("<4f", -1, -1, -1, -1), 32)]},
        schema=SCHEMA[:1],
    ).made(),
    "groups in no order": lambda: Pool(
        kinds={0: 1, 1: 8, 2: 2},
        columns={**Pool().columns, 1: [chunk(struct.pack("<4Q", 5, 1, 5, 1), 64)]},
        schema=SCHEMA[:1],
    ).made(),
    "bins of nothing": lambda: Pool(schema=[(1, borders(0, 0.5, 1.5)), (1, borders(1))]).made(),
    "chunks that share their bytes": lambda: Pool(
        place=lambda table: table.__setitem__(slice(16, 24), table[44:52])
    ).made(),
}
"""May be read, and do no harm."""
HAND_WRITTEN = {"catboost-pool": [*ATTEMPTS, *ODD]}


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    return start(readers, "catboost-pool")


def written(content: bytes) -> Callable[[Path, Path], None]:
    def make(folder: Path, target: Path) -> None:
        (folder / "pool.bin").write_bytes(content)

    return make


@pytest.mark.parametrize("name", ATTEMPTS)
def test_the_library_never_sees_it(reader: Reader, tmp_path: Path, name: str) -> None:
    report = reader.check(written(ATTEMPTS[name]()), tmp_path / "version")
    assert judge("catboost-pool", tmp_path / "version") == "code"
    assert report.outcome == "refused"


@pytest.mark.parametrize("name", ODD)
def test_what_passes_does_no_harm(reader: Reader, tmp_path: Path, name: str) -> None:
    assert reader.check(written(ODD[name]()), tmp_path / "version").outcome in ("loaded", "refused")
    assert judge("catboost-pool", tmp_path / "version") == "parser"


def test_a_whole_pool_is_read_and_trained_on(reader: Reader, tmp_path: Path) -> None:
    """What is refused above is refused for what was changed in it."""
    report = reader.check(written(Pool().made()), tmp_path / "version")
    assert report.outcome == "loaded", report.error
    assert not report.used["train"], report.used
