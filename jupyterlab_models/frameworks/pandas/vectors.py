"""A column, or the values of an index, as an array of Arrow and back, with a few words that say what it is.

`table.py` has the words. Nothing is left to what PyArrow or pandas make of a type by themselves: both change what they
give with their versions.
"""

from __future__ import annotations

import datetime
import decimal
import json
import sys
from collections.abc import Callable
from typing import Any

from ...kernel import plain
from ...kernel.errors import AgentError
from ...kernel.naming import class_name
from ..flatbuffer import Refused
from .table import FREQ, MASKED, ZONES

Json = dict[str, Any]
NOT_A_TIME = -(1 << 63)
MOST_OBJECTS = 2_000_000
"""Values of any class in one column, each of which is looked at."""
TEXTS: dict[type, tuple[str, Callable[[Any], str]]] = {
    str: ("text", str),
    decimal.Decimal: ("decimal", str),
    datetime.date: ("date", datetime.date.isoformat),
}
"""Class of all values → its name in `table.OBJECTS`, and how one is written."""
MOST_SPARSE = 32_000_000
"""Values of a sparse column, which is written in full."""


def encode(array: Any, what: str) -> tuple[Any, Json]:
    """The values of a `Series` or `Index`, its `array`. Error `unsupported`."""
    numpy, pandas, pa = sys.modules["numpy"], sys.modules["pandas"], _arrow()
    dtype = array.dtype
    if type(dtype).__name__ in ("NumpyEADtype", "PandasDtype"):
        dtype = dtype.numpy_dtype
    if isinstance(dtype, numpy.dtype):
        if dtype.kind in "biuf" and dtype.itemsize <= 8 and dtype.isnative:
            return pa.array(numpy.asarray(array), from_pandas=False), {"kind": "numpy", "dtype": dtype.name}
        if dtype.kind in "mM" and numpy.datetime_data(dtype)[1] == 1:
            return _times(array, numpy.datetime_data(dtype)[0], None, what)
        if dtype.kind == "O":
            return _objects(numpy.asarray(array), what)
        raise _cannot(what, f"the type {dtype}")
    if isinstance(dtype, pandas.DatetimeTZDtype):
        return _times(array, getattr(dtype, "unit", "ns"), dtype.tz, what)
    if isinstance(dtype, pandas.StringDtype):
        try:
            texts = pa.array(array.to_numpy(object, na_value=None), pa.large_string())
        except UnicodeEncodeError:
            raise _cannot(what, "a text with half a character (a lone surrogate)") from None
        na = "NA" if getattr(dtype, "na_value", pandas.NA) is pandas.NA else "nan"
        return texts, {"kind": "string", "storage": dtype.storage, "na": na}
    if isinstance(dtype, pandas.CategoricalDtype):
        values, words = encode(dtype.categories.array, f"a category of {what}")
        codes = pa.array(numpy.asarray(array.codes), mask=numpy.asarray(array.codes) < 0)
        found = pa.DictionaryArray.from_arrays(codes, values, ordered=bool(dtype.ordered))
        return found, {"kind": "category", "ordered": bool(dtype.ordered), "categories": words}
    if isinstance(dtype, pandas.PeriodDtype):
        freq = dtype.name[len("period[") : -1]
        if not FREQ.fullmatch(freq):
            raise _cannot(what, f"periods of an unusual frequency, {freq}")
        return _whole(array), {"kind": "period", "freq": freq}
    if isinstance(dtype, pandas.IntervalDtype):
        sides = [encode(side.array, what) for side in (array.left, array.right)]
        found = pa.StructArray.from_arrays([side for side, _ in sides], ["left", "right"])
        return found, {"kind": "interval", "closed": array.closed, "sides": sides[0][1]}
    if isinstance(dtype, pandas.SparseDtype):
        if len(array) > MOST_SPARSE or dtype.subtype.kind not in "biuf":
            raise _cannot(what, "a sparse type that cannot be written")
        values, words = encode(array.to_dense(), what)
        fill = plain.to_json(dtype.fill_value)
        return values, {"kind": "sparse", "fill": fill, "values": words}
    if str(dtype) in MASKED and hasattr(array, "_mask"):
        return pa.array(array._data, mask=array._mask, from_pandas=False), {"kind": "masked", "dtype": str(dtype)}
    if type(dtype).__name__ == "ArrowDtype":
        found = array.__arrow_array__()
        return _joined(found), {"kind": "arrow"}
    raise _cannot(what, f"the type {str(dtype)[:80]}")


