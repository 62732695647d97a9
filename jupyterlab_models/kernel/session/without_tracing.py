"""Runs the agent's work without the user's tracers and profilers, which would see it and slow it down."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import BuiltinFunctionType
from typing import Any, TypeVar

Answer = TypeVar("Answer")


def without_tracing(work: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """Wrap `work` so that tracers and profilers see at most one call; afterwards they are restored.

    Tools of `sys.monitoring` (Python 3.12), cProfile among them, belong to the whole process: meanwhile they see
    nothing of other threads either.
    """

    def run(request: str) -> Answer:
        tracer, profiler, debugger = sys.gettrace(), sys.getprofile(), None
        monitoring: Any = getattr(sys, "monitoring", None)
        tools: list[tuple[int, str, int]] = []
        if tracer is not None and type(sys.settrace) is not BuiltinFunctionType:
            # The debugger has put a function of its own there, which warns whoever calls it.
            debugger, tracer = sys.modules.get("debugpy"), None
        # Those of C, such as cProfile's, are no functions: `sys.setprofile` could not put them back. Pyinstrument's
        # cannot be switched off and on either: it stays.
        own: Any = profiler if not callable(profiler) and hasattr(profiler, "disable") else None
        try:
            if tracer is not None:
                sys.settrace(None)
                sys._getframe().f_trace = None
            if own is not None:
                own.disable()
            elif callable(profiler):
                sys.setprofile(None)
            if debugger is not None:
                debugger.trace_this_thread(False)
            _mute(monitoring, tools)
            return work(request)
        finally:
            try:
                for tool, name, events in tools:
                    # The work may have ended it, or begun another one or other events, as libraries do.
                    if monitoring.get_tool(tool) == name:
                        monitoring.set_events(tool, events | monitoring.get_events(tool))
            finally:
                if debugger is not None:
                    debugger.trace_this_thread(True)
                if own is not None:
                    own.enable()
                elif callable(profiler):
                    sys.setprofile(profiler)
                if tracer is not None:
                    sys.settrace(tracer)

    return run


def _mute(monitoring: Any, tools: list[tuple[int, str, int]]) -> None:
    """Switch off the tools' global events, recording each first in case of an interrupt. Breakpoints stay on."""
    for tool in range(6 if monitoring is not None else 0):
        name = monitoring.get_tool(tool)
        events = 0 if name is None else monitoring.get_events(tool)
        if events and tool != monitoring.DEBUGGER_ID:
            tools.append((tool, name, events))
            monitoring.set_events(tool, 0)
