"""How values in the JSON files of a folder are checked, for server and kernel alike.

A table says for each key what may stand there, as a `Rule`. Nothing that a table does not name passes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ...kernel import plain

Rule = Callable[[Any], bool]
MOST = 1 << 31
"""No whole number is larger, up or down."""
TEXT = 1000
"""Characters of a short text."""
ITEMS = 100_000
"""Of a list or of an object."""


class NotAllowed(ValueError):
    """Something that no table names; the message completes “it holds …”."""


def read(file: Path, most: int) -> Any:
    """Strict JSON of at most so many bytes. Error `NotAllowed`."""
    with file.open("rb") as stream:
        text = stream.read(most + 1)
    if len(text) > most:
        raise NotAllowed(f"more than {most >> 20} MiB in {file.name}")
    try:
        return plain.read(text)
    except ValueError as error:
        raise NotAllowed(f"{error} in {file.name}") from None


def require(values: Any, rules: Mapping[str, Rule], where: str) -> dict[str, Any]:
    """Every member has a rule and obeys it. Error `NotAllowed`."""
    if type(values) is not dict:
        raise NotAllowed(f"no object in {where}")
    for key, value in values.items():
        rule = rules.get(key)
        if rule is None:
            raise NotAllowed(f"{shown(key)} in {where}, which the table does not name")
        if not rule(value):
            raise NotAllowed(f"{shown(key)} in {where} that is not as the table says")
    return values


def shown(key: object) -> str:
    return repr(key)[:60]


def is_flag(value: Any) -> bool:
    return type(value) is bool


def is_whole(value: Any) -> bool:
    return type(value) is int and -MOST <= value <= MOST


def is_number(value: Any) -> bool:
    return is_whole(value) or (type(value) is float and math.isfinite(value))


def is_scalar(value: Any) -> bool:
    """A number, true, false or null."""
    return value is None or is_flag(value) or is_number(value)


def is_text(value: Any) -> bool:
    return type(value) is str and len(value) <= TEXT


def is_texts(value: Any) -> bool:
    return type(value) is list and len(value) <= ITEMS and all(is_text(one) for one in value)


def is_numbers(value: Any, depth: int = 3) -> bool:
    """A list of numbers, or of such lists."""
    if type(value) is not list or len(value) > ITEMS:
        return False
    return all(is_scalar(one) or (depth > 1 and is_numbers(one, depth - 1)) for one in value)


def is_plain(value: Any) -> bool:
    """A number, or a list of numbers."""
    return is_scalar(value) or is_numbers(value)


def up_to(most: int) -> Rule:
    """A count, or a list of counts."""

    def rule(value: Any) -> bool:
        if type(value) is list:
            return len(value) <= 1000 and all(rule(one) for one in value)
        return value is None or is_flag(value) or (type(value) is int and -most <= value <= most)

    return rule


def one_of(*names: str) -> Rule:
    return lambda value: value is None or (type(value) is str and value in names)


def matching(pattern: str) -> Rule:
    compiled = re.compile(pattern)
    return lambda value: value is None or (type(value) is str and compiled.fullmatch(value) is not None)


def optional(rule: Rule) -> Rule:
    return lambda value: value is None or rule(value)


def either(*rules: Rule) -> Rule:
    return lambda value: any(rule(value) for rule in rules)


def members(rules: Mapping[str, Rule]) -> Rule:
    """An object, each of whose members has a rule."""

    def rule(value: Any) -> bool:
        return type(value) is dict and all(key in rules and rules[key](one) for key, one in value.items())

    return rule


def mapping(keys: Rule, values: Rule) -> Rule:
    """An object with any keys of one kind."""

    def rule(value: Any) -> bool:
        return (
            type(value) is dict and len(value) <= ITEMS and all(keys(key) and values(one) for key, one in value.items())
        )

    return rule


def list_of(rule: Rule) -> Rule:
    return lambda value: type(value) is list and len(value) <= ITEMS and all(rule(one) for one in value)
