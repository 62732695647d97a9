"""The types of models that are kept as folders. `scripts/transformers_tables.py` writes the two parts."""

from __future__ import annotations

from typing import NamedTuple

from . import model_types_a_l, model_types_m_z


class Type(NamedTuple):
    """One type of model."""

    config: str
    """The class of its configuration."""
    models: tuple[str, ...]
    """Classes of its models."""
    keys: frozenset[str]
    """What its `config.json` may name."""


_ROWS = {**model_types_a_l.ROWS, **model_types_m_z.ROWS}
COMMON = frozenset(_ROWS.pop("common")[2].split())
TYPES = {
    name: Type(config, tuple(models.split()), COMMON.union(keys.split()))
    for name, (config, models, keys) in _ROWS.items()
}
