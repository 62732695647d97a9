"""How objects that are built of modules are kept where their own library's files do not hold all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ...kernel.adapter import Plan
from .adapter import ADAPTER


def as_module(obj: Any, note: str, modules: tuple[str, ...]) -> Plan:
    """The plan of a save as a module of PyTorch. `note` says why; `modules` are the other libraries involved.

    Error `unsupported` where that is no way either.
    """
    plan = ADAPTER.check(obj)
    choices = tuple(replace(one, format="pt", lost=(note, *one.lost)) for one in plan.choices)
    return replace(plan, choices=choices, modules=tuple(sorted({*plan.modules, *modules})))
