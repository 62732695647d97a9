"""Frames, series and indexes of pandas."""

from __future__ import annotations

from .row import Row

SETUP = """
import datetime, decimal, zoneinfo
import numpy, pandas
from pandas import DataFrame, Series
import pyarrow

def index(m):
    if isinstance(m, pandas.MultiIndex):
        codes = [list(map(int, one)) for one in m.codes]
        return ('MultiIndex', [index(one) for one in m.levels], codes, [repr(one) for one in m.names])
    freq = getattr(m, 'freqstr', None)
    return (type(m).__name__, str(m.dtype), repr(m.name), freq, [(type(one).__name__, repr(one)) for one in m])

def column(s):
    # The type by its parts, as a text of a category does not tell its order.
    dtype = s.dtype
    more = ()
    if isinstance(dtype, pandas.CategoricalDtype):
        more = (index(dtype.categories), dtype.ordered, list(map(int, s.cat.codes)))
    if isinstance(dtype, pandas.StringDtype):
        more = (dtype.storage, repr(dtype.na_value))
    if isinstance(dtype, pandas.DatetimeTZDtype):
        more = (dtype.unit, type(dtype.tz).__name__)
    return (str(dtype), more, [(type(one).__name__, repr(one)) for one in s])

def seen(m):
    if isinstance(m, pandas.Index):
        return index(m)
    more = (type(m).__name__, index(m.index), repr(m.attrs), m.flags.allows_duplicate_labels)
    if isinstance(m, Series):
        return (*more, repr(m.name), column(m))
    return (*more, index(m.columns), [column(m.iloc[:, place]) for place in range(m.shape[1])])

def objects(*values):
    found = numpy.empty(len(values), object)
    found[:] = values
    return Series(found, dtype=object)

def times(*texts, **more):
    return pandas.DatetimeIndex(texts, **more)

class Table(DataFrame):
    pass
"""
FRAME, SERIES, INDEX = "pandas.DataFrame", "pandas.Series", "pandas.Index"


def _row(name: str, type: str, code: str) -> Row:
    return Row(name, type, f"model = {code}", "seen(model)")


def _refused(name: str, type: str, code: str, says: str) -> Row:
    return Row(name, type, f"model = {code}", "type(model).__name__", outcome="refused", says=says)


