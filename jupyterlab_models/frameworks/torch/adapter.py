"""PyTorch: a module is its tensors in one safetensors file and, apart from them, a skeleton that holds them.

A skeleton of nothing but torch's own parts is read without running code. One with a class of the notebook or of any
other library is a pickle: its file has another name, so that nobody reads the one as the other.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from ...kernel.adapter import Choice, Facts, Folder, Plan, Table
from ...kernel.errors import AgentError, words
from ...kernel.naming import class_name
from ...kernel.pickling import by_value, dry_run
from ...kernel.pickling.explain_unpicklable import FAILURES
from . import describing, skeleton
from .mapped import Mapped, damaged
from .modules import MORE, Revival, Survey, distinct, names_of, unwrap
from .recurrent import require_fitting
from .script import SCRIPT, choice_of_module, choice_of_script, is_script, read_script, write_script
from .tensors import (
    STATE,
    TENSORS,
    index,
    is_state,
    plan_of_tensors,
    read_state,
    read_tensors,
    state_bytes,
    write_state,
    write_tensors,
)

WEIGHTS = "weights.safetensors"
SKELETON = "skeleton.pkl"
CODE = "skeleton-code.pkl"
"""A skeleton that may name anything: read by Python's own unpickler."""


class TorchAdapter:
    """See `Adapter`."""

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        return (("torch", "torch"),)

    def check(self, obj: Any) -> Plan:
        torch = sys.modules["torch"]
        if isinstance(obj, torch.optim.Optimizer):
            return _plan_of_optimizer(obj)
        if isinstance(obj, torch.nn.Module):
            module, notes = unwrap(obj)
            return _plan_of_module(module, notes)
        plan = plan_of_tensors(obj)
        if plan is None:
            raise AgentError(
                "unsupported",
                f"A {class_name(type(obj))} holds more than numbers, which neither safetensors nor torch.load keep.",
                "Save its values as an ordinary tensor.",
            )
        return plan

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        torch = sys.modules["torch"]
        if encoding == "safetensors":
            write_tensors(obj, folder)
        elif encoding == "torch-state":
            write_state(obj.state_dict() if isinstance(obj, torch.optim.Optimizer) else obj, folder)
        elif encoding == "torchscript":
            write_script(unwrap(obj)[0], folder)
        else:
            _write_module(unwrap(obj)[0], plan, folder)

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        if encoding == "safetensors":
            return read_tensors(folder / TENSORS)
        if encoding == "torch-state":
            return read_state(folder / STATE)
        if encoding == "torchscript":
            return read_script(folder / SCRIPT)
        return _read_module(folder)

    def read_part(self, folder: Path, encoding: str, part: str) -> Any:
        """The weights of a module alone, as its state_dict; the skeleton is not looked at."""
        return read_tensors(folder / WEIGHTS)

    def takes(self, obj: Any) -> bool:
        """Containers of tensors."""
        return plan_of_tensors(obj) is not None

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        return describing.describe(obj, plan)

    def facts(self, obj: Any) -> Facts:
        return describing.facts(obj)


# Modules


def _plan_of_module(module: Any, notes: list[str]) -> Plan:
    if is_script(module):
        size = sum(tensor.numel() * tensor.element_size() for tensor in module.state_dict().values())
        return Plan((choice_of_script(module),), size, ("torch",))
    bare = _bare(module)
    restores = f"The {type(module).__name__} with its weights, buffers, attributes and modes"
    if bare is not None:
        survey, _ = bare
        lost = (*notes, *survey.lost())
        choice = Choice("torch-safetensors", "parser", restores, (WEIGHTS, SKELETON), lost)
        modules = {"torch"}
    else:
        survey = Survey(module)
        found = dry_run.summarize(module, survey.persistent_id, survey.reduce)
        files = (WEIGHTS, CODE, by_value.SOURCES) if found.own else (WEIGHTS, CODE)
        lost = (*notes, *survey.lost(), *found.notes())
        choice = Choice("torch-safetensors", "code", restores, files, lost)
        modules = {"torch", *found.modules}
    script = choice_of_module(module)
    return Plan((choice, script) if script else (choice,), survey.stock.bytes, tuple(sorted(modules)), bare)


def _bare(module: Any) -> tuple[Survey, bytes] | None:
    """The skeleton that holds no code, or None where it has to."""
    survey = Survey(module)
    try:
        return survey, skeleton.dump(module, survey.persistent_id, survey.reduce)
    except (skeleton.NotListed, *FAILURES):
        return None  # the other choice explains what cannot be pickled, and where


def _write_module(module: Any, plan: Plan, folder: Folder) -> None:
    if plan.found is not None:
        survey, content = plan.found
        with folder.open(SKELETON) as out:
            out.write(content)
    else:
        survey = Survey(module)
        by_value.dump(module, folder, CODE, survey.persistent_id, survey.reduce)
    survey.stock.write(folder, WEIGHTS, {**index("OrderedDict", survey.state), MORE: survey.more})
    _compare(module, folder.root)


def _compare(module: Any, folder: Path) -> None:
    """Read it back, which maps the weights and copies none. Error `not_restorable`."""
    copy, revival = _revived(folder, "cpu")
    expected, found = names_of(module), names_of(copy)
    if expected == found:
        different = revival.different(module, copy)
    else:
        different = sorted(set(expected) ^ set(found)) or ["the order of its layers or tensors"]
    if different:
        raise AgentError(
            "not_restorable",
            f"A copy made from what was written differs: {different[0]}.",
            "A method __getstate__, __setstate__ or __reduce__ of its class may change it; otherwise please report it.",
        )


def _read_module(folder: Path) -> Any:
    return _revived(folder)[0]


def _revived(folder: Path, device: str | None = None) -> tuple[Any, Revival]:
    """The module, and what gave it its tensors."""
    import torch

    code = (folder / CODE).exists()
    file = folder / (CODE if code else SKELETON)
    revival = Revival(Mapped(folder / WEIGHTS, device), file.name)
    if code:
        module = by_value.load(file, revival.persistent_load)
    else:
        try:
            with file.open("rb") as stream:
                module = skeleton.load(stream, revival.persistent_load)
        except skeleton.DAMAGED as error:
            raise damaged(file.name, str(error)) from None
    if not isinstance(module, torch.nn.Module):
        raise damaged(file.name, f"it holds a {type(module).__name__} and no module")
    module = revival.finish(module)
    if not code:
        try:
            for one in distinct(module):
                require_fitting(one)
        except skeleton.DAMAGED as error:
            raise damaged(file.name, words(error)) from None
    return module, revival


# Optimisers


def _plan_of_optimizer(obj: Any) -> Plan:
    name, state = type(obj).__name__, obj.state_dict()
    if not is_state(state):
        raise AgentError(
            "unsupported",
            f"The state of this {name} holds more than tensors and plain values.",
            "Save the tensors of its state_dict() as a dict.",
        )
    choice = Choice(
        encoding="torch-state",
        risk="parser",
        restores=f"The state dict of the {name}, for load_state_dict of one made again",
        files=(STATE,),
        lost=(f"The {name} itself, which belongs to the parameters of a model: make it again, then load the state.",),
    )
    return Plan((choice,), state_bytes(state), ("torch",))


ADAPTER = TorchAdapter()
