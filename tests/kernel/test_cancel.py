"""A cancelled transfer: its folder is gone, the agent notices and leaves nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from .kernels import RUN, Kernel
from .tickets import Json, spool_way, ticket

LIBRARIES = "small"

SLOW = """
import time
from sklearn.base import BaseEstimator
import numpy

class Piece:
    def __init__(self, name): self.name, self.data = name, numpy.ones(2_000_000)
    def __getstate__(self):
        open(f'begun{self.name}', 'w').close()
        time.sleep(0.02)
        return vars(self)

class Slow(BaseEstimator):
    def fit(self, X): self.pieces_ = [Piece(n) for n in range(60)]; return self
"""


@pytest.fixture(scope="module")
def slow(kernel: Kernel) -> Kernel:
    (kernel.cwd / "slow_pieces.py").write_text(SLOW)
    kernel.run("import slow_pieces\nslow = slow_pieces.Slow().fit(None)")
    return kernel


def request(folder: Path, **members: object) -> Json:
    return {"op": "save", "variable": "slow", "format": "skops", "encoding": "pickle", **members}


def body_of(reply: Json) -> Json:
    (body,) = [v for k, v in reply["user_expressions"]["reply"]["data"].items() if k != "text/plain"]
    found: Json = body
    return found


def test_cancelled_before_it_starts(slow: Kernel, tmp_path: Path) -> None:
    way = spool_way(tmp_path / "spool")
    shutil.rmtree(tmp_path / "spool")
    error = slow.ask(**request(tmp_path), ticket=ticket([way]))["error"]
    assert error["code"] == "cancelled"
    assert not (tmp_path / "spool").exists()


def test_a_folder_on_no_disk_of_ours_is_out_of_reach(slow: Kernel, tmp_path: Path) -> None:
    way = {"way": "spool", "path": str(tmp_path / "elsewhere" / "spool"), "nonce": "2f9b6c"}
    error = slow.ask(**request(tmp_path), ticket=ticket([way]))["error"]
    assert error["code"] == "unreachable"
    assert not (tmp_path / "elsewhere").exists()


def test_cancelled_while_it_writes(slow: Kernel, tmp_path: Path) -> None:
    folder = tmp_path / "spool"
    text = json.dumps(request(folder, ticket=ticket([spool_way(folder)])))
    parent = slow.client.execute("", silent=True, user_expressions={"reply": f"{RUN}({text!r})"}, allow_stdin=False)
    slow.wait_for(folder / "files" / "model.pkl")
    shutil.rmtree(folder)
    body = body_of(slow.answer(parent))
    assert body["error"]["code"] == "cancelled"
    assert not folder.exists()


def test_a_folder_of_another_machine_is_not_written(slow: Kernel, tmp_path: Path) -> None:
    way = {**spool_way(tmp_path / "spool"), "nonce": "another"}
    error = slow.ask(**request(tmp_path), ticket=ticket([way]))["error"]
    assert error["code"] == "unreachable"
    assert [path.name for path in (tmp_path / "spool").iterdir()] == ["nonce"]
