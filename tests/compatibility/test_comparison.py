"""The comparison allows what may be added, and finds what is missing."""

from __future__ import annotations

from typing import Any

import pytest

from .comparison import Comparison

TICKET = {"id": "<id-1>", "url": "<server>transfers/<id-1>/", "free": "<number>", "created": "<time>"}
ONE, OTHER = "1" * 32, "2" * 32
SERVER = "http://127.0.0.1:8888/"
TODAY = {"id": ONE, "url": f"{SERVER}transfers/{ONE}/", "free": 5, "created": "2026-07-18T14:23:05.120Z"}


def differences(recorded: Any, today: Any, growing: tuple[str, ...] = ()) -> list[str]:
    return list(Comparison({"<server>": SERVER}).differences(recorded, today, "answer", growing))


@pytest.mark.parametrize(
    ("recorded", "today"),
    [
        ({"a": 1}, {"a": 1, "added": 2}),
        ({"a": [{"b": None}]}, {"a": [{"b": None, "added": 2}]}),
        ({"message": "There is no model.", "code": "x"}, {"message": "No such model.", "code": "x"}),
        (TICKET, TODAY),
        ({"code": "from <lambda>"}, {"code": "from <lambda>"}),
        (["<id-1>", "<id-2>", "<id-1>"], [ONE, OTHER, ONE]),
        (["<time>", "<time>"], [TODAY["created"], TODAY["created"]]),
    ],
    ids=range(7),
)
def test_what_may_differ(recorded: Any, today: Any) -> None:
    assert differences(recorded, today) == []


@pytest.mark.parametrize(
    ("recorded", "today", "where"),
    [
        ({"a": 1}, {}, "answer.a"),
        ({"byte_ways": ["http"]}, {"transports": ["http"]}, "answer.byte_ways"),
        ({"a": [{"b": None}]}, {"a": [{}]}, "answer.a[0].b"),
        ({"a": {"b": 1}}, {"a": None}, "answer.a"),
        ({"a": 1}, {"a": 2}, "answer.a"),
        ({"a": 1}, {"a": True}, "answer.a"),
        ({"a": 1}, {"a": "1"}, "answer.a"),
        ({"a": None}, {"a": "text"}, "answer.a"),
        ({"a": [1]}, {"a": [1, 2]}, "answer.a"),
        ({"a": [1, 2]}, {"a": [2, 1]}, "answer.a[0]"),
        ({"code": "not_found"}, {"code": "missing"}, "answer.code"),
        ({"field": "name"}, {"field": "model"}, "answer.field"),
        ({"message": "Sentence."}, {"message": " "}, "answer.message"),
        ({"hint": "Sentence."}, {"message": "Sentence."}, "answer.hint"),
        ({"note": None}, {"note": "Sentence."}, "answer.note"),
        (TICKET, {**TODAY, "id": OTHER}, "answer.url"),
        (TICKET, {**TODAY, "free": "5"}, "answer.free"),
        (TICKET, {**TODAY, "created": "yesterday"}, "answer.created"),
        (["<id-1>", "<id-1>"], [ONE, OTHER], "answer[1]"),
        (["<id-1>", "<id-2>"], [ONE, ONE], "answer[1]"),
        ("<revision-1>", "1", "answer"),
    ],
    ids=range(21),
)
def test_what_is_found(recorded: Any, today: Any, where: str) -> None:
    found, *_ = differences(recorded, today)
    assert found.startswith(f"{where} ")


def test_tables_may_grow() -> None:
    recorded = {"rows": [{"type": "a", "encodings": ["x"]}, {"type": "b", "encodings": ["y"]}]}
    more = [{"type": "c"}, *({**row, "added": 1} for row in reversed(recorded["rows"]))]
    assert differences(recorded, {"rows": more}, ("rows",)) == []
    (found,) = differences(recorded, {"rows": more[:2]}, ("rows",))
    assert "'type': 'a'" in found


def test_requests_carry_the_values_of_this_run() -> None:
    comparison = Comparison({"<server>": SERVER})
    assert list(comparison.differences(TICKET, TODAY, "answer")) == []
    request = {"path": "transfers/<id-1>/files", "json": {"name": "<lambda>", "tags": ["<id-1>"]}}
    assert comparison.filled(request) == {
        "path": f"transfers/{ONE}/files",
        "json": {"name": "<lambda>", "tags": [ONE]},
    }
