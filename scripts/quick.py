"""Checks and tests of what changed since `main`: `python scripts/quick.py [commit]`; the last line is the sum.

Changes are those since the branch left `main` (on `main` itself: since the last commit of `origin/main`, or the last
one), with what is not committed. The whole, `make test`, finds what a change breaks elsewhere.
"""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import PurePosixPath

from suites import BIN, MADE, NOTHING, PYTHON, ROOT, Count, check, playwright

SERVER_TESTS = {
    "registry": ["tests/registry", "tests/routes"],
    "operations": ["tests/features", "tests/transfers"],
    "transfers": ["tests/transfers"],
    "kernel": ["tests/kernel"],
    "risk": ["tests/risk", "tests/frameworks", "tests/routes"],
}
"""Folder of the package → the tests of what is in it."""
ROUTE_TESTS = ["tests/routes", "tests/features", "tests/contract", "tests/compatibility"]
"""The tests of all other folders."""
SLOW = ("tests/kernel/test_damage.py", "tests/kernel/test_imports.py", "tests/hostile/test_random_files.py")
"""Left to `make test` unless they changed themselves: they import one library after the other, for a minute or two."""
EVERYWHERE = {"package.json", "yarn.lock", "tsconfig.json", "jest.config.js"}
"""Files after whose change all tests of the front end count."""


def git(*arguments: str) -> list[str]:
    """Lines that git prints; none when it fails, as for a commit that is not there."""
    command = ("git", *arguments)
    answer = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return answer.stdout.decode().splitlines()


def base() -> str:
    """The commit that changes are counted from."""
    branch = git("rev-parse", "--abbrev-ref", "HEAD")
    main = "origin/main" if branch == ["main"] else "main"
    return next(iter(git("merge-base", "HEAD", main)), "HEAD")


def changed_files(commit: str) -> list[PurePosixPath]:
    """Files that differ from a commit and still exist, new ones included."""
    names = {*git("diff", "--name-only", commit), *git("ls-files", "--others", "--exclude-standard")}
    return [PurePosixPath(name) for name in sorted(names) if (ROOT / name).is_file()]


def front_end(files: list[PurePosixPath]) -> Count:
    """Linters, compiler and the unit tests that import a changed file."""
    scripts = [str(file) for file in files if file.suffix in {".ts", ".tsx", ".js", ".mjs"}]
    formatted = [*scripts, *(str(file) for file in files if file.suffix in {".css", ".json", ".md"})]
    styles = [str(file) for file in files if file.suffix == ".css"]
    count = NOTHING
    if formatted:
        count += check("npx", "prettier", "--check", "--ignore-unknown", *formatted)
    if styles:
        count += check("npx", "stylelint", "--max-warnings", "0", *styles)
    if scripts:
        count += check("npx", "eslint", "--cache", "--max-warnings", "0", "--no-warn-ignored", *scripts)
    sources = [str(file) for file in files if file.parts[0] == "src"]
    everything = any(str(file) in EVERYWHERE for file in files)
    if sources or everything:
        count += check("jlpm", "lint:imports")
        count += check("npx", "tsc", "--noEmit")
        count += check("jlpm", "test", *([] if everything else ["--passWithNoTests", "--findRelatedTests", *sources]))
    return count


def python_linters(files: list[PurePosixPath]) -> Count:
    """Linter, formatter and type checker."""
    if not any(file.suffix == ".py" for file in files):
        return NOTHING
    return sum(
        (
            check(str(BIN / "ruff"), "check", "."),
            check(str(BIN / "ruff"), "format", "--check", "."),
            check(str(BIN / "mypy")),
            check(str(BIN / "lint-imports")),
        ),
        NOTHING,
    )


def back_end(files: list[PurePosixPath]) -> Count:
    """The tests of the changed folders."""
    count = NOTHING
    targets = sorted({target for file in files for target in tests_of(file)})
    if targets:
        ignored = [f"--ignore={path}" for path in SLOW if path not in targets]
        count += check(PYTHON, "-m", "pytest", "-q", *ignored, *targets)
    families = sorted({family for file in files for family in families_of(file)})
    if families:
        count += check(PYTHON, "-m", "pytest", "-q", "tests/matrix", "-k", " or ".join(families))
    return count


def tests_of(file: PurePosixPath) -> list[str]:
    """Test files or folders for a changed file, without those of the matrix."""
    if file.parts[:2] == ("tests", "matrix"):
        return []
    if file.parts[0] == "tests" and file.suffix == ".py":
        return [str(file if file.name.startswith("test_") else file.parent)]
    if file.parts[0] != "jupyterlab_models" or file.suffix not in {".py", ".yaml", ".json"}:
        return []
    if file.parts[1] == "frameworks":
        folders = (ROOT / "tests/kernel", ROOT / "tests/hostile")
        found = [path for folder in folders for path in folder.glob(f"test_{file.parts[2]}*.py")]
        own = [str(path.relative_to(ROOT)) for path in found]
        return ["tests/frameworks", "tests/contract", *own]
    return SERVER_TESTS.get(file.parts[1], ROUTE_TESTS)


def families_of(file: PurePosixPath) -> list[str]:
    """What selects the rows of the matrix for a changed file."""
    if file.parts[:2] == ("tests", "matrix"):
        return [f"{path.stem}-" for path in (ROOT / "tests/matrix").glob(f"{file.stem.split('_')[0]}*.py")]
    if file.parts[:2] == ("jupyterlab_models", "frameworks") and len(file.parts) > 3:
        name = "values" if file.parts[2] == "python" else file.parts[2]
        return [f"{path.stem}-" for path in (ROOT / "tests/matrix").glob(f"{name}*.py")]
    return []


def browser(files: list[PurePosixPath]) -> Count:
    """The browser tests that changed."""
    specs = [str(file) for file in files if file.parts[:2] == ("ui-tests", "tests")]
    return check("make", "--no-print-directory", "build") + playwright("galata", *specs) if specs else NOTHING


def main() -> int:
    """Run linters and tests of both halves side by side, then the browser tests."""
    begun = time.monotonic()
    MADE.mkdir(exist_ok=True)
    commit = sys.argv[1] if len(sys.argv) > 1 else base()
    files = changed_files(commit)
    print(f"{len(files)} files changed since {commit[:12]}.", flush=True)
    with ThreadPoolExecutor() as pool:
        parts = [pool.submit(part, files) for part in (front_end, python_linters, back_end)]
        total = sum((part.result() for part in parts), NOTHING)
    total += browser(files)
    print("", *total.reports, f"{time.monotonic() - begun:.0f} s", sep="\n")
    print(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main())
