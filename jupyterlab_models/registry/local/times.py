"""Times as the contract writes them: UTC with milliseconds and a trailing `Z`, so that text sorts as time."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone


def now() -> str:
    return _text(datetime.now(timezone.utc))


def days_after(time: str, days: int) -> str:
    """`time` moved by a number of days, which may be negative."""
    return _text(datetime.fromisoformat(time.replace("Z", "+00:00")) + timedelta(days=days))


def _text(time: datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S.") + f"{time.microsecond // 1000:03d}Z"
