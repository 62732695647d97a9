"""Arrow files whose descriptions lie, name classes, or ask for more than they have; words beside them that do."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from .harness import Reader, Readers, judge
from .samples import SAMPLES, start
from .test_numpy_arrays import evil

Json = dict[str, Any]
Make = Callable[[Path, Path], None]
PANDAS, POLARS = "pandas-arrow", "polars-arrow"


class Extension(pa.ExtensionType):  # type: ignore[misc]
    """A type of Arrow that is a class of Python."""

    def __init__(self, name: str, content: bytes) -> None:
        self._content = content
        super().__init__(pa.int64(), name)

    def __arrow_ext_serialize__(self) -> bytes:
        return self._content

    @classmethod
    def __arrow_ext_deserialize__(cls, storage: Any, serialized: bytes) -> Any:
        return cls("again", serialized)


def written(content: pa.Table, **options: Any) -> bytes:
    out = io.BytesIO()
    with pa.ipc.new_file(out, content.schema, options=pa.ipc.IpcWriteOptions(**options)) as writer:
        writer.write_table(content)
    return out.getvalue()


def one(array: Any, metadata: Any = None, of_file: Any = None, **options: Any) -> bytes:
    """A file with one column."""
    schema = pa.schema([pa.field("a", array.type, metadata=metadata)], metadata=of_file)
    return written(pa.Table.from_arrays([array], schema=schema), **options)


def extension(name: str, content: bytes) -> bytes:
    return one(pa.ExtensionArray.from_storage(Extension(name, content), pa.array([1, 2])))


GOOD = one(pa.array([1, 2]))
TEXTS = one(pa.array(["ab", "cd"], pa.large_string()))
FOOTER = struct.unpack("<i", GOOD[-10:-6])[0]


def at(place: int, value: bytes, of: bytes = GOOD) -> bytes:
    place %= len(of)
    return of[:place] + value + of[place + len(value) :]


def everywhere(value: bytes, of: bytes = GOOD) -> Iterator[bytes]:
    """One number put at each place of the description at the end."""
    (length,) = struct.unpack("<i", of[-10:-6])
    for place in range(len(of) - 10 - length, len(of) - 10, 4):
        yield at(place, value, of)


FILES: dict[str, bytes | Callable[[Path], bytes]] = {
    "a pickle of a type": lambda target: extension("arrow.py_extension_type", evil(target)),
    "another extension type": extension("mine", b"x"),
    "periods of pandas as an extension": extension("pandas.period", b'{"freq": "M"}'),
    "an extension by its name alone": one(pa.array([1, 2]), {"ARROW:extension:name": "arrow.py_extension_type"}),
    "metadata of pandas": one(pa.array([1, 2]), None, {"pandas": '{"index_columns": [], "columns": []}'}),
    "metadata of a column": one(pa.array([1, 2]), {"a": "b"}),
    "packed by LZ4": one(pa.array([1] * 1000), compression="lz4"),
    "packed by ZSTD": one(pa.array([1] * 1000), compression="zstd"),
    "runs": one(pa.RunEndEncodedArray.from_arrays(pa.array([1 << 30], pa.int32()), pa.array([1]))),
    "a union": one(pa.UnionArray.from_sparse(pa.array([0, 0], pa.int8()), [pa.array([1, 2])])),
    "a map": one(pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64()))),
    "months and days": one(pa.array([(1, 2, 3)], pa.month_day_nano_interval())),
    "very many rows without bytes": one(pa.nulls(50_000_000)),
    "columns within columns": one(pa.nulls(1, eval("pa.list_(" * 20 + "pa.int8()" + ")" * 20, {"pa": pa}))),
    "a stream": GOOD[8 : -10 - FOOTER],
    "a pickle": evil,
    "a pickle with the magic around it": lambda target: b"ARROW1\0\0" + evil(target) + b"ARROW1",
    "no end": GOOD[:-20],
    "no beginning": b"ARROW2" + GOOD[6:],
    "a description that is longer than the file": at(-10, b"\xff\xff\xff\x7f"),
    "a description below zero": at(-10, b"\xff\xff\xff\xff"),
    "a description of nothing": at(-10, b"\0\0\0\0"),
    "something between its pieces": GOOD[: -10 - FOOTER] + b"import os" + GOOD[-10 - FOOTER :],
    "something behind it": GOOD + b"import os",
    "the magic alone": b"ARROW1\0\0ARROW1",
    "nothing": b"",
}


def put(encoding: str, content: bytes | Callable[[Path], bytes]) -> Make:
    def make(folder: Path, target: Path) -> None:
        SAMPLES[encoding].write(encoding, folder)
        side = {
            **{"object": "series", "vectors": [{"kind": "numpy", "dtype": "int64"}], "columns": None, "name": None},
            **{"attrs": {}, "duplicates": True},
            "index": {"kind": "range", "start": 0, "stop": 2, "step": 1, "name": None},
        }
        if encoding == PANDAS:
            (folder / "frame.json").write_text(json.dumps(side))
        (folder / "frame.arrow").write_bytes(content(target) if callable(content) else content)

    return make


@pytest.fixture(scope="module", params=[PANDAS, POLARS])
def reader(request: pytest.FixtureRequest, readers: Readers) -> Reader:
    return start(readers, request.param)


@pytest.fixture(scope="module")
def pandas(readers: Readers) -> Reader:
    return start(readers, PANDAS)


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_another_kind(reader: Reader, tmp_path: Path, name: str) -> None:
    report = reader.check(put(reader.encoding, FILES[name]), tmp_path)
    assert judge(reader.encoding, tmp_path) == "code"
    assert report.outcome == "refused"


@pytest.mark.parametrize("encoding", [PANDAS, POLARS])
def test_what_was_not_changed_passes(readers: Readers, tmp_path: Path, encoding: str) -> None:
    put(encoding, GOOD)(tmp_path, tmp_path)
    assert judge(encoding, tmp_path) == "parser"
    assert start(readers, encoding).read_and_use(tmp_path).outcome == "loaded"


@pytest.mark.parametrize("value", [b"\0\0\0\0", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\1\0\0\0"])
def test_a_number_anywhere_in_the_description(pandas: Reader, tmp_path: Path, value: bytes) -> None:
    folders = []
    for number, content in enumerate(everywhere(value)):
        folder = tmp_path / str(number)
        folder.mkdir()
        put(PANDAS, content)(folder, tmp_path)
        folders.append((folder, judge(PANDAS, folder)))
    passed = [folder for folder, risk in folders if risk != "code"]
    for report in pandas.read_all([folder for folder, _ in folders]):
        assert not report.harm
    assert len(passed) < len(folders) / 2


CONTENTS = {
    "texts that begin beyond the end": at(TEXTS.index(b"abcd") - 56, struct.pack("<q", 1 << 40), TEXTS),
    "texts that go back": at(TEXTS.index(b"abcd") - 56, struct.pack("<q", 4), TEXTS),
    "texts that are none": TEXTS.replace(b"abcd", b"\xff\xfe\xfd\xfc"),
    "a category that is not there": one(
        pa.DictionaryArray.from_arrays(pa.array([0, 9], pa.int8()), pa.array(["a"], pa.large_string()), safe=False)
    ),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_places_that_only_the_library_checks(reader: Reader, tmp_path: Path, name: str) -> None:
    reader.check(put(reader.encoding, CONTENTS[name]), tmp_path)


def changed(**changes: Any) -> Make:
    def make(folder: Path, target: Path) -> None:
        SAMPLES[PANDAS].write(PANDAS, folder)
        path = folder / "frame.json"
        side = json.loads(path.read_text())
        for place, value in changes.items():
            *way, last = place.split("__")
            inner = side
            for step in way:
                inner = inner[int(step) if step.isdigit() else step]
            inner[int(last) if last.isdigit() else last] = value
        path.write_text(json.dumps(side))

    return make


def text(content: str) -> Make:
    def make(folder: Path, target: Path) -> None:
        SAMPLES[PANDAS].write(PANDAS, folder)
        (folder / "frame.json").write_text(content)

    return make


ZONE = {"kind": "datetime", "unit": "ns", "zone": "zoneinfo", "tz": "UTC"}
RANGE = {"kind": "range", "start": 0, "stop": 4, "step": 1, "name": None}
WORDS: dict[str, Make] = {
    "a kind of another name": changed(vectors__0={"kind": "__class__"}),
    "a kind that is a list": changed(vectors__0={"kind": ["numpy"]}),
    "a type by a class": changed(vectors__0={"kind": "numpy", "dtype": "os.system"}),
    "a type with a count": changed(vectors__0={"kind": "numpy", "dtype": "(1000000000,)f8"}),
    "a type of objects": changed(vectors__0={"kind": "numpy", "dtype": "object"}),
    "another type than it has": changed(vectors__0={"kind": "numpy", "dtype": "float64"}),
    "a zone that is a file": changed(vectors__3={**ZONE, "tz": "../../../../etc/passwd"}),
    "a zone that is a path": changed(vectors__3={**ZONE, "tz": "/etc/localtime"}),
    "a zone of dateutil": changed(vectors__3={**ZONE, "zone": "dateutil", "tz": "UTC"}),
    "a zone that is a module": changed(vectors__3={**ZONE, "tz": "Etc/__init__"}),
    "an offset of years": changed(vectors__3={**ZONE, "zone": "offset", "tz": "999999999"}),
    "a frequency that is code": changed(vectors__4={"kind": "period", "freq": "__import__('os')"}),
    "a frequency of a number": changed(vectors__4={"kind": "period", "freq": 1}),
    "objects by a pickle": changed(vectors__5={"kind": "object", "values": "pickle", "missing": "None"}),
    "a missing value by a name": changed(vectors__5={"kind": "object", "values": "json", "missing": "exit"}),
    "categories of categories": changed(
        vectors__2__categories={"kind": "category", "ordered": False, "categories": {"kind": "arrow"}}
    ),
    "a sparse column of texts": changed(
        vectors__1={"kind": "sparse", "fill": 0, "values": {"kind": "string", "storage": "python", "na": "NA"}}
    ),
    "a fill value that is a list": changed(
        vectors__0={"kind": "sparse", "fill": [0], "values": {"kind": "numpy", "dtype": "int64"}}
    ),
    "an index that is longer": changed(index={**RANGE, "stop": 1 << 60}),
    "an index without a step": changed(index={**RANGE, "step": 0}),
    "an index of too few levels": changed(index__levels=[]),
    "a name of a class": changed(columns__name={"$": "subprocess.Popen", "items": ["true"]}),
    "a name that is a text of gigabytes": changed(columns__name={"$": "scalar", "dtype": "<U900000000", "value": "a"}),
    "attributes that are a list": changed(attrs=[1]),
    "attributes by a kind": changed(attrs={"$": "dict", "items": []}),
    "attributes of a class": changed(attrs={"a": {"$": "eval", "items": ["1"]}}),
    "a member too many": changed(more=1),
    "another object": changed(object="GeoDataFrame"),
    "a series of many columns": changed(object="series"),
    "an index of columns": changed(object="index"),
    "a frequency of no times": changed(index={"kind": "flat", "vector": ZONE, "name": None, "freq": "D"}),
    "names that are numbers": changed(columns__vector={"kind": "numpy", "dtype": "int64"}),
    "no JSON": text("{"),
    "a list": text("[]"),
    "a member twice": text('{"object": "frame", "object": "frame"}'),
    "very deep": text('{"attrs": ' + "[" * 100_000 + "]" * 100_000 + "}"),
}


@pytest.mark.parametrize("name", WORDS)
def test_words_beside_a_frame(pandas: Reader, tmp_path: Path, name: str) -> None:
    report = pandas.check(WORDS[name], tmp_path)
    assert report.outcome == "refused", report.error


CATEGORIES = {
    "more than it has": {"_PL_ENUM_VALUES2": "9999999;a"},
    "less than nothing": {"_PL_ENUM_VALUES2": "-1;a"},
    "no number": {"_PL_ENUM_VALUES2": "a;b"},
    "no end": {"_PL_ENUM_VALUES2": "1"},
    "categories of a name": {"_PL_CATEGORICAL2": "3;3;u32;abcdef"},
    "categories of another size": {"_PL_CATEGORICAL2": "0;0;u64;"},
    "an older spelling": {"_PL_ENUM_VALUES": "1;a"},
    "an extension of Polars": {"ARROW:extension:name": "polars.python", "ARROW:extension:metadata": "x"},
}


@pytest.mark.parametrize("name", CATEGORIES)
def test_categories_of_polars(readers: Readers, tmp_path: Path, name: str) -> None:
    content = one(pa.array(["a", "b"]).dictionary_encode(), CATEGORIES[name])
    report = start(readers, POLARS).check(put(POLARS, content), tmp_path)
    assert report.outcome == "refused"


HAND_WRITTEN = {PANDAS: {*FILES, *CONTENTS, *WORDS}, POLARS: {*FILES, *CONTENTS, *CATEGORIES}}
