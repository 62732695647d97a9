"""What is done too often for `make test`: random files and requests, far more of them.

`make soak`, or `python -m bench.soak [fuzz] [mutations] [requests] [--only skops] [--share 0.01] [--seed 1]`: each
part prints what it did and its figures; the last line says whether anything was wrong.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.contract import request_storm
from tests.fork_servers import ENVIRONMENT, QUIET
from tests.hostile.fuzzer import fuzz
from tests.hostile.grammars import GRAMMARS
from tests.hostile.harness import Readers
from tests.hostile.mutations import Mutated, mutations, table
from tests.hostile.samples import SAMPLES, start

FUZZED = 100_000
"""Cases of all grammars together."""
READ = 3_000
"""As many of them the kernel reads."""
MUTATED = 1000
"""Cases of each encoding."""
REQUESTS = 20_000
BLOCK = 0.1
"""Seconds for which the event loop may stand still."""
JUDGING = 1.0
"""Seconds that judging a small file may take."""


@dataclass(frozen=True)
class Options:
    folder: Path
    share: float
    """Of the cases."""
    seed: int
    only: list[str]
    """Grammars and encodings; empty for all."""

    def chosen(self, names: Iterable[str]) -> list[str]:
        return [name for name in names if not self.only or name in self.only]


def fuzzing(options: Options) -> list[str]:
    """Random changes by the grammar of each format."""
    folder, share, seed = options.folder, options.share, options.seed
    wrong = []
    for name in options.chosen(GRAMMARS):
        readers = Readers(folder)
        reader = start(readers, GRAMMARS[name].encoding)
        begun = time.monotonic()
        cases = max(int(FUZZED * share / len(GRAMMARS)), 10)
        read = max(int(READ * share / len(GRAMMARS) / 2), 5)
        figures = fuzz(name, cases, seed, folder / f"fuzz-{name}", reader, read, read)
        readers.close()
        print(f"{name}: {figures}; {time.monotonic() - begun:.0f} s", flush=True)
        wrong += [f"{name}: {text}" for text in figures.wrong]
        if figures.slowest > JUDGING:
            wrong.append(f"{name}: judging took {figures.slowest:.1f} s")
    return wrong


def mutating(options: Options) -> list[str]:
    """Damaged bytes. A dead reader is no failure here: the table is for the documentation."""
    folder, share, seed = options.folder, options.share, options.seed
    found: dict[str, Mutated] = {}
    for encoding in options.chosen(SAMPLES):
        readers = Readers(folder)
        begun = time.monotonic()
        cases = max(int(MUTATED * share), 10)
        one = mutations(encoding, cases, seed, folder / f"bytes-{encoding}", start(readers, encoding, seconds=10.0))
        readers.close()
        found[encoding] = one
        ends = ", ".join(f"{count} {how}" for how, count in one.ends.most_common()) or "none died or hung"
        print(f"{encoding}: {one.cases} files, {ends}; {time.monotonic() - begun:.0f} s", flush=True)
    print(table(found))
    return [f"{encoding}: {text}" for encoding, one in found.items() for text in one.wrong]


def requesting(options: Options) -> list[str]:
    """Requests with special values."""
    begun = time.monotonic()
    outcome = request_storm.run(options.folder, max(int(REQUESTS * options.share), 20), options.seed)
    lag = ", ".join(f"{name} {seconds * 1000:.0f} ms" for name, seconds in outcome.lag.items())
    statuses = ", ".join(f"{count} × {status}" for status, count in sorted(outcome.statuses.items()))
    seconds = time.monotonic() - begun
    print(f"{outcome.sent} requests to {len(outcome.operations)} operations in {seconds:.0f} s: {statuses}")
    print(f"longest block of the event loop: {lag}")
    slow = [f"the event loop stood still, {lag}, with one of: {outcome.slowest}"] if _stood_still(outcome) else []
    return [*outcome.wrong, *slow]


def _stood_still(outcome: request_storm.Outcome) -> bool:
    return any(outcome.lag[name] > BLOCK for name in ("computed", "blocked"))


PARTS: dict[str, Callable[[Options], list[str]]] = {
    "fuzz": fuzzing,
    "mutations": mutating,
    "requests": requesting,
}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; all of them by default")
    parser.add_argument("--only", action="append", default=[], help="a grammar or an encoding")
    parser.add_argument("--share", type=float, default=1.0, help="of the cases, for a quick look")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    os.environ.update({**ENVIRONMENT, **QUIET})
    wrong = []
    for part in given.parts or PARTS:
        print(f"=== {part}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            wrong += PARTS[part](Options(Path(folder), given.share, given.seed, given.only))
    print(*wrong[:100], f"{len(wrong)} wrong", sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
