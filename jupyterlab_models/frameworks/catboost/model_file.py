"""CatBoost's file of a model: whether trees, features and tables agree. The library follows them wherever they lead.

A FlatBuffer comes first, whose own frame CatBoost checks; then the tables of categories, and what texts and embeddings
need, which are not checked here.
"""

from __future__ import annotations

import io
import re
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from .flatbuffer import Table, View, numbers

MAGIC = b"CBM1"
DEPTH = 16
"""Of a tree with the same question for all of a level; CatBoost builds none deeper."""
FEATURES = 1 << 22
"""Numbers of features: some may have been dropped since, but each gets a name."""
BUCKET = 254
"""Questions for a feature that share one byte."""
SMALL = 64 << 20
"""Bytes that are read at once, as features lie all over them."""
_TABLES = b"static_provider_v1"
NESTED = 100
"""Values in each other in what a model says of itself."""
_JSON = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_CLASSES, _MEANS = (0, 1), (2, 3)
"""Kinds of tables of categories: with a count for each class, and with sums."""
_FREE = (0xFFFFFFFF, 0xFFFFFFFF)
"""Both halves of a place in a table that is free."""


Key = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], int]


class Trees(NamedTuple):
    splits: array[int]
    sizes: array[int]
    starts: array[int]


def require_whole(path: Path) -> None:
    """Raises `ValueError`."""
    with path.open("rb") as file:
        size = path.stat().st_size
        whole = View(io.BytesIO(file.read()) if size <= SMALL else file, 0, size)
        if whole.take(0, 4) != MAGIC:
            raise ValueError("it does not begin as CatBoost writes it")
        length = whole.number(4, "I")
        core = whole.part(8, length)
        root = core.root()
        trees = root.table(1)
        if trees is None:
            raise ValueError("it holds no trees")
        _check_trees(trees)
        for entry in root.tables(2):
            _check_depth(entry.text(1))
        parts = root.texts(3)
        behind = whole.part(8 + length, whole.size - 8 - length)
        tables = _tables(behind) if parts[:1] == [_TABLES] else {}
        _check_questions(trees, tables)


def _check_trees(trees: Table) -> None:
    found = Trees(trees.array(1, "i"), trees.array(2, "i"), trees.array(3, "i"))
    dimensions = trees.number(0, "i")
    _, values = trees.vector(8, 8)
    _, weights = trees.vector(9, 8)
    total = 0
    if len(found.sizes) != len(found.starts) or not 1 <= dimensions <= max(values, 1) or values % dimensions:
        raise ValueError("its trees do not tell their sizes")
    for size, start in zip(found.sizes, found.starts):
        if size < 0 or start != total:
            raise ValueError("its trees do not follow each other")
        total += size
    if total != len(found.splits) or 0 < weights < values // dimensions:
        raise ValueError("its trees do not end where they should")
    steps, leaves = trees.array(10, "H", 2), trees.array(11, "I")
    if steps or leaves:
        _check_nodes(found, steps, leaves, values, dimensions)
    elif max(found.sizes, default=0) > DEPTH or sum(1 << size for size in found.sizes) * dimensions != values:
        raise ValueError("its trees have more or fewer leaves than values")


def _check_nodes(found: Trees, steps: Sequence[int], leaves: Sequence[int], values: int, dimensions: int) -> None:
    """Of trees whose nodes each have a question of their own: how far below the next node lies, 0 for a leaf."""
    if len(steps) != 2 * len(found.splits) or len(leaves) != len(found.splits):
        raise ValueError("its trees have more or fewer nodes than questions")
    for size, start in zip(found.sizes, found.starts):
        if size < 1:
            raise ValueError("it holds a tree without nodes")
        for node in range(start, start + size):
            left, right = steps[2 * node : 2 * node + 2]
            if node + max(left, right) >= start + size:
                raise ValueError("one of its trees leads out of it")
            if not (left and right) and (leaves[node] % dimensions or leaves[node] + dimensions > values):
                raise ValueError("one of its leaves has no value")


