"""All checks and tests, one after the other, whatever fails on the way; the last line is the sum.

`python scripts/test.py [suite …]`, by default all of `SUITES`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import wheel_check
from suites import BIN, MADE, NOTHING, PYTHON, ROOT, Count, check, failure, jest, playwright, pytest, run


def lint() -> Count:
    """Every linter and type checker."""
    return sum(
        (
            check("jlpm", "stylelint:check"),
            check("jlpm", "prettier:check"),
            check("jlpm", "eslint:check"),
            check(str(BIN / "ruff"), "check", "."),
            check(str(BIN / "ruff"), "format", "--check", "."),
            check(str(BIN / "mypy")),
        ),
        NOTHING,
    )


def contract() -> Count:
    """Whether the TypeScript types are those of the contract, and the page of formats tells the table."""
    types = ("jlpm", "openapi-typescript", "jupyterlab_models/openapi.yaml", "-o")
    return fresh("src/registry/generated.ts", *types) + fresh("docs/formats.md", PYTHON, "scripts/formats_page.py")


def fresh(path: str, *command: str) -> Count:
    """Whether a generated file is what the command, which takes the file's name, would write now."""
    with tempfile.TemporaryDirectory() as folder:
        new = Path(folder) / Path(path).name
        if run(*command, str(new)) != 0:
            return failure(" ".join(command))
        if new.read_bytes() == (ROOT / path).read_bytes():
            return Count(1, 0)
    return failure(f"{path} is out of date: run `make generate`")


def build() -> Count:
    """The Lab extension, as it goes into the wheel, and what Jupyter says of the two extensions."""
    return check("make", "--no-print-directory", "build") + wheel_check.extensions_listed(BIN)


SUITES: dict[str, Callable[[], Count]] = {
    "lint": lint,
    "contract": contract,
    "build": build,
    "jest": jest,
    "pytest": pytest,
    "wheel": wheel_check.wheel,
    "galata": lambda: playwright("galata"),
    "floor": lambda: playwright("floor"),
}


def main(names: list[str]) -> int:
    """Run the suites of these names and print how many checks passed and failed."""
    MADE.mkdir(exist_ok=True)
    counts = {}
    seconds = {}
    for name in names:
        print(f"\n=== {name}", flush=True)
        begun = time.monotonic()
        counts[name] = SUITES[name]()
        seconds[name] = time.monotonic() - begun
    total = sum(counts.values(), NOTHING)
    # What failed comes last: of a long output often only the end is shown.
    print("", *sorted(total.told, key=lambda told: told.startswith("failed")), "", sep="\n")
    for name, count in counts.items():
        print(f"{name:10} {count.passed:5} passed, {count.failed:3} failed   {seconds[name]:6.1f} s")
    line = f"{total.passed} passed, {total.failed} failed"
    (MADE / "result").write_text(f"{line}\n")
    print(line, flush=True)
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(SUITES)))
