"""Sparse matrices and arrays of SciPy."""

from __future__ import annotations

from .row import Row

SETUP = """
import numpy, scipy.sparse
from scipy import sparse

def some(dtype='float64'):
    return sparse.random(6, 4, 0.4, format='coo', random_state=0).astype(dtype)

def places(m):
    names = {'coo': ('row', 'col'), 'dia': ('offsets',), 'lil': ('rows',), 'dok': ()}
    return [getattr(m, name).tolist() for name in names.get(m.format, ('indices', 'indptr'))]

def seen(m):
    values = sorted(m.items()) if m.format == 'dok' else m.data.tolist()
    kind = type(m).__module__ + '.' + type(m).__qualname__
    found = places(m) if m.ndim == 2 else [one.tolist() for one in m.coords]
    return (kind, str(m.dtype), m.shape, m.nnz, found, repr(values), numpy.asarray(m.toarray()).tolist())
"""
MATRIX, ARRAY = "scipy.spmatrix", "scipy._spbase"


def _row(name: str, type: str, code: str) -> Row:
    return Row(name, type, f"model = {code}", "seen(model)", risk="data")


ROWS = (
    _row("csr_matrix", MATRIX, "sparse.csr_matrix(some())"),
    _row("csr_array", ARRAY, "sparse.csr_array(some('float32'))"),
    _row("csc_matrix", MATRIX, "sparse.csc_matrix(some('complex128'))"),
    _row("csc_array", ARRAY, "sparse.csc_array(some('bool'))"),
    _row("coo_matrix", MATRIX, "some('int8')"),
    _row("coo_array with a place twice", ARRAY, "sparse.coo_array(([1.0, 2.0], ([0, 0], [1, 1])), shape=(2, 2))"),
    _row("coo_array of three dimensions", ARRAY, "sparse.coo_array(numpy.arange(8).reshape(2, 2, 2))"),
    _row("bsr_matrix", MATRIX, "sparse.bsr_matrix(numpy.kron(numpy.eye(2), numpy.ones((2, 3))), blocksize=(2, 3))"),
    _row("dia_array", ARRAY, "sparse.dia_array(([[1, 2, 3], [4, 5, 6]], [0, 1]), shape=(3, 3))"),
    _row("lil_matrix", MATRIX, "sparse.lil_matrix(some())"),
    _row("dok_array", ARRAY, "sparse.dok_array(some())"),
    _row(
        "places out of order",
        MATRIX,
        "sparse.csr_matrix((numpy.array([1.0, 0.0]), numpy.array([1, 0], 'int64'), numpy.array([0, 2, 2], 'int64')))",
    ),
    _row("nothing stored", MATRIX, "sparse.csr_matrix((0, 5))"),
    Row(
        "objects",
        MATRIX,
        "model = some()\nmodel.data = model.data.astype(object)",
        "type(model).__qualname__",
        outcome="refused",
        says="Give it a type of numbers",
    ),
    Row(
        "very large for its values",
        ARRAY,
        "model = sparse.coo_array(([1.0], ([0], [0])), shape=(1 << 40, 2))",
        "(type(model).__qualname__, model.shape)",
        outcome="refused",
        says="Save it as csr or csc",
    ),
)