def _check_questions(trees: Table, tables: dict[Key, int]) -> None:
    categories = _check_features(trees, 4)
    floats = _check_features(trees, 5, index=1)
    texts, embeddings = _check_features(trees, 12), _check_features(trees, 18)
    used = {place for place, table in zip(categories, trees.tables(4)) if table.number(3, "?", 1)}
    counts = [table.vector(3, 4)[1] for table in trees.tables(5)]
    for table in trees.tables(13):
        if table.number(0, "i", -1) not in {*texts, *embeddings}:
            raise ValueError("it asks for a text that is no feature")
        counts.append(table.vector(3, 4)[1])
    for table in trees.tables(6):
        values = table.vector(1, 4)[1]
        if table.number(0, "i", -1) not in used or table.vector(2, 4)[1] not in (0, values):
            raise ValueError("it asks for a category that is no feature")
        counts.append(values)
    for table in trees.tables(7):
        _check_asked(table.table(0), tables, {*floats}, used)
        counts.append(table.vector(1, 4)[1])
    splits, bins = trees.array(1, "i"), sum(counts)
    if splits and not (min(splits) >= 0 and max(splits) < max(bins, 1)):
        raise ValueError("its trees ask questions that are none")
    packed = trees.array(17, "H", 2)
    buckets = sum(-(-count // BUCKET) for count in counts)
    if packed and (len(packed) != 2 * len(splits) or max(packed[::2]) >= max(buckets, 1)):
        raise ValueError("its trees ask for features that are none")


def _check_features(trees: Table, field: int, index: int = 0) -> list[int]:
    """The numbers of the features of one kind; `index` is the field that has it."""
    tables = trees.tables(field)
    own, flat = ([table.number(index + more, "i", -1) for table in tables] for more in (0, 1))
    for places in (own, flat):
        ordered = all(first < then for first, then in zip(places, places[1:]))
        if places and not (ordered and places[0] >= 0 and places[-1] < max(FEATURES, len(places))):
            raise ValueError("its features are not in order")
    return own


def _check_asked(asked: Table | None, tables: Mapping[Key, int], floats: set[int], used: set[int]) -> None:
    """Whether a question for a table of categories can be answered."""
    base = asked.table(0) if asked is not None else None
    if asked is None or base is None or _key(base) not in tables:
        raise ValueError("it asks for a table that is not there")
    key = _key(base)
    if not 0 <= asked.number(1, "i") < max(tables[key], 1):
        raise ValueError("it asks a table for a class that it does not have")
    if not used.issuperset((*key[0], *key[2][::2])) or not floats.issuperset(key[1][::2]):
        raise ValueError("it asks a table for features that are none")


def _key(base: Table) -> Key:
    """What a table is known by: its categories, its splits of features and of categories, and its kind."""
    features = base.table(0)
    if features is None:
        raise ValueError("it holds a table without features")
    categories, floats, one_hot = (tuple(features.array(field, "i", min(field, 1) + 1)) for field in range(3))
    return categories, floats, one_hot, base.number(1, "b")


def _tables(behind: View) -> dict[Key, int]:
    """Key → classes, 1 where there are none."""
    found: dict[Key, int] = {}
    place = 4
    for _ in range(behind.number(0, "I")):
        length = behind.number(place, "I")
        table = behind.part(place + 4, length).root()
        place += 4 + length
        base = table.table(0)
        if base is None or _key(base) in found:
            raise ValueError("it holds a table without a name")
        found[_key(base)] = _check_table(table, base.number(1, "b"))
    return found


def _check_table(table: Table, kind: int) -> int:
    """The number of its classes."""
    classes = table.number(4, "i")
    start, length = table.vector(1, 1)
    buckets, rest = divmod(length, 12)
    _, size = table.vector(2, 1)
    if not 0 <= kind <= 5 or classes < 0 or rest or not buckets or buckets & (buckets - 1):
        raise ValueError("it holds a table of an unknown kind")
    # Of two classes or fewer CatBoost looks at two.
    width = 8 if kind in _MEANS else 4 * (max(classes, 2) if kind in _CLASSES else 1)
    words = numbers(table.view.take(start, length), "I")
    low, high, rows = words[::3], words[1::3], words[2::3]
    if _FREE not in zip(low, high):
        raise ValueError("it holds a table in which a search does not end")
    if any(row >= size // width and (one, two) != _FREE for one, two, row in zip(low, high, rows)):
        raise ValueError("it holds a table that leads out of itself")
    return classes


def _check_depth(text: bytes) -> None:
    """CatBoost's reader of JSON ends the process at great depth; text that is no JSON has none."""
    depth = 0
    for found in _JSON.finditer(text):
        depth += {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(found[0], 0)
        if depth > NESTED:
            raise ValueError("what it says of itself is nested too deeply")
