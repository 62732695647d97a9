"""The risk of what PyTorch's adapter writes, and of files that only look like it."""

from __future__ import annotations

import collections
import io
import json
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from jupyterlab_models import risk
from jupyterlab_models.kernel import skeleton
from jupyterlab_models.kernel.adapters import Folder
from jupyterlab_models.kernel.adapters.torch import ADAPTER
from jupyterlab_models.kernel.adapters.torch_modules import Survey
from jupyterlab_models.kernel.errors import AgentError
from jupyterlab_models.kernel.tensors import Damaged, encode, read_head
from jupyterlab_models.kernel.torch_names import ALL, CLASSES, FUNCTIONS, SHELL

from .archives import renamed

OBJECTS: dict[str, tuple[Callable[[], Any], str, str]] = {
    "module": (lambda: nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4)), "torch-safetensors", "parser"),
    "transformer": (lambda: nn.Transformer(8, 2, 1, 1, 16), "torch-safetensors", "parser"),
    "recurrent": (lambda: nn.LSTM(4, 4), "torch-safetensors", "parser"),
    "script": (lambda: torch.jit.script(nn.Linear(2, 2)), "torchscript", "program"),
    "trace": (lambda: torch.jit.trace(nn.Conv2d(1, 1, 1), torch.ones(1, 1, 2, 2)), "torchscript", "program"),
    "tensor": (lambda: torch.ones(3), "safetensors", "data"),
    "optimiser": (lambda: torch.optim.Adam(nn.Linear(2, 2).parameters()), "torch-state", "parser"),
    "checkpoint": (lambda: {"m": nn.Linear(2, 2).state_dict(), "e": 1, "s": {1, 2}}, "torch-state", "parser"),
    "sparse": (lambda: torch.eye(3).to_sparse_csr(), "torch-state", "parser"),
    "bytes and wide numbers": (lambda: {"t": torch.ones(1), "b": b"x", "c": 1j, "n": 2**70}, "torch-state", "parser"),
}


@pytest.mark.parametrize("name", OBJECTS)
def test_what_is_announced_is_what_the_server_finds(tmp_path: Path, name: str) -> None:
    make, encoding, expected = OBJECTS[name]
    made = make()
    plan = ADAPTER.check(made)
    ADAPTER.write(made, plan, encoding, Folder(tmp_path, lambda: None))
    assert risk.of_files(encoding, tmp_path, [path.name for path in tmp_path.iterdir()]) == expected
    assert (plan.choices[0].encoding, plan.choices[0].risk) == (encoding, expected)


# safetensors


def header(body: object, tail: bytes = b"", length: int | None = None) -> bytes:
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    return (len(text) if length is None else length).to_bytes(8, "little") + text + tail


