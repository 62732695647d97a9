"""Skeletons of PyTorch's modules, true to form and forged: what is on the list cannot be abused."""

from __future__ import annotations

import collections
import importlib
import io
import json
import pickle
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from jupyterlab_models.frameworks.torch import skeleton
from jupyterlab_models.frameworks.torch.adapter import ADAPTER
from jupyterlab_models.frameworks.torch.layers import CALLS, CLASSES, NAMES, SHELL
from jupyterlab_models.frameworks.torch.modules import Survey
from jupyterlab_models.frameworks.torch.records import Refused
from jupyterlab_models.frameworks.torch.safetensors import encode
from jupyterlab_models.kernel.adapter import Folder
from jupyterlab_models.kernel.errors import AgentError

from .evil import Evil
from .loaded import FRAMEWORKS


def text(value: str) -> bytes:
    return b"\x8c" + bytes([len(value)]) + value.encode()


def named(module: str, name: str) -> bytes:
    return text(module) + text(name) + b"\x93"


LINEAR = named("torch.nn.modules.linear", "Linear")
RELU = named("torch.nn.functional", "relu")
START = b"\x80\x04"
FORGED = {
    "a call of the system": pickle.dumps(Evil(eval, "1")),
    "a call of a listed module's other name": START + named("torch", "load") + b")R.",
    "a dotted name": START + named("torch", "nn.Linear") + b".",
    "a dotted name in a module": START + named("torch.nn.functional", "torch.load") + b".",
    "protocol 2": b"\x80\x02ctorch\nload\n.",
    "an extension": START + b"\x82\x01.",
    "INST": b"(S'1'\nibuiltins\neval\n.",
    "OBJ": START + b"(" + LINEAR + b"o.",
    "NEWOBJ_EX": START + LINEAR + b")}\x92.",
    "a name put together": START + text("tor") + b"0" + text("torch") + text("load") + b"\x93.",
    "a name from a tuple": START + text("torch.nn.modules.linear") + b")\x93.",
    "a name from bytes": START + text("torch") + b"C\x04load\x93.",
    "memo set anew": START + text("Linear") + b"\x94" + text("load") + b"q\x00" + text("torch") + b"h\x00\x93.",
    "memo of no text": START + text("torch.nn.modules.linear") + b")\x94h\x00\x93.",
    "a text copied": START + text("torch.nn.modules.linear") + text("Linear") + b"2\x93.",
    "a persistent id in text": START + b"Px\n.",
    "a next buffer": START + b"\x97.",
    "no end": START + LINEAR,
    "nothing": b"",
    "a wrong byte": START + b"\xff.",
    "text that is none": START + b"\x8c\x02\xff\xff.",
}


@pytest.mark.parametrize("name", FORGED)
def test_forged_skeletons_are_code(tmp_path: Path, name: str) -> None:
    (tmp_path / "skeleton.pkl").write_bytes(FORGED[name])
    assert FRAMEWORKS.risk("torch-safetensors", tmp_path, ["skeleton.pkl"]) == "code"
    with pytest.raises(skeleton.DAMAGED):
        skeleton.load(io.BytesIO(FORGED[name]), lambda mark: mark)


ABUSES = {
    "a function that is only a value is called": START + RELU + b")R.",
    "a class is called": START + LINEAR + b"K\x02K\x02\x86R.",
    "a class is made with arguments": START + LINEAR + b"K\x02K\x02\x86\x81.",
    "a function is made": START + RELU + b")\x81.",
    "attributes of a class are set": START + LINEAR + b"N}" + text("forward") + RELU + b"s\x86b.",
    "attributes of a function are set": START + RELU + b"}" + text("__code__") + b"Nsb.",
    "attributes of a dict are set": START
    + named("collections", "OrderedDict")
    + b")R}"
    + text("items")
    + RELU
    + b"sb.",
    "a shell of what is no class": START
    + named("copyreg", "_reconstructor")
    + RELU
    + named("builtins", "object")
    + b"N\x87R.",
    "a shell with a state": START
    + named("copyreg", "_reconstructor")
    + LINEAR
    + named("builtins", "object")
    + b"K\x01\x87R.",
    "a shell of a function": START
    + named("copyreg", "_reconstructor")
    + named("torch", "Size")
    + named("builtins", "object")
    + b"N\x87R.",
}

EMPTY = LINEAR + b")\x81"
ABUSES |= {
    # A step `APPEND` calls whatever the object has under the name `append`; the file could have put it there.
    "append of its own": START + EMPTY + b"}" + text("append") + RELU + b"sbK\x01a.",
    "extend of its own": START + EMPTY + b"}" + text("extend") + RELU + b"sb(K\x01K\x02e.",
    "add of its own": START + EMPTY + b"}" + text("add") + RELU + b"sb(K\x01\x90.",
    "an item of a layer": START + named("torch.nn.modules.container", "Sequential") + b")\x81}bK\x00K\x01s.",
    "items of a layer": START + named("torch.nn.modules.container", "Sequential") + b")\x81}b(K\x00K\x01u.",
    "slots beside the attributes": START + EMPTY + b"}}" + text("forward") + RELU + b"s\x86b.",
    "a set without an end": START
    + named("builtins", "set")
    + named("builtins", "range")
    + b"\x8a\x08"
    + (1 << 60).to_bytes(8, "little")
    + b"\x85R\x85R.",
    "bytes without an end": START
    + named("builtins", "bytearray")
    + b"\x8a\x08"
    + (1 << 60).to_bytes(8, "little")
    + b"\x85R.",
}


