"""Keeps a tracer or profiler that the user left on our thread from seeing our work, and from slowing it down."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import BuiltinFunctionType
from typing import Any, TypeVar

Answer = TypeVar("Answer")


def unseen(work: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """`work`, of which they see no more than one call; afterwards they are in place as before.

    Tools of `sys.monitoring` (Python 3.12), cProfile among them, belong to the whole process: meanwhile they see
    nothing of other threads either.
    """

    def run(request: str) -> Answer:
        tracer, profiler, debugger = sys.gettrace(), sys.getprofile(), None
        if tracer is not None and type(sys.settrace) is BuiltinFunctionType:
            sys.settrace(None)
            sys._getframe().f_trace = None
        elif tracer is not None:
            # The debugger has put a function of its own there, which warns whoever calls it.
            debugger, tracer = sys.modules.get("debugpy"), None
        # Those of C, such as cProfile's, are no functions: `sys.setprofile` could not put them back.
        own: Any = None if profiler is None or callable(profiler) else profiler
        if own is not None:
            own.disable()
        elif profiler is not None:
            sys.setprofile(None)
        if debugger is not None:
            debugger.trace_this_thread(False)
        tools = _muted_tools()
        try:
            return work(request)
        finally:
            for tool, events in tools:
                sys.monitoring.set_events(tool, events)  # type: ignore[attr-defined]
            if debugger is not None:
                debugger.trace_this_thread(True)
            if own is not None:
                own.enable()
            elif profiler is not None:
                sys.setprofile(profiler)
            if tracer is not None:
                sys.settrace(tracer)

    return run


def _muted_tools() -> list[tuple[int, int]]:
    """Switch off what they watch everywhere; tool and events of each. The debugger's breakpoints stay."""
    monitoring: Any = getattr(sys, "monitoring", None)
    if monitoring is None:
        return []
    found = [(tool, monitoring.get_events(tool)) for tool in range(6) if monitoring.get_tool(tool) is not None]
    tools = [(tool, events) for tool, events in found if events and tool != monitoring.DEBUGGER_ID]
    for tool, _ in tools:
        monitoring.set_events(tool, 0)
    return tools
