"""Files with damaged bytes: what a library's own reader makes of them when our judge lets them pass."""

from __future__ import annotations

import shutil
import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from .harness import PASSES, Reader, judge
from .samples import SAMPLES

TOGETHER = 100
NUMBERS = [struct.pack("<I", number) for number in (0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)]
NUMBERS += [struct.pack("<Q", number) for number in (1 << 31, 1 << 40, 1 << 63, (1 << 64) - 1)]


@dataclass
class Mutated:
    """What became of the mutations of one encoding."""

    cases: int = 0
    judged: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    """Of those that are loaded without a question."""
    asked: Counter[str] = field(default_factory=Counter)
    """Of the others."""
    ends: Counter[str] = field(default_factory=Counter)
    """How the process died, and when."""
    wrong: list[str] = field(default_factory=list)
    """Code that ran, files and globals that changed."""


def mutate(content: bytes, random: Random) -> bytes:
    """One to four flips, cuts, splices and numbers."""
    data = bytearray(content)
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        if not data:
            break
        place = random.randrange(len(data))
        length = random.choice((1, 2, 4, 8, 16, 64, 256))
        kind = random.randrange(7)
        if kind == 0:
            data[place] ^= 1 << random.randrange(8)
        elif kind == 1:
            data[place] = random.choice((0, 1, 0x7F, 0x80, 0xFF, random.randrange(256)))
        elif kind == 2:
            del data[place:]
        elif kind == 3:
            del data[place : place + length]
        elif kind == 4:
            other = random.randrange(len(data))
            data[place : place + length] = data[other : other + length]
        elif kind == 5:
            other = random.randrange(len(data))
            data[place:place] = data[other : other + length]
        else:
            number = random.choice(NUMBERS)
            data[place : place + len(number)] = number
    return bytes(data)


def mutations(encoding: str, cases: int, seed: int, folder: Path, reader: Reader) -> Mutated:
    """Damage one file of a sample in each case, judge it, read it and use what came."""
    random = Random(seed)
    sample = folder / "sample"
    SAMPLES[encoding].write(encoding, sample)
    mutated = Mutated()
    waiting: list[tuple[Path, str]] = []
    for place in _damaged(sample, folder, cases, random):
        risk = judge(encoding, place)
        mutated.cases += 1
        mutated.judged[risk] += 1
        waiting.append((place, risk))
        if len(waiting) < TOGETHER and mutated.cases < cases:
            continue
        reports = reader.read_all([place for place, _ in waiting])
        for (done, judged), report in zip(waiting, reports, strict=True):
            (mutated.read if judged in PASSES else mutated.asked)[report.outcome] += 1
            if report.outcome in ("died", "hung"):
                mutated.ends[report.error] += 1
            if report.seen or report.files or report.globals:
                mutated.wrong.append(f"{done}: {report.harm}"[:1500])
            else:
                shutil.rmtree(done)
        waiting.clear()
    return mutated


def _damaged(sample: Path, folder: Path, cases: int, random: Random) -> Iterator[Path]:
    """Folders, in each of which one file has been changed."""
    names = sorted(path.relative_to(sample) for path in sample.rglob("*") if path.is_file())
    for number in range(cases):
        place = folder / f"case{number}"
        shutil.copytree(sample, place)
        file = place / random.choice(names)
        content = mutate(file.read_bytes(), random)
        file.unlink()
        file.write_bytes(content)
        yield place


HEADINGS = ("encoding", "files", "judged", "refused", "other error", "loaded", "memory", "dead", "hung", "asked first")


def table(found: dict[str, Mutated]) -> str:
    """A Markdown table; from `refused` to `hung` it counts only what is loaded without a question."""
    lines = ["| " + " | ".join(HEADINGS) + " |", "|" + " --- |" * len(HEADINGS)]
    for encoding, one in found.items():
        judged = ", ".join(f"{count} {risk}" for risk, count in one.judged.most_common())
        outcomes = [one.read[name] for name in ("refused", "failed", "loaded", "memory", "died", "hung")]
        asked = ", ".join(f"{count} {name}" for name, count in one.asked.most_common()) or "–"
        cells = (f"`{encoding}`", one.cases, judged, *outcomes, asked)
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return "\n".join(lines)
