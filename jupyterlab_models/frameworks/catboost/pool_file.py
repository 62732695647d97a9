"""CatBoost's file of a quantized pool: whether all that it names is there. The library follows it wherever it leads.

Chunks of columns come first, each a FlatBuffer; then what the columns are and where the borders of their bins lie, as
protobuf; then the places of the chunks; at the end the places of these three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .flatbuffer import View, numbers

MAGIC = b"CatboostQuantizedPool\0"
END = b"CatboostQuantizedPoolEnd\0"
COLUMNS = 1_000_000
PIECE = 1 << 20
_NUMBERS, _CATEGORIES = 1, 9
_FEATURES = (_NUMBERS, _CATEGORIES)
_WIDTHS = {2: (32,), 3: (32,), 4: (32,), 5: (32, 64), 6: (32,), 8: (64,), **dict.fromkeys(_FEATURES, (8, 16, 32))}
"""Kind of a column → bits of its values: labels, weights, of groups, baselines, subgroups, groups; and features."""
_CLASSES = (2, 5, 6)
"""Fields with the labels of classes."""
_BORDERS = re.compile(rb"((?:\x0d.{4})*)(?:\x10[\x00-\x03])?", re.DOTALL)
"""The borders of one feature, and what stands for missing numbers."""


@dataclass(frozen=True)
class Pool:
    """What the metadata say."""

    kinds: dict[int, int]
    rows: int
    ignored: frozenset[int]
    bins: dict[int, int]
    """Column → how many bins its feature has; without bins it is ignored."""


def require_whole(path: Path) -> None:
    """Raises `ValueError`."""
    with path.open("rb") as file:
        whole = View(file, 0, path.stat().st_size)
        if whole.take(0, len(MAGIC)) != MAGIC or whole.take(whole.size - len(END), len(END)) != END:
            raise ValueError("it does not begin and end as CatBoost writes it")
        last = whole.size - len(END) - 32
        places = (*whole.numbers(last, "4Q"), last)
        if places[0] < len(MAGIC) or any(first >= then for first, then in zip(places, places[1:])):
            raise ValueError("its parts are not where they should be")
        chunks, meta, schema, columns = (whole.part(first, then - first) for first, then in zip(places, places[1:]))
        pool = _metadata(_sized(meta), _sized(schema))
        _check_columns(pool, chunks, columns)


def _sized(part: View) -> bytes:
    """The bytes behind their number."""
    if part.number(0, "I") != part.size - 4:
        raise ValueError("its metadata are longer or shorter than they say")
    return part.take(4, part.size - 4)


def _metadata(meta: bytes, schema: bytes) -> Pool:
    kinds: dict[int, int] = {}
    named: set[int] = set()
    told: dict[int, int] = {}
    ignored: set[int] = set()
    for field, value in _fields(meta):
        if field == 1 and isinstance(value, bytes):
            entry = dict(_fields(value))
            key, kind = entry.get(1, 0), entry.get(2, 0)
            if not isinstance(key, int) or not isinstance(kind, int) or key in kinds or kind not in _WIDTHS:
                raise ValueError("it has a column of an unknown kind")
            kinds[key] = kind
        elif field == 7 and isinstance(value, bytes):
            key = dict(_fields(value)).get(1, 0)
            if not isinstance(key, int) or key in named:
                raise ValueError("it names a column twice")
            named.add(key)
        elif field == 3 and isinstance(value, int):
            ignored.add(value)
        elif field in (2, 4, 5, 6) and isinstance(value, int) and field not in told:
            told[field] = value
        else:
            raise ValueError("it says something of its columns that no pool says")
    every = set(range(len(kinds)))
    if not kinds or len(kinds) > COLUMNS or {*kinds} != every or named - every or ignored - every:
        raise ValueError("its columns are not numbered one after the other")
    if not 0 < told.get(2, 0) < 1 << 32:
        raise ValueError("it has no rows")
    features = sorted(column for column, kind in kinds.items() if kind in _FEATURES)
    bins = {features[number]: count for number, count in _bins(schema, len(features)).items()}
    return Pool(kinds, told[2], frozenset(ignored), bins)


def _bins(schema: bytes, features: int) -> dict[int, int]:
    """Number of a feature → how many bins it has."""
    found: dict[int, int] = {}
    for field, value in _fields(schema):
        if field in (1, 3) and isinstance(value, bytes):
            entry = dict(_fields(value))
            key, text = entry.get(1, 0), entry.get(2, b"")
            if not isinstance(key, int) or key >= features or key in found or not isinstance(text, bytes):
                raise ValueError("it has bins of a feature that is none")
            found[key] = _borders(text) if field == 1 else _values(text)
        elif field not in _CLASSES:
            raise ValueError("it says something of its features that no pool says")
    return {key: count for key, count in found.items() if count > 1}


def _borders(text: bytes) -> int:
    borders = _BORDERS.fullmatch(text)
    if borders is None:
        raise ValueError("it has borders that are none")
    return len(borders[1]) // 5 + 1


def _values(text: bytes) -> int:
    """How many values a category has; each of them says which bin is its own."""
    values = [dict(_fields(value)).get(2) if isinstance(value, bytes) else None for _, value in _fields(text)]
    bins = [dict(_fields(value)).get(1, 0) if isinstance(value, bytes) else None for value in values]
    if {*bins} != {*range(len(bins))}:
        raise ValueError("it has categories that are none")
    return len(bins)


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The numbers and texts of a message of protobuf."""
    place = 0
    while place < len(data):
        mark, place = _varint(data, place)
        if mark & 7 == 0:
            number, place = _varint(data, place)
            yield mark >> 3, number
            continue
        length, place = _varint(data, place) if mark & 7 == 2 else (4 if mark & 7 == 5 else -1, place)
        if length < 0 or place + length > len(data):
            raise ValueError("its metadata are no protobuf")
        yield mark >> 3, data[place : place + length]
        place += length