ROWS = (
    _row(
        "numbers, truth values and texts",
        FRAME,
        "DataFrame({'i': [1, 2], 'f': [0.1, None], 'b': [True, False], 's': ['a', None]})",
    ),
    _row(
        "all types of NumPy",
        FRAME,
        "DataFrame({t: numpy.array([0, 1, 3], t) for t in 'i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 ?'.split()})",
    ),
    _row(
        "nullable types",
        FRAME,
        "DataFrame({t: pandas.array([1, None, 0], t) for t in"
        " ['Int8', 'Int64', 'UInt16', 'Float32', 'Float64', 'boolean', 'string']})",
    ),
    _row(
        "texts in four ways",
        FRAME,
        "DataFrame({str(place): Series(['ä', None], dtype=pandas.StringDtype(*one))"
        " for place, one in enumerate([('python', pandas.NA), ('pyarrow', pandas.NA), ('python', numpy.nan),"
        " ('pyarrow', numpy.nan)])})",
    ),
    _row(
        "categories",
        FRAME,
        "DataFrame({'o': pandas.Categorical(['b', 'a', None], ['b', 'a', 'z'], ordered=True),"
        " 'n': pandas.Categorical([3, 1, 3]), 'cut': pandas.cut([1.0, 2.0, 9.0], 2)})",
    ),
    _row(
        "times and time zones",
        FRAME,
        "DataFrame({'n': times('2020-01-01', 'NaT'), 's': times('2020-01-01', 'NaT')"
        ".as_unit('s'), 'z': times('2020-01-01', 'NaT', tz=zoneinfo.ZoneInfo('Europe/Berlin')),"
        " 'u': times('2020-01-01', 'NaT', tz='UTC'),"
        " 'o': times('2020-01-01', 'NaT', tz=datetime.timezone(datetime.timedelta(hours=-3, minutes=-30)))})",
    ),
    _row("spans of time", SERIES, "Series(pandas.to_timedelta([1, None], unit='s'), name='t')"),
    _row(
        "periods and intervals",
        FRAME,
        "DataFrame({'p': pandas.PeriodIndex(['2020-01', None], freq='M'),"
        " 'q': pandas.period_range('2020', periods=2, freq='Q-NOV'),"
        " 'i': pandas.arrays.IntervalArray.from_tuples([(0.5, 1.0), None], closed='both'),"
        " 'd': pandas.interval_range(pandas.Timestamp('2020'), periods=2)})",
    ),
    _row(
        "sparse",
        FRAME,
        "DataFrame({'i': pandas.arrays.SparseArray([0, 0, 1]), 'f': pandas.arrays.SparseArray([numpy.nan, 1.0, 2.0])})",
    ),
    _row(
        "types of Arrow",
        FRAME,
        "DataFrame({'i': pandas.array([1, None], pandas.ArrowDtype(pyarrow.int64())),"
        " 'l': pandas.array([[1], None], pandas.ArrowDtype(pyarrow.list_(pyarrow.int64()))),"
        " 'd': pandas.array([decimal.Decimal('1.50')] * 2, pandas.ArrowDtype(pyarrow.decimal128(9, 2)))})",
    ),
    _row(
        "objects that are texts",
        FRAME,
        "DataFrame({'a': objects('a', None), 'b': objects('a', float('nan')), 'c': objects('a', pandas.NA)})",
    ),
    _row("objects that are plain values", SERIES, "objects(1, 'a', 2.5, None, True, (1, 2), b'x', [1, {'a': None}])"),
    _row(
        "dates and decimals",
        FRAME,
        "DataFrame({'d': objects(datetime.date(2020, 2, 29), None),"
        " 'n': objects(decimal.Decimal('1.50'), decimal.Decimal('NaN'))})",
    ),
    _row("index of texts with a name", FRAME, "DataFrame({'a': [1, 2]}, index=pandas.Index(['x', 'x'], name='k'))"),
    _row(
        "index of times with a frequency",
        SERIES,
        "Series([1, 2, 3], index=pandas.date_range('2020', periods=3, freq='15min', tz='Europe/Berlin', name='t'))",
    ),
    _row(
        "MultiIndex with a level that is not used",
        FRAME,
        "DataFrame({'a': range(4)}, index=pandas.MultiIndex."
        "from_product([['x', 'y'], times('2020-01-01', '2021-01-01')], names=['k', None])).iloc[2:]",
    ),
    _row(
        "MultiIndex of columns",
        FRAME,
        "DataFrame([[1, 2]], columns=pandas.MultiIndex.from_tuples([('a', 1), ('b', 2)], names=['u', 'v']))",
    ),
    _row("columns that are numbers", FRAME, "DataFrame([[1, 2.5]], columns=[5, 7])"),
    _row("columns of one name", FRAME, "DataFrame([[1, 2.5]], columns=['a', 'a'])"),
    _row("columns of any kind", FRAME, "DataFrame([[1, 2, 3]], columns=['a', 1, ('x', None)])"),
    _row("columns that are times", FRAME, "DataFrame([[1, 2]], columns=pandas.date_range('2020', periods=2))"),
    _row("nothing", FRAME, "DataFrame()"),
    _row("no rows", FRAME, "DataFrame({'a': Series([], dtype='Int8'), 'c': Series([], dtype='category')})"),
    _row("no columns", FRAME, "DataFrame(index=range(3))"),
    Row(
        "attrs and flags",
        FRAME,
        "model = DataFrame({'a': [1]}).set_flags(allows_duplicate_labels=False)\n"
        "model.attrs = {'unit': 'm', 'n': [1, (2, None)]}",
        "seen(model)",
    ),
    _row("a name that is a tuple", SERIES, "Series([1.5], name=('a', 1))"),
    _row("range", INDEX, "pandas.RangeIndex(2, 9, 3, name='r')"),
    _row("of categories", INDEX, "pandas.CategoricalIndex(['a', 'b', 'a'], name='c')"),
    _row("MultiIndex", INDEX, "pandas.MultiIndex.from_arrays([[1, None, 2], ['a', 'b', 'a']], names=['n', 't'])"),
    Row(
        "attrs of any object",
        FRAME,
        "model = DataFrame({'a': [1]})\nmodel.attrs = {'unit': 'm', 'own': object()}",
        "sorted(model.attrs)",
        outcome="announced",
        says="attrs['own']",
        back="(seen(model)[1], model.attrs['unit'])",
    ),
    Row(
        "a frequency without a name",
        SERIES,
        "model = Series([1, 2], index=pandas.date_range('2020', periods=2,"
        " freq=pandas.offsets.CustomBusinessDay(weekmask='Mon Tue')))",
        "seen(model)",
        outcome="announced",
        says="frequency of its index",
        back="(column(model), list(map(str, model.index)))",
    ),
    _refused("objects of any class", SERIES, "objects(1, object())", "builtins.object among its objects"),
    _refused("complex numbers", SERIES, "Series([1j])", "the type complex128"),
    _refused(
        "categories as a level",
        FRAME,
        "DataFrame({'a': [1]}, index=pandas.MultiIndex.from_arrays([pandas.Categorical(['a'])]))",
        "reset_index()",
    ),
    _refused("own class", FRAME, "Table({'a': [1]})", "more than what pandas has"),
)
