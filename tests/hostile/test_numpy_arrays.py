"""Arrays of NumPy whose heads claim what is not there, name code, or are none."""

from __future__ import annotations

import io
import pickle
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy
import pytest

from ..frameworks.evil import Evil
from .harness import Reader, Readers, judge
from .samples import SAMPLES, start

GOOD = "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }"
NUMBERS = bytes(16)


def evil(target: Path) -> bytes:
    return pickle.dumps(Evil(exec, f"open({str(target)!r}, 'w').write('x')"))


def npy(head: str | bytes = GOOD, data: bytes = NUMBERS, version: int = 1, length: int | None = None) -> bytes:
    text = head if isinstance(head, bytes) else head.encode()
    text += b" " * (-(len(text) + 11) % 64) + b"\n"
    size = len(text) if length is None else length
    return b"\x93NUMPY" + bytes((version, 0)) + struct.pack("<H" if version == 1 else "<I", size) + text + data


def descr(text: str, data: bytes = NUMBERS) -> bytes:
    return npy(f"{{'descr': {text}, 'fortran_order': False, 'shape': (2,), }}", data)


def shape(text: str, data: bytes = NUMBERS) -> bytes:
    return npy(f"{{'descr': '<f8', 'fortran_order': False, 'shape': {text}, }}", data)


def objects(target: Path) -> bytes:
    return npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", evil(target))


DEEP = "[('a', " * 60 + "'<f8'" + ")]" * 60
FIELDS = "[" + ", ".join(f"('f{number}', '|u1')" for number in range(3000)) + "]"
ARRAYS: dict[str, bytes | Callable[[Path], bytes]] = {
    "objects": objects,
    "a pickle": evil,
    "a pickle behind the magic": lambda target: b"\x93NUMPY" + evil(target),
    "objects in a record": descr("[('a', '|O')]"),
    "objects in a record of a record": descr("[('a', [('b', 'O', (2,))])]"),
    "a head that is evaluated": npy("{'descr': __import__('os').system('true'), 'fortran_order': 0, 'shape': ()}"),
    "a shape that is evaluated": shape("(9**9**9,)"),
    "a shape that is a product": shape("(1,)*10**9"),
    "a type by a name": descr("'float64'"),
    "a type by a class": descr("'numpy.record'"),
    "a type with commas": descr("'<f8,<f8'"),
    "a type with a count": descr("'(1000000000,)f8'"),
    "a type of no size": descr("'<f'"),
    "a type that is a dict": descr("{'names': ['a'], 'formats': ['<f8'], 'offsets': [-8]}"),
    "texts that are very long": descr("'<U2000000000'"),
    "bytes that are very long": descr("'|S99999999999'"),
    "a unit of no time": descr("'<M8[__import__]'"),
    "very deep records": descr(DEEP),
    "deep brackets": npy("[" * 30000),
    "very many fields": descr(FIELDS),
    "two fields of one name": descr("[('a', '<f4'), ('a', '<f4')]"),
    "a field of many": descr("[('a', '<f8', (1000000000, 1000000000))]"),
    "a field of no name": descr("[(1, '<f8')]"),
    "a field with a title of code": descr("[(('__class__', ''), '<f8')]"),
    "more than it has": shape("(1000000000000,)"),
    "less than it has": shape("(1,)"),
    "no elements of a large claim": shape("(4611686018427387904, 0)", b""),
    "elements of no size": npy("{'descr': '|V0', 'fortran_order': False, 'shape': (1000000000000,), }", b""),
    "a shape below zero": shape("(-2,)"),
    "a shape of truths": shape("(True, True)"),
    "a shape of a hundred": shape("(" + "1, " * 100 + ")"),
    "a shape that is a number": shape("2"),
    "a key twice": npy("{'descr': '<f8', 'descr': '|O', 'fortran_order': False, 'shape': (2,), }"),
    "a key too many": npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), 'more': 1, }"),
    "a list for a head": npy("['<f8', False, (2,)]"),
    "a text with escapes": descr(r"[('\x61', '<f8')]"),
    "order of Fortran by a number": npy("{'descr': '<f8', 'fortran_order': 1, 'shape': (2,), }"),
    "a head that is very long": npy(GOOD + " " * 60000 + "#"),
    "a head that claims gigabytes": npy(version=2, length=0xFFFFFFF0),
    "a head of half a character": npy(b"{'descr': '<f8\xff'}", version=3),
    "a later version": npy(version=9),
    "nothing": b"",
    "the magic alone": b"\x93NUMPY",
}


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return content.getvalue()


def changed(place: int, value: bytes, of: bytes) -> bytes:
    return of[:place] + value + of[place + len(value) :]


