"""Hostile TorchScript. It is a program and always asked about; what only looks like it is refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import torch

from .harness import Reader, Readers, judge
from .pickles import Pickle
from .samples import SAMPLES, start


@cache
def true() -> dict[str, bytes]:
    """The members of a TorchScript."""
    content = io.BytesIO()
    torch.jit.save(torch.jit.script(torch.nn.Linear(2, 2)), content)
    with zipfile.ZipFile(content) as file:
        return {name.partition("/")[2]: file.read(name) for name in file.namelist()}


def archive(more: dict[str, bytes] | None = None, without: str = "", compression: int = zipfile.ZIP_STORED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as file:
        for name, value in {**true(), **(more or {})}.items():
            if name != without:
                file.writestr(name.removeprefix("/") if name.startswith("/") else f"m/{name}", value)
    return content.getvalue()


def with_field(kind: int, field: bytes) -> bytes:
    """The first member has a field that only some readers look at."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for number, (name, value) in enumerate(true().items()):
            info = zipfile.ZipInfo(f"m/{name}")
            info.extra = b"" if number else struct.pack("<2H", kind, len(field)) + field
            file.writestr(info, value)
    return content.getvalue()


def renamed() -> bytes:
    first = f"m/{next(iter(true()))}"
    return with_field(0x7075, b"\x01" + struct.pack("<L", zlib.crc32(first.encode())) + b"m/lib.so")


def state() -> bytes:
    content = io.BytesIO()
    torch.save({"a": torch.ones(2)}, content)
    return content.getvalue()


@cache
def good() -> bytes:
    return archive()


def with_bytes_between() -> bytes:
    begin = good().index(b"PK\x01\x02")
    return good()[:begin] + b"x" * 50 + good()[begin:]


ARCHIVES: dict[str, Callable[[], bytes]] = {
    "a_library": lambda: archive({"code/lib.so": b"\x7fELF"}),
    "a_library_beside_the_code": lambda: archive({"code/__torch__/lib.so": b"\x7fELF"}),
    "compiled_code": lambda: archive({"code/__torch__/a.pyc": b"\0"}),
    "code_of_another_module": lambda: archive({"code/os.py": b"1"}),
    "code_outside": lambda: archive({"code/__torch__/../../x.py": b"1"}),
    "a_member_from_the_root": lambda: archive({"//etc/passwd": b""}),
    "another_pickle": lambda: archive({"other.pkl": b"N."}),
    "extra_files": lambda: archive({"extra/config": b"1"}),
    "a_name_in_capitals": lambda: archive({"DATA.PKL": b"N."}),
    "two_folders": lambda: archive({"/n/version": b"3"}),
    "no_constants": lambda: archive(without="constants.pkl"),
    "no_values": lambda: archive(without="data.pkl"),
    "no_version": lambda: archive(without="version"),
    "packed_values": lambda: archive(compression=zipfile.ZIP_DEFLATED),
    "much_code_in_few_bytes": lambda: archive({"code/__torch__/a.py": bytes(17 << 20)}, "", zipfile.ZIP_DEFLATED),
    "a_second_name": renamed,
    "an_unknown_field": lambda: with_field(0x4242, b"x" * 8),
    "a_comment": lambda: good()[:-2] + b"\x04\x00abcd",
    "a_second_end": lambda: good()[:-2] + b"\x16\x00" + good()[-22:],
    "bytes_before": lambda: Pickle(2).of({}) + good(),
    "bytes_after": lambda: good() + b"x",
    "bytes_between": with_bytes_between,
    "another_name_before_the_bytes": lambda: good().replace(b"m/version", b"m/data/99", 1),
    "a_state": state,
    "a_pickle": lambda: Pickle(2).of({}),
    "a_cut_archive": lambda: good()[: len(good()) // 2],
    "nothing": lambda: b"",
}


HAND_WRITTEN = {"torchscript": ARCHIVES}


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    return start(readers, "torchscript")


@pytest.mark.parametrize("name", ARCHIVES)
def test_what_only_looks_like_it_is_refused(reader: Reader, tmp_path: Path, name: str) -> None:
    def make(folder: Path, target: Path) -> None:
        (folder / "model.pt").write_bytes(ARCHIVES[name]())

    assert reader.check(make, tmp_path).outcome == "refused"
    assert judge("torchscript", tmp_path) == "code"


def test_what_passes_is_a_program(tmp_path: Path) -> None:
    """Which is loaded after a confirmation only, whoever wrote it."""
    (tmp_path / "model.pt").write_bytes(good())
    assert judge("torchscript", tmp_path) == "program"
    SAMPLES["torchscript"].write("torchscript", tmp_path / "written")
    assert judge("torchscript", tmp_path / "written") == "program"
