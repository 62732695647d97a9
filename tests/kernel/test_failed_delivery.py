"""A failed delivery is reported to the server, and nothing is left behind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from . import zoo
from .byte_server import ByteServer, running
from .kernels import Kernel
from .tickets import Json, save, spool_way, ticket

LIBRARIES = "small"


@pytest.fixture
def server() -> Iterator[ByteServer]:
    with running() as found:
        yield found


@pytest.fixture(scope="module")
def trained(kernel: Kernel) -> Kernel:
    kernel.run(zoo.IMPORTS + zoo.DATA + f"light = {zoo.LIGHTGBM['text'][0]}")
    return kernel


def request(way: Json) -> Json:
    return {"variable": "light", "format": "lgbm", "encoding": "lightgbm-text", "ticket": ticket([way])}


def test_a_file_that_the_server_does_not_take(trained: Kernel, server: ByteServer) -> None:
    server.refuse["PUT files/model.txt"] = 507
    report = trained.ask("save", **request(server.way))
    assert report["error"]["code"] == "refused"
    assert server.reports == [report]


def test_an_interrupt_while_the_files_are_sent(trained: Kernel, server: ByteServer) -> None:
    server.hold = "PUT files/model.txt"
    pending = trained.ask_later("save", **request(server.way))
    assert server.holding.wait(60)
    trained.manager.interrupt_kernel()
    report = trained.answer_of(pending)
    server.go_on.set()
    assert report["error"]["code"] == "interrupted"
    assert server.reports == [report]


def test_a_disk_that_is_full_at_the_end(trained: Kernel, tmp_path: Path) -> None:
    folder = tmp_path / "spool"
    way = spool_way(folder)
    (folder / "done.json.part").symlink_to("/dev/full")
    report = trained.ask("save", **request(way))
    assert report["error"]["code"] == "disk_full"
    assert json.loads((folder / "done.json").read_text()) == report
    assert sorted(path.name for path in folder.rglob("*")) == ["done.json", "files", "nonce", "started"]


def test_a_load_whose_report_cannot_be_delivered(trained: Kernel, tmp_path: Path) -> None:
    version = save(trained, "light", tmp_path / "saved")
    files = sorted(path.name for path in (tmp_path / "saved" / "files").iterdir())
    way = spool_way(tmp_path / "spool", tmp_path / "saved" / "files")
    (tmp_path / "spool" / "done.json.part").symlink_to("/dev/full")
    report = trained.ask("load", variable="back", overwrite=True, ticket=ticket([way], version))
    assert report["error"]["code"] == "disk_full"
    assert json.loads((tmp_path / "spool" / "done.json").read_text()) == report
    assert sorted(path.name for path in (tmp_path / "saved" / "files").iterdir()) == files


def test_names_that_no_message_can_carry(trained: Kernel, tmp_path: Path) -> None:
    trained.run("globals()['bad\\ud800'] = light")
    members = "{'__module__': 'odd\\udfff', '__qualname__': 'make.<locals>.Odd'}"
    trained.run(f"odd = type('Odd', (StandardScaler,), {members})().fit(X)")
    assert not [name for name in trained.variables() if name.startswith("bad")]
    assert trained.ask("check", variable="bad\ud800")["variable"] == "bad?"
    assert trained.ask("target", variable="bad\ud800", version={})["error"]["code"] == "invalid_variable"
    way = spool_way(tmp_path / "spool")
    report = trained.ask("save", variable="odd", format="skops", encoding="pickle", ticket=ticket([way]))
    assert report["class"].startswith("odd?.")
    assert json.loads((tmp_path / "spool" / "done.json").read_text()) == report
