"""Lets a library that we import first configure itself as in a cell."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def as_cell() -> Iterator[None]:
    """`get_ipython` is in `builtins` and the display hook is IPython's, as while a cell runs.

    IPython evaluates the expression that calls us without either, and pandas, for one, then takes the kernel for a
    terminal for the rest of the session.
    """
    shell: Any = sys.modules["IPython"].get_ipython()
    if not hasattr(shell, "builtin_trap"):
        yield
        return
    with shell.builtin_trap:
        hook, sys.displayhook = sys.displayhook, shell.displayhook
        try:
            yield
        finally:
            sys.displayhook = hook