def _varint(data: bytes, place: int) -> tuple[int, int]:
    number = 0
    for index, byte in enumerate(data[place : place + 10]):
        number |= (byte & 127) << 7 * index
        if byte < 128:
            return number, place + index + 1
    raise ValueError("its metadata are no protobuf")


def _check_columns(pool: Pool, chunks: View, columns: View) -> None:
    seen: set[int] = set()
    place = 4
    for _ in range(columns.number(0, "I")):
        column, count = columns.numbers(place, "II")
        if column not in pool.kinds or column in seen:
            raise ValueError("it has data of a column that is none")
        seen.add(column)
        bins = pool.bins.get(column, 0)
        rows = 0
        for index in range(count):
            size, offset, first, _ = columns.numbers(place + 8 + 20 * index, "IQII")
            if first != rows:
                raise ValueError("it has rows that do not follow each other")
            rows += _check_chunk(chunks.part(offset - chunks.start, size), pool.kinds[column], bins)
        place += 8 + 20 * count
        may_be_empty = pool.kinds[column] in _FEATURES and (not bins or column in pool.ignored)
        if rows != pool.rows and (rows or not may_be_empty):
            raise ValueError("it has columns of different lengths")
    if place != columns.size or {*seen} != {*pool.kinds}:
        raise ValueError("its columns are not those that it describes")


def _check_chunk(chunk: View, kind: int, bins: int) -> int:
    """The number of its rows."""
    table = chunk.root()
    bits = table.number(0, "B")
    if bits not in _WIDTHS[kind]:
        raise ValueError("it has values of a width that CatBoost does not write")
    start, size = table.vector(1, 1)
    if not start or size % (bits // 8):
        raise ValueError("it has a chunk without values")
    if kind in _FEATURES and bins:
        for place in range(start, start + size, PIECE):
            _check_bins(chunk.take(place, min(PIECE, start + size - place)), bits, bins)
    return size // (bits // 8)


def _check_bins(values: bytes, bits: int, bins: int) -> None:
    """Training counts by the bins, without a look at how many there are."""
    if bits == 8:
        beyond = bool(values.translate(None, bytes(range(min(bins, 256)))))
    else:
        beyond = max(numbers(values, "H" if bits == 16 else "I")) >= bins
    if beyond:
        raise ValueError("it has a value beyond the last bin")
