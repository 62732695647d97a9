"""One suite of checks or tests: `python scripts/suite.py NAME`; its result is `.make/suites/NAME.json`."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import wheel_check
from suites import BIN, MADE, NOTHING, PYTHON, ROOT, Count, check, failure, jest, playwright, pytest, run

RESULTS = MADE / "suites"


def lint() -> Count:
    """Every linter and type checker."""
    return sum(
        (
            check("jlpm", "stylelint:check"),
            check("jlpm", "prettier:check"),
            check("jlpm", "eslint:check"),
            check("jlpm", "lint:imports"),
            check(str(BIN / "ruff"), "check", "."),
            check(str(BIN / "ruff"), "format", "--check", "."),
            check(str(BIN / "mypy")),
            check(str(BIN / "lint-imports")),
        ),
        NOTHING,
    )


def contract() -> Count:
    """Whether the bundled contract, its TypeScript types and the page of formats are up to date."""
    bundle = fresh("jupyterlab_models/openapi.yaml", PYTHON, "scripts/bundle_contract.py")
    types = ("jlpm", "openapi-typescript", "jupyterlab_models/openapi.yaml", "-o")
    return (
        bundle
        + fresh("src/contract/generated.ts", *types)
        + fresh("docs/formats.md", PYTHON, "scripts/formats_page.py")
    )


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
    """The Lab extension, as it goes into the wheel, and whether Jupyter lists both extensions."""
    return check("make", "--no-print-directory", "build") + wheel_check.extensions_listed(BIN)


SUITES: dict[str, Callable[[], Count]] = {
    "lint": lint,
    "contract": contract,
    "build": build,
    "wheel": wheel_check.wheel,
    "galata": lambda: playwright("galata"),
    "floor": lambda: playwright("floor"),
    "jest": jest,
    "pytest": pytest,
}


def main(name: str) -> int:
    """Run one suite and write its result."""
    begun = time.monotonic()
    count = SUITES[name]()
    seconds = time.monotonic() - begun
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps({**count._asdict(), "seconds": seconds}))
    return 1 if count.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
