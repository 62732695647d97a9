"""The models that both servers get: names, tags, descriptions and times made of words, the same in every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

VERSIONS = 5
WORDS = ["churn", "forecast", "demand", "price", "fraud", "risk", "image", "text", "speech", "user", "item", "rank"]
WORDS += [
    "season",
    "region",
    "store",
    "basket",
    "credit",
    "energy",
    "sensor",
    "route",
    "claim",
    "yield",
    "click",
    "order",
]
TAGS = [f"{word}-team" for word in WORDS]
FAMILIES = ["catboost", "lightgbm", "sklearn", "torch", "xgboost", "keras"]
AUTHORS = [f"user{number:02d}" for number in range(40)]
BEGIN = 1_780_000_000_000
"""Milliseconds since 1970."""


class Made(NamedTuple):
    key: int
    name: str
    tags: list[str]
    description: str
    family: str
    author: str
    notebook: str
    bytes: int
    created: int
    """Of the first version; the others follow an hour after each other."""


def made(models: int) -> Iterator[Made]:
    chance = random.Random(7)
    for key in range(1, models + 1):
        yield Made(
            key,
            f"{' '.join(chance.sample(WORDS, 2))} {number_of(key)}",
            chance.sample(TAGS, 3),
            " ".join(chance.choices(WORDS, k=8)),
            chance.choice(FAMILIES),
            chance.choice(AUTHORS),
            f"work/{key % 2000}.ipynb",
            chance.randrange(1 << 30),
            BEGIN + chance.randrange(100_000_000) * 1000,
        )


def number_of(key: int) -> str:
    """Six digits that no other key has, spread over all that there are."""
    return f"{key * 7919 % 999_983:06d}"