def test_attributes_from_the_file_are_not_called() -> None:
    """Nor is an object made that has them."""
    forged = START + EMPTY + b"}" + text("__setstate__") + RELU + b"sb."
    with pytest.raises(Refused, match="__setstate__"):
        skeleton.load(io.BytesIO(forged), lambda mark: mark)


def test_a_layer_in_more_places_than_can_be_walked_through_is_not_listed() -> None:
    """Its `repr` and every call of it would not end; shared layers in a few thousand places are listed."""
    for doublings, is_listed in ((10, True), (64, False)):
        model = nn.Sequential(nn.Linear(2, 2))
        survey = Survey(model)
        for _ in range(doublings):
            model = nn.Sequential(model, model)
        reason = ""
        try:
            skeleton.dump(model, survey.persistent_id, survey.reduce)
        except skeleton.NotListed as error:
            reason = str(error)
        # Nothing that pytest would show of a failure may hold the model, whose text is endless.
        del model, survey
        assert (reason == "") is is_listed
        assert is_listed or "more than" in reason


@pytest.mark.parametrize("name", ABUSES)
def test_listed_names_are_not_abused(tmp_path: Path, name: str) -> None:
    before = dict(vars(nn.Linear))
    with pytest.raises(Refused):
        skeleton.load(io.BytesIO(ABUSES[name]), lambda mark: mark)
    assert dict(vars(nn.Linear)) == before


def test_nothing_on_the_list_runs_text_or_opens_files() -> None:
    assert {name.rpartition(".")[0] for name in CALLS} == {
        "collections",
        "copyreg",
        "torch",
        "torch.nn.utils.parametrizations",
    }
    for name in NAMES - {SHELL}:
        module, _, last = name.rpartition(".")
        found = getattr(importlib.import_module(module), last, None)
        assert found is not None, f"{name} is not in PyTorch {torch.__version__}"
        assert name not in CLASSES or isinstance(found, type)


def test_a_class_that_poses_as_a_layer_is_not_listed() -> None:
    fake = type("Linear", (nn.Module,), {"__module__": "torch.nn.modules.linear", "__qualname__": "Linear"})
    with pytest.raises(skeleton.NotListed):
        skeleton.dump(fake(), lambda obj: None, lambda obj: NotImplemented)


def test_a_skeleton_of_another_name_is_code_whatever_it_holds(tmp_path: Path) -> None:
    model = nn.Linear(2, 2)
    ADAPTER.write(model, ADAPTER.check(model), "torch-safetensors", Folder(tmp_path, lambda: None))
    content = (tmp_path / "skeleton.pkl").read_bytes()
    for name in ("skeleton-code.pkl", "other.pkl", "weights.pkl"):
        (tmp_path / name).write_bytes(content)
        assert FRAMEWORKS.risk("torch-safetensors", tmp_path, ["weights.safetensors", name]) == "code"
    files = ["weights.safetensors", "skeleton.pkl"]
    (tmp_path / "sources.json").write_text("{}")
    assert FRAMEWORKS.risk("torch-safetensors", tmp_path, [*files, "sources.json"]) == "parser"
    (tmp_path / "sources.json").write_text("[]")
    assert FRAMEWORKS.risk("torch-safetensors", tmp_path, [*files, "sources.json"]) == "code"


MARKS = ["weights", True, -1, 2, 1 << 70, (0,), ("0", {"x": 1}), (0, [1]), (0, None), (0, {}, {})]
REFS = [
    None,
    "0.weight",
    ["0.weight"],
    ["other", True, True, None, "cpu"],
    ["0.weight", 1, True, None, "cpu"],
    ["0.weight", True, True, [1, 1 << 40], "cpu"],
    ["0.weight", True, True, "2", "cpu"],
    ["0.weight", True, True, None, 7],
]
"""In place of what the metadata tells of a tensor that is in no state_dict."""


def refused(folder: Path, mark: Any) -> str:
    """Read a skeleton that holds nothing but this mark; the error's code."""
    out = io.BytesIO()
    pickler = pickle.Pickler(out, protocol=4)
    pickler.persistent_id = lambda obj: mark if obj == "here" else None  # type: ignore[method-assign]
    pickler.dump(collections.OrderedDict(a="here"))
    (folder / "skeleton.pkl").write_bytes(out.getvalue())
    with pytest.raises(AgentError) as error:
        ADAPTER.read(folder, "torch-safetensors", "Sequential")
    return error.value.code


@pytest.mark.parametrize("mark", MARKS)
def test_marks_that_are_none_are_refused(tmp_path: Path, mark: Any) -> None:
    model = nn.Sequential(nn.Linear(2, 2))
    ADAPTER.write(model, ADAPTER.check(model), "torch-safetensors", Folder(tmp_path, lambda: None))
    assert refused(tmp_path, mark) == "damaged"


@pytest.mark.parametrize(
    "metadata", [{}, {"names": 1}, {"names": [], "more": {}}, *({"names": [], "more": [ref]} for ref in REFS)]
)
def test_tensors_without_metadata_are_refused(tmp_path: Path, metadata: object) -> None:
    head = encode([("0.weight", "F32", (2, 2))], {"jupyterlab_models": json.dumps(metadata)})
    (tmp_path / "weights.safetensors").write_bytes(head + bytes(16))
    assert refused(tmp_path, 0) == "damaged"
