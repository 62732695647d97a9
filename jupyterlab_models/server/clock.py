"""Times as the contract writes them: UTC with milliseconds and a trailing `Z`, so that text sorts as time."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone


def utc_text(moment: datetime | None = None) -> str:
    """A moment, now by default."""
    moment = (moment or datetime.now(timezone.utc)).astimezone(timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def moment_of(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def days_after(time: str, days: int) -> str:
    """`time` moved by a number of days, which may be negative."""
    return utc_text(moment_of(time) + timedelta(days=days))
