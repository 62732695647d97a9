"""Our keyboard shortcuts take none from JupyterLab or from browsers, on any system."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jupyterlab_models.server.types import Json

OURS = Path(__file__).parents[2] / "schema"
JUPYTERLAB = Path(sys.prefix) / "share/jupyter/lab/schemas"
SYSTEMS = {"linuxKeys": "Ctrl", "winKeys": "Ctrl", "macKeys": "Cmd"}
"""Member of a shortcut with its keys on a system → what `Accel` means there."""

BROWSERS = {
    "linuxKeys": ["Alt Shift A", "Alt Shift B", "Alt Shift I", "Alt Shift R", "Alt Shift T"],
    "winKeys": ["Alt Shift A", "Alt Shift B", "Alt Shift I", "Alt Shift R", "Alt Shift T"],
    "macKeys": [f"Ctrl Cmd {key}" for key in ("1", "2", "D", "F", "N", "Q", "Space")],
}
"""What Chrome, Edge, Firefox, Safari and macOS have with the modifiers that we use."""

MODIFIERS = {"linuxKeys": {"Alt", "Shift"}, "winKeys": {"Alt", "Shift"}, "macKeys": {"Ctrl", "Cmd"}}
"""Of all our shortcuts; `BROWSERS` is about no others."""

Stroke = frozenset[str]


def strokes(keys: list[str], accel: str) -> tuple[Stroke, ...]:
    return tuple(frozenset(key.replace("Accel", accel).upper().split()) for key in keys)


def shortcuts(folder: Path, system: str) -> Iterator[tuple[str, tuple[Stroke, ...]]]:
    """Command and keys of each default shortcut in the schemas of a folder."""
    for path in folder.rglob("*.json"):
        schema: Json = json.loads(path.read_text(encoding="utf-8"))
        for each in schema.get("jupyter.lab.shortcuts", []):
            yield each["command"], strokes(each.get(system) or each["keys"], SYSTEMS[system])


@pytest.mark.parametrize("system", SYSTEMS)
def test_no_shortcut_of_others_is_taken(system: str) -> None:
    taken = {keys for _, keys in shortcuts(JUPYTERLAB, system)}
    assert len(taken) > 100
    taken |= {strokes([keys], "") for keys in BROWSERS[system]}
    ours = list(shortcuts(OURS, system))
    assert ours
    for command, keys in ours:
        # One that others begin with would keep these from being completed.
        for length in range(1, len(keys) + 1):
            assert keys[:length] not in taken, command
        assert not [other for other in taken if other[: len(keys)] == keys], command
        assert {name.upper() for name in MODIFIERS[system]} < keys[0], command
    assert len({keys for _, keys in ours}) == len(ours)
