"""Plain values whose JSON names what it must not, or claims what it does not have."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from .harness import Reader, Readers, judge
from .samples import start

Json = dict[str, Any]


def deep(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


def array(**more: Any) -> Json:
    return {"$": "array", "dtype": "<f8", "shape": [1], "items": [1.0], **more}


PRIME = (1 << 61) - 1
"""All of its multiples have the hash 0."""


def pair(numbers: tuple[int, ...]) -> Json:
    """-1 and -2 have one hash."""
    return {"$": "tuple", "items": list(numbers)}


def sums(number: int) -> Json:
    return {"$": "complex", "value": [-1000003.0 * number, float(number)]}


ATTEMPTS: dict[str, Any] = {
    "unknown kind": {"$": "eval", "items": ["1"]},
    "kind that is a list": {"$": ["tuple"], "items": []},
    "kind that is nothing": {"$": None, "items": []},
    "kind of a class": {"$": "subprocess.Popen", "items": ["true"]},
    "kind with dunder": {"$": "__class__", "items": []},
    "members too many": {"$": "tuple", "items": [], "more": 1},
    "members missing": {"$": "complex"},
    "factory of a builtin": {"$": "defaultdict", "factory": "eval", "items": []},
    "factory that is a list": {"$": "defaultdict", "factory": ["list"], "items": []},
    "pairs that are none": {"$": "dict", "items": [[1, 2, 3]]},
    "items that are a text": {"$": "tuple", "items": "abc"},
    "complex of three": {"$": "complex", "value": [1, 2, 3]},
    "bytes that are no text": {"$": "bytes", "value": 1 << 40},
    "integer that is a number": {"$": "int", "value": 5},
    "array of objects of a library": array(dtype="V8"),
    "array of records": array(dtype="f8,i8"),
    "array of a type that is evaluated": array(dtype="(1000000000,)f8"),
    "array of a type that is a list": array(dtype=[["a", "<f8"]]),
    "array that claims a shape": array(shape=[1 << 40]),
    "array with a shape below zero": array(shape=[-1]),
    "array with a shape of texts": array(shape=["1"]),
    "array of very long texts": array(dtype="<U900000000", items=["a"]),
    "many items of long texts": array(dtype="<U100000", items=["a"] * 1000, shape=[1000]),
    "scalar of very long text": {"$": "scalar", "dtype": "<U900000000", "value": "a"},
    "scalar of a record": {"$": "scalar", "dtype": "V900000000", "value": "a"},
    "many arrays of long texts": [array(dtype="<U16000000", items=["a"])] * 40,
    "set of one hash": {"$": "set", "items": [number * PRIME for number in range(60000)]},
    "set of tuples of one hash": {"$": "set", "items": [pair(bits) for bits in itertools.product((-1, -2), repeat=15)]},
    "dict of one hash": {"$": "dict", "items": [[number * PRIME, 0] for number in range(60000)]},
    "dict of sums of one hash": {"$": "dict", "items": [[sums(number), 0] for number in range(60000)]},
    "set of what equals nothing": {"$": "set", "items": [{"$": "float", "value": "nan"}] * 60000},
    "value of great depth": deep(900),
    "tuples of great depth": json.loads('{"$": "tuple", "items": [' * 200 + "]}" * 200),
}
TEXTS = {
    "value of a depth that no reader takes": '{"value": ' + "[" * 100000 + "]" * 100000 + "}",
    "integer of a million digits": '{"value": ' + "9" * 10**6 + "}",
    "no number": '{"value": NaN}',
    "infinity": '{"value": -Infinity}',
    "a name twice": '{"value": 1, "value": 2}',
    "another member": '{"value": 1, "more": 2}',
    "no value": "{}",
    "no object": "[1]",
    "a pickle": "\x80\x04N.",
    "nothing": "",
}
REFUSED = {**{name: json.dumps({"value": value}) for name, value in ATTEMPTS.items()}, **TEXTS}


HAND_WRITTEN = {"json": REFUSED}


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    return start(readers, "json")


@pytest.mark.parametrize("name", REFUSED)
def test_nothing_of_it_is_made(reader: Reader, tmp_path: Path, name: str) -> None:
    def forged(folder: Path, target: Path) -> None:
        (folder / "value.json").write_text(REFUSED[name], encoding="latin-1")

    report = reader.check(forged, tmp_path / "version")
    assert judge("json", tmp_path / "version") == "code"
    assert report.outcome == "refused"


def test_a_set_of_what_cannot_be_in_one_is_refused(reader: Reader, tmp_path: Path) -> None:
    """Whether a value can be hashed shows when it is made."""

    def forged(folder: Path, target: Path) -> None:
        (folder / "value.json").write_text('{"value": {"$": "set", "items": [[1]]}}')

    assert reader.check(forged, tmp_path / "version").outcome == "refused"