def decode(found: Any, words: Json) -> Any:
    """An array as pandas takes it; of plain NumPy types one of NumPy."""
    import numpy
    import pandas

    pa = _arrow()
    kind = words["kind"]
    if kind == "numpy":
        if found.null_count:
            raise Refused("a number that is missing where none can be")
        return found.to_numpy(zero_copy_only=False).astype(words["dtype"], copy=False)
    if kind in ("datetime", "timedelta"):
        times = _integers(found).view(f"{'M' if kind == 'datetime' else 'm'}8[{words['unit']}]")
        if kind == "timedelta":
            return pandas.TimedeltaIndex(times).array
        index = pandas.DatetimeIndex(times)
        if words["zone"] is None:
            return index.array
        return index.tz_localize("UTC").tz_convert(_zone(words["zone"], words["tz"])).array
    if kind == "masked":
        mask = numpy.array(found.is_null().to_numpy(zero_copy_only=False), dtype=bool)
        data = found.fill_null(False if words["dtype"] == "boolean" else 0).to_numpy(zero_copy_only=False)
        cls = {"b": "BooleanArray", "F": "FloatingArray"}.get(words["dtype"][0], "IntegerArray")
        return getattr(pandas.arrays, cls)(numpy.array(data, MASKED[words["dtype"]]), mask)
    if kind == "string":
        return _string_dtype(words).__from_arrow__(pa.chunked_array([found]))
    if kind == "category":
        codes = found.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        categories = index_of(decode(found.dictionary, words["categories"]), words["categories"])
        return pandas.Categorical.from_codes(codes, categories=categories, ordered=words["ordered"])
    if kind == "period":
        dtype = pandas.PeriodDtype(words["freq"])
        return pandas.arrays.PeriodArray(_integers(found), dtype=dtype)
    if kind == "interval":
        left, right = (index_of(decode(found.field(side), words["sides"]), words["sides"]) for side in (0, 1))
        return pandas.arrays.IntervalArray.from_arrays(left, right, words["closed"])
    if kind == "sparse":
        dense = decode(found, words["values"])
        dtype = pandas.SparseDtype(dense.dtype, plain.from_json(words["fill"]))
        return pandas.arrays.SparseArray(dense, dtype=dtype)
    if kind == "arrow":
        return pandas.arrays.ArrowExtensionArray(pa.chunked_array([found]))
    return _from_texts(found, words)


def index_of(values: Any, words: Json) -> Any:
    import pandas

    return pandas.Index(values, dtype=object) if words["kind"] == "object" else pandas.Index(values)


def _string_dtype(words: Json) -> Any:
    import numpy
    import pandas

    if words["na"] == "NA":
        return pandas.StringDtype(words["storage"])
    return pandas.StringDtype(words["storage"], na_value=numpy.nan)


def _arrow() -> Any:
    import pyarrow

    return pyarrow


def _joined(found: Any) -> Any:
    """One array; of no pieces an empty one."""
    pa = _arrow()
    if not isinstance(found, pa.ChunkedArray):
        return found
    if found.num_chunks == 1:
        return found.chunk(0)
    return pa.concat_arrays(found.chunks) if found.num_chunks else pa.array([], found.type)


# Times


def _whole(array: Any) -> Any:
    numpy = sys.modules["numpy"]
    numbers = numpy.asarray(array.asi8)
    return _arrow().array(numbers, mask=numbers == NOT_A_TIME)


def _integers(found: Any) -> Any:
    numbers = found.view(_arrow().int64()).fill_null(NOT_A_TIME).to_numpy(zero_copy_only=False)
    return numbers.copy()


def _times(array: Any, unit: str, tz: Any, what: str) -> tuple[Any, Json]:
    pa = _arrow()
    if array.dtype.kind == "m":
        return _whole(array).view(pa.duration(unit)), {"kind": "timedelta", "unit": unit}
    if tz is None:
        return _whole(array).view(pa.timestamp(unit)), {"kind": "datetime", "unit": unit, "zone": None, "tz": None}
    made = _made(tz)
    if made is None:
        raise AgentError(
            "unsupported",
            f"{_start(what)} has the time zone {str(tz)[:60]}, a {class_name(type(tz))} that has no name to keep.",
            "Use a named one: x.dt.tz_convert('Europe/Berlin').",
        )
    name = made[1] if made[0] != "offset" else "UTC"
    return _whole(array).view(pa.timestamp(unit, tz=name)), {
        "kind": "datetime",
        "unit": unit,
        "zone": made[0],
        "tz": made[1],
    }


