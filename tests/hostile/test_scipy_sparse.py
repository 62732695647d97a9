"""Sparse matrices whose places lie outside of them, or that are something else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy
import pytest

from .harness import Reader, Readers, judge
from .samples import start
from .test_numpy_arrays import evil

INT = numpy.int64
CSR: dict[str, Any] = {
    "data": numpy.array([1.0, 2.0, 3.0]),
    "indices": numpy.array([2, 0, 1], INT),
    "indptr": numpy.array([0, 1, 3], INT),
    "shape": numpy.array([2, 3], INT),
    "format": numpy.array(b"csr"),
    "_is_array": numpy.array(True),
}
COO: dict[str, Any] = {
    **{name: CSR[name] for name in ("data", "shape", "_is_array")},
    "row": numpy.array([0, 1, 1], INT),
    "col": numpy.array([2, 0, 1], INT),
    "format": numpy.array(b"coo"),
}
DIA: dict[str, Any] = {
    "data": numpy.ones((2, 3)),
    "offsets": numpy.array([0, 1], INT),
    "shape": numpy.array([3, 3], INT),
    "format": numpy.array(b"dia"),
}
BSR: dict[str, Any] = {
    "data": numpy.ones((2, 2, 3)),
    "indices": numpy.array([0, 1], INT),
    "indptr": numpy.array([0, 1, 2], INT),
    "shape": numpy.array([4, 6], INT),
    "format": numpy.array(b"bsr"),
}


def at(*places: int) -> Any:
    return numpy.array(places, INT)


def sparse(base: dict[str, Any], **changes: Any) -> Callable[[Path], bytes]:
    members = {name: value for name, value in {**base, **changes}.items() if value is not None}

    def make(target: Path) -> bytes:
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            for name, value in members.items():
                out = io.BytesIO()
                if isinstance(value, bytes):
                    out.write(value)
                else:
                    numpy.lib.format.write_array(out, numpy.asarray(value), allow_pickle=True)
                archive.writestr(zipfile.ZipInfo(f"{name}.npy"), out.getvalue())
        return content.getvalue()

    return make


REFUSED = {
    "an index beyond the row": sparse(CSR, indices=at(2, 0, 1 << 40)),
    "an index before the row": sparse(CSR, indices=at(-1, 0, 1)),
    "a row that ends beyond the values": sparse(CSR, indptr=at(0, 1, 1 << 40)),
    "rows that go back": sparse(CSR, indptr=at(0, 5, 3)),
    "rows that begin later": sparse(CSR, indptr=at(1, 1, 3)),
    "more rows than it says": sparse(CSR, shape=at(1 << 40, 3)),
    "rows below zero": sparse(CSR, shape=at(-2, 3)),
    "rows that are numbers with a point": sparse(CSR, indptr=numpy.array([0.0, 1.0, 3.0])),
    "fewer values than places": sparse(CSR, data=numpy.ones(1)),
    "values of two dimensions": sparse(CSR, data=numpy.ones((3, 1))),
    "values that are texts": sparse(CSR, data=numpy.array(["a", "b", "c"])),
    "values that are records": sparse(CSR, data=numpy.zeros(3, [("a", "f8")])),
    "values that are objects": sparse(CSR, data=numpy.array([1, 2, 3], object)),
    "a shape of objects": sparse(CSR, shape=numpy.array([2, 3], object)),
    "a shape of one number that is none": sparse(CSR, shape=numpy.array(["2", "3"])),
    "three dimensions of rows": sparse(CSR, shape=at(2, 3, 1)),
    "no shape": sparse(CSR, shape=None),
    "no format": sparse(CSR, format=None),
    "a format of another kind": sparse(CSR, format=numpy.array(b"coo")),
    "a format by a class": sparse(CSR, format=numpy.array("os.system")),
    "a format that is a list": sparse(CSR, format=numpy.array([b"csr"])),
    "a member too many": sparse(CSR, more=numpy.ones(1)),
    "a pickle for its values": lambda target: sparse(CSR, data=evil(target))(target),
    "whether it is an array by a text": sparse(CSR, _is_array=numpy.array("yes")),
    "a matrix of one dimension": sparse(CSR, shape=at(3), indptr=at(0, 3), _is_array=None),
    "places beyond": sparse(COO, row=at(0, 1, 2)),
    "places before": sparse(COO, col=at(-1, 0, 1)),
    "very many rows of few values": sparse(COO, shape=at(1 << 40, 3)),
    "coordinates of another count": sparse({**COO, "row": None, "col": None}, coords=numpy.zeros((3, 3), INT)),
    "diagonals twice": sparse(DIA, offsets=at(1, 1)),
    "more diagonals than values": sparse(DIA, offsets=at(0, 1, 2)),
    "diagonals of a very large matrix": sparse(DIA, shape=at(1 << 60, 1 << 60)),
    "blocks that do not fit": sparse(BSR, shape=at(5, 6)),
    "blocks of no size": sparse(BSR, data=numpy.ones((2, 0, 3))),
    "blocks beyond": sparse(BSR, indices=at(0, 2)),
}


HAND_WRITTEN = {"scipy-npz": REFUSED}


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    return start(readers, "scipy-npz")


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused(reader: Reader, tmp_path: Path, name: str) -> None:
    report = reader.check(lambda folder, target: _write(folder, REFUSED[name](target)), tmp_path)
    assert report.outcome == "refused"


@pytest.mark.parametrize("base", [CSR, COO, DIA, BSR])
def test_what_was_not_changed_is_read(reader: Reader, tmp_path: Path, base: dict[str, Any]) -> None:
    _write(tmp_path, sparse(base)(tmp_path))
    assert judge("scipy-npz", tmp_path) == "data"
    assert reader.read_and_use(tmp_path).outcome == "loaded"


def _write(folder: Path, content: bytes) -> None:
    (folder / "matrix.npz").write_bytes(content)
