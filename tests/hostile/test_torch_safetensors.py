"""Hostile safetensors: headers, places, and what our metadata says of the tensors."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .harness import PASSES, Make, Reader, Readers, judge
from .samples import start

ENTRY = {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]}
REFERENCE = ["a", True, True, None, "cpu"]


def told(**members: Any) -> dict[str, Any]:
    return {"kind": "dict", "names": [["a", *REFERENCE]], **members}


def file(entries: Any = None, metadata: Any = None, tail: bytes = bytes(16), length: int | None = None) -> bytes:
    entries = {"a": ENTRY} if entries is None else entries
    metadata = told() if metadata is None else metadata
    text = metadata if isinstance(metadata, str) else json.dumps(metadata)
    whole = (
        entries if isinstance(entries, bytes) else json.dumps({"__metadata__": {"jupyterlab_models": text}, **entries})
    )
    content = whole if isinstance(whole, bytes) else whole.encode()
    content += b" " * (-(8 + len(content)) % 64)
    return (len(content) if length is None else length).to_bytes(8, "little") + content + tail


def entry(**fields: Any) -> bytes:
    return file({"a": {**ENTRY, **fields}})


def reference(**fields: Any) -> bytes:
    names = ("name", "parameter", "gradient", "stride", "device")
    values = {**dict(zip(names, REFERENCE, strict=True)), **fields}
    return file(metadata=told(names=[["a", *values.values()]]))


def more(*references: Any) -> bytes:
    return file(metadata=told(more=list(references)))


HEADERS: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "a_length_alone": lambda: b"\xff" * 8,
    "a_header_behind_the_end": lambda: file(length=1 << 40),
    "a_header_longer_than_allowed": lambda: file({"a": ENTRY, "b" * (5 << 20): ENTRY}),
    "a_header_too_deep": lambda: file(b"[" * 100_000),
    "metadata_too_deep": lambda: file(metadata="[" * 100_000),
    "a_number_of_many_digits": lambda: file(b'{"a":{"dtype":"F32","shape":[' + b"9" * 1_000_000 + b"]}}"),
    "metadata_of_many_digits": lambda: file(metadata='{"kind":"dict","names":' + "9" * 1_000_000 + "}"),
    "another_type": lambda: entry(dtype="OBJECT"),
    "a_type_of_texts": lambda: entry(dtype=["F32"]),
    "a_shape_that_overflows": lambda: entry(shape=[1 << 62, 1 << 62, 4]),
    "an_empty_shape_that_overflows": lambda: file(
        {"a": {"dtype": "F32", "shape": [0, 1 << 62, 1 << 62], "data_offsets": [0, 0]}}, tail=b""
    ),
    "a_shape_of_many_dimensions": lambda: entry(shape=[2, 2, *[1] * 100]),
    "a_shape_below_zero": lambda: entry(shape=[-2, -2]),
    "a_shape_of_flags": lambda: entry(shape=[True, 4]),
    "a_shape_larger_than_its_bytes": lambda: entry(shape=[100_000, 100_000]),
    "places_backwards": lambda: entry(data_offsets=[16, 0]),
    "places_behind_the_end": lambda: entry(data_offsets=[1 << 40, (1 << 40) + 16]),
    "places_that_overlap": lambda: file({"a": ENTRY, "b": {**ENTRY, "data_offsets": [8, 24]}}, tail=bytes(24)),
    "the_same_place_twice": lambda: file({"a": ENTRY, "b": ENTRY}),
    "a_hole": lambda: file({"a": ENTRY, "b": {**ENTRY, "data_offsets": [20, 36]}}, tail=bytes(36)),
    "bytes_after_the_end": lambda: file(tail=bytes(17)),
    "bytes_missing": lambda: file(tail=bytes(15)),
    "a_name_twice": lambda: file(b'{"a":' + json.dumps(ENTRY).encode() + b',"a":' + json.dumps(ENTRY).encode() + b"}"),
    "a_field_more": lambda: entry(code="x"),
    "metadata_that_is_no_text": lambda: file(json.dumps({"__metadata__": {"a": {}}, "a": ENTRY}).encode()),
    "no_json": lambda: file(b"\x80\x04N."),
    "not_a_number": lambda: file(b'{"a": NaN}'),
}
INDICES: dict[str, Callable[[], bytes]] = {
    "another_kind": lambda: file(metadata=told(kind="eval")),
    "a_kind_of_texts": lambda: file(metadata=told(kind=["dict"])),
    "another_member": lambda: file(metadata=told(code="x")),
    "no_names": lambda: file(metadata={"kind": "dict"}),
    "names_that_are_a_text": lambda: file(metadata=told(names="a")),
    "a_name_that_is_a_number": lambda: file(metadata=told(names=[[1, *REFERENCE]])),
    "a_name_without_fields": lambda: file(metadata=told(names=[["a"]])),
    "a_tensor_that_is_not_there": lambda: reference(name="b"),
    "a_parameter_of_a_text": lambda: reference(parameter="x"),
    "a_gradient_of_a_number": lambda: reference(gradient=1),
    "steps_below_zero": lambda: reference(stride=[-1, 2]),
    "steps_of_texts": lambda: reference(stride=["1", "2"]),
    "steps_of_another_tensor": lambda: reference(stride=[1, 2, 3]),
    "steps_that_are_a_text": lambda: reference(stride="12"),
    "a_strange_device": lambda: reference(device="cpu'); import os; ('"),
    "a_device_of_a_module": lambda: reference(device="__class__"),
    "a_device_that_is_a_list": lambda: reference(device=["cpu"]),
    "more_that_is_a_text": lambda: file(metadata=told(more="abc")),
    "more_that_is_not_there": lambda: more(["b", True, True, None, "cpu"]),
    "more_of_another_length": lambda: more(REFERENCE[:3]),
    "another_type_of_pairs": lambda: file(metadata=told(types={"a": "object"})),
    "types_of_what_is_not_there": lambda: file(metadata=told(types={"b": "complex128"})),
    "types_that_are_a_list": lambda: file(metadata=told(types=["complex128"])),
    "versions_of_an_array": lambda: file(
        metadata=told(versions={"$": "array", "dtype": "<f8", "shape": [1 << 40], "items": []})
    ),
    "versions_of_a_factory": lambda: file(metadata=told(versions={"$": "defaultdict", "factory": "list", "items": []})),
    "versions_of_texts": lambda: file(metadata=told(versions={"": {"version": "x"}})),
    "versions_of_a_set": lambda: file(metadata=told(versions={"": {"$": "set", "items": [1]}})),
    "versions_that_are_a_text": lambda: file(metadata=told(versions="x")),
    "versions_of_pairs_that_are_none": lambda: file(metadata=told(versions={"$": "dict", "items": [["a"]]})),
    "metadata_that_is_a_list": lambda: file(metadata="[]"),
    "metadata_that_is_no_json": lambda: file(metadata="{"),
    "metadata_with_a_name_twice": lambda: file(metadata='{"kind": "dict", "kind": "list", "names": []}'),
}


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    return start(readers, "safetensors")


def written(content: bytes) -> Make:
    def make(folder: Path, target: Path) -> None:
        (folder / "tensors.safetensors").write_bytes(content)

    return make


@pytest.mark.parametrize("name", [*HEADERS, *INDICES])
def test_a_hostile_file_is_refused(reader: Reader, tmp_path: Path, name: str) -> None:
    content = (HEADERS.get(name) or INDICES[name])()
    report = reader.check(written(content), tmp_path)
    assert report.outcome == "refused"
    assert report.seconds < 5
    assert judge("safetensors", tmp_path) == "code"


ODD: dict[str, bytes] = {
    "a_file_of_somebody_else": file(json.dumps({"a": ENTRY}).encode()),
    "a_type_that_does_not_fit": file(metadata=told(types={"a": "complex128"})),
    "steps_that_do_not_fit": reference(stride=[5, 7]),
    "a_device_that_is_not_here": reference(device="cuda:7"),
    "a_device_of_another_kind": reference(device="meta"),
    "no_tensor_of_one": file(metadata={"kind": "tensor", "names": []}),
    "one_name_in_two_orders": file(
        metadata={"kind": "dict", "names": [["a", *REFERENCE], ["b", "a", True, True, [1, 2], "cpu"]]}
    ),
    "gradients_of_whole_numbers": file({"a": {**ENTRY, "dtype": "I32"}}),
    "versions": file(metadata={"kind": "OrderedDict", "names": [], "versions": {"": {"version": 2}}}),
}


HAND_WRITTEN = {"safetensors": [*HEADERS, *INDICES, *ODD]}


@pytest.mark.parametrize("name", ODD)
def test_what_passes_does_no_harm(reader: Reader, tmp_path: Path, name: str) -> None:
    assert reader.check(written(ODD[name]), tmp_path).outcome in ("loaded", "refused")
    assert judge("safetensors", tmp_path) in PASSES


def test_a_whole_file_is_read(reader: Reader, tmp_path: Path) -> None:
    assert reader.check(written(file()), tmp_path).outcome == "loaded"
