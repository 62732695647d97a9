"""Keeps what libraries print, warn and log during our work out of the user's output, on this thread alone."""

from __future__ import annotations

import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class _Muted:
    """Stands in for a stream: swallows what one thread writes, passes on everything else.

    A library that is imported meanwhile may keep it, so it lets everything through once `active` is off.
    """

    def __init__(self, stream: Any, thread: int) -> None:
        self._stream = stream
        self._thread = thread
        self.active = True

    def write(self, text: str) -> int:
        if self.active and threading.get_ident() == self._thread:
            return len(text)
        return int(self._stream.write(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _handlers() -> list[logging.Handler]:
    loggers = [logging.getLogger(), *logging.getLogger().manager.loggerDict.values()]
    return [handler for logger in loggers if isinstance(logger, logging.Logger) for handler in logger.handlers]


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Only this filter is taken away again: those that a library adds when it is first imported stay, as in a cell."""
    mute = ("ignore", None, Warning, None, 0)
    before: Any = warnings.filters
    before.insert(0, mute)
    try:
        yield
    finally:
        now: Any = warnings.filters
        # They differ where another thread is within a `catch_warnings`, which will put the first one back.
        for filters in (before, now):
            filters[:] = [found for found in filters if found is not mute]


@contextmanager
def quiet() -> Iterator[None]:
    """Use it around calls of a library, as short as can be: warnings are muted for the whole process meanwhile."""
    thread = threading.get_ident()

    def elsewhere(record: logging.LogRecord) -> bool:
        return record.thread != thread

    handlers = _handlers()
    out, err = sys.stdout, sys.stderr
    muted_out, muted_err = _Muted(out, thread), _Muted(err, thread)
    for handler in handlers:
        handler.addFilter(elsewhere)
    sys.stdout, sys.stderr = muted_out, muted_err
    try:
        with _without_warnings():
            yield
    finally:
        muted_out.active = muted_err.active = False
        # Somebody else may have put another stream there meanwhile; it stays.
        if sys.stdout is muted_out:
            sys.stdout = out
        if sys.stderr is muted_err:
            sys.stderr = err
        for handler in handlers:
            handler.removeFilter(elsewhere)
