"""Modules of nothing but PyTorch's parts, as people make, train and change them, are saved without code."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn
from torch.nn.utils import parametrizations, parametrize, prune

from jupyterlab_models.frameworks.torch.adapter import ADAPTER
from jupyterlab_models.frameworks.torch.modules import Survey
from jupyterlab_models.kernel.adapter import Folder

from .loaded import FRAMEWORKS

BATCH = torch.ones(2, 8)


def called(module: nn.Module) -> nn.Module:
    module(BATCH)
    return module


def with_attributes() -> nn.Module:
    module: Any = nn.Sequential(nn.Linear(8, 4))
    module.note, module.history, module.kind = "x", [{"loss": 0.1, "epoch": 1}] * 3, torch.float32
    module.place, module.sizes, module.classes = torch.device("cpu"), torch.Size([1]), ("a", {"b", "c"})
    module[0].weight.note = "x"
    return module


def without_weight_norm() -> nn.Module:
    return nn.utils.remove_weight_norm(called(nn.utils.weight_norm(nn.Linear(8, 4))))


def without_spectral_norm() -> nn.Module:
    return nn.utils.remove_spectral_norm(called(nn.utils.spectral_norm(nn.Linear(8, 4))))


def without_parametrization() -> nn.Module:
    return parametrize.remove_parametrizations(parametrizations.weight_norm(nn.Linear(8, 4)), "weight")


def pruned_twice() -> nn.Module:
    return prune.ln_structured(prune.l1_unstructured(nn.Linear(8, 4), "weight", 0.5), "weight", 0.5, 2, 0)


def no_longer_pruned() -> nn.Module:
    return prune.remove(prune.l1_unstructured(nn.Linear(8, 4), "weight", 0.5), "weight")


def encoder(activation: Any) -> nn.Module:
    return nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 4, activation=activation, batch_first=True), 2)


MODULES: dict[str, Callable[[], nn.Module]] = {
    "lazy layers that have seen data": lambda: called(nn.Sequential(nn.LazyLinear(4), nn.LazyBatchNorm1d())),
    "attributes of plain values": with_attributes,
    "weight_norm taken off": without_weight_norm,
    "spectral_norm in use": lambda: called(nn.utils.spectral_norm(nn.Linear(8, 4))),
    "spectral_norm taken off": without_spectral_norm,
    "a parametrization taken off": without_parametrization,
    "a copied parametrization": lambda: copy.deepcopy(parametrizations.spectral_norm(nn.Linear(8, 4))),
    "two parametrizations of one tensor": lambda: parametrizations.orthogonal(
        parametrizations.spectral_norm(nn.Linear(4, 4))
    ),
    "a parametrized LSTM": lambda: parametrizations.weight_norm(nn.LSTM(3, 3), "weight_hh_l0"),
    "weight_norm of a GRU": lambda: nn.utils.weight_norm(nn.GRU(3, 3), "weight_hh_l0"),
    "pruned twice": pruned_twice,
    "no longer pruned": no_longer_pruned,
    "an activation by its name": lambda: encoder("gelu"),
    "an activation that is a function": lambda: encoder(nn.functional.silu),
    "an activation that is a layer": lambda: encoder(nn.GELU()),
    "layers by name": lambda: nn.ModuleDict({"größe": nn.Linear(1, 1), "a-b/c": nn.ReLU(), "fc 2": nn.Tanh()}),
    "lists of parameters": lambda: nn.ParameterList([torch.ones(1), torch.ones(2)]),
    "parameters by name": lambda: nn.ParameterDict({"a": torch.ones(1)}),
    "weights of classes": lambda: nn.CrossEntropyLoss(weight=torch.ones(3)),
    "a recurrent network of all kinds": lambda: nn.LSTM(2, 3, 3, bidirectional=True, proj_size=1, bias=False),
    "adaptive softmax": lambda: nn.AdaptiveLogSoftmaxWithLoss(8, 100, [10, 20, 50]),
    "SyncBatchNorm": lambda: nn.SyncBatchNorm.convert_sync_batchnorm(nn.Sequential(nn.BatchNorm1d(4))),
}


@pytest.mark.parametrize("name", MODULES)
def test_it_is_no_code(tmp_path: Path, name: str) -> None:
    module = MODULES[name]()
    plan = ADAPTER.check(module)
    assert plan.choices[0].risk == "parser"
    ADAPTER.write(module, plan, "torch-safetensors", Folder(tmp_path, lambda: None))
    assert FRAMEWORKS.risk("torch-safetensors", tmp_path, [path.name for path in tmp_path.iterdir()]) == "parser"
    copied = ADAPTER.read(tmp_path, "torch-safetensors", type(module).__name__)
    assert repr(copied) == repr(module)
    assert {name for name in vars(module) if not name.startswith("_")} == {
        name for name in vars(copied) if not name.startswith("_")
    }


@pytest.mark.parametrize("name", MODULES)
def test_it_is_no_code_with_all_its_tables(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    """Empty tables are written out once `torch.compile` has changed `__setstate__` of all modules."""
    monkeypatch.setattr(Survey, "_is_made_again", lambda *_: False)
    test_it_is_no_code(tmp_path, name)