WHOLE = packed(("a.npy", npy()), ("b.npy", npy()))
LOCAL = WHOLE.index(b"PK\1\2")
END = WHOLE.index(b"PK\5\6")
ARCHIVES: dict[str, bytes | Callable[[Path], bytes]] = {
    "objects": lambda target: packed(("a.npy", objects(target))),
    "a pickle among arrays": lambda target: packed(("a.npy", npy()), ("b.pkl", evil(target))),
    "a pickle that is called an array": lambda target: packed(("a.npy", evil(target))),
    "a pickle alone": evil,
    "a name from above": packed(("../../a.txt", npy())),
    "a folder": packed(("a/", b"")),
    "a name that is very long": packed(("a" * 2000 + ".npy", npy())),
    "a name twice": packed(("a.npy", npy()), ("a.npy", npy())),
    "a packed member": packed(("a.npy", npy("x" * 60000)), method=zipfile.ZIP_DEFLATED),
    "a bomb": packed(("a.npy", npy(shape("(67108864,)"), bytes(1 << 26))), method=zipfile.ZIP_DEFLATED),
    "members by LZMA": packed(("a.npy", npy()), method=zipfile.ZIP_LZMA),
    "an encrypted member": changed(6, b"\1", changed(LOCAL + 8, b"\1", WHOLE)),
    "another name inside": changed(30, b"z", WHOLE),
    "another size inside": changed(18, b"\1\0\0\0", WHOLE),
    "members over each other": changed(END - 12, b"\0\0\0\0", WHOLE),
    "a size beyond the end": changed(LOCAL + 20, b"\xff\xff\xff\x7f" * 2, WHOLE),
    "something before it": b"#!/bin/sh\n" + WHOLE,
    "something after it": WHOLE + b"\n",
    "a comment": WHOLE[:-2] + b"\4\0main",
    "very many members said": changed(END + 8, b"\xff\xff\xff\xff", WHOLE),
    "a directory elsewhere": changed(END + 16, b"\0\0\0\0", WHOLE),
    "a second directory": WHOLE[:END] + b"PK\6\7" + bytes(16) + WHOLE[END:],
    "half of it": WHOLE[: len(WHOLE) // 2],
    "nothing": b"",
}
MASKED: dict[str, bytes] = {
    "no data": packed(("mask.npy", npy()), ("fill_value.npy", npy())),
    "a mask of another shape": packed(
        ("data.npy", npy()), ("mask.npy", descr("'|b1'", b"\0\0")[:-1]), ("fill_value.npy", npy(shape("()"), bytes(8)))
    ),
    "a fill value of many": packed(("data.npy", npy()), ("fill_value.npy", npy())),
    "a member too many": packed(("data.npy", npy()), ("fill_value.npy", npy()), ("x.npy", npy())),
}


HAND_WRITTEN = {"npy": ARRAYS, "npz": [*ARCHIVES, *MASKED]}


@pytest.fixture(scope="module")
def arrays(readers: Readers) -> Reader:
    return start(readers, "npy")


@pytest.fixture(scope="module")
def archives(readers: Readers) -> Reader:
    return start(readers, "npz")


def check(reader: Reader, folder: Path, name: str, made: bytes | Callable[[Path], bytes]) -> None:
    def make(folder: Path, target: Path) -> None:
        (folder / name).write_bytes(made(target) if callable(made) else made)

    report = reader.check(make, folder)
    assert judge(reader.encoding, folder) == "code"
    assert report.outcome == "refused"


@pytest.mark.parametrize("name", ARRAYS)
@pytest.mark.parametrize("file", ["array.npy", "scalar.npy"])
def test_an_array(arrays: Reader, tmp_path: Path, file: str, name: str) -> None:
    check(arrays, tmp_path, file, ARRAYS[name])


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive(archives: Reader, tmp_path: Path, name: str) -> None:
    check(archives, tmp_path, "arrays.npz", ARCHIVES[name])


@pytest.mark.parametrize("name", MASKED)
def test_a_masked_array(archives: Reader, tmp_path: Path, name: str) -> None:
    check(archives, tmp_path, "masked.npz", MASKED[name])


def test_a_file_of_another_name_is_code(tmp_path: Path) -> None:
    SAMPLES["npy"].write("npy", tmp_path)
    (tmp_path / "array.npy").rename(tmp_path / "object.npy")
    assert judge("npy", tmp_path) == "code"


def test_the_attempts_differ_from_what_passes_in_what_they_say_alone(arrays: Reader, tmp_path: Path) -> None:
    (tmp_path / "array.npy").write_bytes(npy())
    assert judge("npy", tmp_path) == "data"
    assert arrays.read_and_use(tmp_path).outcome == "loaded"
    with pytest.raises((ValueError, pickle.UnpicklingError)):
        numpy.load(io.BytesIO(npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }")), allow_pickle=True)
