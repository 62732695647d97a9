"""Where kernel and server share no disk: files go over the byte routes, and nothing stays in the temporary folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from . import zoo
from .byte_server import SECRET, ByteServer, running
from .kernels import Kernel
from .tickets import Json, spool_way, ticket

LIBRARIES = "small"

LEFT = (
    "[name for name in __import__('os').listdir(__import__('tempfile').gettempdir()) if 'jupyterlab-models-' in name]"
)


@pytest.fixture
def server() -> Iterator[ByteServer]:
    with running() as found:
        yield found


@pytest.fixture(scope="module")
def trained(kernel: Kernel) -> Kernel:
    kernel.run(zoo.IMPORTS + zoo.DATA + f"light = {zoo.LIGHTGBM['text'][0]}")
    kernel.run(f"import tempfile; tempfile.tempdir = {str(kernel.cwd)!r}")
    return kernel


def save(kernel: Kernel, *ways: Json) -> Json:
    return kernel.ask("save", variable="light", format="lgbm", encoding="lightgbm-text", ticket=ticket(list(ways)))


def version(report: Json, server: ByteServer) -> Json:
    files = [{**entry, "sha256": hashlib.sha256(server.files[entry["path"]]).hexdigest()} for entry in report["files"]]
    return {**report, "risk": "parser", "files": files}


def load(kernel: Kernel, server: ByteServer, version: Json) -> Json:
    return kernel.ask("load", variable="back", overwrite=True, ticket=ticket([server.way], version))


def test_save_and_load(trained: Kernel, server: ByteServer) -> None:
    report = save(trained, server.way)
    assert report["ok"], report
    assert server.reports == [report]
    assert server.requests[0] == "GET ticket"
    assert server.requests[-1] == "POST done"
    assert {path: len(body) for path, body in server.files.items()} == {
        entry["path"]: entry["bytes"] for entry in report["files"]
    }
    loaded = load(trained, server, version(report, server))
    assert loaded["ok"], loaded
    assert server.reports[-1] == loaded
    assert trained.value("back.predict_proba(X).tolist() == light.predict_proba(X).tolist()")
    assert trained.value(LEFT) == []


def test_an_unusable_spool_folder_is_passed_over(trained: Kernel, server: ByteServer, tmp_path: Path) -> None:
    elsewhere = {"way": "spool", "path": str(tmp_path / "nowhere"), "nonce": "x"}
    assert save(trained, elsewhere, server.way)["ok"]
    assert server.files
    other = {**spool_way(tmp_path / "spool"), "nonce": "x"}
    assert save(trained, other, server.way)["ok"]
    assert [path.name for path in (tmp_path / "spool").iterdir()] == ["nonce"]


@pytest.mark.parametrize("step", ["PUT files/model.txt", "POST done"])
def test_a_refusal_is_reported_with_the_servers_message(trained: Kernel, server: ByteServer, step: str) -> None:
    server.refuse[step] = 507
    report = save(trained, server.way)
    assert report["ok"] is False
    assert "The server said no." in report["error"]["message"]
    assert trained.value(LEFT) == []


def test_a_ticket_that_is_over_is_reported_as_cancelled(trained: Kernel, server: ByteServer) -> None:
    server.refuse["GET ticket"] = 410
    assert save(trained, server.way)["error"]["code"] == "cancelled"


@pytest.mark.parametrize(
    ("status", "code"), [(403, "cancelled"), (410, "cancelled"), (500, "refused"), (503, "refused")]
)
def test_only_a_void_ticket_is_reported_as_cancelled(
    trained: Kernel, server: ByteServer, status: int, code: str
) -> None:
    saved = version(save(trained, server.way), server)
    server.hold = "GET files/model.txt"
    pending = trained.ask_later("load", variable="back", overwrite=True, ticket=ticket([server.way], saved))
    assert server.holding.wait(60)
    server.refuse["GET ticket"] = status
    server.go_on.set()
    assert trained.answer_of(pending)["error"]["code"] == code


def test_a_temporary_folder_that_stays_is_no_failure(trained: Kernel, server: ByteServer) -> None:
    saved = version(save(trained, server.way), server)
    server.hold = "GET files/model.txt"
    pending = trained.ask_later("load", variable="back", overwrite=True, ticket=ticket([server.way], saved))
    assert server.holding.wait(60)
    (folder,) = trained.cwd.glob("jupyterlab-models-*")
    moved = folder.rename(trained.cwd / "moved")
    folder.symlink_to(moved)
    server.go_on.set()
    report = trained.answer_of(pending)
    folder.unlink()
    assert report["ok"], report
    assert server.reports[-1] == report


def test_a_void_ticket_stops_it_before_it_starts(trained: Kernel, server: ByteServer) -> None:
    server.refuse["GET ticket"] = 404
    report = save(trained, server.way)
    assert report["error"]["code"] == "unreachable"
    assert "The server said no." in report["error"]["message"]
    assert not server.files
    assert trained.value(LEFT) == []


def test_a_server_that_is_not_there(trained: Kernel) -> None:
    with running() as gone:
        way = gone.way
    error = save(trained, way)["error"]
    assert error["code"] == "unreachable"
    assert "cannot be reached" in error["message"]


def test_a_damaged_download_is_not_loaded(trained: Kernel, server: ByteServer) -> None:
    saved = version(save(trained, server.way), server)
    trained.run("back = 'mine'")
    server.files["model.txt"] = server.files["model.txt"][:-10]
    assert load(trained, server, saved)["error"]["code"] == "damaged"
    server.refuse["GET files/model.txt"] = 410
    assert load(trained, server, saved)["error"]["message"].endswith("The server said no.")
    assert trained.value("back") == "mine"
    assert trained.value(LEFT) == []


@pytest.mark.parametrize("path", ["../evil", "/etc/evil", "a/../../evil", "C:evil", "a\\evil", ".hidden"])
def test_file_names_stay_below_the_folder(trained: Kernel, server: ByteServer, path: str) -> None:
    saved = version(save(trained, server.way), server)
    saved["files"].append({"path": path, "bytes": 1, "sha256": "0"})
    report = load(trained, server, saved)
    assert report["error"]["code"] == "refused"
    assert trained.value(LEFT) == []


def test_the_secret_opens_the_routes(trained: Kernel, server: ByteServer) -> None:
    wrong = {**ticket([server.way]), "secret": SECRET + "x"}
    report = trained.ask("save", variable="light", format="lgbm", encoding="lightgbm-text", ticket=wrong)
    assert report["error"]["code"] == "unreachable"
