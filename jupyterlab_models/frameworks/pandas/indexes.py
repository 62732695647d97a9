"""Indexes as columns of Arrow and back."""

from __future__ import annotations

import sys
from typing import Any

from ...kernel import plain
from ...kernel.errors import AgentError
from ..flatbuffer import Refused
from .table import FREQ
from .vectors import Json, decode, encode, index_of


def name_of(name: Any, what: str) -> Any:
    """A name as JSON. Error `unsupported`."""
    try:
        found = plain.to_json(name)
        plain.check(found)
    except (plain.NotPlain, ValueError, RecursionError):
        raise AgentError(
            "unsupported",
            f"The name of {what} is a {type(name).__name__}, and not a text or a number.",
            "Give it another name with rename.",
        ) from None
    return found


def encode_index(index: Any, what: str) -> tuple[list[Any], Json]:
    """The columns of an index, and what it is."""
    pandas = sys.modules["pandas"]
    if isinstance(index, pandas.RangeIndex):
        return [], {
            "kind": "range",
            "start": index.start,
            "stop": index.stop,
            "step": index.step,
            "name": name_of(index.name, what),
        }
    if isinstance(index, pandas.MultiIndex):
        return _encode_levels(index, what)
    array, words = encode(index.array, what)
    return [array], {
        "kind": "flat",
        "vector": words,
        "name": name_of(index.name, what),
        "freq": frequency(index),
    }


def frequency(index: Any) -> str | None:
    """The name of the frequency of times, None also for one that its name does not give back."""
    pandas = sys.modules["pandas"]
    freq = getattr(index, "freq", None)
    if freq is None or not isinstance(index, (pandas.DatetimeIndex, pandas.TimedeltaIndex)):
        return None
    try:
        same = FREQ.fullmatch(freq.freqstr) and pandas.tseries.frequencies.to_offset(freq.freqstr) == freq
    except ValueError:
        same = False
    return str(freq.freqstr) if same else None


def _encode_levels(index: Any, what: str) -> tuple[list[Any], Json]:
    numpy = sys.modules["numpy"]
    pa: Any = sys.modules["pyarrow"]
    arrays, levels = [], []
    for level, codes, name in zip(index.levels, index.codes, index.names):
        values, words = encode(level.array, f"a level of {what}")
        if words["kind"] in ("category", "sparse") or pa.types.is_dictionary(values.type):
            raise AgentError(
                "unsupported",
                f"A level of {what} is made of categories, which the file does not keep inside of an index.",
                "Save it with reset_index(), or give the level a plain type.",
            )
        numbers = numpy.asarray(codes)
        arrays.append(pa.DictionaryArray.from_arrays(pa.array(numbers, mask=numbers < 0), values))
        levels.append({"vector": words, "name": name_of(name, what)})
    return arrays, {"kind": "multi", "levels": levels}


def decode_index(columns: Any, words: Json) -> Any:
    """Takes the columns of the index off an iterator."""
    import pandas

    if words["kind"] == "range":
        return pandas.RangeIndex(words["start"], words["stop"], words["step"], name=plain.from_json(words["name"]))
    if words["kind"] == "flat":
        index = index_of(decode(next(columns), words["vector"]), words["vector"])
        if words["freq"] is not None:
            cls = pandas.DatetimeIndex if words["vector"]["kind"] == "datetime" else pandas.TimedeltaIndex
            try:
                index = cls(index, freq=words["freq"])
            except ValueError as error:
                raise Refused(f"a frequency that its times do not have ({str(error)[:60]})") from None
        return index.set_names([plain.from_json(words["name"])])
    levels, codes = [], []
    for level in words["levels"]:
        column = next(columns)
        levels.append(index_of(decode(column.dictionary, level["vector"]), level["vector"]))
        codes.append(column.indices.fill_null(-1).to_numpy(zero_copy_only=False))
    names = [plain.from_json(level["name"]) for level in words["levels"]]
    try:
        return pandas.MultiIndex(levels=levels, codes=codes, names=names)
    except ValueError as error:
        raise Refused(f"an index whose levels do not fit each other ({str(error)[:60]})") from None
