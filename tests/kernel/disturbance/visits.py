"""All that the page ever does in a kernel, for tests that then look whether anything changed."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from ..kernels import Kernel
from ..tickets import load, save, spool_way, ticket

MODEL = """
from sklearn.linear_model import LinearRegression
model = LinearRegression().fit([[0.0], [1.0], [2.0]], [1.0, 2.0, 3.0])
broken = LinearRegression()
"""


class Visits:
    """Each call is one of the things that the page does."""

    def __init__(self, kernel: Kernel, folder: Path) -> None:
        self.kernel = kernel
        self.folder = folder
        self.count = 0

    def look(self) -> dict[str, Any]:
        """The list, as a whole and what changed."""
        self.kernel.changes()
        return self.kernel.listing()

    def all(self) -> None:
        """Everything, with the kernel idle."""
        self.look()
        self.kernel.idle_listing()
        self.agent()
        self.look()

    def agent(self) -> None:
        """All that the agent does, well and badly."""
        assert self.kernel.ask("check", variable="model")["ok"]
        version = save(self.kernel, "model", self.new_folder())
        files = self.folder / str(self.count) / "files"
        assert self.kernel.ask("target", variable="other", version=version)["ok"]
        assert load(self.kernel, "loaded", version, files, self.new_folder(), overwrite=True)["ok"]
        self.failing()

    def failing(self) -> None:
        """A save and a load that do not work out."""
        for variable in ("broken", "nothing", "1 / 0"):
            assert not self.kernel.ask("check", variable=variable)["ok"]
            way = spool_way(self.new_folder())
            assert not self.kernel.ask("save", variable=variable, encoding="pickle", ticket=ticket([way]))["ok"]
        lost = {
            "format": "skops",
            "encoding": "skops",
            "class": "x.Y",
            "libraries": {},
            "requirements": [],
            "files": [],
        }
        way = spool_way(self.new_folder(), self.folder / "nowhere")
        assert not self.kernel.ask("load", variable="lost", ticket=ticket([way], lost))["ok"]

    def while_running(self, code: str, times: int = 5, pause: float = 0.1) -> dict[str, Any]:
        """Looks again and again while a cell runs; the cell's reply, with all of iopub as `messages`."""
        begun = self.kernel.cwd / "begun"
        begun.unlink(missing_ok=True)
        parent = self.kernel.client.execute(f"open('begun', 'w').close()\n{code}", allow_stdin=False)
        self.kernel.wait_for(begun)
        for _ in range(times):
            self.look()
            time.sleep(pause)
        return self.kernel.answer(parent)

    def new_folder(self) -> Path:
        self.count += 1
        return self.folder / str(self.count)
