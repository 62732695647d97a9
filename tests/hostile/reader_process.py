"""Reads hostile files with a kernel's adapter and uses what came, in forks of a process that has the library loaded.

`python -m tests.hostile.reader_process DESCRIPTOR`, started by `harness.py`. The first line on standard input is the
setup; each further line is a list of attempts, answered by one line with their reports on the descriptor. A fork makes
attempts one after the other until one gives an object: what that object does may stay, so the next gets a new fork.
"""

from __future__ import annotations

import copy
import gc
import importlib
import json
import os
import resource
import select
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import Any

from jupyterlab_models.kernel.adapter import Folder
from jupyterlab_models.kernel.errors import AgentError

from ..fork_server import THREADED, import_all
from .watching import Audit, Globals, Prevented, Trusted, files_below

Json = dict[str, Any]
USED = {
    "repr": "repr(model)",
    "str": "str(model)",
    "copy": "copy.copy(model)",
    "deepcopy": "copy.deepcopy(model)",
    "equal": "model == model",
    "hash": "hash(model)",
    "dir": "dir(model)",
    "save": "save()",
}
"""What every object goes through. `save` is all that a save of ours does."""


class Setup:
    """What is the same for all attempts."""

    def __init__(self, line: Json) -> None:
        self.encoding: str = line["encoding"]
        self.adapter = importlib.import_module(f"jupyterlab_models.frameworks.{line['adapter']}").ADAPTER
        import_all([name for name in line["libraries"] if name not in THREADED])
        self.late: list[str] = [name for name in line["libraries"] if name in THREADED]
        self.uses = {name: compile(text, "<use>", "eval") for name, text in {**USED, **line["uses"]}.items()}
        self.settings = {text: compile(text, "<setting>", "eval") for text in line["settings"]}
        self.guarded: list[str] = line["guarded"]
        self.home, self.temporary = Path(line["home"]), Path(line["temporary"])
        self.seconds: float = line["seconds"]
        self.memory: int = line["memory"]
        self.trusted = Trusted(line["trusted"])
        self.names: Json = {name: module for name, module in sys.modules.items() if "." not in name}

    def codes(self) -> list[CodeType]:
        return [*self.uses.values(), *self.settings.values()]


class Child:
    """In a fork: attempts, until one of them gives an object."""

    def __init__(self, setup: Setup, out: int) -> None:
        self.setup = setup
        self.out = out

    def run(self, attempts: list[Json]) -> None:
        setup = self.setup
        signal.alarm(0)
        for name in setup.late:
            importlib.import_module(name)
        limit = _virtual() + setup.memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.chdir(setup.home)
        audit = Audit((setup.temporary,), setup.codes(), setup.trusted)
        for attempt in attempts:
            self._send({"begun": True})
            report = self._attempt(Path(attempt["folder"]), attempt["class_name"], audit)
            self._send(report)
            if report["outcome"] == "loaded" or report["seen"] or report["globals"] or report["files"]:
                break

    def _attempt(self, folder: Path, class_name: str, audit: Audit) -> Json:
        setup = self.setup
        shutil.rmtree(setup.temporary)
        setup.temporary.mkdir()
        files = files_below((setup.home, folder))
        state = Globals(setup.settings, setup.guarded, setup.names)
        begun = time.monotonic()
        report: Json = {"outcome": "loaded", "error": "", "refusal": None, "used": {}}
        try:
            model = audit.during(lambda: setup.adapter.read(folder, setup.encoding, class_name))
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is the result
            report.update(_failure(error))
        else:
            self._send({"loaded": True})
            report["class"] = f"{type(model).__module__}.{type(model).__qualname__}"
            report["used"] = {name: self._use(code, model, audit) for name, code in setup.uses.items()}
        now = files_below((setup.home, folder))
        report["files"] = sorted(path for path in {*files, *now} if files.get(path) != now.get(path))
        report["globals"] = state.changed()
        report["seconds"] = round(time.monotonic() - begun, 3)
        report["seen"], report["reads"] = audit.seen[:50], audit.reads[:200]
        audit.reads.clear()
        return report

    def _use(self, code: CodeType, model: Any, audit: Audit) -> str:
        """An empty text, or what was raised."""
        names = {**self.setup.names, "copy": copy, "model": model, "save": lambda: self._save(model)}
        try:
            audit.during(lambda: eval(code, names))
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is the result
            return _told(error)
        return ""

    def _save(self, model: Any) -> None:
        """As `agent/saving.py` does it."""
        adapter = self.setup.adapter
        plan = adapter.check(model)
        encodings = [choice.encoding for choice in plan.choices]
        encoding = self.setup.encoding if self.setup.encoding in encodings else encodings[0]
        place = self.setup.temporary / "saved"
        place.mkdir()
        adapter.write(model, plan, encoding, Folder(place, lambda: None))
        adapter.describe(model, plan)
        adapter.facts(model)

    def _send(self, body: Json) -> None:
        os.write(self.out, json.dumps(body).encode() + b"\n")