def one(**more: object) -> dict[str, object]:
    return {"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8], **more}}


GOOD = header(one(), bytes(8))
BROKEN = {
    "nothing": b"",
    "too short": b"\0" * 7,
    "length beyond the file": header(one(), bytes(8), 1 << 40),
    "a huge header": header(b" " * (17 << 20)),
    "no JSON": header(b"{", bytes(8)),
    "deep JSON": header(b"[" * 100_000 + b"]" * 100_000),
    "a list": header([], b""),
    "unknown type": header(one(dtype="OBJ"), bytes(8)),
    "type no text": header(one(dtype=["F32"]), bytes(8)),
    "size beyond shape": header(one(shape=[1]), bytes(8)),
    "size below shape": header(one(shape=[4]), bytes(8)),
    "negative shape": header(one(shape=[-2]), bytes(8)),
    "shape of bools": header(one(shape=[True, 2]), bytes(8)),
    "shape that overflows": header(one(shape=[1 << 62, 1 << 62]), bytes(8)),
    "offsets backwards": header(one(data_offsets=[8, 0]), bytes(8)),
    "offsets negative": header(one(data_offsets=[-8, 0]), bytes(8)),
    "field more": header(one(code="x"), bytes(8)),
    "bytes after the end": header(one(), bytes(9)),
    "bytes missing": header(one(), bytes(7)),
    "a hole": header(one(data_offsets=[4, 12]), bytes(12)),
    "an overlap": header({**one(), "b": {"dtype": "F32", "shape": [2], "data_offsets": [4, 12]}}, bytes(12)),
    "a name twice": header(
        b'{"a":' + json.dumps(one()["a"]).encode() + b',"a":' + json.dumps(one()["a"]).encode() + b"}", bytes(8)
    ),
    "metadata no texts": header({**one(), "__metadata__": {"a": 1}}, bytes(8)),
    "NaN": header(b'{"__metadata__": NaN}'),
    "a pickle": pickle.dumps({}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_safetensors_are_code(tmp_path: Path, name: str) -> None:
    (tmp_path / "tensors.safetensors").write_bytes(BROKEN[name])
    assert risk.of_files("safetensors", tmp_path, ["tensors.safetensors"]) == "code"
    with (tmp_path / "tensors.safetensors").open("rb") as stream, pytest.raises(Damaged):
        read_head(stream)


def test_whole_safetensors_are_data(tmp_path: Path) -> None:
    for number, content in enumerate((GOOD, encode([("a", "F64", ()), ("b", "BF16", (0, 3))], {"x": "y"}) + bytes(8))):
        (tmp_path / str(number)).write_bytes(content)
        assert risk.of_files("safetensors", tmp_path, [str(number)]) == "data"


def test_their_own_reader_agrees(tmp_path: Path) -> None:
    import safetensors.torch

    tensors = {"ä": torch.arange(6.0).reshape(2, 3).T, "n": torch.tensor(3, dtype=torch.int16), "e": torch.empty(0)}
    ADAPTER.write(tensors, ADAPTER.check(tensors), "safetensors", Folder(tmp_path, lambda: None))
    found = safetensors.torch.load_file(tmp_path / "tensors.safetensors")
    assert all(torch.equal(found[name], tensor) for name, tensor in tensors.items())


# Skeletons


class Evil:
    """Pickles as a call."""

    def __init__(self, function: Any, *arguments: Any) -> None:
        self.call = (function, arguments)

    def __reduce__(self) -> Any:
        return self.call


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
    assert risk.of_files("torch-safetensors", tmp_path, ["skeleton.pkl"]) == "code"
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
    """What sets the attributes is looked up in the class, although the object has such an attribute by then."""
    forged = START + EMPTY + b"}" + text("__setstate__") + RELU + b"sb}" + text("x") + b"K\x01sb."
    found = skeleton.load(io.BytesIO(forged), lambda mark: mark)
    assert vars(found)["x"] == 1


def test_a_layer_under_more_names_than_can_be_walked_through(tmp_path: Path) -> None:
    model = nn.Sequential(nn.Linear(2, 2))
    ADAPTER.write(model, ADAPTER.check(model), "torch-safetensors", Folder(tmp_path, lambda: None))
    survey = Survey(model)
    for _ in range(64):
        model = nn.Sequential(model, model)
    (tmp_path / "skeleton.pkl").write_bytes(skeleton.dump(model, survey.persistent_id, survey.reduce))
    assert risk.of_files("torch-safetensors", tmp_path, ["skeleton.pkl"]) == "parser"
    assert len(ADAPTER.read(tmp_path, "torch-safetensors", "Sequential")) == 2


@pytest.mark.parametrize("name", ABUSES)
def test_listed_names_are_not_abused(tmp_path: Path, name: str) -> None:
    before = dict(vars(nn.Linear))
    with pytest.raises(skeleton.Refused):
        skeleton.load(io.BytesIO(ABUSES[name]), lambda mark: mark)
    assert dict(vars(nn.Linear)) == before


def test_nothing_on_the_list_runs_text_or_opens_files() -> None:
    assert {name.rpartition(".")[0] for name in FUNCTIONS} == {
        "builtins",
        "collections",
        "copyreg",
        "torch",
        "torch.nn.utils.parametrizations",
    }
    for name in ALL - {SHELL}:
        module, _, last = name.rpartition(".")
        found = getattr(__import__(module, fromlist=[last]), last, None)
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
        assert risk.of_files("torch-safetensors", tmp_path, ["weights.safetensors", name]) == "code"
    files = ["weights.safetensors", "skeleton.pkl"]
    (tmp_path / "sources.json").write_text("{}")
    assert risk.of_files("torch-safetensors", tmp_path, [*files, "sources.json"]) == "parser"
    (tmp_path / "sources.json").write_text("[]")
    assert risk.of_files("torch-safetensors", tmp_path, [*files, "sources.json"]) == "code"


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
    "told", [{}, {"names": 1}, {"names": [], "more": {}}, *({"names": [], "more": [ref]} for ref in REFS)]
)
def test_tensors_of_which_the_weights_tell_nothing_are_refused(tmp_path: Path, told: object) -> None:
    head = encode([("0.weight", "F32", (2, 2))], {"jupyterlab_models": json.dumps(told)})
    (tmp_path / "weights.safetensors").write_bytes(head + bytes(16))
    assert refused(tmp_path, 0) == "damaged"


# Archives


def archive(members: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as file:
        for name, value in members.items():
            file.writestr(name, value)
    return content.getvalue()


PLAIN = b"\x80\x02}q\x00."
SCRIPT = {"m/data.pkl": PLAIN, "m/constants.pkl": PLAIN, "m/version": b"3", "m/code/__torch__.py": b"class A: pass"}
ARCHIVES = {
    "a state that calls": ("torch-state", archive({"m/data.pkl": pickle.dumps(Evil(eval, "1"), 2), "m/version": b"3"})),
    "a state with a module": ("torch-state", archive({"m/data.pkl": b"\x80\x02ctorch.nn.modules.linear\nLinear\n."})),
    "a state with more": ("torch-state", archive({"m/data.pkl": PLAIN, "m/other.pkl": PLAIN})),
    "a state outside": ("torch-state", archive({"m/data.pkl": PLAIN, "../data/0": b""})),
    "a state packed": (
        "torch-state",
        archive({"m/data.pkl": b"\x80\x02" + b"N0" * 9000 + b"N."}, zipfile.ZIP_DEFLATED),
    ),
    "a state of two folders": ("torch-state", archive({"m/data.pkl": PLAIN, "n/version": b"3"})),
    "a state with a second name": (
        "torch-state",
        renamed({"m/data/0": b"x", "m/data.pkl": PLAIN, "m/version": b"3"}, "m/data.pkl"),
    ),
    "a state without a pickle": ("torch-state", archive({"m/version": b"3"})),
    "a state that is a script": ("torch-state", archive(SCRIPT)),
    "a script with a library": ("torchscript", archive({**SCRIPT, "m/code/lib.so": b"\x7fELF"})),
    "a script outside": ("torchscript", archive({**SCRIPT, "m/code/__torch__/../../x.py": b""})),
    "a script that is a state": ("torchscript", archive({"m/data.pkl": PLAIN, "m/version": b"3"})),
    "a script of a bomb": (
        "torchscript",
        archive({**SCRIPT, "m/code/__torch__/a.py": bytes(17 << 20)}, zipfile.ZIP_DEFLATED),
    ),
    "a state behind a pickle": (
        "torch-state",
        pickle.dumps(Evil(eval, "1")) + archive({"m/data.pkl": PLAIN, "m/version": b"3"}),
    ),
    "a script behind a pickle": ("torchscript", pickle.dumps(Evil(eval, "1")) + archive(SCRIPT)),
    "a state with another checksum": (
        "torch-state",
        archive({"m/data.pkl": PLAIN, "m/version": b"3"}).replace(PLAIN, b"\x80\x02}q\x01."),
    ),
    "no archive": ("torchscript", b"PK\3\4" + bytes(100)),
    "a pickle": ("torch-state", pickle.dumps({})),
    "nothing": ("torchscript", b""),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_forged_archives_are_code(tmp_path: Path, name: str) -> None:
    encoding, content = ARCHIVES[name]
    (tmp_path / "file.pt").write_bytes(content)
    assert risk.of_files(encoding, tmp_path, ["file.pt"]) == "code"


def test_good_archives_are_not_refused_for_their_making(tmp_path: Path) -> None:
    (tmp_path / "script.pt").write_bytes(archive(SCRIPT))
    assert risk.of_files("torchscript", tmp_path, ["script.pt"]) == "program"
    (tmp_path / "state.pt").write_bytes(archive({"m/data.pkl": PLAIN, "m/version": b"3", "m/data/0": b"x"}))
    assert risk.of_files("torch-state", tmp_path, ["state.pt"]) == "parser"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_named_twice_is_code(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "state.pt", "w") as file:
        file.writestr("m/data.pkl", PLAIN)
        file.writestr("m/data.pkl", pickle.dumps(Evil(eval, "1"), 2))
    assert risk.of_files("torch-state", tmp_path, ["state.pt"]) == "code"
