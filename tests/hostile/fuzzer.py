"""Files with random changes in what says how an object is put together, judged by the server and read by the kernel."""

from __future__ import annotations

import logging
import shutil
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from .grammars import GRAMMARS, Grammar
from .harness import PASSES, Reader, frameworks, judge
from .samples import SAMPLES
from .trees import Changes

TOGETHER = 200
"""Cases that wait to be read in one go."""


@dataclass
class Figures:
    cases: int = 0
    judged: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    """What the kernel's reader made of those that it was given."""
    slowest: float = 0.0
    """Seconds of the longest judging."""
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        judged, read = (", ".join(f"{count} {name}" for name, count in one.items()) for one in (self.judged, self.read))
        return f"{self.cases} cases: {judged}; read: {read}; slowest judging {self.slowest * 1000:.0f} ms"


class Fuzzer:
    """Cases of one grammar; the same seed gives the same cases."""

    def __init__(self, grammar: Grammar, seed: int, folder: Path, reader: Reader) -> None:
        self.grammar = grammar
        self.folder = folder
        self.reader = reader
        self.figures = Figures()
        self._random = Random(seed)
        self._changes = Changes(grammar.values, grammar.names, self._random)
        self._sample = folder / "sample"
        SAMPLES[grammar.encoding].write(grammar.encoding, self._sample)
        self._tree = grammar.read(self._sample / grammar.file)
        self._current = folder / "current"
        shutil.copytree(self._sample, self._current)
        self._waiting: list[tuple[Path, str]] = []

    def run(self, cases: int, passed: int, refused: int) -> Figures:
        """`passed` and `refused` are how many of those that the judge let pass, and did not, the kernel reads."""
        wanted = {True: passed, False: refused}
        taken = {True: 0, False: 0}
        with _Warnings() as warnings:
            for number in range(cases):
                self._write()
                begun = time.perf_counter()
                risk = judge(self.grammar.encoding, self._current)
                self.figures.slowest = max(self.figures.slowest, time.perf_counter() - begun)
                self.figures.cases += 1
                self.figures.judged[risk] += 1
                passes = risk in PASSES
                # From all of the cases, not only from the first ones.
                if taken[passes] < wanted[passes] * self.figures.cases / cases:
                    taken[passes] += 1
                    place = self.folder / f"case{number}"
                    shutil.copytree(self._current, place)
                    self._waiting.append((place, risk))
                    if len(self._waiting) == TOGETHER:
                        self._read()
        self._read()
        self.figures.wrong += [f"the judge raised: {text}" for text in warnings.texts]
        return self.figures

    def _write(self) -> None:
        """The next case that can be written."""
        while True:
            tree = self._changes.changed(self._tree)
            try:
                shutil.copyfile(self._sample / self.grammar.file, self._current / self.grammar.file)
                self.grammar.write(self._current / self.grammar.file, tree)
            except (TypeError, ValueError, AttributeError, OverflowError, RecursionError):
                continue  # no pickle or JSON says this, such as a name that is a number
            return

    def _read(self) -> None:
        reports = self.reader.read_all([place for place, _ in self._waiting])
        for (place, risk), report in zip(self._waiting, reports, strict=True):
            self.figures.read[report.outcome] += 1
            wrong = report.harm
            if report.outcome == "loaded" and risk == "code":
                wrong = [*wrong, "it is code to the server, but not to the kernel"]
            if wrong:
                self.figures.wrong.append(f"{place}: {'; '.join(wrong)[:1500]}")
            else:
                shutil.rmtree(place)
        self._waiting.clear()


class _Warnings(logging.Handler):
    """What the server logs when a judge raises."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []
        self._log = logging.getLogger(type(frameworks()).__module__)

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(f"{record.getMessage()} {record.exc_info[1]!r}" if record.exc_info else record.getMessage())

    def __enter__(self) -> _Warnings:
        self._log.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        self._log.removeHandler(self)


def fuzz(name: str, cases: int, seed: int, folder: Path, reader: Reader, passed: int, refused: int) -> Figures:
    """Run a grammar of `GRAMMARS`."""
    folder.mkdir(parents=True, exist_ok=True)
    return Fuzzer(GRAMMARS[name], seed, folder, reader).run(cases, passed, refused)