def _made(tz: Any) -> tuple[str, str] | None:
    """How a time zone is made again."""
    module = type(tz).__module__.partition(".")[0]
    if type(tz) is datetime.timezone:
        offset = tz.utcoffset(None)
        seconds = int(offset.total_seconds())
        found = ("offset", str(seconds)) if offset == datetime.timedelta(seconds=seconds) else None
    elif module == "zoneinfo" and isinstance(getattr(tz, "key", None), str):
        found = ("zoneinfo", tz.key)
    elif module == "pytz" and isinstance(getattr(tz, "zone", None), str):
        found = ("pytz", tz.zone)
    else:
        found = None
    return found if found is not None and ZONES[found[0]].fullmatch(found[1]) else None


def _zone(kind: str, name: str) -> Any:
    if kind == "offset":
        if abs(int(name)) >= 86_400:
            raise Refused("a time zone that is none")
        zero = int(name) == 0
        return datetime.timezone.utc if zero else datetime.timezone(datetime.timedelta(seconds=int(name)))
    if kind == "pytz":
        import pytz

        return pytz.timezone(name)
    import zoneinfo

    return zoneinfo.ZoneInfo(name)


# Objects


def _objects(values: Any, what: str) -> tuple[Any, Json]:
    """Texts as they are; other plain values as JSON, one a row."""
    pandas, pa = sys.modules["pandas"], _arrow()
    if len(values) > MOST_OBJECTS * 10:
        raise _cannot(what, f"more than {MOST_OBJECTS * 10:,} Python objects")
    gone = {name for value in values.tolist() if (name := missing(value, pandas)) is not None}
    kinds = {type(value) for value in values.tolist() if missing(value, pandas) is None}
    if len(gone) <= 1 and len(kinds) <= 1:
        words = {"kind": "object", "missing": next(iter(gone), "None")}
        name, write = TEXTS.get(next(iter(kinds), str), ("", str))
        if name:
            texts = [None if missing(one, pandas) is not None else write(one) for one in values]
            try:
                return pa.array(texts, pa.large_string()), {**words, "values": name}
            except UnicodeEncodeError:
                pass  # a lone surrogate, which JSON has an escape for
    if len(values) > MOST_OBJECTS:
        raise _cannot(what, f"more than {MOST_OBJECTS:,} Python objects")
    try:
        texts = [_json(value, what) for value in values.tolist()]
    except (ValueError, RecursionError):
        raise _cannot(what, "values that are nested too deeply") from None
    return pa.array(texts, pa.large_string()), {"kind": "object", "values": "json", "missing": "None"}


def _json(value: Any, what: str) -> str:
    try:
        made = plain.to_json(value)
    except plain.NotPlain as error:
        raise _cannot(what, f"a {error} among its objects") from None
    plain.check(made)
    return json.dumps(made)


def missing(value: Any, pandas: Any) -> str | None:
    if value is None:
        return "None"
    if value is pandas.NA:
        return "NA"
    if value is pandas.NaT:
        return "NaT"
    return "nan" if type(value) is float and value != value else None


def _from_texts(found: Any, words: Json) -> Any:
    import numpy
    import pandas

    gone = {"None": None, "NA": pandas.NA, "NaT": pandas.NaT, "nan": float("nan")}[words["missing"]]
    readers: dict[str, Callable[[str], Any]] = {
        "text": str,
        "decimal": _decimal,
        "date": datetime.date.fromisoformat,
        "json": _value,
    }
    read = readers[words["values"]]
    values = numpy.empty(len(found), dtype=object)
    try:
        for place, text in enumerate(found.to_pylist()):
            values[place] = gone if text is None else read(text)
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError) as error:
        raise Refused(f"an object that cannot be read ({str(error)[:60]})") from None
    return values


def _decimal(text: str) -> decimal.Decimal:
    if len(text) > 10_000:
        raise ValueError("a number of too many digits")
    return decimal.Decimal(text)


def _value(text: str) -> Any:
    value = plain.read(text.encode())
    plain.check(value)
    return plain.from_json(value)


def _start(what: str) -> str:
    return what[:1].upper() + what[1:]


def _cannot(what: str, why: str) -> AgentError:
    return AgentError(
        "unsupported",
        f"{_start(what)} has {why}, which the file does not keep.",
        "Change its type with astype, or leave it out, and save it then.",
    )
