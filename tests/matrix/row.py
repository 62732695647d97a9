"""What one row of the matrix says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from jupyterlab_models.risk.judging import Risk


@dataclass(frozen=True)
class Row:
    """One variable: how it is made, and what has to be equal in a fresh kernel.

    All code runs as cells, in `__main__`, after the family's `SETUP`. The rows of a family share one saving and one
    loading kernel.
    """

    name: str
    """Unique within the family; the title in `docs/fidelity.md`."""
    type: str
    """The row of the table, such as `xgboost.XGBModel`."""
    make: str
    """Cells that bind `model`; only run where the model is saved."""
    observe: str
    """Expression over `model` that gives plain values (`ast.literal_eval` reads their `repr`): class, predictions,
    attributes. Equal before the save, after it and where it was loaded."""
    encoding: str | None = None
    """None for the preferred one."""
    risk: Risk = "parser"
    outcome: Literal["same", "announced", "refused"] = "same"
    """`announced`: something else comes back, which the user is told before saving. `refused`: not saved, and why."""
    says: str = ""
    """`announced`: part of what is said to come back or to be lost. `refused`: part of the reason or of its hint."""
    back: str | None = None
    """`announced`: what `observe` is replaced by on both sides, over `model`, as far as it comes back."""
    loaded_back: str | None = None
    """`announced`: as `back`, where the loaded object needs another expression for the same values."""
    before: str = ""
    """Cells run in the loading kernel first, such as the class cell run again."""
