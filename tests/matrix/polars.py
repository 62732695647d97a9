"""Frames and series of Polars."""

from __future__ import annotations

from .row import Row

SETUP = """
import datetime, decimal
import polars
from polars import DataFrame, Series

def seen(m):
    if isinstance(m, Series):
        return (type(m).__name__, m.name, repr(m.dtype), repr(m.to_list()))
    return (type(m).__name__, [(name, repr(one)) for name, one in m.schema.items()], repr(m.rows()))

def many():
    return {
        'i': [1, None], 's': ['short', 'a text of more than twelve letters'], 'b': [True, None], 'x': [b'x', None],
        'l': [[1], None], 'st': [{'a': 1, 'b': 'x'}, None], 'd': [decimal.Decimal('1.50'), None],
        't': [datetime.time(1, 2, 3), None], 'day': [datetime.date(2020, 2, 29), None],
        'span': [datetime.timedelta(1), None],
    }
"""
FRAME, SERIES = "polars.DataFrame", "polars.Series"


def _row(name: str, type: str, code: str) -> Row:
    return Row(name, type, f"model = {code}", "seen(model)")


def _refused(name: str, type: str, code: str, says: str) -> Row:
    return Row(name, type, f"model = {code}", "type(model).__name__", outcome="refused", says=says)


ROWS = (
    _row("columns of all kinds", FRAME, "DataFrame(many())"),
    _row(
        "numbers of all kinds",
        FRAME,
        "DataFrame({str(t): Series([1, 0], dtype=t) for t in (polars.Int8,"
        " polars.UInt64, polars.Int128, polars.Float32, polars.Float64)})",
    ),
    _row(
        "categories and enumerations",
        FRAME,
        "DataFrame({'c': Series(['u', 'v', None], dtype=polars.Categorical),"
        " 'e': Series(['u', 'v;1', None], dtype=polars.Enum(['v;1', 'u']))})",
    ),
    _row(
        "times and time zones",
        FRAME,
        "DataFrame({z or u: Series([datetime.datetime(2020, 1, 1), None],"
        " dtype=polars.Datetime(u, z)) for u, z in (('ms', None), ('ns', 'UTC'), ('us', 'Europe/Berlin'))})",
    ),
    _row(
        "arrays, nested lists and nothing",
        FRAME,
        "DataFrame({'a': Series([[1, 2]] * 2,"
        " dtype=polars.Array(polars.Int8, 2)), 'n': Series([None] * 2), 'l': [[[1], []], [None]]})",
    ),
    _row("several pieces", FRAME, "polars.concat([DataFrame(many()), DataFrame(many())], rechunk=False)"),
    _row("part of a frame", FRAME, "DataFrame(many()).slice(1, 1)"),
    _row("no rows", FRAME, "DataFrame(many()).clear()"),
    _row("nothing", FRAME, "DataFrame()"),
    _row("NaN and missing", SERIES, "Series('n', [float('nan'), None, -0.0])"),
    _row("texts", SERIES, "Series(['a', None, 'ä' * 40])"),
    _refused("lazy", FRAME, "DataFrame(many()).lazy()", "frame.collect()"),
    _refused("objects", FRAME, "DataFrame({'o': Series([object()], dtype=polars.Object)})", "the type Object"),
    _refused(
        "categories of a name",
        FRAME,
        "DataFrame({'c': Series(['u'], dtype=polars.Categorical(polars.Categories('mine')))})",
        "categories of a name",
    ),
)
