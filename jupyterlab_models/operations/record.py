"""The record of one operation: any work that takes longer than a click."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, field
from typing import Literal

from ..server.clock import days_after, utc_text
from ..server.types import Json

State = Literal["queued", "running", "stalled", "paused", "done", "failed", "cancelled"]
ENDS = ("done", "failed", "cancelled")
UNDER_WAY = ("running", "stalled")
_SMOOTHING = 0.3
"""Weight of the newest measurement in the rate."""


@dataclass(kw_only=True)
class Operation:
    """Kinds derive from it and add what they need to know. `Operations.public` adds what can be done."""

    id: str
    kind: str
    creator: Json
    state: State = "queued"
    phase: str = ""
    """What it is doing, one word of its kind; empty where there is one phase."""
    done: int = 0
    total: int | None = None
    """In units, as `done`; None while it is not known."""
    unit: str = "bytes"
    error: Json | None = None
    created: str = field(default_factory=utc_text)
    updated: str = field(default_factory=utc_text)
    expires: str = field(default_factory=lambda: days_after(utc_text(), 1))
    """Until then it belongs to the server that began it, where locks cannot tell whether that server lives."""

    def __post_init__(self) -> None:
        self.rate: float | None = None
        """Units per second, smoothed; None before the first progress."""
        self._moved = time.monotonic()

    @property
    def ended(self) -> bool:
        return self.state in ENDS

    @property
    def subject(self) -> Json:
        """What it is about (schema `OperationSubject`)."""
        return {}

    @property
    def measured(self) -> bool:
        """Whether no progress means that it has stalled."""
        return True

    @property
    def idle_seconds(self) -> float:
        """Seconds since it last changed state or made progress."""
        return time.monotonic() - self._moved

    def enter(self, state: State, phase: str = "") -> None:
        self.state, self.phase = state, phase
        self.updated = utc_text()
        self._moved = time.monotonic()

    def advance(self, done: int) -> None:
        """`done` units are done by now."""
        now = time.monotonic()
        rate = (done - self.done) / max(now - self._moved, 1e-3)
        if rate > 0:
            self.rate = rate if self.rate is None else _SMOOTHING * rate + (1 - _SMOOTHING) * self.rate
        self.done, self._moved, self.updated = done, now, utc_text()

    @property
    def public(self) -> Json:
        under_way = self.state in UNDER_WAY
        rate = self.rate if under_way else None
        left = None if self.total is None else max(self.total - self.done, 0)
        return {
            "id": self.id,
            "kind": self.kind,
            "state": self.state,
            "phase": self.phase,
            "progress": {
                "done": self.done,
                "total": self.total,
                "unit": self.unit,
                "rate": rate,
                "eta": left / rate if rate and left is not None else None,
            },
            "subject": self.subject,
            "error": self.error,
            "creator": self.creator,
            "created": self.created,
            "updated": self.updated,
        }

    def to_json(self) -> Json:
        """Everything, for the file that survives a restart of the server."""
        return asdict(self)
