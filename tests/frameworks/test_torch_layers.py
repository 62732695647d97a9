"""The table of what layers of PyTorch may hold, beside what the installed ones do."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from torch import nn

from jupyterlab_models.frameworks.torch.layers import CLASSES, HOOKS, LAYERS, METHODS, OTHERS, TABLE, TENSORS, WRAPPED

SCRIPT = Path(__file__).parents[2] / "scripts" / "torch_layers.py"


def script() -> Any:
    spec = importlib.util.spec_from_file_location("torch_layers", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_is_that_of_the_installed_library() -> None:
    """Run `scripts/torch_layers.py` where it is not, and look at every line that changed."""
    assert TABLE.strip().splitlines() == script().lines()


def test_every_class_has_a_line() -> None:
    assert frozenset(LAYERS) == CLASSES - {WRAPPED}


def test_every_module_has_these_tables_and_methods() -> None:
    assert set(vars(nn.Module())) <= {*TENSORS, "_modules", *HOOKS, *OTHERS}
    names = {name for name in dir(nn.Module) if not name.startswith("_")}
    # Other libraries hang methods of their own on it, transformers does when it makes a model.
    assert {name for name in names if _is_of_torch(getattr(nn.Module, name))} <= METHODS


def _is_of_torch(member: object) -> bool:
    return str(getattr(member, "__module__", "torch")).startswith("torch")
