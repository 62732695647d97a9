"""JSON texts that a careless reader trips over: made from the contract's schemas, with special values put in."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Text:
    """A piece of JSON as it stands, valid or not."""

    content: bytes


@dataclass(frozen=True)
class Pairs:
    """An object with members in this order, the same name more than once among them."""

    members: list[tuple[str, Any]]


def encode(value: Any) -> bytes:
    """JSON, with `Text` and `Pairs` inside."""
    if isinstance(value, Text):
        return value.content
    if isinstance(value, (dict, Pairs)):
        members = value.members if isinstance(value, Pairs) else value.items()
        return b"{" + b",".join(encode(name) + b":" + encode(one) for name, one in members) + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(encode(one) for one in value) + b"]"
    return json.dumps(value).encode()


def _numbers(random: Random) -> Any:
    texts = ("NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1e308", "1e-400", "-0", "-0.0", "2.0", "1" + "0" * 300)
    return Text(
        random.choice((*texts, "9" * 5000, "1" * 70_000, "0.1", "-1", "1.5", "9007199254740993", "01")).encode()
    )


def _texts(random: Random) -> Any:
    return random.choice(
        (
            *("", " ", "\0", "\ud800", "a\udfffb", "\ud83d", "x" * 100_000, "😀" * 50_000, "\u202e\u202d", "../../etc"),
            *("churn\n", "<img src=x onerror=alert(1)>", "%00", "a/b", ".", "..", "CON", "é", "e\u0301", "\\", "\x7f"),
            Text(b'"\xff\xfe"'),
            Text(b'"\\ud800\\ud800"'),
            Text(b'"\\u0000"'),
            Text(b'"' + b"a" * 900_000 + b'"'),
        )
    )


def _deep(random: Random) -> Any:
    depth = random.choice((60, 63, 64, 65, 200, 5_000, 100_000))
    opening, closing = random.choice(((b"[", b"]"), (b'{"a":', b"}"), (b"[[],", b"]"), (b"[", b"")))
    return Text(opening * depth + b"1" + closing * depth)


def _wide(random: Random) -> Any:
    count = random.choice((33, 1_000, 12_000, 60_000))
    item: Callable[[int], Any] = random.choice(
        (
            lambda number: number,
            lambda number: "",
            lambda number: [number],
            lambda number: {"a": number},
            lambda number: number if number % 2 else str(number),
            lambda number: {str(number): number},
            lambda number: None,
        )
    )
    if random.random() < 0.5:
        return [item(number) for number in range(count)]
    return {f"m{number}": item(number) for number in range(count)}


def _others(random: Random) -> Any:
    return random.choice((None, True, False, 0, [], {}, [[]], {"": {}}, Text(b""), Text(b"undefined"), Text(b"'a'")))


def special(random: Random) -> Any:
    """Any value that might not be expected."""
    return random.choices((_numbers, _texts, _deep, _wide, _others), (6, 6, 1, 1, 3))[0](random)


class Values:
    """Values after schemas of the contract."""

    def __init__(self, document: Json, known: Json, random: Random) -> None:
        self.document = document
        self.known = known
        """Name of a schema or member → values that mean something to the server."""
        self.random = random

    def spoiled(self, schema: Json) -> Any:
        """A value after the schema, most often with something special in it."""
        value = self.value(schema)
        for _ in range(self.random.choice((0, 0, 1, 1, 1, 2, 3))):
            value = self.spoil(value)
        return value

    def value(self, schema: Json, depth: int = 0) -> Any:
        random = self.random
        while "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            if self.known.get(name):
                return random.choice(self.known[name])
            schema = self.document["components"]["schemas"][name]
        for members in ("oneOf", "anyOf"):
            if members in schema:
                return self.value(random.choice(schema[members]), depth)
        if "allOf" in schema:
            return self._joined(schema["allOf"], depth)
        if "const" in schema or "enum" in schema:
            return schema["const"] if "const" in schema else random.choice(schema["enum"])
        kind = schema.get("type", "string")
        return self._of_type(random.choice(kind) if isinstance(kind, list) else kind, schema, depth)

    def _joined(self, schemas: list[Json], depth: int) -> Any:
        found = [self.value(schema, depth) for schema in schemas]
        joined: Json = {}
        for value in found:
            joined |= value if isinstance(value, dict) else {}
        return joined or found[0]

    def _of_type(self, kind: str, schema: Json, depth: int) -> Any:
        random = self.random
        if kind == "object":
            wanted = set(schema.get("required", ()))
            names = [name for name in schema.get("properties", {}) if name in wanted or random.random() < 0.5]
            found = {name: self._member(name, schema["properties"][name], depth) for name in names if depth < 8}
            more = schema.get("additionalProperties")
            if isinstance(more, dict):
                found |= {f"key{number}": self.value(more, depth + 1) for number in range(random.randrange(3))}
            return found
        if kind == "array":
            return [self.value(schema.get("items", {}), depth + 1) for _ in range(random.randrange(4))]
        if kind in ("integer", "number"):
            low = schema.get("minimum", 0)
            return random.choice((low, low + 1, schema.get("maximum", 1000)))
        return {"boolean": random.random() < 0.5, "null": None}.get(kind, random.choice(("model", "a", "x y", "1")))

    def _member(self, name: str, schema: Json, depth: int) -> Any:
        known = self.known.get(name)
        return self.random.choice(known) if known else self.value(schema, depth + 1)

    def spoil(self, value: Any) -> Any:
        """The same with one place in it changed."""
        random = self.random
        if isinstance(value, dict) and value and random.random() < 0.85:
            name = random.choice(list(value))
            change = random.random()
            if change < 0.1:
                return Pairs([*value.items(), (name, special(random))])
            if change < 0.2:
                return {**value, random.choice(("surprise", "__proto__", "", "\ud800", "x" * 5000)): special(random)}
            if change < 0.25:
                return {key: one for key, one in value.items() if key != name}
            return {**value, name: self.spoil(value[name])}
        if isinstance(value, list) and value and random.random() < 0.7:
            place = random.randrange(len(value))
            return [*value[:place], self.spoil(value[place]), *value[place + 1 :]]
        return special(random)