def _failure(error: BaseException) -> Json:
    body: Json = {"outcome": "failed", "error": _told(error)}
    if isinstance(error, AgentError):
        body["outcome"] = "refused"
        body["refusal"] = {"code": error.code, "message": error.message, "hint": error.hint}
    if any(isinstance(one, MemoryError) for one in _chain(error)):
        body["outcome"] = "memory"
    return body


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and those that it was raised from."""
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__context__


def _told(error: BaseException) -> str:
    if isinstance(error, Prevented):
        return f"Prevented: {error}"
    try:
        return f"{type(error).__name__}: {error}"[:500]
    except BaseException:  # noqa: BLE001 - the message may be somebody's code
        return type(error).__name__


def _virtual() -> int:
    """Bytes of address space that this process has."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


class Parent:
    """Forks children and notices how they end."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup

    def answer(self, attempts: list[Json]) -> list[Json]:
        reports: list[Json] = []
        while len(reports) < len(attempts):
            reports.extend(self._child(attempts[len(reports) :]))
        return reports

    def _child(self, attempts: list[Json]) -> list[Json]:
        """The reports of one fork, one at least."""
        assert len(list(Path("/proc/self/task").iterdir())) == 1, "a library has started threads: a fork has none"
        before = files_below((self.setup.home,))
        incoming, outgoing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(incoming)
            os.setsid()
            try:
                Child(self.setup, outgoing).run(attempts)
            finally:
                os._exit(0)
        os.close(outgoing)
        lines, hung = self._lines(incoming, pid)
        os.close(incoming)
        _, status = os.waitpid(pid, 0)
        reports = [line for line in lines if "outcome" in line]
        if not lines or "outcome" not in lines[-1]:
            after = files_below((self.setup.home,))
            files = sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
            reports.append(_ended(status, hung, "loaded" in lines[-1] if lines else False, files))
        return reports

    def _lines(self, incoming: int, pid: int) -> tuple[list[Json], bool]:
        text = b""
        while True:
            # Every line of the child begins the time anew.
            ready, _, _ = select.select([incoming], [], [], self.setup.seconds)
            if not ready:
                os.killpg(pid, signal.SIGKILL)
            if not ready or not (more := os.read(incoming, 1 << 20)):
                lines = text.split(b"\n")[:-1]
                return [json.loads(line) for line in lines], not ready
            text += more


def _ended(status: int, hung: bool, loaded: bool, files: list[str]) -> Json:
    code = os.waitstatus_to_exitcode(status)
    how = f"signal {signal.Signals(-code).name}" if code < 0 else f"status {code}"
    how += ", when it was used" if loaded else ", while it was read"
    report: Json = {"outcome": "hung" if hung else "died", "error": how, "refusal": None, "used": {}, "files": files}
    return {**report, "globals": [], "seen": [], "reads": [], "seconds": 0.0}


def main(descriptor: int) -> None:
    parent = Parent(Setup(json.loads(sys.stdin.readline())))
    gc.collect()
    gc.freeze()
    # A library may print whatever it likes.
    with os.fdopen(descriptor, "w") as answers:
        answers.write("ready\n")
        answers.flush()
        for line in sys.stdin:
            answers.write(json.dumps(parent.answer(json.loads(line))) + "\n")
            answers.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
