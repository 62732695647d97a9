"""Hostile files of models: judged as the server does it, then read and used as a kernel does it, under watch.

How to write an attempt. It is a function that gets an empty folder and a file that must not change (`target`, a place
where the next kernel would run whatever it holds), and writes the files of a version:

    def names_a_function(folder: Path, target: Path) -> None:
        (folder / "skeleton.pkl").write_bytes(...)

    ATTEMPTS = {function.__name__: function for function in (names_a_function, ...)}

    @pytest.fixture(scope="module")
    def reader(readers: Readers) -> Reader:
        return readers.start("torch.adapter", "torch-safetensors", "torch", uses={"call": "model(torch.zeros(1, 2))"})

    @pytest.mark.parametrize("name", ATTEMPTS)
    def test_nothing_of_it_runs(reader: Reader, tmp_path: Path, name: str) -> None:
        reader.check(ATTEMPTS[name], tmp_path / name)

`check` demands of every attempt, whatever the judge says: nothing is executed, imported from elsewhere, opened for
writing or started; no file, builtin or setting changes; the process neither dies nor hangs nor runs out of memory. A
file that the judge does not let pass has to be refused by the kernel's reader too, with one sentence for the user. One
that passes may be refused or loaded; then it is printed, compared, copied, saved again, and put through `uses`.

Where loading other people's code is the very purpose (`own.pkl` and its like), only `judge` applies: such a version is
loaded after a confirmation.

A payload should do something that is seen: call `builtins.exec`, write `target`, change a builtin. `Report` says what
was seen; `reads` lists the files that were opened for reading.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jupyterlab_models.frameworks.service import Frameworks
from jupyterlab_models.risk.judging import Risk

from ..fork_servers import ENVIRONMENT, QUIET

ROOT = Path(__file__).parents[2]
PASSES = ("data", "parser")
"""Risks of versions that are loaded without a question."""
SECONDS = 20.0
MEMORY = 2 << 30
"""Bytes that a fork may take beyond what it begins with."""
HARM = ("MemoryError", "Prevented")
"""Errors that must not come from a use."""
Make = Callable[[Path, Path], None]


@cache
def frameworks() -> Frameworks:
    return Frameworks.load()


def judge(encoding: str, folder: Path) -> Risk:
    """The risk of all files in a folder, by the server's code."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return frameworks().risk(encoding, folder, files)


@dataclass(frozen=True)
class Report:
    """What happened when a file was read and used."""

    outcome: str
    """`refused` by our own reader with a sentence for the user; `failed` with any other error; `loaded`; `memory`;
    `died`; `hung`."""
    error: str
    refusal: dict[str, str] | None
    used: dict[str, str]
    """Use → what it raised; empty where it raised nothing."""
    seen: list[str]
    """Audit events that must not be."""
    files: list[str]
    """Files that changed, appeared or vanished, among those of the version and of the user's home."""
    globals: list[str]
    """Builtins and settings that changed."""
    reads: list[str]
    seconds: float
    class_: str = ""

    @property
    def harm(self) -> list[str]:
        """Why this must not happen to any file; empty where nothing did."""
        harm = [f"was seen: {event}" for event in self.seen]
        harm += [f"changed the file {path}" for path in self.files]
        harm += [f"changed {name}" for name in self.globals]
        if self.outcome in ("died", "hung", "memory"):
            harm.append(f"the process {self.outcome} ({self.error})")
        harm += [
            f"{use}: {error}" for use, error in self.used.items() if error.startswith(("MemoryError", "Prevented"))
        ]
        return harm


