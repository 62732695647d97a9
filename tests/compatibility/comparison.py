"""Compares an answer with a recorded one: what was there has to be there, and more may be.

Values that differ from run to run are placeholders in a recording, such as `<id-1>`. A numbered one stands for one
value throughout a recording, and for another value than its neighbors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

KINDS = {
    "store": r".+",
    "server": r".+",
    "id": r"[0-9a-f]{32}",
    "nonce": r"[0-9a-f]+",
    "secret": r"[\w-]+",
    "digest": r"[0-9a-f]+",
    "time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z",
    "revision": r"\d+",
    "number": r"\d+",
    "text": r".+",
}
"""Kind of a placeholder → what it stands for."""
PLACEHOLDER = re.compile(rf"<({'|'.join(KINDS)})(-\d+)?>")
SENTENCES = ("message", "hint", "note")
"""Members whose wording may improve."""
REPLACED = ("numpy.generic",)
"""Types that have a format of their own by now. What was saved of them in the old one still loads."""


class Comparison:
    """One run of a recording. `known` are the placeholders whose values are known before it starts.

    Of the members `free` only the type has to be the same.
    """

    def __init__(self, known: dict[str, str], free: tuple[str, ...] = ()) -> None:
        self._known = dict(known)
        self._free = free

    def filled(self, recorded: Any) -> Any:
        """A part of a recorded request with the values of this run."""
        if isinstance(recorded, dict):
            return {self.filled(name): self.filled(value) for name, value in recorded.items()}
        if isinstance(recorded, list):
            return [self.filled(value) for value in recorded]
        if isinstance(recorded, str):
            return PLACEHOLDER.sub(lambda found: self._known[found[0]], recorded)
        return recorded

    def differences(self, recorded: Any, today: Any, where: str, growing: tuple[str, ...] = ()) -> Iterator[str]:
        """What a client of the recorded server would miss, one sentence each.

        Members named in `growing` are tables: their lists may hold more, in any order.
        """
        if isinstance(recorded, dict) and isinstance(today, dict):
            for name, value in recorded.items():
                path = f"{where}.{name}"
                if name not in today:
                    yield f"{path} is missing"
                elif name in SENTENCES and isinstance(value, str):
                    if not isinstance(today[name], str) or not today[name].strip():
                        yield f"{path} is {today[name]!r}, not a sentence"
                elif name in self._free:
                    if type(today[name]) is not (int if name == "revision" else type(value)):
                        yield f"{path} is {today[name]!r}, not of the type of {value!r}"
                elif name in growing:
                    yield from self._missing_rows(value, today[name], path)
                else:
                    yield from self.differences(value, today[name], path)
        elif isinstance(recorded, list) and isinstance(today, list):
            if len(recorded) != len(today):
                yield f"{where} has {len(today)} entries, not {len(recorded)}"
            for index, (value, other) in enumerate(zip(recorded, today, strict=False)):
                yield from self.differences(value, other, f"{where}[{index}]")
        elif not self._same(recorded, today):
            yield f"{where} is {today!r}, not {recorded!r}"

    def _missing_rows(self, recorded: list[Any], today: list[Any], where: str) -> Iterator[str]:
        for row in recorded:
            if row.get("type") in REPLACED and any(other["type"] == row["type"] for other in today):
                continue
            if all(any(self.differences(row, other, where)) for other in today):
                yield f"{where} has no row like {row!r}"

    def _same(self, recorded: Any, today: Any) -> bool:
        if not isinstance(recorded, str) or not PLACEHOLDER.search(recorded):
            return type(recorded) is type(today) and bool(recorded == today)
        counted = recorded.startswith(("<revision", "<number"))
        return type(today) is (int if counted else str) and self._match(recorded, str(today))

    def _match(self, recorded: str, today: str) -> bool:
        """Whether the text fits; the placeholders that are new here get their values."""
        pattern, names, end = "", [], 0
        for found in PLACEHOLDER.finditer(recorded):
            pattern += re.escape(recorded[end : found.start()])
            end = found.end()
            if found[0] in self._known:
                pattern += re.escape(self._known[found[0]])
            else:
                pattern += f"({KINDS[found[1]]})"
                names.append(found)
        fits = re.fullmatch(pattern + re.escape(recorded[end:]), today, re.DOTALL)
        if fits is None:
            return False
        for name, value in zip(names, fits.groups(), strict=True):
            if name[2] is None:
                continue
            rivals = {
                other for other, taken in self._known.items() if taken == value and other.startswith(f"<{name[1]}-")
            }
            if rivals:
                return False
            self._known[name[0]] = value
        return True
