"""Merges the parts of the contract, `contract/shared.yaml` and one `contract.yaml` per feature, into one document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .types import Json

SHARED = Path(__file__).parents[1] / "contract" / "shared.yaml"


def merged(parts: Sequence[Path]) -> Json:
    """The whole contract. Mappings are merged and lists joined, so that a feature can extend what another one has.

    Reads files and takes tens of milliseconds, so call it in a thread. Raises `ValueError` when two parts give the
    same member different values.
    """
    document: Json = {}
    for part in (SHARED, *parts):
        _merge(document, _read(part), part.parent.name)
    return document


def _merge(target: Json, source: Json, where: str) -> None:
    for key, value in source.items():
        place = f"{where}/{key}"
        if key not in target:
            target[key] = value
        elif isinstance(value, dict) and isinstance(target[key], dict):
            _merge(target[key], value, place)
        elif isinstance(value, list) and isinstance(target[key], list):
            target[key] = [*target[key], *value]
        elif target[key] != value:
            raise ValueError(f"another part of the contract has a different value for {place}")


def _read(path: Path) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with path.open(encoding="utf-8") as file:
        # Both are PyYAML's safe loaders; the C one is ten times as fast.
        return yaml.load(file, Loader=loader)  # noqa: S506
