"""JSON that is text already."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from .types import Json


class Rendered(Mapping[str, Any]):
    """A JSON object of which only the text is needed for an answer; decoded when somebody looks into it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _value(self) -> Json:
        value: Json = json.loads(self.text)
        return value

    def __getitem__(self, name: str) -> Any:
        return self._value[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._value)

    def __len__(self) -> int:
        return len(self._value)