class Reader:
    """A process with a library loaded, and an adapter to read with."""

    def __init__(self, line: dict[str, Any], folder: Path) -> None:
        self._folder = folder
        self.home = folder / "home"
        self.target = self.home / ".ipython" / "profile_default" / "startup" / "00-first.py"
        """A file that the next kernel would run."""
        self.encoding: str = line["encoding"]
        self._furnish()
        temporary = folder / "temporary"
        temporary.mkdir()
        incoming, outgoing = os.pipe()
        environment = {**os.environ, **ENVIRONMENT, **QUIET, "HOME": str(self.home), "TMPDIR": str(temporary)}
        self._log = (folder / "log").open("wb")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.reader_process", str(outgoing)],
            cwd=ROOT,
            env={**environment, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=self._log,
            stderr=self._log,
            pass_fds=[outgoing],
        )
        os.close(outgoing)
        self._answers = os.fdopen(incoming)
        self._write({**line, "home": str(self.home), "temporary": str(temporary)})

    def wait(self) -> None:
        """Until the libraries are imported."""
        assert self._answers.readline() == "ready\n", self.log()

    def check(self, make: Make, folder: Path) -> Report:
        """Make an attempt and demand that it does no harm."""
        folder.mkdir(parents=True, exist_ok=True)
        make(folder, self.target)
        risk = judge(self.encoding, folder)
        report = self.read_and_use(folder)
        assert not report.harm, f"judged {risk}, {report.outcome}: " + "; ".join(report.harm)
        if risk not in PASSES:
            assert report.outcome == "refused", f"judged {risk}, but read in a kernel: {report.outcome} {report.error}"
        if report.refusal is not None:
            assert_sentences(report.refusal)
        return report

    def read_and_use(self, folder: Path, class_name: str = "") -> Report:
        """Read a folder and use what came; whatever happens is the result."""
        return self.read_all([folder], class_name)[0]

    def read_all(self, folders: Sequence[Path], class_name: str = "") -> list[Report]:
        """The same for many folders: those that are refused share a process."""
        self._write([{"folder": str(folder), "class_name": class_name} for folder in folders])
        answer = self._answers.readline()
        assert answer, f"the reader's process ended: {self.log()}"
        reports = [Report(class_=one.pop("class", ""), **one) for one in json.loads(answer)]
        if any(report.files for report in reports):
            self._furnish()
        return reports

    def log(self) -> str:
        """The end of what the library printed."""
        return (self._folder / "log").read_text(errors="replace")[-4000:]

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(20)
        self._answers.close()
        self._log.close()

    def _furnish(self) -> None:
        """A user's home with something to overwrite."""
        self.target.parent.mkdir(parents=True, exist_ok=True)
        self.target.write_text("# nothing yet\n")
        (self.home / "picture.png").write_bytes(b"\x89PNG")
        (self.home / "analysis.ipynb").write_text("{}")

    def _write(self, line: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(line).encode() + b"\n")
        self._process.stdin.flush()


@dataclass
class Readers:
    """Readers that were started; the fixture `readers` closes them at the end of a module."""

    folder: Path
    started: dict[str, Reader] = field(default_factory=dict)

    def start(
        self,
        adapter: str,
        encoding: str,
        *libraries: str,
        trusted: Sequence[str] = (),
        uses: Mapping[str, str] | None = None,
        settings: Sequence[str] = (),
        guarded: Sequence[str] = (),
        seconds: float = SECONDS,
        memory: int = MEMORY,
    ) -> Reader:
        """The reader of these members, started when it is first wanted.

        `adapter` is a module below `frameworks`, `libraries` are imported before the forks.

        `trusted` are top-level packages that reading may import besides those which are loaded then.

        `uses` are expressions with `model` and the top-level modules in them; `settings` are expressions whose
        `repr` must stay; `guarded` are beginnings of the names of modules whose functions and classes must stay.
        """
        line = {
            "adapter": adapter,
            "encoding": encoding,
            "libraries": list(libraries),
            "trusted": list(trusted),
            "uses": dict(uses or {}),
            "settings": list(settings),
            "guarded": list(guarded),
            "seconds": seconds,
            "memory": memory,
        }
        key = json.dumps(line)
        if key not in self.started:
            self.started[key] = Reader(line, Path(tempfile.mkdtemp(prefix=encoding, dir=self.folder)))
            self.started[key].wait()
        return self.started[key]

    def close(self) -> None:
        for reader in self.started.values():
            reader.close()


def assert_sentences(refusal: Mapping[str, str]) -> None:
    """What was said is short and meant for people: no traceback, no name of an internal error."""
    message, hint = refusal["message"], refusal["hint"]
    assert message.endswith((".", "?")), f"no sentence: {message}"
    assert len(message) <= 400, f"too long: {message}"
    assert not hint or hint.endswith((".", "?")), f"no sentence: {hint}"
    assert not re.search(r"Traceback|0x[0-9a-f]{6}|\bobject at\b", message + hint), f"not for people: {message} {hint}"
