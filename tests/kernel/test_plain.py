"""Plain values come back from JSON exactly, types included."""

from __future__ import annotations

import collections
import json
import math
from typing import Any

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as some

from jupyterlab_models.kernel.plain import NotPlain, from_json, to_json

ATOMS = some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | some.text()
KEYS = some.text() | some.integers() | some.tuples(some.integers(), some.text())
VALUES = some.recursive(
    ATOMS,
    lambda inner: some.lists(inner) | some.tuples(inner, inner) | some.dictionaries(KEYS, inner),
    max_leaves=20,
)


def through(value: Any) -> Any:
    return from_json(json.loads(json.dumps(to_json(value), allow_nan=False)))


@given(VALUES)
def test_containers(value: Any) -> None:
    assert repr(through(value)) == repr(value)


@pytest.mark.parametrize(
    "value",
    [
        collections.OrderedDict(b=1, a=[2]),
        collections.defaultdict(collections.OrderedDict, {"valid": {"auc": 0.5}}),
        collections.defaultdict(None, {1: 2}),
        {"$": "array"},
        frozenset({1, 2}),
        {numpy.str_("a"): numpy.int64(0)},
        numpy.float32(0.1),
        numpy.bool_(True),
        math.inf,
        complex(-0.0, math.inf),
        b"\0\xff",
        bytearray(b"ab"),
        1 << 4095,
    ],
    ids=repr,
)
def test_special_values(value: Any) -> None:
    back = through(value)
    assert type(back) is type(value)
    assert repr(back) == repr(value)


@pytest.mark.parametrize(
    "array",
    [
        numpy.arange(6, dtype="int8").reshape(2, 3),
        numpy.array([0.1, math.nan, math.inf], dtype="float32"),
        numpy.array(["ä", "bc"]),
        numpy.array([True, False]),
        numpy.array(["a", None, 1], dtype=object),
        numpy.array([], dtype="uint64"),
        numpy.array(3.5),
    ],
    ids=repr,
)
def test_arrays(array: Any) -> None:
    back = through(array)
    assert (back.dtype, back.shape) == (array.dtype, array.shape)
    assert back.tolist() == array.tolist() or numpy.array_equal(back, array, equal_nan=True)


@pytest.mark.parametrize(
    "value", [object(), len, lambda: None, {1: {2: object()}}, memoryview(b"x"), range(3), numpy.longdouble(1)]
)
def test_anything_else_is_refused(value: Any) -> None:
    with pytest.raises(NotPlain):
        to_json(value)


def test_integers_of_more_digits_than_python_reads() -> None:
    for value in (10**5000, -(10**5000)):
        assert through([value]) == [value]


@pytest.mark.parametrize("dtype", [["u1"], {"names": ["a"], "formats": ["O"]}, "V8", "M8[s]", "S9", "<U500000000", "g"])
def test_types_that_are_not_written_are_not_read(dtype: Any) -> None:
    """Above all a text of NumPy as long as the file says, in every place of an array."""
    for body in (
        {"$": "array", "dtype": dtype, "shape": [1], "items": [0]},
        {"$": "scalar", "dtype": dtype, "value": 0},
    ):
        with pytest.raises(ValueError, match=r"no (text|type)"):
            from_json(body)
