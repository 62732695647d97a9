"""Requests with special values: no server error, and every answer is strict JSON. `make soak` sends many more."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from .loop_lag import LoopLag
from .request_storm import run

COUNT = 500


def test_no_special_value_upsets_the_server(tmp_path: Path) -> None:
    outcome = run(tmp_path, COUNT, seed=12)
    assert not outcome.wrong, "\n".join(outcome.wrong[:10])
    assert outcome.sent == COUNT
    assert len(outcome.operations) > 25, outcome.operations
    assert {200, 204, 400, 404} <= set(outcome.statuses), outcome.statuses


async def test_a_blocked_loop_is_measured() -> None:
    lag = LoopLag()
    measuring = asyncio.ensure_future(lag.measure())
    await asyncio.sleep(0.02)
    lag.take()
    until = time.thread_time() + 0.05
    while time.thread_time() < until:
        pass
    await asyncio.sleep(0.02)
    measuring.cancel()
    worst = lag.take()
    assert worst["computed"] >= 0.05
    assert worst["late"] >= 0.04
