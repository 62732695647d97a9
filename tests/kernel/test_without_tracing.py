"""Tracers, profilers and tools of `sys.monitoring` are in place again, whatever happens meanwhile."""

from __future__ import annotations

import cProfile
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from jupyterlab_models.kernel.session.without_tracing import without_tracing

MONITORING: Any = getattr(sys, "monitoring", None)
needs_monitoring = pytest.mark.skipif(MONITORING is None, reason="sys.monitoring came with Python 3.12")


def watching(*event: object) -> Any:
    return watching


def broken(request: str) -> str:
    raise KeyboardInterrupt(request)


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    tracer, profiler = sys.gettrace(), sys.getprofile()
    yield
    sys.setprofile(profiler)
    sys.settrace(tracer)


def test_after_an_interrupt_both_are_in_place() -> None:
    sys.setprofile(watching)
    sys.settrace(watching)
    with pytest.raises(KeyboardInterrupt):
        without_tracing(broken)("")
    assert (sys.gettrace(), sys.getprofile()) == (watching, watching)


class Stays(cProfile.Profile):
    """As pyinstrument's, which is of C too, and has no methods."""

    disable = property()


@pytest.mark.skipif(MONITORING is not None, reason="from Python 3.12 on cProfile is a tool of sys.monitoring")
def test_a_profiler_that_cannot_be_switched_off_stays() -> None:
    profile: Any = Stays()
    profile.enable()
    try:
        assert without_tracing(lambda request: [request, sys.getprofile()])("x") == ["x", profile]
        found: Any = sys.getprofile()
        assert found is profile
    finally:
        cProfile.Profile.disable(profile)


@pytest.fixture
def tool() -> Iterator[int]:
    number: int = MONITORING.COVERAGE_ID
    MONITORING.use_tool_id(number, "coverage")
    MONITORING.set_events(number, MONITORING.events.PY_START)
    yield number
    if MONITORING.get_tool(number) is not None:
        MONITORING.free_tool_id(number)


@needs_monitoring
def test_a_tool_that_the_work_ended_stays_ended(tool: int) -> None:
    sys.settrace(watching)

    def ends(request: str) -> str:
        MONITORING.free_tool_id(tool)
        return request

    assert without_tracing(ends)("x") == "x"
    assert (MONITORING.get_tool(tool), sys.gettrace()) == (None, watching)


@needs_monitoring
def test_events_that_the_work_began_stay(tool: int) -> None:
    begun = MONITORING.events.PY_RETURN
    without_tracing(lambda request: MONITORING.set_events(tool, begun))("x")
    assert MONITORING.get_events(tool) == begun | MONITORING.events.PY_START


@needs_monitoring
def test_after_an_interrupt_a_tool_is_in_place(tool: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        without_tracing(broken)("")
    assert MONITORING.get_events(tool) == MONITORING.events.PY_START
