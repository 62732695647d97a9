"""GGUF files whose heads, values and tensors claim what is not there, or that are something else."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_models.frameworks.gguf import structure

from .harness import Make, Reader, Readers, judge
from .samples import SAMPLES, start
from .test_numpy_arrays import evil

U8, U16, U32, BOOL, STRING, ARRAY, U64 = 0, 2, 4, 7, 8, 9, 10
MOST = (1 << 64) - 1


def text(value: str | bytes, length: int | None = None) -> bytes:
    data = value if isinstance(value, bytes) else value.encode()
    return struct.pack("<Q", len(data) if length is None else length) + data


def entry(key: str | bytes, kind: int, value: bytes) -> bytes:
    return text(key) + struct.pack("<I", kind) + value


def array(key: str, kind: int, count: int, content: bytes = b"") -> bytes:
    return entry(key, ARRAY, struct.pack("<IQ", kind, count) + content)


def tensor(
    name: str | bytes = "w", shape: tuple[int, ...] = (8,), kind: int = 0, place: int = 0, dimensions: int | None = None
) -> bytes:
    count = len(shape) if dimensions is None else dimensions
    return text(name) + struct.pack(f"<I{len(shape)}QIQ", count, *shape, kind, place)


ARCHITECTURE = entry("general.architecture", STRING, text("llama"))
NUMBERS = bytes(32)


def file(
    *values: bytes,
    tensors: tuple[bytes, ...] = (tensor(),),
    data: bytes = NUMBERS,
    version: int = 3,
    magic: bytes = b"GGUF",
    counts: tuple[int, int] | None = None,
    alignment: int = 32,
) -> bytes:
    count, number = counts or (len(tensors), len(values) + 1)
    head = magic + struct.pack("<IQQ", version, count, number) + ARCHITECTURE + b"".join(values) + b"".join(tensors)
    return head + bytes(-len(head) % alignment) + data


def two(first: int, second: int, data: bytes = bytes(64)) -> bytes:
    return file(tensors=(tensor("a", place=first), tensor("b", place=second)), data=data)


GOOD = file(array("tokenizer.ggml.tokens", STRING, 2, text("a") + text("b")))
FILES: dict[str, bytes | Callable[[Path], bytes]] = {
    "a pickle": evil,
    "a pickle behind the magic": lambda target: b"GGUF" + evil(target),
    "a pickle behind the numbers": lambda target: GOOD + evil(target),
    "another magic": file(magic=b"GGJT"),
    "the first version": file(version=1),
    "a version of the future": file(version=4),
    "a version of both orders": file(version=3 << 16),
    "very many tensors": file(counts=(MOST, 1)),
    "very many values": file(counts=(1, MOST)),
    "one value more than it has": file(counts=(1, 2)),
    "one tensor more than it has": file(counts=(2, 1)),
    "fewer tensors than it has bytes for": file(counts=(0, 1)),
    "a key of exabytes": file(text("a", MOST)),
    "a key without a name": file(entry("", U32, bytes(4))),
    "a key that is no text": file(entry(b"\xff\xfe", U32, bytes(4))),
    "a key with a line": file(entry("a\nb", U32, bytes(4))),
    "a key of the head": file(entry("GGUF.version", U32, bytes(4))),
    "a key twice": file(entry("a", U32, bytes(4)), entry("a", U32, bytes(4))),
    "a type of value that is none": file(entry("a", 13, bytes(8))),
    "a type of value of all bits": file(entry("a", (1 << 32) - 1, bytes(8))),
    "a text of exabytes": file(entry("a", STRING, text("a", MOST))),
    "a text that is longer than the file": file(entry("a", STRING, text("a", 1 << 19))),
    "a text that is none": file(entry("a", STRING, text(b"\xff\xff"))),
    "a truth value of two": file(entry("a", BOOL, b"\2")),
    "truth values of two": file(array("a", BOOL, 3, b"\0\1\2")),
    "an array of exabytes": file(array("a", U8, MOST)),
    "an array of exabytes when multiplied": file(array("a", U64, 1 << 61)),
    "an array that is longer than the file": file(array("a", U8, 1 << 20)),
    "an array of more than a vocabulary": file(array("a", U8, 1 << 22, bytes(1 << 22))),
    "an array of very many empty texts": file(array("a", STRING, 1 << 20, bytes(8 << 20))),
    "an array of arrays": file(array("a", ARRAY, 1, struct.pack("<IQ", U8, 1) + b"a")),
    "arrays in arrays without end": file(array("a", ARRAY, 1, struct.pack("<IQ", ARRAY, 1) * 10_000)),
    "an array of no type": file(array("a", 99, 1, bytes(8))),
    "a token that is longer than the file": file(array("a", STRING, 1, text("a", 1 << 15))),
    "a token of exabytes": file(array("a", STRING, 1, text("a", MOST))),
    "a chat template that is a number": file(entry("tokenizer.chat_template", U32, bytes(4))),
    "a chat template that is an array": file(array("tokenizer.chat_template", STRING, 1, text("{{ a }}"))),
    "a named chat template of bytes": file(array("tokenizer.chat_template.tool_use", U8, 1, b"a")),
    "a license that is a number": file(entry("general.license", U32, bytes(4))),
    "an alignment of zero": file(entry("general.alignment", U32, bytes(4))),
    "an alignment of three": file(entry("general.alignment", U32, struct.pack("<I", 3))),
    "an alignment of gigabytes": file(entry("general.alignment", U32, struct.pack("<I", 1 << 31))),
    "an alignment that is a text": file(entry("general.alignment", STRING, text("32"))),
    "an alignment of another type": file(entry("general.alignment", U64, struct.pack("<Q", 32))),
    "one of several parts": file(entry("split.count", U16, struct.pack("<H", 3))),
    "a count of parts that is a text": file(entry("split.count", STRING, text("../../x"))),
    "a tensor of exabytes": file(tensors=(tensor(shape=(1 << 62,)),)),
    "a tensor whose length overflows": file(tensors=(tensor(shape=(1 << 32, 1 << 32)),)),
    "a tensor whose length overflows to its own": file(tensors=(tensor(shape=(8, (1 << 61) + 1)),)),
    "a tensor below zero": file(tensors=(tensor(shape=(MOST,)),)),
    "a tensor of nothing": file(tensors=(tensor(shape=(0, 8)),)),
    "a tensor of five dimensions": file(tensors=(tensor(shape=(8, 1, 1, 1, 1)),)),
    "a tensor of very many dimensions": file(tensors=(tensor(dimensions=(1 << 32) - 1),)),
    "a tensor of a type that was removed": file(tensors=(tensor(kind=4),)),
    "a tensor of no type": file(tensors=(tensor(kind=1 << 31),)),
    "half a block": file(tensors=(tensor(shape=(16,), kind=2),)),
    "a tensor at a place that is not aligned": file(tensors=(tensor(place=1),)),
    "a tensor beyond the end": file(tensors=(tensor(place=1 << 40),)),
    "a tensor before the beginning": file(tensors=(tensor(place=MOST - 31),)),
    "tensors on each other": two(0, 0),
    "tensors in another order": two(32, 0),
    "a gap between tensors": two(0, 64, bytes(96)),
    "a name of a tensor twice": file(tensors=(tensor(), tensor(place=32)), data=bytes(64)),
    "a name of a tensor that is no text": file(tensors=(tensor(b"\xff"),)),
    "a name of a tensor of exabytes": file(tensors=(text("a", MOST),)),
    "numbers that are cut off": file(data=bytes(31)),
    "half of what fills up its end": file(tensors=(tensor(shape=(1,)),), data=bytes(16)),
    "no numbers": file(data=b""),
    "something behind the numbers": GOOD + bytes(64),
    "something behind a head alone": file(tensors=(), data=bytes(64)),
    "a head that is cut off": GOOD[:40],
    "the magic alone": b"GGUF",
    "nothing": b"",
}


def put(content: bytes | Callable[[Path], bytes]) -> Make:
    def make(folder: Path, target: Path) -> None:
        (folder / "model.gguf").write_bytes(content(target) if callable(content) else content)

    return make


HAND_WRITTEN = {"gguf": FILES}


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    return start(readers, "gguf", guarded=("gguf.",))


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_lies(reader: Reader, tmp_path: Path, name: str) -> None:
    report = reader.check(put(FILES[name]), tmp_path)
    assert judge("gguf", tmp_path) == "code"
    assert report.outcome == "refused"


HARMLESS = {
    "what was not changed": GOOD,
    "the second version": file(version=2),
    "no tensors": file(tensors=(), data=b""),
    "numbers that are filled up": file(tensors=(tensor(shape=(1,)),), data=bytes(32)),
    "numbers that are not filled up": file(tensors=(tensor(shape=(1,)),), data=bytes(4)),
    "a chat template that would import": file(
        entry("tokenizer.chat_template", STRING, text("{{ ''.__class__.__mro__[1].__subclasses__() }}"))
    ),
    "texts that name files": file(entry("general.source.url", STRING, text("file:///etc/passwd"))),
    "a token that is no text": file(array("tokenizer.ggml.tokens", STRING, 1, text(b"\xff"))),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_texts_stay_texts(reader: Reader, tmp_path: Path, name: str) -> None:
    report = reader.check(put(HARMLESS[name]), tmp_path)
    assert judge("gguf", tmp_path) == "parser"
    assert report.outcome == "loaded", report.error


def changed(value: bytes) -> Iterator[bytes]:
    """One number put at each place of the head."""
    content = file(tensors=(tensor(),), data=NUMBERS)
    for place in range(4, len(content) - len(NUMBERS), 2):
        yield content[:place] + value + content[place + len(value) :]


@pytest.mark.parametrize("value", [b"\xff\xff\xff\xff", b"\0\0\0\x80", b"\1\0\0\0\0\0\0\0"])
def test_a_number_anywhere_in_the_head(reader: Reader, tmp_path: Path, value: bytes) -> None:
    folders = []
    for number, content in enumerate(changed(value)):
        folder = tmp_path / str(number)
        folder.mkdir()
        put(content)(folder, tmp_path)
        folders.append(folder)
    risks = [judge("gguf", folder) for folder in folders]
    for report, risk in zip(reader.read_all(folders), risks, strict=True):
        assert not report.harm
        assert (report.outcome == "refused") == (risk == "code"), report.error
    assert risks.count("code") > len(risks) / 2


def test_another_file(reader: Reader, tmp_path: Path) -> None:
    """Only the file of its name is read."""

    def make(folder: Path, target: Path) -> None:
        SAMPLES["gguf"].write("gguf", folder)
        (folder / "model.gguf").rename(folder / "other.gguf")

    assert reader.check(make, tmp_path).outcome == "refused"
    assert judge("gguf", tmp_path) == "code"


def test_types_are_those_of_the_library() -> None:
    import gguf

    installed: Any = gguf.GGML_QUANT_SIZES
    assert {int(kind): (kind.name, *sizes) for kind, sizes in installed.items()} == structure.TYPES
