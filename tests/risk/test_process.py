"""Files are judged in a process that hostile files can slow down, fill or end without harm to the server."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jupyterlab_models.risk.process import JudgeProcess

JUDGES = {
    "good": "return 'parser' if file.read_bytes() == b'good' else 'code'",
    "slow": "import time\n    time.sleep(60)",
    "large": "return 'data' if bytes(1 << 30) else 'data'",
    "deep": "return judge_deep(file)",
    "dies": "import os\n    os.abort()",
    "raises": "raise ValueError('of no use')",
    "prints": "print('{\"risk\": \"data\"}', flush=True)\n    return 'code'",
    "odd": "return 'harmless'",
    "missing": "return 'data' if file.with_name('missing').read_bytes() else 'data'",
    "reads": "return 'data' if open('/etc/passwd').read() else 'data'",
    "up": "return 'data' if (file.parent / '..' / 'outside').read_bytes() else 'data'",
    "link": "return 'data' if (file.parent / 'link').read_bytes() else 'data'",
    "writes": "file.with_name('written').write_bytes(b'x')\n    return 'data'",
    "removes": "file.unlink()\n    return 'data'",
    "starts": "import subprocess\n    subprocess.run(['true'])\n    return 'data'",
    "forks": "import os\n    return 'data' if os.fork() else 'data'",
    "connects": "import socket\n    socket.create_connection(('127.0.0.1', 1))\n    return 'data'",
    "imports": "import sqlite3, lzma, wave\n    return 'data'",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "outside").write_bytes(b"secret")
    folder = tmp_path / "version"
    folder.mkdir()
    (folder / "file").write_bytes(b"good")
    (folder / "link").symlink_to(tmp_path / "outside")
    return folder


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., JudgeProcess]]:
    """Starts a process with the judges above."""
    package = tmp_path / "packages" / "toy_judges"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    functions = [f"def judge_{name}(file):\n    {body}\n" for name, body in JUDGES.items()]
    table = "JUDGES = {" + ", ".join(f"{name!r}: judge_{name}" for name in JUDGES) + "}\n"
    (package / "judge.py").write_text("\n".join([*functions, table]))
    monkeypatch.setattr(sys, "path", [*sys.path, str(package.parent)])
    processes: list[JudgeProcess] = []

    def start(*packages: str, seconds: float = 30.0) -> JudgeProcess:
        processes.append(JudgeProcess(packages or ["toy_judges"], logging.getLogger("judging"), seconds, 256 << 20))
        return processes[-1]

    yield start
    for process in processes:
        process.close()


def test_it_tells_what_judges_find(start: Callable[..., JudgeProcess], folder: Path) -> None:
    process = start()
    assert process.judge("good", folder, ["file"]) == ("parser", None)
    assert process.judge("unknown", folder, ["file"]) == ("code", None)
    assert process.judge("good", folder, []) == ("code", None)
    (folder / "file").write_bytes(b"other")
    assert process.judge("good", folder, ["file"]) == ("code", None)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("slow", "longer than 1 seconds"),
        ("large", "more than 256 MiB"),
        ("deep", "failed"),
        ("dies", "crashed"),
        ("raises", "failed"),
        ("odd", "failed"),
    ],
)
def test_what_cannot_be_judged_is_code_with_a_reason(
    start: Callable[..., JudgeProcess], folder: Path, name: str, reason: str
) -> None:
    process = start(seconds=1.0 if name == "slow" else 30.0)
    risk, found = process.judge(name, folder, ["file"])
    assert risk == "code"
    assert found is not None
    assert reason in found
    process._seconds = 30.0
    assert process.judge("good", folder, ["file"]) == ("parser", None)


def test_what_a_judge_prints_is_no_answer(start: Callable[..., JudgeProcess], folder: Path) -> None:
    process = start()
    for _ in range(3):
        assert process.judge("prints", folder, ["file"]) == ("code", None)
    assert process.judge("good", folder, ["file"]) == ("parser", None)


@pytest.mark.parametrize("name", ["reads", "up", "link", "writes", "removes", "starts", "forks", "connects"])
def test_judges_reach_nothing_but_the_files(
    start: Callable[..., JudgeProcess], folder: Path, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = sorted(folder.iterdir())
    assert start().judge(name, folder, ["file"])[0] == "code"
    assert "Forbidden" in caplog.text
    assert sorted(folder.iterdir()) == before


def test_judges_may_import(start: Callable[..., JudgeProcess], folder: Path) -> None:
    assert start().judge("imports", folder, ["file"]) == ("data", None)


def test_files_that_cannot_be_read_are_an_error(start: Callable[..., JudgeProcess], folder: Path) -> None:
    process = start()
    with pytest.raises(FileNotFoundError):
        process.judge("missing", folder, ["file"])
    assert process.judge("good", folder, ["file"]) == ("parser", None)


def test_a_process_that_was_ended_is_replaced(start: Callable[..., JudgeProcess], folder: Path) -> None:
    process = start()
    process.start()
    for _ in range(3):
        assert process._child is not None
        os.kill(process._child.pid, signal.SIGKILL)
        assert process.judge("good", folder, ["file"]) == ("parser", None)


def test_judges_that_cannot_be_imported_leave_their_files_code(
    start: Callable[..., JudgeProcess], folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    process = start("no_such_package", "toy_judges")
    assert process.judge("good", folder, ["file"]) == ("parser", None)
    assert "no_such_package" in caplog.text


def test_it_imports_no_library(start: Callable[..., JudgeProcess]) -> None:
    packages = [f"jupyterlab_models.frameworks.{name}" for name in ("torch", "sklearn", "keras", "onnx", "lightgbm")]
    process = start(*packages)
    process.start()
    assert process._child is not None
    maps = Path(f"/proc/{process._child.pid}/maps")
    if not maps.exists():
        pytest.skip("this system does not show the memory of processes")
    assert not any(name in maps.read_text() for name in ("numpy", "torch/", "sklearn", "tornado"))


def test_a_judge_that_hangs_ends_without_its_owner(start: Callable[..., JudgeProcess], folder: Path) -> None:
    process = start()
    process.start()
    child = process._child
    assert child is not None
    assert child.stdin is not None
    child.stdin.write(json.dumps({"encoding": "slow", "folder": str(folder), "files": ["file"], "seconds": 1}).encode())
    child.stdin.write(b"\n")
    child.stdin.flush()
    assert child.wait(60) == -signal.SIGALRM


def test_it_ends_with_its_owner(start: Callable[..., JudgeProcess]) -> None:
    process = start()
    process.start()
    child = process._child
    assert child is not None
    process.close()
    assert child.returncode == -signal.SIGKILL
    process.start()
    assert process._child is None
