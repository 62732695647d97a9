"""The risk of what PyTorch's adapter writes, and of files that only look like it."""

from __future__ import annotations

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

from jupyterlab_models.frameworks.torch.adapter import ADAPTER
from jupyterlab_models.frameworks.torch.safetensors import Damaged, encode, read_head
from jupyterlab_models.kernel.adapter import Folder

from .archives import renamed
from .evil import Evil
from .loaded import FRAMEWORKS

OBJECTS: dict[str, tuple[Callable[[], Any], str, str]] = {
    "module": (lambda: nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4)), "torch-safetensors", "parser"),
    "transformer": (lambda: nn.Transformer(8, 2, 1, 1, 16), "torch-safetensors", "parser"),
    "recurrent": (lambda: nn.LSTM(4, 4), "torch-safetensors", "parser"),
    "script": (lambda: torch.jit.script(nn.Linear(2, 2)), "torchscript", "program"),
    "trace": (lambda: torch.jit.trace(nn.Conv2d(1, 1, 1), torch.ones(1, 1, 2, 2)), "torchscript", "program"),
    "tensor": (lambda: torch.ones(3), "safetensors", "data"),
    "optimizer": (lambda: torch.optim.Adam(nn.Linear(2, 2).parameters()), "torch-state", "parser"),
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
    assert FRAMEWORKS.risk(encoding, tmp_path, [path.name for path in tmp_path.iterdir()]) == expected
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
    assert FRAMEWORKS.risk("safetensors", tmp_path, ["tensors.safetensors"]) == "code"
    with (tmp_path / "tensors.safetensors").open("rb") as stream, pytest.raises(Damaged):
        read_head(stream)


def test_whole_safetensors_are_data(tmp_path: Path) -> None:
    for number, content in enumerate((GOOD, encode([("a", "F64", ()), ("b", "BF16", (0, 3))], {"x": "y"}) + bytes(8))):
        (tmp_path / str(number)).write_bytes(content)
        assert FRAMEWORKS.risk("safetensors", tmp_path, [str(number)]) == "data"


def test_their_own_reader_agrees(tmp_path: Path) -> None:
    import safetensors.torch

    tensors = {"ä": torch.arange(6.0).reshape(2, 3).T, "n": torch.tensor(3, dtype=torch.int16), "e": torch.empty(0)}
    ADAPTER.write(tensors, ADAPTER.check(tensors), "safetensors", Folder(tmp_path, lambda: None))
    found = safetensors.torch.load_file(tmp_path / "tensors.safetensors")
    assert all(torch.equal(found[name], tensor) for name, tensor in tensors.items())


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
    assert FRAMEWORKS.risk(encoding, tmp_path, ["file.pt"]) == "code"


def test_good_archives_are_not_refused_for_their_making(tmp_path: Path) -> None:
    (tmp_path / "script.pt").write_bytes(archive(SCRIPT))
    assert FRAMEWORKS.risk("torchscript", tmp_path, ["script.pt"]) == "program"
    (tmp_path / "state.pt").write_bytes(archive({"m/data.pkl": PLAIN, "m/version": b"3", "m/data/0": b"x"}))
    assert FRAMEWORKS.risk("torch-state", tmp_path, ["state.pt"]) == "parser"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_named_twice_is_code(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "state.pt", "w") as file:
        file.writestr("m/data.pkl", PLAIN)
        file.writestr("m/data.pkl", pickle.dumps(Evil(eval, "1"), 2))
    assert FRAMEWORKS.risk("torch-state", tmp_path, ["state.pt"]) == "code"
