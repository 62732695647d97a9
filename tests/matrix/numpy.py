"""Arrays of NumPy, archives of them, and single numbers."""

from __future__ import annotations

from .row import Row

SETUP = """
import os, tempfile
import numpy

def seen(m):
    if isinstance(m, dict):
        return [(name, seen(array)) for name, array in m.items()]
    base = numpy.asarray(m)
    flags = (base.flags.c_contiguous, base.flags.f_contiguous)
    name = type(m).__module__ + '.' + type(m).__qualname__
    return (name, repr(base.dtype.descr), base.shape, flags, base.tobytes().hex())

def masked(m):
    mask = None if m.mask is numpy.ma.nomask else seen(numpy.asarray(m.mask))
    return (type(m).__qualname__, seen(numpy.asarray(m.data)), mask, repr(m.fill_value))

def single(m):
    return (type(m).__module__, type(m).__qualname__, str(m.dtype), repr(m))

class Kelvin(numpy.ndarray):
    unit = 'K'

RECORDS = [('id', '<i4'), ('when', '<M8[s]'), ('place', [('x', '<f8'), ('y', '<f8')]), ('grid', '<i2', (2, 2))]
"""
ARRAY, MASKED = "numpy.ndarray", "numpy.MaskedArray"


def _array(name: str, code: str) -> Row:
    return Row(name, ARRAY, f"model = {code}", "seen(model)", encoding="npy", risk="data")


def _masked(name: str, code: str) -> Row:
    return Row(name, MASKED, f"model = {code}", "masked(model)", risk="data")


def _number(type: str, code: str, name: str) -> Row:
    return Row(f"one {name}", f"numpy.{type}", f"model = numpy.{code}", "single(model)", risk="data")


def _refused(name: str, make: str, says: str) -> Row:
    return Row(name, ARRAY, make, "type(model).__qualname__", outcome="refused", says=says)


ROWS = (
    _array("float64", "numpy.linspace(0, 1, 12).reshape(3, 4)"),
    _array("NaN, infinity and minus zero", "numpy.array([numpy.nan, numpy.inf, -0.0], 'float32')"),
    _array("order of Fortran", "numpy.asfortranarray(numpy.arange(12).reshape(3, 4))"),
    Row(
        "every second column",
        ARRAY,
        "model = numpy.arange(24).reshape(4, 6)[:, ::2]",
        "(model.dtype.str, model.tolist())",
        risk="data",
    ),
    _array("no dimensions", "numpy.array(3.5)"),
    _array("no elements", "numpy.empty((3, 0, 2), 'int16')"),
    _array("big-endian", "numpy.arange(5, dtype='>i4')"),
    _array("bool", "numpy.array([[True, False]])"),
    _array("complex and long double", "numpy.array([1 + 2j, numpy.pi], 'complex256' if os.name != 'nt' else 'c16')"),
    _array("text", "numpy.array([['a', 'ähm'], ['', '\\U0001f600']])"),
    _array("bytes", "numpy.array([b'a', b'bc\\0d'])"),
    _array("times", "numpy.array(['2020-01-01', 'NaT'], 'datetime64[25s]')"),
    _array("spans of time", "numpy.array([1, -5], 'timedelta64[ns]')"),
    _array("records", "numpy.zeros(3, RECORDS)"),
    _array("records with gaps", "numpy.zeros(2, numpy.dtype([('a', 'i1'), ('b', 'f8')], align=True))"),
    _array("float16 of 20 dimensions", "numpy.ones((1,) * 20, 'float16')"),
    _array("matrix", "numpy.matrix([[1, 2], [3, 4]])"),
    _array("record array", "numpy.rec.array([(1, 2.0), (3, 4.0)], dtype=[('a', 'i4'), ('b', 'f8')])"),
    Row(
        "mapped from a file",
        ARRAY,
        "path = os.path.join(tempfile.mkdtemp(), 'x')\nnumpy.arange(6.0).tofile(path)\n"
        "model = numpy.memmap(path, 'float64', 'r')",
        "(type(model).__qualname__, model.tolist())",
        outcome="announced",
        says="not as one that is mapped from a file",
        back="model.tolist()",
        risk="data",
    ),
    Row(
        "dict of arrays",
        ARRAY,
        "model = {'layer/w': numpy.arange(6.0).reshape(2, 3), 'é': numpy.array(['a', 'b']), 'empty': numpy.zeros(0)}",
        "seen(model)",
        encoding="npz",
        risk="data",
    ),
    _refused("objects", "model = numpy.array([1, 'a', None], dtype=object)", "only a pickle keeps"),
    _refused("records of objects", "model = numpy.zeros(2, [('a', 'O')])", "only a pickle keeps"),
    _refused("texts of any length", "model = numpy.array(['a'], numpy.dtypes.StringDType())", "astype('U')"),
    _refused(
        "fields over each other",
        "model = numpy.zeros(2, {'names': ['a', 'b'], 'formats': ['i4', 'i2'], 'offsets': [0, 2]})",
        "NumPy's files do not keep",
    ),
    _refused("own class", "model = numpy.arange(3).view(Kelvin)", "more than an array"),
    _masked("mask and fill value", "numpy.ma.array([1.0, 2.0], mask=[True, False], fill_value=7)"),
    _masked("no mask", "numpy.ma.array([[1, 2]])"),
    _masked("masked records", "numpy.ma.array([(1, 2.0)], dtype=[('a', 'i4'), ('b', 'f8')], mask=[(True, False)])"),
    Row(
        "hard mask",
        MASKED,
        "model = numpy.ma.array([1, 2], mask=[1, 0], hard_mask=True)",
        "(masked(model), model.hardmask)",
        outcome="announced",
        says="harden_mask()",
        back="masked(model)",
        risk="data",
    ),
    _number("float64", "float64(0.1)", "float64"),
    _number("float32", "float32(0.1)", "float32"),
    _number("int64", "int64(-5)", "int64"),
    _number("int32", "int32(7)", "int32"),
    _number("generic", "bool_(True)", "truth value"),
    _number("generic", "complex64(1j)", "complex"),
    _number("generic", "datetime64('2020-02-29T12', 'h')", "time"),
    _number("generic", "longdouble(1) / 3", "long double"),
    _number("generic", "void(b'abc')", "bytes"),
)
